"""Test that every command, key and message is in the handbooks."""

import re
from string import Formatter

from mkdocs.config.base import BaseConfigOption

from generator.building.plugin import WorkPlanConfig
from generator.cli import main
from generator.plan.addresses import RESERVED_TOPIC_SLUGS
from generator.plan.model import (
    Department,
    Evidence,
    ProgressEntry,
    SiteSettings,
    Task,
    Topic,
    WorkPlan,
)
from tests.handbook import PAGES
from tests.support import ROOT, SAID

HANDBOOK = [ROOT / "EDITING.zh.md", *sorted((ROOT / "handbook").glob("*.md"))]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *HANDBOOK[1:]]
TEXTS = {file.name: file.read_text(encoding="utf-8") for file in DOCUMENTS}
README, EDITING, CONTRIBUTING = (
    TEXTS[name] for name in ("README.md", "EDITING.zh.md", "CONTRIBUTING.md")
)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def first_cells(text: str) -> set[str]:
    return {line.split(" | ")[0].removeprefix("| ") for line in text.splitlines()}


def test_every_command_and_option_is_in_the_readme() -> None:
    options = {
        name for command in main.commands.values() for one in command.params for name in one.opts
    }
    wanted = [f"`work-plan {command}" for command in main.commands]
    wanted += [f"`{name}`" for name in options if name.startswith("--")]
    assert [name for name in wanted if name not in README] == []


def test_every_setting_of_the_plugin_is_in_the_readme() -> None:
    options = vars(WorkPlanConfig).items()
    settings = [name for name, value in options if isinstance(value, BaseConfigOption)]
    assert settings
    assert [name for name in settings if not re.search(rf"`{name}`|{name}:", README)] == []


def test_every_key_of_the_table_and_the_settings_is_in_the_handbook() -> None:
    models = (WorkPlan, Topic, Department, Task, ProgressEntry, Evidence, SiteSettings)
    keys = {str(field.alias) for model in models for field in model.model_fields.values()}
    cells = {cell for file in HANDBOOK for cell in first_cells(TEXTS[file.name])}
    assert keys - cells == set()


def test_every_reserved_address_is_in_the_handbook_and_in_its_message() -> None:
    message = str(SAID["problems"]["slug-reserved"])
    for name in RESERVED_TOPIC_SLUGS:
        assert f"`{name}`" in EDITING and name in message, name


def test_the_generated_pages_are_up_to_date() -> None:
    """`make handbook` writes them."""
    old = [file.name for file, page in PAGES.items() if TEXTS[file.name] != page()]
    assert old == [], "run `make handbook`"


def test_every_message_has_what_leads_to_it_and_an_example() -> None:
    """Each stands beside the message in `wording.yaml`, as the head of that file says."""
    wanted = {"problems": ("cause", "example"), "refusals": ("cause",), "remarks": ("cause",)}
    lacking = [
        f"{section}.{code}.{key}"
        for section, keys in wanted.items()
        for code, entry in SAID[section].items()
        for key in keys
        if not entry.get(key)
    ]
    assert lacking == []


def test_what_a_server_says_in_the_handbook_is_what_it_says() -> None:
    sentences = [*SAID["publish"].values(), *SAID["failures"].values()]
    said = {
        "".join(text + ("" if name is None else "……") for text, name, _, _ in parsed)
        for parsed in map(Formatter().parse, sentences)
    }
    section = TEXTS["tuisong.md"].split("## 推送时会说的话\n")[1].split("\nGit 说的：\n")[0]
    cells = [line[2:].split(" | ")[0] for line in section.splitlines() if line.startswith("| ")]
    assert len(cells) > 20
    assert set(cells[1:]) - said == set()


def test_the_handbook_begins_with_changing_one_task_and_is_short() -> None:
    assert re.findall(r"^## (.+)$", EDITING, re.MULTILINE)[0] == "改一项任务"
    first = EDITING.split("\n## ")[1]
    commands = ["work-plan submit\n", "mkdocs serve", 'work-plan submit "']
    places = [first.find(command) for command in commands]
    assert -1 not in places and places == sorted(places)
    assert len(EDITING.splitlines()) <= 250


def test_make_targets_are_explained() -> None:
    targets = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)
    assert [name for name in targets if f"make {name}" not in README + CONTRIBUTING] == []
    helped = re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)
    assert set(targets) - set(helped) == {"browser", "tools", "soaktools"}  # parts of others


def test_links_lead_to_files_and_headings() -> None:
    dead = []
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[document.name]):
            name, _, heading = target.partition("#")
            file = document.parent / name if name else document
            if "://" in target or (file.exists() and not heading):
                continue
            text = file.read_text(encoding="utf-8") if file.exists() else ""
            headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
            if heading not in [re.sub(r"[，：、]", "", title) for title in headings]:
                dead.append(f"{document.name}: {target}")
    assert dead == []


def test_readme_names_every_folder() -> None:
    folders = {folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").exists()}
    folders |= {"data", "docs", "overrides", "benchmarks", "handbook"}
    assert [name for name in folders if f"`{name}/`" not in README] == []


def test_paths_in_contributing_exist() -> None:
    paths = re.findall(r"`((?:generator|overrides|tests|handbook)/[\w./-]*)`", CONTRIBUTING)
    assert len(paths) > 20
    ours = [path for path in paths if not path.startswith("tests/office/")]  # others delete it
    assert [path for path in ours if not (ROOT / path).exists() and "KIND" not in path] == []
