"""Test that documents with randomly damaged tables are imported or refused, without a crash."""

import io
import random
import tempfile
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from generator.importing.document import Refusal
from generator.importing.heading import Heading
from generator.importing.report import refusal_lines, report
from generator.language.wording import Wording
from tests.importing.documents import FIXTURES, HEADER, ROWS, TITLE, excel, plan_word, take
from tests.importing.test_updating import TITLE_2030
from tests.support import BASE

etree: Any = import_module("lxml.etree")  # comes without types
TEXTS = ["", "序号", "任务内容", "99", "、", "全年", "\u202e", "x" * 50]
VALUES = ["0", "3", "-1", "99999999", "restart", "x", "A9:B2"]

DOCUMENTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "plan.docx": (lambda: plan_word(title=TITLE_2030), "word/document.xml"),
    "saved.docx": ((FIXTURES / "tracked.docx").read_bytes, "word/document.xml"),
    "plan.xlsx": (
        lambda: excel([[TITLE], HEADER, *ROWS], merge=["A1:F1", "B3:B4"]),
        "xl/worksheets/sheet1.xml",
    ),
}
GIVEN = Heading(TITLE, 2030, "示例市测试局")


def mangled(content: bytes, part: str, chance: random.Random) -> bytes:
    """Elements taken out, doubled, moved, emptied or with other attributes."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    tree = etree.fromstring(parts[part])
    for _ in range(chance.randint(1, 6)):
        elements = [one for one in tree.iter() if one.getparent() is not None]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        match chance.randrange(5):
            case 0:
                parent.remove(one)
            case 1:
                parent.insert(0, etree.fromstring(etree.tostring(one)))
            case 2 if other not in one.iter():
                other.append(one)
            case 3:
                one.text = chance.choice(
                    ["", "序号", "任务内容", "99", "、", "全年", "\u202e", "x" * 50]
                )
            case _:
                for name in list(one.attrib):
                    one.set(name, chance.choice(VALUES))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, text in (parts | {part: etree.tostring(tree)}).items():
            target.writestr(name, text)
    return stream.getvalue()


def hold_out(name: str, seeds: range) -> set[str]:
    """Import damaged documents and return the outcomes."""
    make, part = DOCUMENTS[name]
    content = make()
    outcomes = set()
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            torn = mangled(content, part, random.Random(seed))
            into = BASE if seed % 2 else ""
            try:
                imported = take(Path(folder), torn, name, into=into, given=GIVEN)
                assert list(report(imported, "tasks.yaml", Wording()))
                outcomes.add("imported")
            except Refusal as refusal:
                assert list(refusal_lines(refusal, name, Wording()))
                outcomes.add(refusal.code)
    return outcomes


@pytest.mark.parametrize("name", DOCUMENTS)
def test_mangled(name: str) -> None:
    assert {"imported", "problems"} <= hold_out(name, range(15))


@pytest.mark.soak
@pytest.mark.parametrize("name", DOCUMENTS)
def test_many_mangled(name: str) -> None:
    assert {"imported", "problems", "missing-column"} <= hold_out(name, range(60, 1000))
