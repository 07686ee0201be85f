"""What has been published of the progress of tasks stays: later entries follow, none is changed.

Tasks of a year are the same if their identifiers are; for a task that is published without one, the
usual one counts. They are the same by number if the new version has none. When a link was seen, and
what was there, may change.
"""

from __future__ import annotations

import filecmp
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from generator.language import vocabulary as words
from generator.language.problems import Finding, Place, Problem
from generator.plan import addresses
from generator.plan.identifiers import key_between, with_usual
from generator.plan.model import ProgressEntry, Task, WorkPlan
from generator.publishing.guard import DATA
from generator.publishing.tables import Table, problems_by_year
from generator.table.evidence import EVIDENCE_FOLDER


def changed_entries(before: Mapping[int, Table], after: Mapping[int, Table]) -> Iterator[Problem]:
    """A problem for each published entry that is changed, and each new one before such an entry.

    The tables are those of the live commit and of the new one, by year. Years and tasks that are
    gone are left out: their addresses are lost, which says enough. The detail `address` is that of
    the published task with the day, so that a task's withdrawal covers its entries.
    """
    return problems_by_year(before, after, _of_year)


def _of_year(before: WorkPlan, after: WorkPlan) -> Iterator[Finding]:
    tasks = with_usual(before.year, before.tasks)
    key = key_between(tasks, after.tasks)
    published = {key(task): task for task in tasks if task.progress}
    for index, task in enumerate(after.tasks):
        if key(task) in published:
            yield from _of_task(after.year, index, published[key(task)], task)


def _of_task(year: int, index: int, before: Task, after: Task) -> Iterator[Finding]:
    """What differs from the published entries, other than entries after the last of them."""
    old, new = ([entry.claim for entry in task.progress] for task in (before, after))
    place = words.TASKS, index, words.PROGRESS
    if new[: len(old)] == old:
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for nth, entry in enumerate(old[start:end]):
            at = new_start + nth
            details = _details(year, before, entry) | {"published": _texts(entry)}
            where = (*place, at) if at < new_end else place
            yield Finding(where, "progress-changed", details, at_key=at >= new_end)
        for at in range(new_start + end - start, new_end):
            if end < len(old) and new[at] not in old:
                details = {"next": old[end].day, "latest": old[-1].day}
                details |= _details(year, before, new[at])
                yield Finding((*place, at), "progress-inserted", details)


def _details(year: int, task: Task, entry: ProgressEntry) -> dict[str, object]:
    address = f"{addresses.task(year, task.number)}/{entry.day}"
    return {"address": address, "number": task.number, "day": entry.day}


def _texts(entry: ProgressEntry) -> Sequence[str]:
    """What an entry says, apart from its day."""
    texts = [entry.status.value, entry.remark]
    for one in entry.evidence:
        texts += [one.name, one.link or one.file]
    return [text for text in texts if text is not None]


def changed_evidence(live: Path, site: Path) -> Iterator[Problem]:
    """A problem for each file that is published as evidence and has other content in a built site.

    Raises:
        OSError: a file could not be read.
    """
    for file in sorted(site.glob(f"{addresses.DATA_FOLDER}/*/{addresses.EVIDENCE_FOLDER}/*")):
        address = file.relative_to(site)
        published = live / address
        if file.suffix == ".gz" or not published.is_file():
            continue
        if not filecmp.cmp(published, file, shallow=False):
            details = {"address": address.as_posix(), "file": file.name}
            place = Place(Path(DATA, EVIDENCE_FOLDER, file.name))
            yield Problem(place, "evidence-changed", details)
