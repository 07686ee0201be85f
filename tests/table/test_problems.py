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

from generator.language.problems import Problem
from generator.language.wording import WORDING_FILE
from tests.support import ROOT, Case, problem_cases, short, try_to_load

PROBLEMS = yaml.safe_load(WORDING_FILE.read_text(encoding="utf-8"))["problems"]
CASES = {f"{case.theme}: {case.name}": case for case in problem_cases()}

# Codes that no change of a small table leads to; other tests produce them.
PRODUCED_ELSEWHERE = {
    "file-missing",
    "file-unreadable",
    "file-too-large",
    "too-many-values",
    "year-repeated",
    "page-shadowed",
    "template-broken",
    "build-failed",
    "raw-html",
    "front-matter-key",
    "front-matter-form",
    "front-matter-value",
    "not-a-plain-file",
    "file-name",
    "svg-refused",
    "push-too-large",
    "beyond-editing",
    "dead-link",
    "dead-anchor",
    "active-content",
    "no-pages",
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
    assert produced | PRODUCED_ELSEWHERE == PROBLEMS.keys()


def test_other_codes_are_expected_by_another_test() -> None:
    tests = [
        file for file in (ROOT / "tests").rglob("test_*.py") if file.name != Path(__file__).name
    ]
    text = "\n".join(file.read_text(encoding="utf-8") for file in tests)
    assert {code for code in PRODUCED_ELSEWHERE if not re.search(rf'["\s]{code}"', text)} == set()


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
    assert entry.keys() <= {"says", "do", "suggest", "cause", "example"}
    assert entry["says"] and entry["do"]
    said = [text for key, text in entry.items() if key not in ("cause", "example")]
    names = {name for text in said for _, name, _, _ in Formatter().parse(text) if name}
    assert ("suggestion" in names) == ("suggest" in entry)
    for problem in all_found():
        if problem.code == code:
            assert names <= problem.details.keys() | {"suggestion"}
            assert "suggest" in entry or not problem.details.get("suggestion")


@pytest.mark.parametrize("code", PROBLEMS)
def test_sentences_end_in_a_full_stop(code: str) -> None:
    for key in PROBLEMS[code].keys() - {"cause", "example"}:
        sentence = PROBLEMS[code][key]
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
