"""Makes the downloads of a plan: tables, JSON, calendars, feeds, and what describes them.

Files that are evidence for tasks are among them, as they are.

The same edition gives the same bytes on any day and any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.downloads.calendars import calendars
from generator.downloads.data_columns import (
    DataColumn,
    columns_of,
    entry_columns_of,
    entry_rows,
    rows,
)
from generator.downloads.data_package import ENTRIES_SHEET, SHEET, data_package
from generator.downloads.feeds import feeds
from generator.downloads.guarded_csv import guarded_csv
from generator.downloads.task_data import SCHEMA_NAME, json_bytes, task_data, task_schema
from generator.downloads.workbook import Sheet, workbook_bytes
from generator.language.wording import Wording
from generator.plan import addresses
from generator.plan.columns import Cell
from generator.plan.edition import Edition
from generator.plan.headings import renamed
from generator.plan.model import WorkPlan
from generator.plan.progress import has_progress

_KILO = 1024


@dataclass(frozen=True)
class DataFile:
    """A download; its address is relative to the site's root."""

    address: str
    content: bytes

    @property
    def size(self) -> str:
        """The size for people, such as `38 KB`; kilobytes are rounded up."""
        kilobytes = -(-len(self.content) // _KILO)
        return f"{kilobytes} KB" if kilobytes < _KILO else f"{kilobytes / _KILO:.1f} MB"


def open_data(edition: Edition, wording: Wording) -> list[DataFile]:
    """All downloads of one year."""
    year = edition.plan.year
    wording = wording.with_names(renamed(edition.plan))
    table = rows(edition)
    dated = calendars(edition)
    all_deadlines = addresses.data_file(year, "tasks.ics")
    named = {
        "tasks.csv": csv_bytes(edition, table),
        "tasks.xlsx": xlsx_bytes(edition, table),
        "tasks.json": json_bytes(task_data(edition)),
        SCHEMA_NAME: json_bytes(task_schema(edition, wording)),
    }
    described = named | {"tasks.ics": dated[all_deadlines]}
    named["datapackage.json"] = json_bytes(data_package(edition, described, wording))
    found = {addresses.data_file(year, name): content for name, content in named.items()} | dated
    found |= feeds(edition, wording)
    found |= {addresses.evidence(year, one.name): one.content for one in edition.attachments}
    return [DataFile(address, content) for address, content in found.items()]


def csv_bytes(edition: Edition, table: Sequence[Sequence[Cell]]) -> bytes:
    """The rows as CSV in the form of the annex, with the columns of the open data."""
    header = [column.heading for column in columns_of(edition.plan)]
    return guarded_csv(header, ((_text(value) for value in row) for row in table))


def _text(value: Cell) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def xlsx_bytes(edition: Edition, table: Sequence[Sequence[Cell]]) -> bytes:
    """The rows as an Excel workbook that can be filtered and sorted: no merged cells."""
    plan = edition.plan
    sheets = [_sheet(plan, SHEET, columns_of(plan), table)]
    if has_progress(plan):
        sheets.append(_sheet(plan, ENTRIES_SHEET, entry_columns_of(plan), entry_rows(plan)))
    return workbook_bytes(*sheets)


def _sheet(
    plan: WorkPlan, name: str, columns: Sequence[DataColumn], table: Sequence[Sequence[Cell]]
) -> Sheet:
    return Sheet(
        name=name,
        title=plan.title,
        author=plan.office,
        header=[column.heading for column in columns],
        widths=[column.width for column in columns],
        left={at for at, column in enumerate(columns) if column.is_prose},
        rows=table,
        has_filter=True,
    )
