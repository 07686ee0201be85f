"""Groups the tasks of a plan by topic, by department and by deadline."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple, TypeVar

from generator.plan.deadlines import DeadlineKind
from generator.plan.model import Department, Task, Topic, WorkPlan

_Key = TypeVar("_Key", bound=Hashable)
_UNDATED_KEYS = "all-year", "relative", "as-written", "not-stated", "withdrawn"
_UNDATED = {key: place for place, key in enumerate(_UNDATED_KEYS, start=1)}


@dataclass(frozen=True)
class WorkItem:
    """Neighbouring rows with the same task name, a merged cell in the official table."""

    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class TopicView:
    """A topic and its work items, in the order of the plan, and the plan's year."""

    topic: Topic
    items: tuple[WorkItem, ...]
    year: int

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
        return by_day(self.tasks, self.year)

    @property
    def undated_count(self) -> int:
        """The number of its tasks in force without a dated deadline."""
        return sum(1 for task in self.tasks if not task.withdrawn) - len(self.dated)


@dataclass(frozen=True)
class DepartmentView:
    """A department and the tasks that name it, in the order of the plan, and the plan's year."""

    department: Department
    leading: tuple[Task, ...]
    supporting: tuple[Task, ...]
    year: int

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
        return by_day(self.tasks, self.year)


@dataclass(frozen=True)
class DeadlineGroup:
    """Tasks that are due in the same month or another year, or not by a day; or are withdrawn.

    `month` is 1–12 for days of the plan's year; `year` is the year of other days. `kind` is None if
    the table states no deadline. A withdrawn task is due no more, so all are None for these.
    """

    kind: DeadlineKind | None
    month: int | None
    tasks: tuple[Task, ...]
    is_withdrawn: bool = False
    year: int | None = None

    @property
    def is_dated(self) -> bool:
        """Whether each of its tasks has a last day."""
        return self.month is not None or self.year is not None

    @property
    def key(self) -> str:
        """A stable key, unique on the page, such as `month-9`, `year-2023` or `all-year`."""
        if self.is_withdrawn:
            return "withdrawn"
        if self.year is not None:
            return f"year-{self.year}"
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
    return tuple(TopicView(topic, work_items(rows[topic.name]), plan.year) for topic in plan.topics)


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
        DepartmentView(unit, leading.get(unit.name, ()), supporting.get(unit.name, ()), plan.year)
        for unit in in_order
    )


def by_deadline(plan: WorkPlan) -> tuple[DeadlineGroup, ...]:
    """Months and other years in order (tasks by day, then number), then the tasks without a day."""
    in_order = by_day(plan.tasks, plan.year)
    others = (task for task in plan.tasks if task.withdrawn or not has_day(task))
    rows = grouped((*in_order, *others), lambda task: (_group(task, plan.year),))
    groups = [replace(group, tasks=tasks) for group, tasks in rows.items()]
    return tuple(sorted(groups, key=lambda group: _UNDATED.get(group.key, 0)))


def has_day(task: Task) -> bool:
    """Whether the deadline is dated."""
    return task.deadline is not None and task.deadline.month is not None


def by_day(tasks: Iterable[Task], year: int) -> tuple[Task, ...]:
    """The tasks in force of a year's plan with a dated deadline, by day, then number."""
    dated = (task for task in tasks if has_day(task) and not task.withdrawn)
    return tuple(sorted(dated, key=lambda task: _when(task, year)))


def due_places(groups: Iterable[DeadlineGroup]) -> dict[int, DuePlace]:
    """The place of each task in the groups of `by_deadline`, by task number."""
    in_order = ((group.key, task.number) for group in groups for task in group.tasks)
    return {number: DuePlace(key, place) for place, (key, number) in enumerate(in_order)}


def deadline_key(task: Task, year: int) -> str:
    """The key of a task's `DeadlineGroup` in a year's plan."""
    return _group(task, year).key


def _group(task: Task, year: int) -> DeadlineGroup:
    """The group of a task, without tasks."""
    due = task.deadline
    if task.withdrawn or due is None:
        return DeadlineGroup(None, None, (), is_withdrawn=bool(task.withdrawn))
    if due.month is None:
        return DeadlineGroup(due.kind, None, ())
    if due.year in (None, year):
        return DeadlineGroup(DeadlineKind.BY_DAY, due.month, ())
    return DeadlineGroup(DeadlineKind.BY_DAY, None, (), year=due.year)


def _when(task: Task, year: int) -> tuple[int, int, int, int]:
    """The order of dated tasks; a month's end comes after all its days."""
    due = task.deadline
    assert due is not None and due.month is not None
    return due.year or year, due.month, due.day or 32, task.number


def grouped(
    tasks: Iterable[Task], keys_of: Callable[[Task], Iterable[_Key]]
) -> dict[_Key, tuple[Task, ...]]:
    """The tasks by each of their keys, in order."""
    groups: dict[_Key, list[Task]] = {}
    for task in tasks:
        for key in keys_of(task):
            groups.setdefault(key, []).append(task)
    return {key: tuple(rows) for key, rows in groups.items()}
