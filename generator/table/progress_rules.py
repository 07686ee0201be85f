"""Rules on the entries that say what has become of tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.language import vocabulary as words
from generator.language.problems import Finding, TablePath
from generator.plan.model import Evidence, ProgressEntry
from generator.plan.progress import today
from generator.plan.values import Status
from generator.table.register_rules import Rule, repeated
from generator.table.validation import Draft


def days_out_of_order(draft: Draft) -> Iterator[Finding]:
    """Require the oldest entry first, so that a later entry is added at the end."""
    for index, task in draft.tasks.items():
        for (_, before), (at, entry) in pairwise(enumerate(task.progress)):
            if entry.day < before.day:
                details = {"value": entry.day, "before": before.day}
                yield Finding(_place(index, at, words.DAY), "progress-out-of-order", details)


def days_out_of_range(draft: Draft) -> Iterator[Finding]:
    """Refuse days in the future and days before the plan."""
    now = today()
    first = _first_day(draft)
    for index, at, entry in _entries(draft):
        path = _place(index, at, words.DAY)
        if entry.day > now:
            yield Finding(path, "progress-in-future", {"value": entry.day, "today": now})
        elif first and entry.day < first:
            yield Finding(path, "progress-before-plan", {"value": entry.day, "first": first})


def _first_day(draft: Draft) -> date | None:
    """The day of publication; the first of the year if it is not stated."""
    if draft.header is None:
        return None
    published = draft.header.published_at
    return published.date() if published else date(draft.header.year, 1, 1)


def repeated_entries(draft: Draft) -> Iterator[Finding]:
    for index, task in draft.tasks.items():
        cells = ((_entry(index, at), entry.claim) for at, entry in enumerate(task.progress))
        yield from repeated(cells, "progress-repeated")


def done_without_evidence(draft: Draft) -> Iterator[Finding]:
    for index, at, entry in _entries(draft):
        if entry.status is Status.DONE and not entry.evidence:
            yield Finding(_place(index, at, words.STATUS), "done-without-evidence")


def evidence_without_place(draft: Draft) -> Iterator[Finding]:
    for path, one in evidence_in(draft):
        if one.link is None and one.file is None:
            yield Finding(path, "evidence-without-place", {"value": one.name})
        elif one.link is not None and one.file is not None:
            yield Finding(path, "evidence-with-two-places", {"value": one.name})


def records_amiss(draft: Draft) -> Iterator[Finding]:
    """Require both parts of a record or none, and a link that it is of."""
    now = today()
    for path, one in evidence_in(draft):
        is_whole = one.seen_on is not None and one.digest is not None and one.link is not None
        if (one.seen_on or one.digest) and not is_whole:
            yield Finding(path, "record-amiss", {"value": one.name})
        elif one.seen_on and one.seen_on > now:
            details = {"value": one.seen_on, "today": now}
            yield Finding((*path, words.SEEN_ON), "progress-in-future", details)


PROGRESS_RULES: tuple[Rule, ...] = (
    days_out_of_order,
    days_out_of_range,
    repeated_entries,
    done_without_evidence,
    evidence_without_place,
    records_amiss,
)


def evidence_in(draft: Draft) -> Iterator[tuple[TablePath, Evidence]]:
    """All evidence with its place."""
    for index, at, entry in _entries(draft):
        for nth, one in enumerate(entry.evidence):
            yield (*_place(index, at, words.EVIDENCE), nth), one


def _entries(draft: Draft) -> Iterator[tuple[int, int, ProgressEntry]]:
    for index, task in draft.tasks.items():
        for at, entry in enumerate(task.progress):
            yield index, at, entry


def _entry(index: int, at: int) -> TablePath:
    return words.TASKS, index, words.PROGRESS, at


def _place(index: int, at: int, key: str) -> TablePath:
    return (*_entry(index, at), key)
