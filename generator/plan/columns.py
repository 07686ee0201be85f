"""The columns of the open data: what CSV and Excel hold, and by what names JSON has it.

Declared once; the tables, their description for programs and the page for people all follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.language import vocabulary as words
from generator.plan.edition import Edition
from generator.plan.model import Task

Cell = str | int | date | None
"""A value in a cell of a table."""


@dataclass(frozen=True)
class Column:
    """`key` is where JSON has it in a task; `type` and `constraints` are those of Table Schema.

    `width` is in characters.
    """

    key: str
    heading: str
    type: str
    width: int
    value: Callable[[Edition, Task], Cell]
    constraints: Mapping[str, Any] = field(default_factory=dict)


def _joined(names: Sequence[str]) -> str:
    return words.UNIT_JOINER.join(names)


def _wording(_: Edition, task: Task) -> Cell:
    return task.deadline.wording if task.deadline else None


def _last_day(edition: Edition, task: Task) -> Cell:
    return task.deadline.last_day(edition.plan.year) if task.deadline else None


_ALWAYS = {"required": True}
_IDENTIFIES = {"required": True, "unique": True, "minimum": 1}

COLUMNS = (
    Column("number", words.NUMBER, "integer", 7, lambda _, task: task.number, _IDENTIFIES),
    Column("topic", words.TOPIC, "string", 14, lambda _, task: task.topic, _ALWAYS),
    Column("name", words.TASK_NAME, "string", 26, lambda _, task: task.name, _ALWAYS),
    Column("content", words.CONTENT, "string", 56, lambda _, task: task.content, _ALWAYS),
    Column(
        "lead_departments",
        words.LEAD,
        "string",
        16,
        lambda _, task: _joined(task.lead_departments),
        _ALWAYS,
    ),
    Column(
        "supporting_departments",
        words.SUPPORT,
        "string",
        18,
        lambda _, task: _joined(task.supporting_departments),
    ),
    Column("deadline.wording", words.DEADLINE, "string", 12, _wording),
    Column("deadline.last_day", words.LAST_DAY, "date", 12, _last_day),
    Column("note", words.NOTE, "string", 16, lambda _, task: task.note),
    Column("url", words.ADDRESS, "string", 18, Edition.task_url, _ALWAYS),
)
LEFT = frozenset(COLUMNS.index(one) for one in COLUMNS if one.key in ("name", "content", "note"))
"""The columns of running text."""


def rows(edition: Edition) -> list[tuple[Cell, ...]]:
    """A row for each task, in the plan's order; what the plan does not state is None or ""."""
    return [tuple(one.value(edition, task) for one in COLUMNS) for task in edition.plan.tasks]
