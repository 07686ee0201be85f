"""A plan in the form of the official annex, as CSV, XLSX and DOCX.

The same plan gives the same bytes: no clock and no user name gets into a file.

In CSV, a cell that a spreadsheet would take for a formula gets an apostrophe in front (as does one
that already has apostrophes before such a sign). A program that takes one apostrophe off the front
of what matches `GUARDED` has the plan's own text, whatever it is; `unguarded` does so.
"""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator import vocabulary as words
from generator.model import WorkPlan
from generator.word_table import word_table

HEADER = tuple(words.HEADERS)
"""The six columns of the official annex."""

_NAME_COLUMN = HEADER.index(words.TASK_NAME)
_FORMULA = re.compile(f"'*[{re.escape(words.FORMULA_SIGNS)}]")
GUARDED = re.compile(f"'+[{re.escape(words.FORMULA_SIGNS)}]")
_ESCAPE_LOOK_ALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_WIDTHS_IN_CHARACTERS = (7, 28, 64, 16, 18, 13)
_HIGHEST_ROW = 409.0  # points; Excel has no higher
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class OfficialTable:
    """The annex: its title, and six texts a row; `name_spans` are runs of rows of one name."""

    title: str
    office: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def name_spans(self) -> list[int]:
        """How many neighbouring rows share each name, from the top."""
        names = groupby(row[_NAME_COLUMN] for row in self.rows)
        return [sum(1 for _ in rows) for _, rows in names]


def official_table(plan: WorkPlan) -> OfficialTable:
    """The plan's six official columns; what it does not state is an empty text."""
    return OfficialTable(
        plan.title,
        plan.office,
        tuple(
            (
                str(task.number),
                task.name,
                task.content,
                words.UNIT_JOINER.join(task.lead_departments),
                words.UNIT_JOINER.join(task.supporting_departments),
                task.deadline.wording if task.deadline else "",
            )
            for task in plan.tasks
        ),
    )


def csv_bytes(table: OfficialTable) -> bytes:
    """The rows in UTF-8 with a byte order mark, by which Excel knows it; lines end in CR LF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEADER)
    writer.writerows([guarded(text) for text in row] for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if GUARDED.match(text) else text


def xlsx_bytes(table: OfficialTable) -> bytes:
    """A sheet for A4 landscape, one page wide, its header repeated on every page."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    sheet = book.active
    assert sheet is not None and not hasattr(sheet, "charts")
    centered = Alignment(horizontal="center", vertical="center", wrap_text=True)
    justified = Alignment(horizontal="left", vertical="center", wrap_text=True)
    line = Side(style="thin")
    box = Border(left=line, right=line, top=line, bottom=line)

    for row, texts in enumerate([(table.title,), HEADER, *table.rows], start=1):
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(row, column)
            if row > 2 and column == 1:
                cell.value = int(text)
            else:
                cell.value = _ESCAPE_LOOK_ALIKE.sub("_x005F_", text)
                cell.data_type = "s"  # never a formula, whatever the text begins with
                cell.quotePrefix = bool(_FORMULA.match(text))
            cell.alignment = justified if row > 2 and column in (2, 3) else centered
            cell.font = Font(bold=row <= 2, size=16 if row == 1 else 11)
            if row > 1:
                cell.border = box
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADER))
    start = 3
    for length in table.name_spans:
        for row in range(start, start + length):
            sheet.row_dimensions[row].height = _height(table.rows[row - 3], length)
        if length > 1:
            column = _NAME_COLUMN + 1
            sheet.merge_cells(None, start, column, start + length - 1, column)
        start += length

    for letter, width in zip("ABCDEF", _WIDTHS_IN_CHARACTERS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:2"
    sheet.freeze_panes = "A3"
    book.properties.creator = table.office
    book.properties.title = table.title
    stream = io.BytesIO()
    book.save(stream)
    return _without_clock(stream.getvalue())


def _height(texts: Sequence[str], name_span: int) -> float:
    """What a row needs in points: a Han character takes the width of two others."""
    lines = [
        sum(
            math.ceil(sum(1 if sign.isascii() else 2 for sign in line) / (width - 1)) or 1
            for line in text.split("\n")
        )
        for text, width in zip(texts, _WIDTHS_IN_CHARACTERS, strict=True)
    ]
    lines[_NAME_COLUMN] = math.ceil(lines[_NAME_COLUMN] / name_span)
    return min(15.0 * max(lines) + 3, _HIGHEST_ROW)


def docx_bytes(table: OfficialTable) -> bytes:
    """A Word document on A4 landscape: the title, and the table with its header on every page."""
    return _without_clock(word_table(table.title, table.office, HEADER, table.rows))


WRITERS: Mapping[str, Callable[[OfficialTable], bytes]] = {
    ".docx": docx_bytes,
    ".xlsx": xlsx_bytes,
    ".csv": csv_bytes,
}
"""By the ending of the file's name, in lower case."""


def _without_clock(package: bytes) -> bytes:
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
