"""What a person can type, write or be told is in the handbooks."""

import re
from pathlib import Path

import pytest
import yaml
from mkdocs.config.base import BaseConfigOption

from generator.building.plugin import WorkPlanConfig
from generator.cli import main
from generator.language.wording import WORDING_FILE
from generator.plan.model import Department, SiteSettings, Task, Topic, WorkPlan
from tests.support import ROOT

DOCUMENTS = sorted(ROOT.glob("*.md"))
README, HANDBOOK, CONTRIBUTING = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "EDITING.zh.md", "CONTRIBUTING.md")
)
PROBLEMS = yaml.safe_load(WORDING_FILE.read_text(encoding="utf-8"))["problems"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

OPTIONS = sorted(
    {name for command in main.commands.values() for one in command.params for name in one.opts}
)
KEYS = sorted(
    {
        str(field.alias)
        for model in (WorkPlan, Topic, Department, Task, SiteSettings)
        for field in model.model_fields.values()
    }
)
SETTINGS = [
    name for name, value in vars(WorkPlanConfig).items() if isinstance(value, BaseConfigOption)
]
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)


def first_cells(document: str) -> set[str]:
    return {line.split(" | ")[0].removeprefix("| ") for line in document.splitlines()}


@pytest.mark.parametrize("command", main.commands)
def test_command(command: str) -> None:
    assert f"`work-plan {command}" in README


def test_command_for_editors() -> None:
    assert "\nwork-plan check\n" in HANDBOOK


@pytest.mark.parametrize("option", [name for name in OPTIONS if name.startswith("--")])
def test_option(option: str) -> None:
    assert f"`{option}`" in README


@pytest.mark.parametrize("setting", SETTINGS)
def test_setting_of_the_plugin(setting: str) -> None:
    assert f"`{setting}`" in README or f"{setting}:" in README


@pytest.mark.parametrize("key", KEYS)
def test_key(key: str) -> None:
    assert key in first_cells(HANDBOOK)


@pytest.mark.parametrize("code", PROBLEMS)
def test_message(code: str) -> None:
    """Its first sentence heads a row of the handbook, with …… for what it names."""
    sentence = re.sub(r"{\w+}", "……", PROBLEMS[code]["says"])
    cells = {cell.rstrip("。") for cell in first_cells(HANDBOOK)}
    assert sentence.rstrip("。") in cells


@pytest.mark.parametrize("target", TARGETS)
def test_make_target(target: str) -> None:
    assert f"make {target}" in README + CONTRIBUTING


def test_make_lists_its_targets() -> None:
    helped = re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)
    assert set(TARGETS) - set(helped) == {"browser", "tools"}  # parts of `make test`


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_links_lead_to_files_and_headings(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, heading = target.partition("#")
        file = ROOT / name if name else document
        assert file.exists(), target
        headings = (
            re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE) if heading else []
        )
        assert not heading or heading in headings, target


def test_readme_names_every_folder() -> None:
    folders = {folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").exists()}
    for name in folders | {"data", "docs", "overrides", "benchmarks"}:
        assert f"`{name}/`" in README
