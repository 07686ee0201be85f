"""Compares two plans: tasks added, reworded, moved, withdrawn.

A task's number can change from one plan to the next, so tasks are matched by their text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from generator.plan.columns import COLUMNS, Column
from generator.plan.headings import OtherColumn
from generator.plan.likeness import likenesses, squashed
from generator.plan.model import Task, WorkPlan

NEAR = 0.5
"""How much of two contents must be alike for one task: shared pairs of characters, 0 to 1."""


@dataclass(frozen=True)
class TaskPair:
    """The same task in two plans."""

    before: Task
    after: Task

    @property
    def moved(self) -> bool:
        """Whether the task has another number."""
        return self.before.number != self.after.number

    @property
    def changed_columns(self) -> tuple[Column, ...]:
        """The compared columns that have another text."""
        others = dict.fromkeys((*self.before.others, *self.after.others))
        return tuple(
            column
            for column in (*COLUMNS, *map(OtherColumn.named, others))
            if column.is_compared and column.texts(self.before) != column.texts(self.after)
        )


@dataclass(frozen=True)
class PlanChanges:
    """The changes between two plans; `kept` are the tasks in both, in the later plan's order."""

    added: tuple[Task, ...]
    withdrawn: tuple[Task, ...]
    kept: tuple[TaskPair, ...]

    @property
    def reworded(self) -> tuple[TaskPair, ...]:
        """Kept tasks in which a compared column has changed."""
        return tuple(pair for pair in self.kept if pair.changed_columns)

    @property
    def moved(self) -> tuple[TaskPair, ...]:
        """Kept tasks with another number; they may be reworded too."""
        return tuple(pair for pair in self.kept if pair.moved)

    @property
    def is_empty(self) -> bool:
        """Whether no task has changed."""
        return not (self.added or self.withdrawn or self.reworded or self.moved)


def compare_plans(before: WorkPlan, after: WorkPlan) -> PlanChanges:
    """The changes from `before` to `after`."""
    matches = match_tasks(before.tasks, after.tasks)
    found = set(matches.values())
    return PlanChanges(
        added=tuple(task for at, task in enumerate(after.tasks) if at not in matches),
        withdrawn=tuple(task for at, task in enumerate(before.tasks) if at not in found),
        kept=tuple(
            TaskPair(before.tasks[matches[at]], task)
            for at, task in enumerate(after.tasks)
            if at in matches
        ),
    )


def match_tasks(before: Sequence[Task], after: Sequence[Task]) -> dict[int, int]:
    """Match the tasks of two plans: index in `after` to index in `before`.

    The most certain matches come first: the same content (with the same name and number, if there
    are several), then similar content, then the same name and number.
    """
    matches: dict[int, int] = {}
    for key in (_number_name_content, _name_content, _content):
        _match_equal(before, after, key, matches)
    _match_similar(before, after, matches)
    _match_equal(before, after, _number_name, matches)
    return dict(sorted(matches.items()))


def _number_name_content(task: Task) -> Hashable:
    return task.number, squashed(task.name), squashed(task.content)


def _name_content(task: Task) -> Hashable:
    return squashed(task.name), squashed(task.content)


def _content(task: Task) -> Hashable:
    return squashed(task.content)


def _number_name(task: Task) -> Hashable:
    return task.number, squashed(task.name)


def _match_equal(
    before: Sequence[Task],
    after: Sequence[Task],
    key: Callable[[Task], Hashable],
    matches: dict[int, int],
) -> None:
    """Match tasks with equal keys, in order."""
    free = defaultdict(list)
    for at in _rest(before, matches.values()):
        free[key(before[at])].append(at)
    for at in _rest(after, matches):
        candidates = free[key(after[at])]
        if candidates:
            matches[at] = candidates.pop(0)


def _match_similar(before: Sequence[Task], after: Sequence[Task], matches: dict[int, int]) -> None:
    """Match the most similar contents first; if equal, the closest numbers."""
    contents_before = {at: before[at].content for at in _rest(before, matches.values())}
    contents_after = {at: after[at].content for at in _rest(after, matches)}
    pairs = [
        (-likeness, abs(before[old].number - after[new].number), new, old)
        for new, old, likeness in likenesses(contents_before, contents_after)
        if likeness >= NEAR
    ]
    taken: set[int] = set()
    for _, _, new, old in sorted(pairs):
        if new not in matches and old not in taken:
            matches[new] = old
            taken.add(old)


def _rest(tasks: Sequence[Task], taken: Iterable[int]) -> list[int]:
    used = set(taken)
    return [at for at in range(len(tasks)) if at not in used]
