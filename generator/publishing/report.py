"""Describes in words what a publication changes on the public site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.plan.changes import PlanChanges, TaskPair, compare_plans
from generator.plan.identifiers import key_between, with_usual
from generator.plan.model import ProgressEntry, Task, WorkPlan
from generator.publishing.errors import GitError
from generator.publishing.releases import Release
from generator.publishing.repository import Repository
from generator.publishing.tables import Table, tables_of

_MOST = 20
"""How many lines of one kind are listed."""


def news(repository: Repository, live: Release | None, built: str, wording: Wording) -> str:
    """The changes between the plans of the live release and those of a commit, year by year."""
    after = tables_of(built, repository)
    year, count = _in_force(after)
    if live is None:
        return wording.say("publish.first", year=year, count=count)
    try:
        before = tables_of(live.commit, repository)
    except (PlanError, GitError):  # not valid by the current rules, or no longer in the repository
        return wording.say("publish.not-compared", year=year, count=count)
    lines = [*_years(before, after, wording), *_changes(before, after, wording)]
    return "\n".join(lines) or wording.say("publish.no-change", count=count)


def _in_force(tables: Mapping[int, Table]) -> tuple[int, int]:
    """The year of the plan in force, and the number of its tasks."""
    year, table = next(iter(tables.items()))
    return year, len(table.plan.tasks)


def _years(
    before: Mapping[int, Table], after: Mapping[int, Table], wording: Wording
) -> Iterator[str]:
    """Which year is in force now, and which years came or went."""
    year, count = _in_force(after)
    if year != _in_force(before)[0]:
        yield wording.say("publish.next-year", year=year, count=count)
    added = [one for one in after if one not in before and one != year]
    yield from _some([_year_added(after[one].plan, wording) for one in added], wording)
    for gone in [one for one in before if one not in after]:
        yield wording.say("publish.year-withdrawn", year=gone)


def _year_added(plan: WorkPlan, wording: Wording) -> str:
    return wording.say("publish.year-added", year=plan.year, count=len(plan.tasks))


def _changes(
    before: Mapping[int, Table], after: Mapping[int, Table], wording: Wording
) -> Iterator[str]:
    """The changes of the tasks and their progress, one line each, under a line for their year."""
    for year, table in after.items():
        if year in before:
            old, new = before[year].plan, table.plan
            lines = [*_tasks(compare_plans(old, new), wording), *_progress(old, new, wording)]
            if lines:
                yield wording.say("publish.changes", year=year)
                yield from lines


def _tasks(changes: PlanChanges, wording: Wording) -> Iterator[str]:
    moved = [pair for pair in changes.moved if not pair.changed_columns]
    yield from _some([_added(task, wording) for task in changes.added], wording)
    yield from _some([_reworded(pair, wording) for pair in changes.reworded], wording)
    yield from _some([_moved(pair, wording) for pair in moved], wording)
    yield from _some([_withdrawn(task, wording) for task in changes.withdrawn], wording)


def _progress(before: WorkPlan, after: WorkPlan, wording: Wording) -> Iterator[str]:
    """The entries of tasks that are new, and those that a maintainer has let go."""
    tasks = with_usual(before.year, before.tasks)
    key = key_between(tasks, after.tasks)
    old = {key(task): _claims(task) for task in tasks}
    new = {key(task): _claims(task) for task in after.tasks}
    added = [
        wording.say("publish.entry-added", **_entry(task, entry))
        for task in after.tasks
        for entry in _claims(task)
        if entry not in old.get(key(task), ())
    ]
    gone = [
        wording.say("publish.entry-gone", **_entry(task, entry))
        for task in tasks
        for entry in _claims(task)
        if entry not in new.get(key(task), [entry])  # a task that is gone is told as such
    ]
    yield from _some(added, wording)
    yield from _some(gone, wording)


def _claims(task: Task) -> list[ProgressEntry]:
    return [entry.claim for entry in task.progress]


def _entry(task: Task, entry: ProgressEntry) -> dict[str, object]:
    return {"number": task.number, "day": entry.day, "status": entry.status.value}


def _some(lines: Sequence[str], wording: Wording) -> Iterator[str]:
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield wording.say("publish.more", count=len(lines) - _MOST)


def _added(task: Task, wording: Wording) -> str:
    return wording.say("publish.added", number=task.number, name=task.name)


def _withdrawn(task: Task, wording: Wording) -> str:
    return wording.say("publish.withdrawn", number=task.number, name=task.name)


def _moved(pair: TaskPair, wording: Wording) -> str:
    return wording.say(
        "publish.moved", old=pair.before.number, number=pair.after.number, name=pair.after.name
    )


def _reworded(pair: TaskPair, wording: Wording) -> str:
    fields = [column.heading for column in pair.changed_columns]
    return wording.say(
        "publish.reworded", number=pair.after.number, name=pair.after.name, fields=fields
    )
