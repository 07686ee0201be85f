"""Updates the old table with the tasks of a document.

The document decides about everything it states. Topics, slugs, notes, and the order of topics and
departments come from the old table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.importing.document import Remark, Spot
from generator.importing.rows import TaskRow
from generator.importing.tasks import TasksFound
from generator.importing.text import joined
from generator.importing.units import registered_units
from generator.language import vocabulary as words
from generator.language.pinyin import propose_slug
from generator.plan.changes import match_tasks
from generator.plan.columns import COLUMNS, Column, Kind
from generator.plan.model import Department, PlanHeader, Task, Topic, WorkPlan

_Registered = TypeVar("_Registered", Topic, Department)
_KEEP_FORM = (Kind.TEXT, Kind.DEADLINE)


@dataclass(frozen=True)
class Merged:
    """The new table, and the index of each kept task in the old table, by its index in the new."""

    plan: WorkPlan
    matches: Mapping[int, int]
    remarks: Sequence[Remark]

    @property
    def undecided(self) -> int:
        """How many tasks still need a topic."""
        return sum(1 for task in self.plan.tasks if task.topic == words.UNDECIDED)


def merge(
    found: TasksFound,
    header: PlanHeader,
    table: WorkPlan | None,
    shifted_note: Callable[[str, str], str],
) -> Merged:
    """The new table; `shifted_note(column, text)` gives the note for a cell that was left out."""
    before = table.tasks if table else ()
    matches = match_tasks(before, found.tasks)
    tasks = []
    remarks = []
    for at, task in enumerate(found.tasks):
        row = found.rows[at]
        old = before[matches[at]] if at in matches else None
        if old:
            is_same_year = table is not None and table.year == header.year
            stated, left_out = _stated(task, old, row, is_same_year)
            task = task.model_copy(update=stated)
            for column in left_out:
                details = {"number": task.number, "key": column.heading, "value": column.text(old)}
                remarks.append(Remark(row.spots[words.NUMBER], "value-left-out", details))
        if at in found.shifted and not task.note:
            task = task.model_copy(update={"note": shifted_note(*found.shifted[at])})
        tasks.append(task)
    for at, topic in _topics_by_place(tasks, found, table).items():
        details = {"number": tasks[at].number, "value": topic}
        remarks.append(Remark(found.rows[at].spots[words.NUMBER], "topic-proposed", details))
        tasks[at] = tasks[at].model_copy(update={"topic": topic})
    topics = _topics(tasks, table)
    units = registered_units(tasks, table.departments if table else ())
    names = {topic.name for topic in topics} | {unit.name for unit in units}
    plan = WorkPlan(
        **dict(header),
        topics=tuple(_without_aliases(topic, names) for topic in topics),
        departments=tuple(_without_aliases(unit, names) for unit in units),
        tasks=tuple(tasks),
    )
    return Merged(plan, matches, remarks)


def _stated(
    task: Task, old: Task, row: TaskRow, is_same_year: bool
) -> tuple[dict[str, object], list[Column]]:
    """The fields that the old table states, and its columns that are left out.

    A column that the document does not have keeps the old value. Most such values are about one
    year's document, so they are left out in another year. Where a text differs only in line breaks,
    the old form stays.
    """
    kept: dict[str, object] = {}
    left_out = []
    for column in COLUMNS:
        if column.heading in row.texts:
            if column.kind in _KEEP_FORM and _is_alike(column.text(old), column.text(task)):
                kept[column.key] = column.value(old)
        elif is_same_year or column.is_kept_over_years:
            kept[column.key] = column.value(old)
        elif column.text(old):
            left_out.append(column)
    return kept, left_out


def _is_alike(old: str, new: str) -> bool:
    return bool(old) and joined(old) == joined(new)


def _topics_by_place(
    tasks: Sequence[Task], found: TasksFound, table: WorkPlan | None
) -> dict[int, str]:
    """The topics of new tasks, by index, where their place makes them certain."""
    known = [topic.name for topic in table.topics] if table else []
    topics = {
        at: _topic_of_neighbours(at, tasks) or _topic_in(found.rows[at].section, known)
        for at, task in enumerate(tasks)
        if task.topic == words.UNDECIDED
    }
    return {at: topic for at, topic in topics.items() if topic}


def _topic_of_neighbours(at: int, tasks: Sequence[Task]) -> str | None:
    """The topic of a neighbour with the same name, or the one topic of both neighbours."""
    above = next((task for task in reversed(tasks[:at]) if task.topic != words.UNDECIDED), None)
    below = next((task for task in tasks[at + 1 :] if task.topic != words.UNDECIDED), None)
    for near in (above, below):
        if near and near.name == tasks[at].name:
            return near.topic
    return above.topic if above and below and above.topic == below.topic else None


def _topic_in(section: str, known: Sequence[str]) -> str | None:
    named = [name for name in known if name in section]
    return named[0] if len(named) == 1 else None


def _without_aliases(row: _Registered, names: Collection[str]) -> _Registered:
    """The row without the aliases that are names now, as `check` would refuse them."""
    aliases = tuple(alias for alias in row.aliases if alias not in names)
    return row.model_copy(update={"aliases": aliases})


def _topics(tasks: Sequence[Task], table: WorkPlan | None) -> tuple[Topic, ...]:
    """The topics in use; all topics while a task still needs one."""
    used = {task.topic for task in tasks}
    topics = tuple(
        topic
        for topic in (table.topics if table else ())
        if topic.name in used or (words.UNDECIDED in used and topic.name != words.UNDECIDED)
    )
    return topics or (_undecided_topic(),)


def _undecided_topic() -> Topic:
    """The placeholder in a new table without topics; `check` refuses it."""
    slug = propose_slug(words.UNDECIDED)
    return Topic(name=words.UNDECIDED, slug=slug, summary=words.UNDECIDED)


def table_spot(found: TasksFound) -> Spot:
    """The table as a whole, for problems that belong to no row."""
    spot = next(iter(found.rows[0].spots.values()))
    return Spot(spot.kind, spot.table)
