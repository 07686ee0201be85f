"""The identifiers of tasks: what a task is followed by, whatever its number and wording.

They are optional. A task of a plan without them is followed by its year and number, which is also
what is proposed as its identifier, so nothing that follows a task loses it when a plan gets them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import count

from generator.plan.model import Task


def followed_by(year: int, task: Task) -> str:
    """What a task of a plan of a year is followed by."""
    return task.identifier or _usual(year, task.number)


def has_identifiers(tasks: Sequence[Task]) -> bool:
    """Whether any of the tasks of a plan has one; then all must."""
    return any(task.identifier for task in tasks)


def with_usual(year: int, tasks: Sequence[Task]) -> list[Task]:
    """The tasks of a plan of a year, each with what it is followed by as its identifier."""
    return [task.model_copy(update={"identifier": followed_by(year, task)}) for task in tasks]


def key_between(before: Sequence[Task], after: Sequence[Task]) -> Callable[[Task], str | int]:
    """What is the same of a task in two versions: its identifier if both have them, else number."""
    if has_identifiers(before) and has_identifiers(after):
        return lambda task: task.identifier or task.number
    return lambda task: task.number


def proposed_identifiers(
    tasks: Sequence[Task], year: int, formerly_used: Collection[str] = ()
) -> dict[int, str]:
    """A free identifier for each task that has none, by its index.

    It is the year with the number. If another task has or had that one, it is the year with the
    first number above all numbers of the plan that is free.
    """
    used = {*formerly_used, *(task.identifier for task in tasks if task.identifier)}
    above = count(max((task.number for task in tasks), default=0) + 1)
    found: dict[int, str] = {}
    for at, task in enumerate(tasks):
        if task.identifier:
            continue
        proposed = _usual(year, task.number)
        while proposed in used:
            proposed = _usual(year, next(above))
        found[at] = proposed
        used.add(proposed)
    return found


def _usual(year: int, number: int) -> str:
    return f"{year}-{number}"
