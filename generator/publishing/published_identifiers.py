"""The identifiers that have been published stay with their tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.language import vocabulary as words
from generator.language.problems import Finding, Problem
from generator.plan import addresses
from generator.plan.changes import match_tasks
from generator.plan.model import WorkPlan
from generator.publishing.tables import Table, problems_by_year


def changed_identifiers(
    before: Mapping[int, Table], after: Mapping[int, Table]
) -> Iterator[Problem]:
    """A problem for each published identifier that is gone, or is another task's now.

    The tables are those of the live commit and of the new one, by year. The detail `address` is
    that of the published task with the identifier, so that a task's withdrawal covers it.
    """
    return problems_by_year(before, after, _of_year)


def _of_year(before: WorkPlan, after: WorkPlan) -> Iterator[Finding]:
    old, new = before.tasks, after.tasks
    owners = {task.identifier: at for at, task in enumerate(new) if task.identifier}
    numbers = {task.number: at for at, task in enumerate(new)}
    published = [(was, task, task.identifier) for was, task in enumerate(old) if task.identifier]
    with_text = {(task.identifier, task.content) for task in new}
    is_kept = all((identifier, task.content) in with_text for _, task, identifier in published)
    came_from = {} if is_kept else match_tasks(old, new)
    went_to = {was: at for at, was in came_from.items()}
    for was, task, identifier in published:
        place = addresses.task(after.year, task.number)
        details = {"number": task.number, "value": identifier, "address": f"{place}/{identifier}"}
        owner = owners.get(identifier)
        if owner is None:
            at = went_to.get(was, numbers.get(task.number))
            path = (words.TASKS,) if at is None else (words.TASKS, at, words.IDENTIFIER)
            yield Finding(path, "identifier-lost", details, at_key=at is None)
        elif came_from.get(owner, was) != was or went_to.get(was, owner) != owner:
            now = {"now": new[owner].number}
            yield Finding((words.TASKS, owner, words.IDENTIFIER), "identifier-given", details | now)
