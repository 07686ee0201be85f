"""Test that every remark and refusal has a sentence, and every sentence is used."""

import ast
from collections.abc import Iterator

import pytest

from generator.importing.document import CellMark, DocumentKind, Spot
from generator.importing.report import place
from generator.language.spans import spans
from generator.language.wording import Wording
from tests.support import ROOT, SAID

TREES = [
    ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "generator" / "importing").rglob("*.py"))
]

# Codes of `check` that stop a row of a document too, or one of a ledger.
FROM_CHECK = {
    "character", "empty", "empty-list", "impossible-date", "number-out-of-order",
    "number-repeated", "too-long",
    "done-without-evidence", "evidence-file-form", "not-https", "progress-before-plan",
    "progress-in-future", "status-unknown",
}  # fmt: skip

CHOSEN = ("code", "_REFUSED_ENDINGS")


def constants(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def made(kind: str) -> set[str]:
    """Every code that is written where a remark or a refusal is made."""
    found: set[str] = set()
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == kind:
                for argument in node.args:
                    found.update(constants(argument))
            # A code of several that is chosen first.
            target = getattr(node, "targets", [None])[0]
            if isinstance(node, ast.Assign) and getattr(target, "id", "") in CHOSEN:
                found.update(constants(node.value))
    return found


@pytest.mark.parametrize(("section", "kind"), [("refusals", "Refusal"), ("remarks", "Remark")])
def test_every_code_has_its_sentence_and_the_other_way_round(section: str, kind: str) -> None:
    codes = SAID[section].keys()
    expected = set(codes) - FROM_CHECK - {mark.value for mark in CellMark}
    assert expected <= made(kind)
    assert {mark.value for mark in CellMark} <= SAID["remarks"].keys()
    assert SAID["remarks"].keys() >= FROM_CHECK


@pytest.mark.parametrize("section", ["refusals", "remarks"])
def test_sentences_say_what_is_wrong_and_what_to_do(section: str) -> None:
    for entry in SAID[section].values():
        assert entry.keys() <= {"says", "do", "suggest", "cause"}
        for sentence in (text for key, text in entry.items() if key != "cause"):
            assert not sentence or sentence.endswith(("。", "：", "}"))


def test_place() -> None:
    expected = [
        (Spot(DocumentKind.WORD), "全文"),
        (Spot(DocumentKind.WORD, "2"), "表格 2"),
        (Spot(DocumentKind.WORD, "2", 3), "表格 2 第 3 行"),
        (Spot(DocumentKind.WORD, "2", 3, 4), "表格 2 第 3 行第 4 列"),
        (Spot(DocumentKind.EXCEL), "全文"),
        (Spot(DocumentKind.EXCEL, "一"), "工作表“一”"),
        (Spot(DocumentKind.EXCEL, "一", 3), "工作表“一”第 3 行"),
        (Spot(DocumentKind.EXCEL, "一", 3, 28), "工作表“一”AB3"),
        (Spot(DocumentKind.CSV), "全文"),
        (Spot(DocumentKind.CSV, "", 3), "第 3 行"),
        (Spot(DocumentKind.CSV, "", 3, 4), "第 3 行第 4 列"),
    ]
    assert [(spot, place(spot, Wording())) for spot, _ in expected] == expected


def test_numbers_are_drawn_together() -> None:
    assert spans([1, 2, 3, 7, 9, 10]) == ["1-3", "7", "9-10"]
    assert spans([]) == []
