"""A plan in the form of the official annex, as CSV, XLSX and DOCX.

The same plan gives the same bytes: no clock and no user name gets into a file.

In CSV, a cell that a spreadsheet would take for a formula gets an apostrophe in front (as does one
that already has apostrophes before such a sign). A program that takes one apostrophe off the front
of what matches `GUARDED` has the plan's own text, whatever it is; `unguarded` does so.
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
    """The rows as CSV under the annex's header."""
    return guarded_csv(HEADER, table.rows)


def guarded_csv(header: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """In UTF-8 with a byte order mark, by which Excel knows it; lines end in CR LF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows([guarded(text) for text in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return "'" + text if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if GUARDED.match(text) else text


def xlsx_bytes(table: OfficialTable) -> bytes:
    """A sheet in the form of the annex: the title above, rows of one name merged."""
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
    """A Word document on A4 landscape: the title, and the table with its header on every page."""
    return without_clock(word_table(table.title, table.office, HEADER, table.rows))


WRITERS: Mapping[str, Callable[[OfficialTable], bytes]] = {
    ".docx": docx_bytes,
    ".xlsx": xlsx_bytes,
    ".csv": csv_bytes,
}
"""By the ending of the file's name, in lower case."""
