"""How the plans of several years hang together: which topic, department and task is which.

All of it is stated in the tables: by a task the number of the one that it continues, by a topic or
department its former names, and its slug. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from generator.plan.changes import TaskPair
from generator.plan.model import Department, Task, Topic, WorkPlan

_Registered = TypeVar("_Registered", bound=Topic | Department)


@dataclass(frozen=True)
class Succession:
    """Two plans, with none of a year between them."""

    before: WorkPlan
    after: WorkPlan

    @cached_property
    def continued(self) -> tuple[TaskPair, ...]:
        """The tasks that continue one of the year before, in the later plan's order."""
        return tuple(
            TaskPair(self._tasks_before[task.previous], task)
            for task in self.after.tasks
            if task.previous in self._tasks_before
        )

    @cached_property
    def new(self) -> tuple[Task, ...]:
        """The tasks that continue none."""
        return tuple(task for task in self.after.tasks if task.previous not in self._tasks_before)

    @cached_property
    def ended(self) -> tuple[Task, ...]:
        """The tasks of the earlier plan that none continues."""
        continued = {pair.before.number for pair in self.continued}
        return tuple(task for task in self.before.tasks if task.number not in continued)

    def task_before(self, task: Task) -> Task | None:
        """The task that a task of the later plan continues."""
        return self._tasks_before.get(task.previous) if task.previous else None

    def tasks_after(self, task: Task) -> tuple[Task, ...]:
        """The tasks that continue a task of the earlier plan."""
        return self._tasks_after.get(task.number, ())

    def topics_before(self, topic: Topic) -> tuple[Topic, ...]:
        """What a topic of the later plan was in the earlier one: several, if it unites them."""
        return _before(topic, self.before.topics, self._topics_after)

    def topic_after(self, topic: Topic) -> Topic | None:
        """What a topic of the earlier plan is in the later one."""
        return self._topics_after[topic.name]

    def departments_before(self, unit: Department) -> tuple[Department, ...]:
        """What a department of the later plan was in the earlier one; several, if united."""
        return _before(unit, self.before.departments, self._departments_after)

    def department_after(self, unit: Department) -> Department | None:
        """What a department of the earlier plan is in the later one."""
        return self._departments_after[unit.name]

    @property
    def is_stated(self) -> bool:
        """Whether the later plan states of any task which one it continues."""
        return bool(self.continued)

    @cached_property
    def _topics_after(self) -> Mapping[str, Topic | None]:
        return _after(self.before.topics, self.after.topics)

    @cached_property
    def _departments_after(self) -> Mapping[str, Department | None]:
        return _after(self.before.departments, self.after.departments)

    @cached_property
    def _tasks_after(self) -> Mapping[int, tuple[Task, ...]]:
        found: dict[int, tuple[Task, ...]] = {}
        for pair in self.continued:
            number = pair.before.number
            found[number] = (*found.get(number, ()), pair.after)
        return found

    @cached_property
    def _tasks_before(self) -> Mapping[int | None, Task]:
        return {task.number: task for task in self.before.tasks}


def successions(plans: Sequence[WorkPlan]) -> tuple[Succession, ...]:
    """Each plan with the one before it, the latest first."""
    in_order = sorted(plans, key=lambda plan: -plan.year)
    return tuple(Succession(before, after) for after, before in pairwise(in_order))


def latest_topic(chain: Sequence[Succession], year: int, topic: Topic) -> Topic | None:
    """What a topic of a year is in the newest plan; None if it came to an end."""
    found: Topic | None = topic
    for link in _links_after(chain, year):
        found = link.topic_after(found) if found else None
    return found


def latest_department(
    chain: Sequence[Succession], year: int, unit: Department
) -> Department | None:
    """What a department of a year is in the newest plan; None if it came to an end."""
    found: Department | None = unit
    for link in _links_after(chain, year):
        found = link.department_after(found) if found else None
    return found


def latest_tasks(chain: Sequence[Succession], year: int, task: Task) -> tuple[Task, ...]:
    """The tasks of the newest plan that continue a task of a year, over the years between."""
    found: tuple[Task, ...] = (task,)
    for link in _links_after(chain, year):
        found = tuple(after for one in found for after in link.tasks_after(one))
    return found


def _links_after(chain: Sequence[Succession], year: int) -> list[Succession]:
    return [link for link in reversed(chain) if link.before.year >= year]


def _before(
    row: _Registered, before: Sequence[_Registered], after: Mapping[str, _Registered | None]
) -> tuple[_Registered, ...]:
    found = ((earlier, after[earlier.name]) for earlier in before)
    return tuple(earlier for earlier, later in found if later and later.name == row.name)


def _after(
    before: Sequence[_Registered], after: Sequence[_Registered]
) -> dict[str, _Registered | None]:
    """What each row has become, by its name: found once, since each year of a chain asks for it.

    It is the row of the same name, or which has it as a former name; else the one of the same slug.
    A slug says nothing if the name that has it now stood in the earlier plan too.
    """
    named = {name: row for row in reversed(after) for name in (*row.former_names, row.name)}
    kept = {row.name for row in before}
    slugs = {
        slug: row
        for row in reversed(after)
        for slug in (*row.former_slugs, row.slug)
        if row.name not in kept
    }
    return {row.name: named.get(row.name) or slugs.get(row.slug) for row in before}
