"""Bad tables, good tables, and exactly what an editor is told: see `cases/problems/`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from tests.support import ROOT, SAID, Case, Outcome, problem_cases, short, try_to_load

PROBLEMS = SAID["problems"]
CASES = {f"{case.theme}: {case.name}": case for case in problem_cases()}

# Codes that no change of a small table leads to; other tests produce them.
PRODUCED_ELSEWHERE = {
    "file-missing",
    "file-unreadable",
    "file-too-large",
    "too-many-values",
    "row-unusual",
    "year-repeated",
    "year-not-changed",
    "year-not-latest",
    "former-name-unknown",
    "previous-shared",
    "progress-in-future",
    "evidence-missing",
    "evidence-not-plain",
    "other-year-named",
    "other-office-named",
    "summary-dated",
    "previous-unknown",
    "previous-without-plan",
    "page-shadowed",
    "page-twice",
    "page-attribute",
    "page-id",
    "page-empty",
    "docs-missing",
    "nav-without-file",
    "page-ending",
    "setting-form",
    "setting-foreign",
    "site-not-ours",
    "site-incomplete",
    "theme-foreign",
    "absolute-link",
    "page-too-long",
    "pages-together",
    "page-too-many-lines",
    "page-too-many-signs",
    "page-too-deep",
    "page-too-many-spaces",
    "page-too-many-stars",
    "page-too-many-brackets",
    "template-broken",
    "build-failed",
    "raw-html",
    "front-matter-key",
    "front-matter-form",
    "front-matter-value",
    "former-address-form",
    "former-address-taken",
    "not-a-plain-file",
    "file-name",
    "file-name-length",
    "file-name-twice",
    "folder-depth",
    "folder-name",
    "lost-year",
    "lost-topic",
    "lost-department",
    "lost-task",
    "lost-download",
    "lost-page",
    "lost-evidence",
    "evidence-changed",
    "evidence-dead",
    "evidence-altered",
    "identifier-lost",
    "identifier-given",
    "identifier-not-usual",
    "progress-changed",
    "progress-inserted",
    "svg-refused",
    "push-too-large",
    "beyond-editing",
    "dead-link",
    "dead-anchor",
    "active-content",
    "no-pages",
}


Found = dict[str, tuple[Outcome, list[str]]]
"""What each case led to, and how it was said."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    results: Found = {}
    for name, case in CASES.items():
        folder = case.write(tmp_path_factory.mktemp("case"))
        outcome = try_to_load(folder)
        results[name] = outcome, outcome.messages(folder)
    return results


def test_every_case_is_reported_as_its_file_says(found: Found) -> None:
    wrong = {}
    for name, case in CASES.items():
        outcome, said = found[name]
        expected = case.problems, case.notices, said if case.says is None else case.says
        reported = short(outcome.problems), short(outcome.notices), said
        if reported != expected:
            wrong[name] = reported, expected
    assert wrong == {}
    assert len(CASES) == len(problem_cases()), "two cases of one file have the same name"


def test_a_case_can_fail(tmp_path: Path) -> None:
    """The golden files are compared with what is found, not with themselves."""
    case = CASES["colons-and-dashes: 冒号是全角的"]
    outcome = try_to_load(Case.write(case, tmp_path))
    assert [(problem.place.line, problem.code) for problem in outcome.problems] == [
        (15, "wide-colon")
    ]


def test_every_code_is_produced_by_a_case_or_another_test() -> None:
    produced = {line.split()[1] for case in CASES.values() for line in case.problems + case.notices}
    assert produced.isdisjoint(PRODUCED_ELSEWHERE)
    assert produced | PRODUCED_ELSEWHERE == PROBLEMS.keys()
    tests = [
        file for file in (ROOT / "tests").rglob("test_*.py") if file.name != Path(__file__).name
    ]
    text = "\n".join(file.read_text(encoding="utf-8") for file in tests)
    assert {code for code in PRODUCED_ELSEWHERE if not re.search(rf'["\s]{code}"', text)} == set()


SENTENCES = ("says", "do", "suggest")


def test_every_message_has_a_slip_and_a_remedy_in_whole_sentences() -> None:
    for code, entry in PROBLEMS.items():
        assert entry.keys() <= {*SENTENCES, "cause", "example"}, code
        assert entry["says"] and entry["do"], code
        for key in entry.keys() & {*SENTENCES}:
            assert entry[key].endswith(("。", "？")), (code, key)


def names_in(code: str) -> set[str]:
    """What the sentences of a message name."""
    texts = [PROBLEMS[code][key] for key in SENTENCES if key in PROBLEMS[code]]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def test_whatever_a_message_names_is_at_hand(found: Found) -> None:
    for code, entry in PROBLEMS.items():
        assert ("suggestion" in names_in(code)) == ("suggest" in entry), code
    for outcome, _ in found.values():
        for problem in (*outcome.problems, *outcome.notices):
            assert names_in(problem.code) <= problem.details.keys() | {"suggestion"}, problem
            assert "suggest" in PROBLEMS[problem.code] or not problem.details.get("suggestion")


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
