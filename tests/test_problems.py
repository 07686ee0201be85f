"""Bad tables, good tables, and exactly what an editor is told: see `cases/problems/`."""

import ast
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
import yaml

from generator.problems import Problem
from generator.wording import WORDING_FILE
from tests.support import ROOT, Case, problem_cases, short, try_to_load

PROBLEMS = yaml.safe_load(WORDING_FILE.read_text(encoding="utf-8"))["problems"]
CASES = {f"{case.theme}: {case.name}": case for case in problem_cases()}

# Codes that no change of a small table leads to, and the test that does.
PRODUCED_ELSEWHERE = {
    "file-missing": "test_loading.test_missing_table",
    "file-unreadable": "test_loading.test_unreadable_table",
    "file-too-large": "test_hostile_files.test_refused_within_bounds",
    "too-many-values": "test_hostile_files.test_refused_within_bounds",
    "year-repeated": "test_loading.test_one_table_a_year",
    "page-shadowed": "test_pipeline.test_hand_written_page_at_a_generated_address",
    "template-broken": "test_pipeline.test_broken_template",
    "build-failed": "test_preview_failures.test_broken_configuration",
    "raw-html": "test_hand_written.test_what_is_not_markdown",
    "front-matter-key": "test_hand_written.test_what_is_not_markdown",
    "front-matter-form": "test_hand_written.test_what_is_not_markdown",
    "front-matter-value": "test_hand_written.test_what_is_not_markdown",
    "not-a-plain-file": "test_guard.test_refused_from_anyone",
    "file-name": "test_guard.test_refused_from_anyone",
    "svg-refused": "test_guard.test_refused_from_anyone",
    "push-too-large": "test_guard.test_push_within_bounds",
    "beyond-editing": "test_guard.test_files_beyond_editing",
    "dead-link": "publishing.test_site_links.test_wrong_place",
    "dead-anchor": "publishing.test_site_links.test_wrong_place",
    "active-content": "publishing.test_site_links.test_wrong_place",
    "no-pages": "publishing.test_site_links.test_folder_without_pages",
}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    outcome = try_to_load(case.write(tmp_path))
    assert short(outcome.problems) == case.problems
    assert short(outcome.notices) == case.notices
    said = outcome.messages(tmp_path)
    assert case.says is None or said == case.says


def test_case_names_are_unique() -> None:
    assert len(CASES) == len(problem_cases())


def test_every_code_is_produced_by_a_case() -> None:
    produced = {line.split()[1] for case in CASES.values() for line in case.problems + case.notices}
    assert produced.isdisjoint(PRODUCED_ELSEWHERE)
    assert produced | PRODUCED_ELSEWHERE.keys() == PROBLEMS.keys()


@pytest.mark.parametrize("code", PRODUCED_ELSEWHERE)
def test_code_is_produced_by_another_test(code: str) -> None:
    module, test = PRODUCED_ELSEWHERE[code].rsplit(".", 1)
    source = (ROOT / "tests" / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
    assert f"def {test}(" in source
    assert re.search(rf'["\s]{code}"', source)


@cache
def all_found() -> tuple[Problem, ...]:
    found: list[Problem] = []
    for case in CASES.values():
        with tempfile.TemporaryDirectory() as folder:
            outcome = try_to_load(case.write(Path(folder)))
        found.extend((*outcome.problems, *outcome.notices))
    return tuple(found)


@pytest.mark.parametrize("code", PROBLEMS)
def test_details_fill_every_sentence(code: str) -> None:
    """A message has a slip and a remedy, and whatever they name is always at hand."""
    entry = PROBLEMS[code]
    assert entry.keys() <= {"says", "do", "suggest"}
    assert entry["says"] and entry["do"]
    names = {name for text in entry.values() for _, name, _, _ in Formatter().parse(text) if name}
    assert ("suggestion" in names) == ("suggest" in entry)
    for problem in all_found():
        if problem.code == code:
            assert names <= problem.details.keys() | {"suggestion"}
            assert "suggest" in entry or not problem.details.get("suggestion")


@pytest.mark.parametrize("code", PROBLEMS)
def test_sentences_end_in_a_full_stop(code: str) -> None:
    for sentence in PROBLEMS[code].values():
        assert sentence.endswith(("。", "？"))


RAISING = {"Fault", "Finding", "Problem", "_refuse", "_notice"}


def raised_codes() -> Iterator[str]:
    """Every code that is written where a finding is made."""
    for file in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node) in RAISING:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_every_code_raised_has_wording() -> None:
    codes = set(raised_codes())
    assert len(codes) > 30
    assert codes <= PROBLEMS.keys()


def test_a_case_can_fail(tmp_path: Path) -> None:
    """The golden files are compared with what is found, not with themselves."""
    case = CASES["colons-and-dashes: 冒号是全角的"]
    outcome = try_to_load(Case.write(case, tmp_path))
    assert [(found.place.line, found.code) for found in outcome.problems] == [(15, "wide-colon")]
