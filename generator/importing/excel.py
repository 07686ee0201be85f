"""Reads the sheets of an Excel workbook as Excel shows them: dates, formulas, merged cells."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import from_excel

from generator.importing.document import (
    Cell,
    CellMark,
    Document,
    DocumentKind,
    Grid,
    GridRow,
    Refusal,
    Remark,
    Spot,
)
from generator.language import vocabulary as words

_FIRST_DATE, _LAST_DATE = 1, 2_958_465  # Excel shows these serial numbers as dates
# Date formats of Chinese Excel; files give only their numbers (ECMA-376, part 1, 18.8.30, zh-cn).
_CHINESE_DATES = {27: "ym", 28: "md", 29: "md", 30: "ymd", 31: "ymd", 36: "ym", 50: "ym",
                  51: "md", 52: "ym", 53: "md", 54: "md", 57: "ym", 58: "md"}  # fmt: skip
_CONTROL_ESCAPES = re.compile("_x00(0[9AaDd])_")
_ESCAPED_ESCAPES = re.compile("_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)")  # openpyxl decodes only some

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_MOST_COLUMNS = 200
"""Columns with text in a sheet."""
_MOST_MERGED = 500_000
"""Merged cells in a workbook."""

_Texts = dict[tuple[int, int], tuple[str, frozenset[CellMark]]]


def read_excel(raw: bytes) -> Document:
    """Read the bytes of an .xlsx file.

    Raises what openpyxl raises for a damaged file.

    Raises:
        Refusal: merged cells cover too much of a sheet, or too many columns have text.
    """
    parts = _sheets_of(raw)
    _refuse_vast_merges(parts)
    book = load_workbook(io.BytesIO(raw), data_only=True)
    has_formulas = any(_FORMULA.search(part) for part in parts)
    formulas = load_workbook(io.BytesIO(raw)) if has_formulas else None
    grids, remarks = [], []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            spot = Spot(DocumentKind.EXCEL, sheet.title)
            remarks.append(Remark(spot, "hidden-sheet", {"sheet": sheet.title}))
            continue
        with_formulas = formulas[sheet.title] if formulas else None
        grids.append(Grid(DocumentKind.EXCEL, sheet.title, tuple(_rows(sheet, with_formulas))))
    return Document(tuple(grids), tuple(remarks))


def _sheets_of(raw: bytes) -> list[bytes]:
    """The XML of each sheet."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        names = (name for name in package.namelist() if name.startswith("xl/worksheets/"))
        return [package.read(name) for name in names]


def _refuse_vast_merges(sheets: Sequence[bytes]) -> None:
    """Refuse what would fill the memory: openpyxl makes an object of each merged cell."""
    areas = [found for sheet in sheets for found in _MERGED.findall(sheet)]
    if sum(map(_cells_in, areas)) > _MOST_MERGED:
        first_column, first_row, last_column, last_row = max(areas, key=_cells_in)
        area = b"%s%s:%s%s" % (first_column, first_row, last_column, last_row)
        raise Refusal("merged-too-much", area=area.decode())


def _cells_in(area: tuple[bytes, bytes, bytes, bytes]) -> int:
    """The number of cells from the first column and row to the last ones."""
    first_column, first_row, last_column, last_row = area
    first, last = (column_index_from_string(one.decode()) for one in (first_column, last_column))
    return (last - first + 1) * (int(last_row) - int(first_row) + 1)


def _rows(sheet: Any, with_formulas: Any | None) -> Iterator[GridRow]:
    """The rows with text, each with a cell for every column that has text somewhere.

    A sheet may have formatted cells down to the millionth row and out to the 16,384th column.
    """
    texts = _texts(sheet, with_formulas)
    if not texts:
        return
    with_text = {row for row, _ in texts}
    filled = sorted(with_text)
    merged = _merged(sheet, filled, max(column for _, column in texts))
    columns = sorted({column for _, column in (*texts, *merged)})
    if len(columns) > _MOST_COLUMNS:
        raise Refusal("too-many-columns", limit=_MOST_COLUMNS)
    for row in filled:
        cells: list[Cell] = []
        for column in columns:
            if cells and column <= cells[-1].end:  # the cell before it takes this column too
                continue
            first_row, width = merged.get((row, column), (row, 1))
            continues = first_row != row and first_row in with_text
            text, marks = texts.get((row, column), ("", frozenset()))
            cells.append(Cell("" if continues else text, column - 1, width, continues, marks))
        yield GridRow(row, tuple(cells))


def _merged(
    sheet: Any, rows: Sequence[int], last_column: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """By row (of these rows) and first column of a merged range: its first row and its width."""
    found = {}
    for area in sheet.merged_cells.ranges:
        width = min(area.max_col, last_column) - area.min_col + 1
        if width >= 1:
            within = rows[bisect_left(rows, area.min_row) : bisect_right(rows, area.max_row)]
            found.update({(row, area.min_col): (area.min_row, width) for row in within})
    return found


def _texts(sheet: Any, with_formulas: Any | None) -> _Texts:
    """Text and marks of each visible cell, by row and column from 1."""
    texts: _Texts = {}
    for (row, column), cell in sheet._cells.items():  # holds only cells that exist
        text, mark = _text(cell)
        if not text and with_formulas is not None:
            formula = with_formulas._cells.get((row, column))
            if formula is not None and formula.data_type == "f":
                mark = CellMark.NO_VALUE
        if text or mark:
            texts[row, column] = text, frozenset((mark,) if mark else ())
    return texts


def _text(cell: Any) -> tuple[str, CellMark | None]:
    value = cell.value
    if value is None:
        return "", None
    if isinstance(value, str):
        text = _CONTROL_ESCAPES.sub(lambda code: chr(int(code[1], 16)), value)
        text = _ESCAPED_ESCAPES.sub("_", text)
        return text.replace("\r\n", "\n").replace("\r", "\n"), None
    if isinstance(value, datetime):
        return _shown_date(value, _parts(cell.number_format)), CellMark.DATE
    parts = _CHINESE_DATES.get(cell._style.numFmtId) if cell.has_style else None
    if parts and isinstance(value, (int, float)) and _FIRST_DATE <= value <= _LAST_DATE:
        return _shown_date(from_excel(value), parts), CellMark.DATE
    if isinstance(value, float) and value.is_integer():
        return str(int(value)), None
    return str(value), None


def _parts(number_format: str) -> str:
    """The parts (y, m, d) that a Chinese date format shows; "" for other formats."""
    if words.MONTH_SIGN not in number_format:
        return ""
    return "".join(sign for sign in "ymd" if sign in number_format.lower())


def _shown_date(value: object, parts: str) -> str:
    if not isinstance(value, date) or not parts:
        return str(value).removesuffix(" 00:00:00")
    form = words.DATE_WITH_YEAR if "y" in parts else ""
    form += words.DATE_WITH_DAY if "d" in parts else words.DATE_OF_MONTH
    return form.format(year=value.year, month=value.month, day=value.day)
