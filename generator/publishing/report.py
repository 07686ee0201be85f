"""Describes in words what a publication changes on the public site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.plan.changes import TaskPair, compare_plans
from generator.plan.model import Task, WorkPlan
from generator.publishing.errors import GitError
from generator.publishing.guard import DATA
from generator.publishing.repository import Repository
from generator.table.loading import TABLE_FILE, parse_plan

_MOST = 20
"""How many lines of one kind are listed."""


def news(repository: Repository, live: str | None, built: str, wording: Wording) -> str:
    """The changes between the plan of the live commit and that of a built one."""
    plan = _plan(repository, built)
    count = len(plan.tasks)
    if live is None:
        return wording.say("publish.first", year=plan.year, count=count)
    try:
        before = _plan(repository, live)
    except (PlanError, GitError):  # not valid by the current rules, or no longer in the repository
        return wording.say("publish.not-compared", year=plan.year, count=count)
    return _changes(before, plan, wording)


def _plan(repository: Repository, commit: str) -> WorkPlan:
    """The plan in force of a commit that has been built."""
    table = [entry for entry in repository.tree(commit) if entry.path == DATA + TABLE_FILE]
    [(_, content)] = repository.blobs(table)
    return parse_plan(Path(TABLE_FILE), content)


def _changes(before: WorkPlan, after: WorkPlan, wording: Wording) -> str:
    """The changes of the tasks, one line each."""
    if before.year != after.year:
        return wording.say("publish.next-year", year=after.year, count=len(after.tasks))
    changes = compare_plans(before, after)
    if changes.is_empty:
        return wording.say("publish.no-change", count=len(after.tasks))
    moved = [pair for pair in changes.moved if not pair.changed_columns]
    lines = [
        *_some([_added(task, wording) for task in changes.added], wording),
        *_some([_reworded(pair, wording) for pair in changes.reworded], wording),
        *_some([_moved(pair, wording) for pair in moved], wording),
        *_some([_withdrawn(task, wording) for task in changes.withdrawn], wording),
    ]
    return "\n".join([wording.say("publish.changes"), *lines])


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
