"""Test MkDocs in its own process: what it gets, its limits, and how it tells what went wrong."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path

import pytest

from generator.building.mkdocs_process import (
    MOST_MEMORY,
    MOST_SECONDS,
    OUTCOME,
    Outcome,
    build_site,
)
from generator.language.wording import Wording
from tests.support import problem_cases, rarely, try_to_load

PYTHON = Path(sys.executable)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A site that is built in no time."""
    folder = tmp_path / "source"
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: !ENV NAME\ntheme: mkdocs\n", encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# x\n", encoding="utf-8")
    return folder


def build(source: Path) -> Outcome:
    return build_site(PYTHON, source, source.parent / "site", NAME="某单位")


def run_in_build(source: Path, code: str) -> None:
    """Let MkDocs run code when it begins to build."""
    text = f"import os, resource, signal\ndef on_pre_build(config):\n    {code}\n"
    (source / "hook.py").write_text(text, encoding="utf-8")
    with (source / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [hook.py]\n")


def test_site_is_built_whatever_is_printed(source: Path) -> None:
    run_in_build(source, "print('{\"is_built\": false}')")
    assert build(source) == Outcome(True, [], [])
    assert "<title>某单位</title>" in (source.parent / "site/index.html").read_text("utf-8")


def test_it_knows_nothing_else_of_our_environment(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test also that nothing is imported from where it starts, or from where it builds."""
    monkeypatch.setenv("NAME", "某单位")
    monkeypatch.setenv("PYTHONPATH", str(source))
    monkeypatch.chdir(source)
    for name in ("generator", "mkdocs", "json", "sitecustomize"):
        (source / f"{name}.py").write_text("raise SystemExit('not to be imported')")
    outcome = build_site(PYTHON, source, source.parent / "site")
    assert not outcome.is_built and "site_name" in outcome.complaints[0]


def test_its_resources_are_bounded(source: Path) -> None:
    run_in_build(
        source,
        "raise ValueError([resource.getrlimit(one)[0] for one in (resource.RLIMIT_CPU,"
        " resource.RLIMIT_AS)])",
    )
    (told,) = build(source).complaints
    assert json.loads(told.partition(": ")[2]) == [MOST_SECONDS, MOST_MEMORY]


def test_warnings_are_reported_for_a_site_that_is_built(source: Path) -> None:
    (source / "docs" / "index.md").write_text("[x](no.md)\n", encoding="utf-8")
    outcome = build(source)
    assert outcome.is_built and len(outcome.complaints) == 1 and "no.md" in outcome.complaints[0]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise ValueError('为什么')", "ValueError: 为什么"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "Killed"),
        *rarely(("raise SystemExit('为什么')", "为什么")),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "CPU time limit exceeded"),
    ],
)
def test_it_says_why_it_ended(source: Path, code: str, told: str) -> None:
    run_in_build(source, code)
    outcome = build(source)
    assert not outcome.is_built and outcome.complaints[-1].strip() == told


def test_settings_that_are_not_there(source: Path) -> None:
    (source / "mkdocs.yml").unlink()
    outcome = build(source)
    assert not outcome.is_built and "mkdocs.yml" in outcome.complaints[0]


def test_full_disk_is_reported_as_such(source: Path) -> None:
    run_in_build(source, f"raise OSError({errno.ENOSPC}, 'No space left on device')")
    with pytest.raises(OSError, match="No space left") as found:
        build(source)
    assert found.value.errno == errno.ENOSPC


def test_problems_are_worded_as_where_they_were_found(tmp_path: Path) -> None:
    """Test every kind of problem there is: their details are passed on as JSON."""
    wording = Wording()
    kinds = {case.problems[0].split()[1]: case for case in problem_cases() if case.problems}
    assert len(kinds) > 50
    for code, case in kinds.items():
        found = try_to_load(case.write(tmp_path / code)).problems
        passed_on = OUTCOME.validate_json(OUTCOME.dump_json(Outcome(False, found))).problems
        assert [*map(wording.message, passed_on)] == [*map(wording.message, found)]
