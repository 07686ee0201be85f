"""Writes a table as an Excel workbook: A4 landscape, one page wide, its header on every page.

The same sheet gives the same bytes: the file contains no time.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.downloads.guarded_csv import FORMULA
from generator.plan.columns import Cell

Look = Callable[..., "Format"]
"""Gives a format with these properties and those of all cells."""

_LOOK = {"align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
_A4 = 9
# xlsxwriter treats a text that starts with <r> as markup. Of two Excel escapes that share a
# character, it escapes only one. Both are avoided by writing such a text in pieces.
_MISREAD = re.compile("^<r>|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_PIECES = re.compile("[<>_]|[^<>_]+")
_HIGHEST_ROW = 409.0  # points; Excel's limit
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Sheet:
    """A header and rows; `widths` are in characters, `left` are the columns not centred.

    Columns count from 0. `has_heading` puts the title above the header. `merged` is the column
    whose neighbouring cells with the same text are merged. `has_filter` lets readers filter and
    sort all columns; merged cells would prevent that.
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
    merged: int | None = None

    @property
    def top(self) -> int:
        """The number of rows above the table's own."""
        return 2 if self.has_heading else 1

    @property
    def spans(self) -> list[int]:
        """How many rows share each merged cell, from the top."""
        if self.merged is None:
            return [1] * len(self.rows)
        texts = [row[self.merged] for row in self.rows]
        return [len(list(same)) for _, same in groupby(texts)]


def workbook_bytes(first: Sheet, *others: Sheet) -> bytes:
    """The sheets as .xlsx, with the title of the first; line breaks in a text stay in its cell."""

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": first.title, "author": first.author})
        look = cache(lambda **more: book.add_format(_LOOK | more))
        for sheet in (first, *others):
            page = book.add_worksheet(sheet.name)
            _set_up(page, sheet)
            _fill(page, sheet, look)
    return without_clock(stream.getvalue())


def without_clock(package: bytes) -> bytes:
    """The same Office file without its time of creation."""
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


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, sheet.top - 1)
    page.freeze_panes(sheet.top, 0)
    if sheet.has_filter:
        page.autofilter(sheet.top - 1, 0, sheet.top - 1 + len(sheet.rows), len(sheet.header) - 1)


def _fill(page: Worksheet, sheet: Sheet, look: Look) -> None:
    if sheet.has_heading:
        heading = look(bold=True, font_size=16, border=0)
        page.merge_range(0, 0, 0, len(sheet.header) - 1, "", heading)
        _write(page, 0, 0, sheet.title, look, bold=True, font_size=16, border=0)
    for column, text in enumerate(sheet.header):
        _write(page, sheet.top - 1, column, text, look, bold=True)
    aligns = ["left" if column in sheet.left else "center" for column in range(len(sheet.header))]
    begin = 0
    for length in sheet.spans:
        top, end = sheet.top + begin, begin + length
        if sheet.merged is not None and length > 1:
            at = sheet.merged
            page.merge_range(top, at, top + length - 1, at, "", look(align=aligns[at]))
        for row, values in enumerate(sheet.rows[begin:end], start=top):
            page.set_row(row, _height(values, sheet, length))
            for column, value in enumerate(values):
                if column != sheet.merged or row == top:  # merged cells have only one text
                    _write(page, row, column, value, look, align=aligns[column])
        begin = end


def _write(page: Worksheet, row: int, column: int, value: Cell, look: Look, **more: object) -> None:
    if not isinstance(value, str):
        shape = {"num_format": "yyyy-mm-dd"} if isinstance(value, date) else {}
        page.write(row, column, value, look(**more, **shape))
        return
    shown = look(**more, quote_prefix=True) if FORMULA.match(value) else look(**more)
    if _MISREAD.search(value):
        page.write_rich_string(row, column, *_PIECES.findall(value), shown)
    else:
        page.write_string(row, column, value, shown)


def _height(values: Sequence[Cell], sheet: Sheet, span: int) -> float:
    """The height of a row in points; a Han character is two characters wide.

    The merged cell is `span` rows high.
    """
    lines = [
        sum(
            math.ceil(sum(1 if sign.isascii() else 2 for sign in line) / (width - 1)) or 1
            for line in value.split("\n")
        )
        if isinstance(value, str)
        else 1
        for value, width in zip(values, sheet.widths, strict=True)
    ]
    if sheet.merged is not None:
        lines[sheet.merged] = math.ceil(lines[sheet.merged] / span)
    return min(15.0 * max(lines) + 3, _HIGHEST_ROW)
