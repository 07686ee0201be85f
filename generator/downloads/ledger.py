"""Writes the ledger of a department: its tasks, and empty cells for what has become of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.downloads.word import TITLE, Look, document, paragraph, table
from generator.downloads.workbook import without_clock
from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.plan.headings import renamed
from generator.plan.model import Task, WorkPlan
from generator.plan.progress import newest
from generator.plan.values import Status

_WIDTHS: Mapping[str, int] = {
    words.NUMBER: 6,
    words.TASK_NAME: 13,
    words.CONTENT: 24,
    words.DEADLINE: 10,
    words.LAST_PROGRESS: 17,
    words.DAY: 13,
    words.STATUS: 9,
    words.REMARK: 20,
    words.EVIDENCE_NAME: 14,
    words.EVIDENCE_PLACE: 20,
}
HEADER = tuple(_WIDTHS)
"""The columns of a ledger, in its order."""
FILLED_IN = HEADER[HEADER.index(words.DAY) :]
"""The columns that the department fills in."""

_PROSE = (words.TASK_NAME, words.CONTENT, words.LAST_PROGRESS, *FILLED_IN[2:])
_NOTE = Look("left", size=10)
_SMALL = 9
"""The size of the text in the table, in points."""
_LONGEST_FILE_NAME = 60
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\s\x00-\x1f]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def ledger_tasks(plan: WorkPlan, department: str) -> list[Task]:
    """The tasks in force that a department leads.

    Tasks that it only supports are left out: the department that leads a task tells of it.
    """
    return [
        task for task in plan.tasks if department in task.lead_departments and not task.withdrawn
    ]


def ledger_bytes(plan: WorkPlan, department: str, wording: Wording) -> bytes:
    """The ledger of a department as .docx; the same plan gives the same bytes."""
    tasks = ledger_tasks(plan, department)
    title = words.LEDGER_TITLE.format(office=plan.office, year=plan.year, department=department)
    *notes, last = _notes(plan, department, tasks, wording)
    above = [paragraph(title, TITLE), *(paragraph(note, _NOTE) for note in notes)]
    above.append(paragraph(last, _NOTE._replace(after=6)))
    looks = [Look("left" if column in _PROSE else "center", size=_SMALL) for column in HEADER]
    rows = [_row(task, wording) for task in tasks]
    given = set(range(len(HEADER) - len(FILLED_IN)))
    names = renamed(plan)
    header = [names.get(column, column) for column in HEADER]
    cells = table(header, [*_WIDTHS.values()], rows, looks, shaded=given)
    return without_clock(document(title, plan.office, [*above, cells]))


def _notes(
    plan: WorkPlan, department: str, tasks: Iterable[Task], wording: Wording
) -> Iterator[str]:
    yield wording.say("ledger.how")
    yield wording.say("ledger.day", year=plan.year)
    yield wording.say("ledger.status", statuses=[status.value for status in Status])
    yield wording.say("ledger.remark")
    yield wording.say("ledger.evidence")
    yield wording.say("ledger.plain")
    if plan.departments_by_name[department].collective:
        yield wording.say("ledger.collective", department=department)
    shared = [task.number for task in tasks if len(task.lead_departments) > 1]
    if shared:
        yield wording.say("ledger.shared", numbers=shared)


def _row(task: Task, wording: Wording) -> list[str]:
    deadline = task.deadline.wording if task.deadline else ""
    given = [str(task.number), task.name, task.content, deadline, _last(task, wording)]
    return given + [""] * len(FILLED_IN)


def _last(task: Task, wording: Wording) -> str:
    """The newest entry in words: day and status, remark, names of the evidence."""
    entry = newest(task)
    if entry is None:
        return wording.say("ledger.none")
    lines = [str(entry.day), entry.status.value]
    if entry.remark:
        lines.append(entry.remark)
    if entry.evidence:
        names = words.UNIT_JOINER.join(one.name for one in entry.evidence)
        lines.append(f"{words.EVIDENCE}{words.WIDE_COLON}{names}")
    return "\n".join(lines)


def ledger_files(departments: Iterable[str]) -> dict[str, str]:
    """A file name for the ledger of each department that Windows takes, all different."""
    files: dict[str, str] = {}
    taken: set[str] = set()
    for department in departments:
        stem = _NOT_IN_FILE_NAMES.sub("_", department)[:_LONGEST_FILE_NAME].strip(" .")
        stem = f"_{stem}" if not stem or _RESERVED.fullmatch(stem) else stem
        name, count = stem, 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name.casefold())
        files[department] = f"{name}.docx"
    return files
