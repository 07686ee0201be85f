"""Writes a plan in the form of the official annex, as CSV, XLSX and DOCX.

The same plan gives the same bytes: the files contain no time and no user name.

In CSV, a text that starts like a formula gets an apostrophe in front; so does a text that already
has apostrophes before such a character. To read the original text, remove one apostrophe from each
text that matches `GUARDED`, as `unguarded` does.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.downloads.word import word_table
from generator.downloads.workbook import FORMULA, Sheet, without_clock, workbook_bytes
from generator.language import vocabulary as words
from generator.plan.model import WorkPlan

HEADER = tuple(words.HEADERS)
"""The six columns of the official annex."""

_NAME_COLUMN = HEADER.index(words.TASK_NAME)
GUARDED = re.compile(f"'+[{re.escape(words.FORMULA_SIGNS)}]")
_WIDTHS_IN_CHARACTERS = (7, 28, 64, 16, 18, 13)
_LEFT_COLUMNS = frozenset((1, 2))


@dataclass(frozen=True)
class OfficialTable:
    """The annex: its title and office, and rows of six texts."""

    title: str
    office: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def name_spans(self) -> list[int]:
        """The number of neighbouring rows with the same name, from the top."""
        names = groupby(row[_NAME_COLUMN] for row in self.rows)
        return [sum(1 for _ in rows) for _, rows in names]


def official_table(plan: WorkPlan) -> OfficialTable:
    """The six official columns of a plan; a missing value is an empty text."""
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
    """The annex as CSV, with its header."""
    return guarded_csv(HEADER, table.rows)


def guarded_csv(header: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """CSV in UTF-8 with a byte order mark, which Excel needs; lines end in CR LF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows([guarded(text) for text in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet would run it as a formula."""
    return "'" + text if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text before `guarded`."""
    return text[1:] if GUARDED.match(text) else text


def xlsx_bytes(table: OfficialTable) -> bytes:
    """The annex as an Excel workbook: title on top, cells of the same name merged."""
    return workbook_bytes(
        Sheet(
            name="Sheet",
            title=table.title,
            author=table.office,
            header=HEADER,
            widths=_WIDTHS_IN_CHARACTERS,
            left=_LEFT_COLUMNS,
            rows=[(int(number), *texts) for number, *texts in table.rows],
            has_heading=True,
            name_spans=table.name_spans,
        )
    )


def docx_bytes(table: OfficialTable) -> bytes:
    """The annex as a Word document: A4 landscape, with the header on every page."""
    return without_clock(word_table(table.title, table.office, HEADER, table.rows))


WRITERS: Mapping[str, Callable[[OfficialTable], bytes]] = {
    ".docx": docx_bytes,
    ".xlsx": xlsx_bytes,
    ".csv": csv_bytes,
}
"""The writers by file ending, in lower case."""
