"""Test that the files for hosted CI run the project's commands with the whole history."""

from __future__ import annotations

from typing import Any

import yaml

from tests.support import ROOT

COMMANDS = ["make check", "make site", ".venv/bin/work-plan links site"]


def read(name: str) -> Any:
    return yaml.load((ROOT / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


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
