"""Pure groupings of a plan: by topic, by department, by deadline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeVar

from generator.plan.deadlines import DeadlineKind
from generator.plan.model import Department, Task, Topic, WorkPlan

_Key = TypeVar("_Key", str, int)


@dataclass(frozen=True)
class WorkItem:
    """Neighbouring rows that share a task name, as merged cells do in the official table."""

    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class TopicView:
    """A topic and its work items, in the order of the plan."""

    topic: Topic
    items: tuple[WorkItem, ...]

    @property
    def task_count(self) -> int:
        """The number of rows, not of names."""
        return sum(len(item.tasks) for item in self.items)


@dataclass(frozen=True)
class DepartmentView:
    """A department and the tasks that name it, in the order of the plan."""

    department: Department
    leading: tuple[Task, ...]
    supporting: tuple[Task, ...]

    @property
    def task_count(self) -> int:
        """The number of tasks; one that the department both leads and supports counts once."""
        return len({task.number for task in (*self.leading, *self.supporting)})

    @property
    def dated_count(self) -> int:
        """The number of those of its tasks that are due on a day."""
        return len({task.number for task in dated((*self.leading, *self.supporting))})


@dataclass(frozen=True)
class DeadlineGroup:
    """Tasks that are due alike: within one month, all year, as written, or not stated.

    `kind` is None for tasks whose deadline the table does not state; `month` is 1–12 for the
    dated ones.
    """

    kind: DeadlineKind | None
    month: int | None
    tasks: tuple[Task, ...]

    @property
    def key(self) -> str:
        """A stable name of the group, unique on its page: `month-9`, `all-year`, `not-stated`."""
        if self.month is not None:
            return f"month-{self.month}"
        return self.kind.value if self.kind else "not-stated"


class DuePlace(NamedTuple):
    """The key of a task's `DeadlineGroup`, and its place among all tasks sorted by deadline."""

    group: str
    place: int


def work_items(tasks: Iterable[Task]) -> tuple[WorkItem, ...]:
    """Rows grouped under the name they share with their neighbours."""
    groups = groupby(tasks, key=lambda task: task.name)
    return tuple(WorkItem(name, tuple(rows)) for name, rows in groups)


def by_topic(plan: WorkPlan) -> tuple[TopicView, ...]:
    """Topics in the table's order."""
    rows = _group(plan.tasks, lambda task: (task.topic,))
    return tuple(TopicView(topic, work_items(rows[topic.name])) for topic in plan.topics)


def by_department(
    plan: WorkPlan, sort_key: Callable[[str], tuple[str, ...]]
) -> tuple[DepartmentView, ...]:
    """Departments by the given key of their names, single units before collective names."""
    leading = _group(plan.tasks, lambda task: task.lead_departments)
    supporting = _group(plan.tasks, lambda task: task.supporting_departments)
    in_order = sorted(plan.departments, key=lambda unit: (unit.collective, sort_key(unit.name)))
    return tuple(
        DepartmentView(unit, leading.get(unit.name, ()), supporting.get(unit.name, ()))
        for unit in in_order
    )


def by_deadline(plan: WorkPlan) -> tuple[DeadlineGroup, ...]:
    """Months in order (tasks by last day, then number), then all year, as written, not stated."""
    groups = []
    for month, tasks in sorted(_group(dated(plan.tasks), lambda task: (_month(task),)).items()):
        in_order = sorted(tasks, key=lambda task: (_day(task), task.number))
        groups.append(DeadlineGroup(DeadlineKind.BY_DAY, month, tuple(in_order)))
    for kind in (DeadlineKind.ALL_YEAR, DeadlineKind.AS_WRITTEN, None):
        rest = tuple(task for task in plan.tasks if _undated_kind(task, kind))
        if rest:
            groups.append(DeadlineGroup(kind, None, rest))
    return tuple(groups)


def dated(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Those of the tasks that are due on a day."""
    return tuple(task for task in tasks if task.deadline and task.deadline.month)


def due_places(groups: Iterable[DeadlineGroup]) -> dict[int, DuePlace]:
    """Where each task stands among the groups of `by_deadline`, by its number."""
    in_order = ((group.key, task.number) for group in groups for task in group.tasks)
    return {number: DuePlace(key, place) for place, (key, number) in enumerate(in_order)}


def deadline_key(task: Task) -> str:
    """The key of the `DeadlineGroup` that holds a task."""
    if task.deadline is None:
        return DeadlineGroup(None, None, ()).key
    return DeadlineGroup(task.deadline.kind, task.deadline.month, ()).key


def _month(task: Task) -> int:
    assert task.deadline is not None and task.deadline.month is not None
    return task.deadline.month


def _day(task: Task) -> int:
    """Where in its month a task is due; the month's end counts as after its every day."""
    return (task.deadline.day if task.deadline else None) or 32


def _undated_kind(task: Task, kind: DeadlineKind | None) -> bool:
    if task.deadline is None:
        return kind is None
    return task.deadline.kind is kind and task.deadline.month is None


def _group(
    tasks: Iterable[Task], keys_of: Callable[[Task], Iterable[_Key]]
) -> dict[_Key, tuple[Task, ...]]:
    groups: dict[_Key, list[Task]] = {}
    for task in tasks:
        for key in keys_of(task):
            groups.setdefault(key, []).append(task)
    return {key: tuple(rows) for key, rows in groups.items()}
