"""The identifiers that have been published stay with their tasks.

A task that is published without one is followed by the usual one, so that is its first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.language import vocabulary as words
from generator.language.problems import Finding, Problem
from generator.plan import addresses
from generator.plan.changes import match_tasks
from generator.plan.identifiers import has_identifiers, with_usual
from generator.plan.model import WorkPlan
from generator.publishing.tables import Table, problems_by_year


def changed_identifiers(
    before: Mapping[int, Table], after: Mapping[int, Table]
) -> Iterator[Problem]:
    """A problem for each published identifier that is gone, or is another task's now.

    In a plan published without, that is the usual one of each task, once the plan has any.

    The tables are those of the live commit and of the new one, by year. The detail `address` is
    that of the published task with the identifier, so that a task's withdrawal covers it.
    """
    return problems_by_year(before, after, _of_year)


def _of_year(before: WorkPlan, after: WorkPlan) -> Iterator[Finding]:
    had = has_identifiers(before.tasks)
    if not had and not has_identifiers(after.tasks):
        return
    old, new = with_usual(before.year, before.tasks), after.tasks
    owners = {task.identifier: at for at, task in enumerate(new)}
    numbers = {task.number: at for at, task in enumerate(new)}
    with_text = {(task.identifier, task.content) for task in new}
    is_kept = all((task.identifier, task.content) in with_text for task in old)
    came_from = {} if is_kept else match_tasks(old, new)
    went_to = {was: at for at, was in came_from.items()}
    for was, task in enumerate(old):
        place, identifier = addresses.task(after.year, task.number), task.identifier
        details: dict[str, object] = {"number": task.number, "value": identifier}
        details["address"] = f"{place}/{identifier}"
        owner = owners.get(identifier)
        at = went_to.get(was, numbers.get(task.number))
        if owner is not None:
            if came_from.get(owner, was) != was or went_to.get(was, owner) != owner:
                details["now"] = new[owner].number
                yield Finding((words.TASKS, owner, words.IDENTIFIER), "identifier-given", details)
        elif had and at is None:
            yield Finding((words.TASKS,), "identifier-lost", details, at_key=True)
        elif at is not None and (had or came_from.get(at, was) == was):
            code = "identifier-lost" if had else "identifier-not-usual"
            yield Finding((words.TASKS, at, words.IDENTIFIER), code, details)
