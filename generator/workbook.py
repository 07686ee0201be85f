"""A table → an Excel workbook: A4 landscape, one page wide, its header on every page.

The same sheet gives the same bytes: no clock gets into a file.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from generator import vocabulary as words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | date | None

FORMULA = re.compile(f"'*[{re.escape(words.FORMULA_SIGNS)}]")
"""How a text begins that a spreadsheet would take for a formula, or already guards from that."""

_ESCAPE_LOOK_ALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HIGHEST_ROW = 409.0  # points; Excel has no higher
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Sheet:
    """A header and rows; `widths` are in characters, `left` are the columns not centred.

    With `has_heading` the title stands above the header. `name_spans` merge the second column over
    so many rows each, from the top. With `has_filter` every column can be filtered and sorted,
    which merged cells would prevent.
    """

    name: str
    title: str
    author: str
    header: Sequence[str]
    widths: Sequence[int]
    left: Set[int]
    rows: Sequence[Sequence[Cell]]
    has_heading: bool = False
    has_filter: bool = False
    name_spans: Sequence[int] = ()

    @property
    def top(self) -> int:
        """How many rows stand above those of the table."""
        return 2 if self.has_heading else 1


def workbook_bytes(sheet: Sheet) -> bytes:
    """The sheet as .xlsx; a line break in a text is one in its cell."""
    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    page.title = sheet.name
    _fill(page, sheet)
    _set_up(page, sheet)
    book.properties.creator = sheet.author
    book.properties.title = sheet.title
    stream = io.BytesIO()
    book.save(stream)
    return without_clock(stream.getvalue())


def without_clock(package: bytes) -> bytes:
    """The same Office file without the time at which it was made."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", b"", content)
            target.writestr(
                zipfile.ZipInfo(entry.filename, _EARLIEST), content, zipfile.ZIP_DEFLATED
            )
    return stream.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    line = Side(style="thin")
    box = Border(left=line, right=line, top=line, bottom=line)
    bold, plain = Font(bold=True, size=11), Font(size=11)

    if sheet.has_heading:
        _write(page, 1, 1, sheet.title)
        page.cell(1, 1).alignment = centred
        page.cell(1, 1).font = Font(bold=True, size=16)
    for row, values in enumerate([sheet.header, *sheet.rows], start=sheet.top):
        for column, value in enumerate(values, start=1):
            cell = _write(page, row, column, value)
            is_left = row > sheet.top and column - 1 in sheet.left
            cell.alignment = left if is_left else centred
            cell.font = plain if row > sheet.top else bold
            cell.border = box


def _write(page: Worksheet, row: int, column: int, value: Cell) -> Any:
    cell: Any = page.cell(row, column)
    if isinstance(value, str):
        cell.value = _ESCAPE_LOOK_ALIKE.sub("_x005F_", value)
        cell.data_type = "s"  # never a formula, whatever the text begins with
        cell.quotePrefix = bool(FORMULA.match(value))
    else:
        cell.value = value
    return cell


def _set_up(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    last = get_column_letter(len(sheet.header))
    if sheet.has_heading:
        page.merge_cells(f"A1:{last}1")
    spans = sheet.name_spans or [1] * len(sheet.rows)
    row = sheet.top + 1
    for length in spans:
        for at in range(row, row + length):
            values = sheet.rows[at - sheet.top - 1]
            page.row_dimensions[at].height = _height(values, sheet.widths, length)
        if length > 1:
            page.merge_cells(f"B{row}:B{row + length - 1}")
        row += length
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"1:{sheet.top}"
    page.freeze_panes = f"A{sheet.top + 1}"
    if sheet.has_filter:
        page.auto_filter.ref = f"A{sheet.top}:{last}{sheet.top + len(sheet.rows)}"


def _height(values: Sequence[Cell], widths: Sequence[int], name_span: int) -> float:
    """What a row needs in points: a Han character takes the width of two others."""
    lines = [
        sum(
            math.ceil(sum(1 if sign.isascii() else 2 for sign in line) / (width - 1)) or 1
            for line in value.split("\n")
        )
        if isinstance(value, str)
        else 1
        for value, width in zip(values, widths, strict=True)
    ]
    lines[1] = math.ceil(lines[1] / name_span)
    return min(15.0 * max(lines) + 3, _HIGHEST_ROW)
