"""Groups the tasks of a plan by topic, by department and by deadline."""

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
    """Neighbouring rows with the same task name, a merged cell in the official table."""

    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class TopicView:
    """A topic and its work items, in the order of the plan."""

    topic: Topic
    items: tuple[WorkItem, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Its tasks, in the order of the plan."""
        return tuple(task for item in self.items for task in item.tasks)

    @property
    def task_count(self) -> int:
        """The number of tasks, not of work items."""
        return len(self.tasks)

    @property
    def dated(self) -> tuple[Task, ...]:
        """Its tasks in force with a dated deadline, by day."""
        return by_day(self.tasks)

    @property
    def undated_count(self) -> int:
        """The number of its tasks in force without a dated deadline."""
        return sum(1 for task in self.tasks if not task.withdrawn) - len(self.dated)


@dataclass(frozen=True)
class DepartmentView:
    """A department and the tasks that name it, in the order of the plan."""

    department: Department
    leading: tuple[Task, ...]
    supporting: tuple[Task, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Its tasks by number; one that the department leads and supports is there once."""
        tasks = {task.number: task for task in (*self.leading, *self.supporting)}
        return tuple(tasks[number] for number in sorted(tasks))

    @property
    def task_count(self) -> int:
        """The number of tasks; a task that the department leads and supports counts once."""
        return len(self.tasks)

    @property
    def dated(self) -> tuple[Task, ...]:
        """Its tasks in force with a dated deadline, by day; each once."""
        return by_day(self.tasks)


@dataclass(frozen=True)
class DeadlineGroup:
    """Tasks that are due in the same month, all year, as written, not stated; or are withdrawn.

    `kind` is None if the table states no deadline; `month` is 1–12 for dated deadlines. A withdrawn
    task is due no more, so both are None for these.
    """

    kind: DeadlineKind | None
    month: int | None
    tasks: tuple[Task, ...]
    is_withdrawn: bool = False

    @property
    def key(self) -> str:
        """A stable key, unique on the page, such as `month-9`, `all-year` or `withdrawn`."""
        if self.is_withdrawn:
            return "withdrawn"
        if self.month is not None:
            return f"month-{self.month}"
        return self.kind.value if self.kind else "not-stated"


class DuePlace(NamedTuple):
    """The key of a task's `DeadlineGroup`, and its place (from 0) among all tasks by deadline."""

    group: str
    place: int


def work_items(tasks: Iterable[Task]) -> tuple[WorkItem, ...]:
    """Group neighbouring rows with the same name."""
    groups = groupby(tasks, key=lambda task: task.name)
    return tuple(WorkItem(name, tuple(rows)) for name, rows in groups)


def by_topic(plan: WorkPlan) -> tuple[TopicView, ...]:
    """All topics in the table's order."""
    rows = grouped(plan.tasks, lambda task: (task.topic,))
    return tuple(TopicView(topic, work_items(rows[topic.name])) for topic in plan.topics)


def under_topics(
    plan: WorkPlan, tasks: Iterable[Task]
) -> tuple[tuple[Topic, tuple[Task, ...]], ...]:
    """Some tasks of a plan by topic, in the table's order; topics without any are left out."""
    rows = grouped(tasks, lambda task: (task.topic,))
    return tuple((topic, rows[topic.name]) for topic in plan.topics if topic.name in rows)


def by_department(
    plan: WorkPlan, sort_key: Callable[[str], tuple[str, ...]]
) -> tuple[DepartmentView, ...]:
    """All departments, single units first, each part sorted by `sort_key` of the name."""
    leading = grouped(plan.tasks, lambda task: task.lead_departments)
    supporting = grouped(plan.tasks, lambda task: task.supporting_departments)
    in_order = sorted(plan.departments, key=lambda unit: (unit.collective, sort_key(unit.name)))
    return tuple(
        DepartmentView(unit, leading.get(unit.name, ()), supporting.get(unit.name, ()))
        for unit in in_order
    )


def by_deadline(plan: WorkPlan) -> tuple[DeadlineGroup, ...]:
    """Months in order (tasks by day, then number), all year, as written, not stated, withdrawn."""
    months = grouped(by_day(plan.tasks), lambda task: (_month(task),))
    groups = [DeadlineGroup(DeadlineKind.BY_DAY, month, rows) for month, rows in months.items()]
    for kind in (DeadlineKind.ALL_YEAR, DeadlineKind.AS_WRITTEN, None):
        rest = tuple(task for task in plan.tasks if _undated_kind(task, kind))
        if rest:
            groups.append(DeadlineGroup(kind, None, rest))
    withdrawn = tuple(task for task in plan.tasks if task.withdrawn)
    if withdrawn:
        groups.append(DeadlineGroup(None, None, withdrawn, is_withdrawn=True))
    return tuple(groups)


def dated(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The tasks in force with a dated deadline."""
    return tuple(task for task in tasks if has_day(task) and not task.withdrawn)


def has_day(task: Task) -> bool:
    """Whether the deadline is dated."""
    return task.deadline is not None and task.deadline.month is not None


def by_day(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The tasks in force with a dated deadline, by day, then number."""
    return tuple(sorted(dated(tasks), key=lambda task: (_month(task), _day(task), task.number)))


def due_places(groups: Iterable[DeadlineGroup]) -> dict[int, DuePlace]:
    """The place of each task in the groups of `by_deadline`, by task number."""
    in_order = ((group.key, task.number) for group in groups for task in group.tasks)
    return {number: DuePlace(key, place) for place, (key, number) in enumerate(in_order)}


def deadline_key(task: Task) -> str:
    """The key of a task's `DeadlineGroup`."""
    if task.withdrawn:
        return DeadlineGroup(None, None, (), is_withdrawn=True).key
    if task.deadline is None:
        return DeadlineGroup(None, None, ()).key
    return DeadlineGroup(task.deadline.kind, task.deadline.month, ()).key


def _month(task: Task) -> int:
    assert task.deadline is not None and task.deadline.month is not None
    return task.deadline.month


def _day(task: Task) -> int:
    """The day for sorting within a month; the month's end comes after all its days."""
    return (task.deadline.day if task.deadline else None) or 32


def _undated_kind(task: Task, kind: DeadlineKind | None) -> bool:
    if task.withdrawn:
        return False
    if task.deadline is None:
        return kind is None
    return task.deadline.kind is kind and task.deadline.month is None


def grouped(
    tasks: Iterable[Task], keys_of: Callable[[Task], Iterable[_Key]]
) -> dict[_Key, tuple[Task, ...]]:
    """The tasks by each of their keys, in order."""
    groups: dict[_Key, list[Task]] = {}
    for task in tasks:
        for key in keys_of(task):
            groups.setdefault(key, []).append(task)
    return {key: tuple(rows) for key, rows in groups.items()}
