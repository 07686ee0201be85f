"""Writes a plan in the form of the official annex, as CSV, XLSX and DOCX.

The same plan gives the same bytes: the files contain no time and no user name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.downloads.guarded_csv import guarded_csv
from generator.downloads.word import TITLE, Look, document, paragraph
from generator.downloads.word import table as word_table
from generator.downloads.workbook import Sheet, without_clock, workbook_bytes
from generator.plan.columns import BY_KEY, MERGED, Cell, Column, InDocuments, Kind
from generator.plan.headings import columns_in, renamed
from generator.plan.model import WorkPlan


@dataclass(frozen=True)
class OfficialTable:
    """The annex: its title, and a text for each column and task."""

    title: str
    office: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def header(self) -> list[str]:
        """The headings of the columns."""
        return [column.heading for column in self.columns]

    @property
    def merged(self) -> int:
        """The index of the column whose cells are merged."""
        return next(at for at, one in enumerate(self.columns) if one.key == MERGED.key)


def official_table(plan: WorkPlan) -> OfficialTable:
    """The official columns of a plan; empty texts where the plan states nothing."""
    columns = tuple(column for column in columns_in(plan) if _is_written(column, plan))
    rows = tuple(tuple(column.text(task) for column in columns) for task in plan.tasks)
    return OfficialTable(plan.title, plan.office, columns, rows)


def _is_written(column: Column, plan: WorkPlan) -> bool:
    """Whether the office's document has a column.

    One with columns of its own names has none that no task fills in.
    """
    if column.documents is InDocuments.OWN:
        return BY_KEY[column.key].heading in renamed(plan)
    if column.documents is InDocuments.ALWAYS and renamed(plan):
        if column.key == "content":
            return any(task.has_own_content for task in plan.tasks)
        return any(map(column.text, plan.tasks))
    is_stated = column.documents is InDocuments.OPTIONAL and any(map(column.text, plan.tasks))
    return is_stated or column.documents is InDocuments.ALWAYS


def csv_bytes(table: OfficialTable) -> bytes:
    """The annex as CSV, with its header."""
    return guarded_csv(table.header, table.rows)


def xlsx_bytes(table: OfficialTable) -> bytes:
    """The annex as an Excel workbook: title on top, cells of the same name merged."""
    return workbook_bytes(
        Sheet(
            name="Sheet",
            title=table.title,
            author=table.office,
            header=table.header,
            widths=[column.width for column in table.columns],
            left={at for at, column in enumerate(table.columns) if column.is_prose},
            rows=[list(map(_cell, table.columns, row)) for row in table.rows],
            has_heading=True,
            merged=table.merged,
        )
    )


def _cell(column: Column, text: str) -> Cell:
    return int(text) if column.kind is Kind.NUMBER and text else text


def docx_bytes(table: OfficialTable) -> bytes:
    """The annex as a Word document: A4 landscape, with the header on every page."""
    looks = [Look("both" if column.is_prose else "center") for column in table.columns]
    widths = [column.width for column in table.columns]
    rows = word_table(table.header, widths, table.rows, looks, merged=table.merged)
    blocks = [paragraph(table.title, TITLE), rows]
    return without_clock(document(table.title, table.office, blocks))


WRITERS: Mapping[str, Callable[[OfficialTable], bytes]] = {
    ".docx": docx_bytes,
    ".xlsx": xlsx_bytes,
    ".csv": csv_bytes,
}
"""The writers by file ending, in lower case."""
