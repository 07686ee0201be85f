"""What there is to tell of a plan, one entry for each change of its data.

An entry of the progress of a task is dated by its own day, of which no time is known: it counts as
the beginning of that day in the office's time zone (+08:00), with or without git's history. All
others are dated by the committer.

An identifier depends only on office and year, on what the task is followed by, and on the commit or
the day. So it is the same in every build, stays when later commits come, and does not depend on the
site's address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime, time
from html import escape
from urllib.parse import quote
from uuid import UUID, uuid5

from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.plan import addresses
from generator.plan.edition import Edition
from generator.plan.headings import headings
from generator.plan.identifiers import followed_by
from generator.plan.model import Evidence, ProgressEntry, Task
from generator.plan.progress import OFFICE_TIME
from generator.plan.revisions import Revision, RevisionKind, Revisions
from generator.plan.side_by_side import ColumnChange
from generator.plan.wording_changes import Change

_NAMESPACE = UUID("8f1c6a3e-5a54-4a0b-9b0c-2f6d3c1c7e52")
_TAGS = {Change.KEPT: "{}", Change.TAKEN_OUT: "<del>{}</del>", Change.PUT_IN: "<ins>{}</ins>"}


@dataclass(frozen=True)
class FeedEntry:
    """A change. `title` is plain text, `html` is safe, `address` is relative to the site's root."""

    identifier: str
    """An IRI."""
    at: datetime
    title: str
    html: str
    address: str
    units: Set[str] | None = None
    """The names of the departments that it concerns; None if it concerns all."""


def feed_entries(edition: Edition, wording: Wording) -> list[FeedEntry]:
    """All entries of a plan, the newest first; none where nothing is known of any change."""
    writer = _Writer(edition, wording)
    oldest_first = [*writer.of_progress()]
    if edition.revisions:
        oldest_first = [*writer.of_revisions(edition.revisions), *oldest_first]
    return sorted(oldest_first, key=lambda entry: entry.at)[::-1]


def identifier(edition: Edition, *parts: str) -> str:
    """The permanent IRI of something of a plan."""
    name = json.dumps([edition.plan.office, edition.plan.year, *parts], ensure_ascii=False)
    return uuid5(_NAMESPACE, name).urn


@dataclass(frozen=True)
class _Writer:
    edition: Edition
    wording: Wording

    def of_revisions(self, found: Revisions) -> Iterator[FeedEntry]:
        """The publication of the plan, and all revisions of its tasks."""
        plan, first = self.edition.plan, found.published
        yield FeedEntry(
            identifier(self.edition, "plan"),
            first.at,
            self.wording.say("feed.plan", year=plan.year, title=plan.title),
            _paragraph(escape(self.wording.say("feed.plan-text", count=len(first.tasks)))),
            addresses.plan(plan.year),
        )
        now = {
            (one.commit, one.key): task for task in plan.tasks for one in found.of(plan.year, task)
        }
        for one in found.entries:
            yield self._revision(one, now.get((one.commit, one.key)))

    def _revision(self, one: Revision, now: Task | None) -> FeedEntry:
        """The entry of a revision; `now` is the task in the plan, if it is still there."""
        titles = {
            RevisionKind.CHANGED: self.wording.say("feed.changed", **_named(one.task)),
            RevisionKind.ADDED: self.wording.say("feed.added", **_named(one.task)),
            RevisionKind.WITHDRAWN: self.wording.say("feed.withdrawn", **_named(one.task)),
            RevisionKind.RESTORED: self.wording.say("feed.restored", **_named(one.task)),
        }
        year = self.edition.plan.year
        states = [task for task in (one.before, one.after, now) if task]
        names = headings(self.edition.plan)
        changes = [
            _change(names.get(change.column.key, change.column.heading), change)
            for change in one.changes
        ]
        return FeedEntry(
            identifier(self.edition, "revision", one.key, one.commit),
            one.at,
            titles[one.kind],
            "".join(changes) or _paragraph(escape(one.task.content)),
            addresses.task(year, now.number) if now else addresses.plan(year),
            {name for task in states for name in _units(task)},
        )

    def of_progress(self) -> Iterator[FeedEntry]:
        """All entries of the progress of tasks; those of one day are told apart by their order."""
        for task in self.edition.plan.tasks:
            days: list[str] = []
            for entry in task.progress:
                day = entry.day.isoformat()
                yield self._progress(task, entry, str(days.count(day)))
                days.append(day)

    def _progress(self, task: Task, entry: ProgressEntry, nth: str) -> FeedEntry:
        year, status = self.edition.plan.year, entry.status.value
        key, day = followed_by(year, task), entry.day.isoformat()
        remark = escape(entry.remark).replace("\n", "<br>") if entry.remark else ""
        evidence = words.UNIT_JOINER.join(map(self._evidence, entry.evidence))
        lines = [
            escape(task.content),
            f"{day} <b>{status}</b> {remark}",
            f"{words.EVIDENCE}{words.WIDE_COLON}{evidence}" if evidence else "",
        ]
        return FeedEntry(
            identifier(self.edition, "progress", key, day, nth),
            datetime.combine(entry.day, time.min, OFFICE_TIME),
            self.wording.say("feed.progress", status=status, **_named(task)),
            "".join(_paragraph(line) for line in lines if line),
            addresses.task(year, task.number),
            _units(task),
        )

    def _evidence(self, one: Evidence) -> str:
        """A link to it; its name alone where the site's address is not known."""
        link = one.link
        if one.file and self.edition.site_url:
            link = self.edition.url(quote(addresses.evidence(self.edition.plan.year, one.file)))
        name = escape(one.name)
        return f'<a href="{escape(link)}">{name}</a>' if link else name


def _named(task: Task) -> dict[str, object]:
    return {"number": task.number, "name": task.name}


def _units(task: Task) -> Set[str]:
    return {*task.lead_departments, *task.supporting_departments}


def _change(name: str, change: ColumnChange) -> str:
    pieces = (_TAGS[piece.change].format(escape(piece.text)) for piece in change.pieces)
    return _paragraph(f"<b>{escape(name)}</b> {''.join(pieces)}")


def _paragraph(html: str) -> str:
    return f"<p>{html}</p>"
