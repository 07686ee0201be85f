"""Derives the columns of tasks.csv and tasks.xlsx from the columns of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Any

from generator.language import vocabulary as words
from generator.plan.columns import COLUMNS, Cell, Column, Download, Kind
from generator.plan.edition import Edition
from generator.plan.headings import OTHERS, columns_in, headings
from generator.plan.model import Task, WorkPlan
from generator.plan.progress import has_progress, newest, status


@dataclass(frozen=True)
class DataColumn:
    """A column; `type` and `constraints` are terms of Table Schema, `width` is in characters.

    `key` is the path of the value in a task of tasks.json.
    """

    key: str
    heading: str
    type: str
    width: int
    value: Callable[..., Cell]
    """Of an edition and a task; in the sheet of entries, of a task, an entry and its evidence."""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    is_prose: bool = False

    @property
    def described_as(self) -> str:
        """The code of its description; columns that only one office has share one."""
        return OTHERS if self.key.startswith(f"{OTHERS}.") else self.key


def _data_columns(column: Column) -> Iterator[DataColumn]:
    required = {"required": True} if column.is_required else {}
    if column.kind is Kind.NUMBER:
        unique = {"unique": True} if column.is_required else {}
        constraints = required | unique | {"minimum": 1}
        number = partial(_number, column)
        yield DataColumn(column.key, column.heading, "integer", column.width, number, constraints)
        return
    key = f"{column.key}.wording" if column.kind is Kind.DEADLINE else column.key
    yield DataColumn(
        key,
        column.heading,
        "string",
        column.width,
        partial(_text, column),
        required,
        column.is_prose,
    )
    if column.kind is Kind.DEADLINE:
        last_day = f"{column.key}.last_day"
        yield DataColumn(last_day, words.LAST_DAY, "date", column.width, _last_day)


def _number(column: Column, _: Edition, task: Task) -> Cell:
    text = column.text(task)
    return int(text) if text else None


def _text(column: Column, _: Edition, task: Task) -> Cell:
    return column.text(task) or None


def _last_day(edition: Edition, task: Task) -> Cell:
    return task.deadline.last_day(edition.plan.year) if task.deadline else None


def _status(_: Edition, task: Task) -> Cell:
    found = status(task)
    return found.value if found else None


def _day(_: Edition, task: Task) -> Cell:
    entry = newest(task)
    return entry.day if entry else None


_PROGRESS = (
    DataColumn("progress.status", words.STATUS, "string", 10, _status),
    DataColumn("progress.day", words.STATUS_DAY, "date", 12, _day),
)
_ADDRESS = DataColumn("url", words.ADDRESS, "string", 18, Edition.task_url, {"required": True})


def _in_tables(columns: Iterable[Column]) -> Iterator[DataColumn]:
    found = (column for column in columns if Download.TABLES in column.downloads)
    return chain.from_iterable(map(_data_columns, found))


DATA_COLUMNS = (*_in_tables(COLUMNS), *_PROGRESS, _ADDRESS)
"""All columns that a plan may have, under their usual names."""


def is_in_downloads(column: Column, plan: WorkPlan) -> bool:
    """Whether the downloads of a plan have a column."""
    return not column.is_only_where_stated or any(column.text(task) for task in plan.tasks)


def columns_of(plan: WorkPlan) -> tuple[DataColumn, ...]:
    """The columns of a plan: those of its progress only if it publishes any."""
    stated = (one for one in columns_in(plan) if is_in_downloads(one, plan))
    progress = _PROGRESS if has_progress(plan) else ()
    return (*_in_tables(stated), *progress, _ADDRESS)


def rows(edition: Edition) -> list[tuple[Cell, ...]]:
    """A row for each task, in the plan's order; a missing value is None."""
    columns = columns_of(edition.plan)
    return [tuple(column.value(edition, task) for column in columns) for task in edition.plan.tasks]


_REQUIRED = {"required": True}
ENTRY_COLUMNS = (
    DataColumn("number", words.NUMBER, "integer", 7, lambda task, *_: task.number, _REQUIRED),
    DataColumn("name", words.TASK_NAME, "string", 26, lambda task, *_: task.name, _REQUIRED, True),
    DataColumn("day", words.DAY, "date", 12, lambda *of: of[1].day, _REQUIRED),
    DataColumn("status", words.STATUS, "string", 10, lambda *of: of[1].status.value, _REQUIRED),
    DataColumn("remark", words.REMARK, "string", 40, lambda *of: of[1].remark, {}, True),
    DataColumn(
        "evidence", words.EVIDENCE, "string", 26, lambda *of: of[2] and of[2].name, {}, True
    ),
    DataColumn(
        "source",
        words.LINK,
        "string",
        40,
        lambda *of: of[2] and (of[2].link or of[2].file),
        {},
        True,
    ),
)
"""The columns of the sheet of all entries, under their usual names."""


def entry_columns_of(plan: WorkPlan) -> tuple[DataColumn, ...]:
    """The columns of the sheet of all entries of a plan."""
    names = headings(plan)
    return tuple(replace(one, heading=names.get(one.key, one.heading)) for one in ENTRY_COLUMNS)


def entry_rows(plan: WorkPlan) -> list[tuple[Cell, ...]]:
    """A row for each piece of evidence of each entry, and one for an entry without any."""
    return [
        tuple(column.value(task, entry, one) for column in ENTRY_COLUMNS)
        for task in plan.tasks
        for entry in task.progress
        for one in entry.evidence or [None]
    ]
