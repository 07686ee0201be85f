"""Updates the old table with the tasks of a document.

The document decides about everything it states. Topics, slugs, notes, and the order of topics and
departments come from the old table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.importing.continuing import Proposals, propose
from generator.importing.document import Remark, Spot
from generator.importing.meanings import other_key
from generator.importing.rows import TaskRow
from generator.importing.tasks import TasksFound
from generator.importing.text import joined
from generator.importing.topic_register import registered_topics, topics_by_place, topics_stated
from generator.importing.units import registered_units
from generator.language import vocabulary as words
from generator.plan.changes import match_tasks
from generator.plan.columns import COLUMNS, Kind
from generator.plan.model import Department, PlanHeader, Task, Topic, WorkPlan
from generator.plan.own_columns import TextsByName

_Registered = TypeVar("_Registered", Topic, Department)
_KEEP_FORM = (Kind.TEXT, Kind.DEADLINE)


@dataclass(frozen=True)
class Merged:
    """The new table, and the index of each kept task in the old table, by its index in the new."""

    plan: WorkPlan
    matches: Mapping[int, int]
    proposals: Proposals
    """For the tasks that are not in the old table."""
    remarks: Sequence[Remark]

    @property
    def undecided(self) -> int:
        """How many tasks still need a topic."""
        return sum(1 for task in self.plan.tasks if task.topic == words.UNDECIDED)


def merge(
    found: TasksFound,
    header: PlanHeader,
    table: WorkPlan | None,
    other: WorkPlan | None,
    shifted_note: Callable[[str, str], str],
) -> Merged:
    """The new table; `shifted_note(column, text)` gives the note for a cell that was left out.

    `table` is the old table of the same year, `other` the plan of another year with which new tasks
    are compared.
    """
    before = table.tasks if table else ()
    matches = match_tasks(before, found.tasks)
    tasks = []
    remarks = []
    for at, task in enumerate(found.tasks):
        if at in matches:
            task = task.model_copy(update=_kept(task, before[matches[at]], found.rows[at]))
        if at in found.shifted and not task.note:
            task = task.model_copy(update={"note": shifted_note(*found.shifted[at])})
        tasks.append(task)
    for at, topic in topics_by_place(tasks, found.rows, table).items():
        if found.rows[at].section != topic:  # else the document says so itself
            details = {"number": tasks[at].number, "value": topic}
            remarks.append(Remark(found.rows[at].spots[words.NUMBER], "topic-proposed", details))
        tasks[at] = tasks[at].model_copy(update={"topic": topic})
    register = table.topics if table else ()
    wanted = {at for at in range(len(tasks)) if at not in matches}
    proposals = propose(tasks, wanted, other, header.year, register)
    for at, topic in proposals.topics.items():
        tasks[at] = tasks[at].model_copy(update={"topic": topic})
    for at, topic in topics_stated(tasks, found.rows).items():
        tasks[at] = tasks[at].model_copy(update={"topic": topic})
    for at, number in proposals.previous.items():
        tasks[at] = tasks[at].model_copy(update={"previous": number})
    topics = registered_topics(tasks, register)
    units = registered_units(tasks, table.departments if table else ())
    names = {topic.name for topic in topics} | {unit.name for unit in units}
    plan = WorkPlan(
        **dict(header),
        topics=_without_names(topics, names),
        departments=_without_names(units, names),
        tasks=tuple(tasks),
    )
    return Merged(plan, matches, proposals, remarks)


def _kept(task: Task, old: Task, row: TaskRow) -> dict[str, object]:
    """The fields that the old table states.

    A column that the document does not have keeps the old value. Where a text differs only in line
    breaks, the old form stays.
    """
    new = [entry for entry in task.progress if entry not in [one.claim for one in old.progress]]
    progress = sorted((*old.progress, *new), key=lambda entry: entry.day)
    kept: dict[str, object] = {"progress": tuple(progress), "others": _others(task, old, row)}
    for column in COLUMNS:
        if column.heading not in row.texts or (
            column.kind in _KEEP_FORM and _is_alike(column.text(old), column.text(task))
        ):
            kept[column.key] = column.value(old)
    return kept


def _others(task: Task, old: Task, row: TaskRow) -> TextsByName:
    """The texts of the columns that only this office has, those of the old table first."""
    kept = {
        name: text
        for name, text in old.others.items()
        if other_key(name) not in row.texts or _is_alike(text, task.others.get(name, ""))
    }
    names = dict.fromkeys((*old.others, *task.others))
    both = {**task.others, **kept}
    return TextsByName({name: both[name] for name in names if name in both})


def _is_alike(old: str, new: str) -> bool:
    return bool(old) and joined(old) == joined(new)


def _without_names(rows: Sequence[_Registered], names: Collection[str]) -> tuple[_Registered, ...]:
    """The rows without aliases and former names that are names now: `check` would refuse them."""
    own = {row.name for row in rows}
    return tuple(
        row.model_copy(
            update={
                "aliases": tuple(one for one in row.aliases if one not in names),
                "former_names": tuple(one for one in row.former_names if one not in own),
            }
        )
        for row in rows
    )


def table_spot(found: TasksFound) -> Spot:
    """The table as a whole, for problems that belong to no row."""
    spot = next(iter(found.rows[0].spots.values()))
    return Spot(spot.kind, spot.table)
