"""Finds what a person should check in a document that can be imported as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from generator.importing.document import Remark, Spot
from generator.importing.rows import TaskRow
from generator.importing.tasks import TasksFound
from generator.importing.text import bare
from generator.language import vocabulary as words
from generator.plan.deadlines import Deadline, DeadlineKind, ImpossibleDateError, parse_deadline
from generator.plan.model import Task

_MEANT = {ord(sign): meant for sign, meant in words.LOOK_ALIKES.items()}
_SHORTEST_ALIKE = 4
"""Shorter names that differ in one character are not alike."""


def find_oddities(found: TasksFound, year: int) -> Iterator[Remark]:
    """Contradictions within a row, and names of departments that look alike."""
    for task, row in zip(found.tasks, found.rows, strict=True):
        yield from _leading_and_supporting(task, row)
        yield from _contradicted_deadline(task, row, year)
        yield from _unread_deadline(task, row)
    yield from _alike(found)


def _leading_and_supporting(task: Task, row: TaskRow) -> Iterator[Remark]:
    for name in task.supporting_departments:
        if name in task.lead_departments:
            details = {"number": task.number, "value": name}
            yield Remark(row.spots[words.SUPPORT], "leads-and-supports", details)


def _contradicted_deadline(task: Task, row: TaskRow, year: int) -> Iterator[Remark]:
    """A day in the text differs from the last day of the deadline, or the deadline has none."""
    deadline = task.deadline
    if deadline is None or deadline.kind in (DeadlineKind.RELATIVE, DeadlineKind.AS_WRITTEN):
        return
    for column, text in ((words.TASK_NAME, task.name), (words.CONTENT, task.content)):
        for match in re.finditer(words.DAY_IN_TEXT, text):
            try:
                named = parse_deadline(match["wording"])
            except ImpossibleDateError:
                continue
            if not _agree(named, deadline, year):
                details = {"value": match["wording"], "deadline": deadline.wording}
                yield Remark(row.spots[column], "deadline-contradicted", details)


def _agree(named: Deadline, deadline: Deadline, year: int) -> bool:
    return named.last_day(year) == deadline.last_day(year)


def _unread_deadline(task: Task, row: TaskRow) -> Iterator[Remark]:
    if task.deadline and task.deadline.kind is DeadlineKind.AS_WRITTEN:
        details = {"value": task.deadline.wording}
        yield Remark(row.spots[words.DEADLINE], "deadline-not-understood", details)


def _alike(found: TasksFound) -> Iterator[Remark]:
    """Names that differ in one character, in width, or in a look-alike character."""
    spots = _first_spots(found)
    for first, second in combinations(spots, 2):
        if _folded(first) == _folded(second) or (
            max(len(first), len(second)) >= _SHORTEST_ALIKE and _one_edit_apart(first, second)
        ):
            yield Remark(spots[second], "names-alike", {"first": first, "second": second})


def _first_spots(found: TasksFound) -> dict[str, Spot]:
    spots: dict[str, Spot] = {}
    for task, row in zip(found.tasks, found.rows, strict=True):
        for name in task.lead_departments:
            spots.setdefault(name, row.spots[words.LEAD])
        for name in task.supporting_departments:
            spots.setdefault(name, row.spots[words.SUPPORT])
    return spots


def _folded(name: str) -> str:
    return bare(name).lower().translate(_MEANT)


def _one_edit_apart(first: str, second: str) -> bool:
    """Whether inserting, deleting or replacing one character gives the other name."""
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((at for at, sign in enumerate(short) if sign != long[at]), len(short))
    rest = short[start + 1 :] if len(short) == len(long) else short[start:]
    return rest == long[start + 1 :]


def first_spot(found: TasksFound, name: str) -> Spot:
    """The first place where the document names a unit."""
    return _first_spots(found)[name]
