"""Test that documents saved by another program are read like our own."""

from pathlib import Path

import pytest

from generator.downloads.annex import WRITERS, official_table
from generator.table.loading import load_plan
from tests.importing.documents import (
    EXPECTED,
    FIXTURES,
    TABLE,
    cells,
    remarks,
    take,
    word,
)
from tests.importing.resaving import fixtures, resave
from tests.importing.test_excel_and_csv import EXCEL
from tests.importing.test_word import HEADING, SHAPES

YAML = TABLE.read_text(encoding="utf-8")

# What LibreOffice itself settles when it saves, so that it is not there to remark any more.
SETTLED = {"hidden-text", "picture", "date-cell"}


@pytest.mark.parametrize("name", fixtures())
def test_fixture(name: str, tmp_path: Path) -> None:
    imported = take(tmp_path, (FIXTURES / name).read_bytes(), name)
    assert cells(imported) == EXPECTED


@pytest.mark.soak
@pytest.mark.parametrize(
    ("ending", "saved_as"),
    [(".docx", ".docx"), (".xlsx", ".xlsx"), (".csv", ".xlsx"), (".xlsx", ".csv")],
)
def test_export(ending: str, saved_as: str, tmp_path: Path) -> None:
    content = WRITERS[ending](official_table(load_plan(TABLE)))
    content = resave(content, f"export{ending}", saved_as)
    assert take(tmp_path, content, f"a{saved_as}", into=YAML).text == YAML


@pytest.mark.soak
@pytest.mark.parametrize("shape", SHAPES)
def test_shape_of_word(shape: str, tmp_path: Path) -> None:
    blocks, remarked = SHAPES[shape]
    imported = take(tmp_path, resave(word(HEADING, *blocks), "plan.docx"))
    assert cells(imported) == EXPECTED
    assert kept(remarks(imported)) == kept(remarked)


@pytest.mark.soak
@pytest.mark.parametrize("shape", EXCEL)
def test_shape_of_excel(shape: str, tmp_path: Path) -> None:
    content, remarked = EXCEL[shape]
    imported = take(tmp_path, resave(content, "plan.xlsx"), "plan.xlsx")
    assert cells(imported) == EXPECTED
    assert kept(remarks(imported)) == kept(remarked)


def kept(found: list[str]) -> list[str]:
    return [one for one in found if one.split()[-1] not in SETTLED]
