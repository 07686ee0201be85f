"""Test the import of workbooks and CSV files as offices write them."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.importing.document import Refusal
from generator.importing.excel import read_excel
from tests.importing.documents import (
    EXPECTED,
    HEADER,
    ROWS,
    TITLE,
    cells,
    csv,
    excel,
    remarks,
    take,
)

FIRST, SECOND, THIRD = ROWS
TOP: list[list[str]] = [[TITLE], list(HEADER)]
WHOLE: list[list[str]] = [*TOP, *ROWS]


def changed(change: Callable[[Worksheet], object]) -> bytes:
    """The plan's sheet after a change by hand; data begin in row 3."""
    book = load_workbook(io.BytesIO(excel(WHOLE)))
    change(book.worksheets[0])
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(cell: str, value: object, number_format: str = "General") -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[cell].value = value
        sheet[cell].number_format = number_format

    return change


def hidden_sheet(sheet: Worksheet) -> None:
    assert sheet.parent
    draft = sheet.parent.create_sheet("旧稿")
    draft.sheet_state = "hidden"
    for line in WHOLE:
        draft.append(line)


EXCEL: dict[str, tuple[bytes, list[str]]] = {
    "plain": (excel(WHOLE), []),
    "merged title and names": (excel(WHOLE, merge=["A1:F1", "B3:B4"]), []),
    "numbers as numbers": (excel([*TOP, [1, *FIRST[1:]], [2.0, *SECOND[1:]], [3, *THIRD[1:]]]), []),
    "beginning far from the corner": (
        excel([[]] * 4 + [["", "", *one] for one in WHOLE]),
        [],
    ),
    "header over two rows": (
        excel([[TITLE], [*HEADER[:3], "处室", "", "时间节点"],
               ["", "", "", "责任处室", "协助处室", ""], *ROWS],
              merge=["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"]),
        [],
    ),
    "two sheets": (excel([*TOP, FIRST], [HEADER, SECOND, THIRD]), []),
    "a sheet of something else": (
        excel([["说明", "本表由测试局制作"]], WHOLE),
        [],
    ),
    "a date in Chinese": (
        changed(put("F5", datetime(2031, 2, 20), 'm"月"d"日"')),
        ["工作表“Sheet”F5 date-cell"],
    ),
    "a format to the last row": (
        changed(lambda sheet: sheet.cell(1_048_576, 900).__setattr__("number_format", "0.00")),
        [],
    ),
    "a text in the last cell of all": (
        changed(put("XFD1048576", "x")),
        ["工作表“Sheet”XFD2 extra-column", "工作表“Sheet”第 1048576 行 section-row"],
    ),
    "a hidden sheet": (
        changed(hidden_sheet),
        ["工作表“旧稿” hidden-sheet"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", EXCEL)
def test_sheet(shape: str, tmp_path: Path) -> None:
    content, remarked = EXCEL[shape]
    imported = take(tmp_path, content, "plan.xlsx")
    assert cells(imported) == EXPECTED
    assert imported.plan.title == TITLE
    assert remarks(imported) == remarked


def test_sheet_is_as_large_as_what_is_filled() -> None:
    """Test that a stray text far out adds one column to the grid, not 16,378."""
    [grid] = read_excel(changed(put("XFD1048576", "x"))).grids
    assert {len(row.cells) for row in grid.rows} == {len(HEADER) + 1}


def with_part(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """A package with the text of one part changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == name:
                text = part.decode()
                assert change(text) != text
                part = change(text).encode()
            target.writestr(entry.filename, part)
    return stream.getvalue()


def test_date_that_chinese_excel_makes_of_what_is_typed(tmp_path: Path) -> None:
    """It stores 2月20日 as a number with the built-in format 58, which no library names."""
    content = changed(put("F5", datetime(2031, 2, 20), "yyyy-mm-dd"))
    content = with_part(
        content, "xl/styles.xml", lambda text: text.replace('"165" fontId', '"58" fontId')
    )
    imported = take(tmp_path, content, "plan.xlsx")
    assert cells(imported) == EXPECTED
    assert remarks(imported) == ["工作表“Sheet”F5 date-cell"]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (datetime(2031, 9, 30), "yyyy-mm-dd", "2031-09-30"),
        (datetime(2031, 9, 30), 'yyyy"年"m"月"d"日"', "2031年9月30日"),
        (datetime(2031, 9, 1), 'm"月"', "9月"),
    ],
)
def test_date_is_read_as_shown(
    value: datetime, number_format: str, shown: str, tmp_path: Path
) -> None:
    imported = take(tmp_path, changed(put("F5", value, number_format)), "plan.xlsx")
    assert cells(imported)[2][5] == shown


def test_formula_without_its_result_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        take(tmp_path, changed(put("C4", '="开展"&"测试"')), "plan.xlsx")
    found = [(one.spot.row, one.spot.column, one.code) for one in refusal.value.remarks]
    assert (4, 3, "formula-without-value") in found


def test_formula_is_read_as_its_result(tmp_path: Path) -> None:
    content = with_part(
        changed(put("A4", "=A3+1")),
        "xl/worksheets/sheet1.xml",
        lambda text: re.sub(r"(<f>A3\+1</f>)<v ?/?>(?:</v>)?", r"\1<v>2</v>", text),
    )
    assert cells(take(tmp_path, content, "plan.xlsx")) == EXPECTED


def test_carriage_returns_of_a_sheet_are_line_breaks(tmp_path: Path) -> None:
    content = changed(put("D5", "甲处室_x000D_\n乙处室"))
    assert cells(take(tmp_path, content, "plan.xlsx")) == EXPECTED


CSV: dict[str, bytes] = {
    "UTF-8": csv(WHOLE),
    "UTF-8 with a mark": csv(WHOLE, "utf-8-sig"),
    "GBK": csv(WHOLE, "gbk"),
    "GB18030": csv(WHOLE, "gb18030"),
    "UTF-16": csv(WHOLE, "utf-16"),
    "tabs": csv(WHOLE).replace(b'","', b'"\t"'),
    "semicolons": csv(WHOLE).replace(b'","', b'";"'),
    "without a final line break": csv(WHOLE).rstrip(),
    "line feeds alone": csv(WHOLE).replace(b"\r\n", b"\n"),
    "short rows and empty ones": csv(
        [[TITLE, "", ""], [], list(HEADER), FIRST, [""], SECOND, THIRD]
    ),
}


def test_csv(tmp_path: Path) -> None:
    for shape, content in CSV.items():
        imported = take(tmp_path, content, "plan.csv")
        assert cells(imported) == EXPECTED, shape
        assert (imported.plan.title, remarks(imported)) == (TITLE, []), shape


def test_characters_beyond_gbk(tmp_path: Path) -> None:
    rows = [*TOP, ["1", "第一件事", "邀请𠮷先生", *FIRST[3:]]]
    imported = take(tmp_path, csv(rows, "gb18030"), "plan.csv")
    assert imported.plan.tasks[0].content == "邀请𠮷先生"
