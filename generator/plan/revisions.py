"""What has become of the tasks of a plan since its publication: reworded, moved, withdrawn, added.

A task is followed by its identifier. Between versions of which one has no identifiers, it is
followed by its number. What is an editor's own, such as a note, is no revision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from itertools import pairwise

from generator.language.latest import keep_latest
from generator.plan.columns import BY_KEY
from generator.plan.headings import OtherColumn
from generator.plan.identifiers import followed_by, key_between
from generator.plan.model import Task, WorkPlan
from generator.plan.progress import OFFICE_TIME, has_progress
from generator.plan.side_by_side import ColumnChange

_REVISED = tuple(
    BY_KEY[key]
    for key in (
        "number",
        "topic",
        "name",
        "content",
        "lead_departments",
        "supporting_departments",
        "deadline",
        "withdrawn",
    )
)
FOLLOWED = (BY_KEY["identifier"], *_REVISED)
"""The columns that a version has of its tasks, beside those that only its office has."""


@dataclass(frozen=True)
class Version:
    """The tasks of a year's table as a commit left them; each with the columns of `FOLLOWED`."""

    commit: str
    at: datetime
    """The committer's date."""
    tasks: tuple[Task, ...]


class RevisionKind(Enum):
    """What has become of a task."""

    CHANGED = "changed"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


@dataclass(frozen=True)
class Revision:
    """What a commit has made of a task."""

    commit: str
    at: datetime
    kind: RevisionKind
    key: str
    """What the task was followed by then."""
    before: Task | None
    """None if it was not in the table."""
    after: Task | None
    """None if it is no more in the table."""
    changes: tuple[ColumnChange, ...] = ()

    @property
    def task(self) -> Task:
        """The task as it was left, or as it was before it was taken out of the table."""
        task = self.after or self.before
        assert task is not None
        return task


@dataclass(frozen=True)
class Revisions:
    """The revisions of a plan, the oldest first."""

    published: Version
    """The version that was the plan's publication."""
    entries: tuple[Revision, ...] = ()
    by_key: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    """By what a task is followed by now, the newest first."""

    def of(self, year: int, task: Task) -> tuple[Revision, ...]:
        """Those of a task of the plan, the newest first."""
        return self.by_key.get(followed_by(year, task), ())


def has_changes(plan: WorkPlan, found: Revisions | None) -> bool:
    """Whether there is anything to tell of a plan, with a date: at least its publication."""
    return found is not None or has_progress(plan)


@keep_latest
def revisions(
    year: int, versions: Sequence[Version], published: datetime | None = None
) -> Revisions | None:
    """The revisions of a year's plan, by its versions in their order; None if there are none.

    The last version of the day on which the plan says that it was published, or of an earlier day,
    is the publication, and those before it are drafts. Without it, the first is the publication.
    """
    if not versions:
        return None
    versions = versions[_first(versions, published) :]
    entries: list[Revision] = []
    by_key: dict[str, tuple[Revision, ...]] = {}
    for before, after in pairwise(versions):
        there = {followed_by(year, task) for task in before.tasks}
        now = {key: past for key, past in by_key.items() if key not in there}
        for old, new in _pairs(before, after):
            task = new or old
            assert task is not None
            key = followed_by(year, task)
            past = by_key.get(followed_by(year, old), ()) if old else now.get(key, ())
            kind = _kind(old, new, was_gone=bool(past))
            changes = _changes(old, new) if old and new else ()
            if changes or old is None or new is None:
                entries.append(Revision(after.commit, after.at, kind, key, old, new, changes))
                past = (entries[-1], *past)
            if past:
                now[key] = past
        by_key = now
    return Revisions(versions[0], tuple(entries), by_key)


def _first(versions: Sequence[Version], published: datetime | None) -> int:
    """The index of the version that was the publication."""
    days = [one.at.astimezone(OFFICE_TIME).date() for one in versions]
    until = [at for at, day in enumerate(days) if published and day <= published.date()]
    return max(until, default=0)


def _pairs(before: Version, after: Version) -> Iterator[tuple[Task | None, Task | None]]:
    """Each task in two versions: those of the first alone, then those of the second in order."""
    key = key_between(before.tasks, after.tasks)
    new = {key(task) for task in after.tasks}
    old = {key(task): task for task in before.tasks}
    yield from ((task, None) for one, task in old.items() if one not in new)
    yield from ((old.get(key(task)), task) for task in after.tasks)


def _kind(old: Task | None, new: Task | None, was_gone: bool) -> RevisionKind:
    if new is None or (new.withdrawn and old and not old.withdrawn):
        return RevisionKind.WITHDRAWN
    if old is None:
        return RevisionKind.RESTORED if was_gone else RevisionKind.ADDED
    if old.withdrawn and not new.withdrawn:
        return RevisionKind.RESTORED
    return RevisionKind.CHANGED


def _changes(old: Task, new: Task) -> tuple[ColumnChange, ...]:
    if old is new:  # a row that has not changed is read once
        return ()
    columns = (*_REVISED, *map(OtherColumn.named, dict.fromkeys((*old.others, *new.others))))
    texts = [(column, column.texts(old), column.texts(new)) for column in columns]
    return tuple(ColumnChange.between(*one) for one in texts if one[1] != one[2])
