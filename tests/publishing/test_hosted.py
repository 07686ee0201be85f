"""Test the files for hosted CI: their form, and that they run the project's commands."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from check_jsonschema.cli.main_command import main as check_jsonschema
from click.testing import CliRunner

from tests.support import ROOT

COMMANDS = ["make check", "make site", ".venv/bin/work-plan links site"]


def read(name: str) -> Any:
    return yaml.load((ROOT / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


CHECKED = {
    ".gitlab-ci.yml": ("--builtin-schema=vendor.gitlab-ci", "--data-transform=gitlab-ci"),
    ".github/workflows/publish.yml": ("--builtin-schema=vendor.github-workflows",),
}


@pytest.mark.parametrize("name", CHECKED)
def test_form_is_that_of_the_published_schema(name: str) -> None:
    result = CliRunner().invoke(check_jsonschema, [*CHECKED[name], str(ROOT / name)])
    assert result.exit_code == 0, result.output


def test_every_file_of_github_is_checked() -> None:
    found = (ROOT / ".github").rglob("*.*")
    assert {file.relative_to(ROOT).as_posix() for file in found} <= CHECKED.keys()


def test_gitlab() -> None:
    job = read(".gitlab-ci.yml")["site"]
    assert job["script"] == COMMANDS
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert job["artifacts"]["paths"] == ["site"]


def test_github() -> None:
    steps = read(".github/workflows/publish.yml")["jobs"]["site"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == COMMANDS
    used = {step["uses"].split("@")[0]: step.get("with", {}) for step in steps if "uses" in step}
    assert used["actions/checkout"]["fetch-depth"] == "0"
    assert used["actions/upload-artifact"]["path"] == "site"


def test_commands_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\t$(BIN)/work-plan check\n" in makefile
    assert "\t$(BIN)/mkdocs build --strict\n" in makefile
