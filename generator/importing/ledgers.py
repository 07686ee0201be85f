"""Takes the entries of several ledgers into the table: all of them, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from generator.importing.document import Refusal, Remark
from generator.importing.existing import data_folder
from generator.importing.ledger import FilledRow, Ledger, read_ledger
from generator.importing.ledger_entry import spot_of
from generator.language import vocabulary as words
from generator.language.problems import Severity
from generator.plan.model import ProgressEntry, Task, WorkPlan
from generator.plan.progress import newest
from generator.plan.values import Status
from generator.table.adding import with_entries
from generator.table.composing import Value
from generator.table.evidence import evidence_files
from generator.table.loading import parse_plan
from generator.table.rules import find_breaches
from generator.table.source import MAX_BYTES, parse_source, read_file
from generator.table.validation import validate_table

_New = dict[int, list[tuple[Ledger, FilledRow]]]
"""The new rows by the index of their task, in the order of their days."""


class RefusedLedgers(Exception):
    """Nothing is taken over; carries why, for each file that is not in order."""

    def __init__(self, refusals: Sequence[tuple[Path, Refusal]]) -> None:
        super().__init__(f"{len(refusals)} file(s)")
        self.refusals = tuple(refusals)


@dataclass(frozen=True)
class TakenRow:
    """A new entry, and the one before it."""

    task: Task
    before: ProgressEntry | None
    entry: ProgressEntry


@dataclass(frozen=True)
class Taken:
    """The new table, and what to report of each ledger."""

    plan: WorkPlan
    """The plan before."""
    content: bytes
    """The whole content of the table's file."""
    ledgers: Sequence[Ledger]
    new: Mapping[Path, Sequence[TakenRow]]
    """The new entries by the ledger's file, in the order of the tasks."""


def take_ledgers(files: Sequence[Path], into: Path) -> Taken:
    """Read ledgers into a table, without writing a file.

    Raises:
        RefusedLedgers: some cannot be read whole, or contradict each other or the table.
        PlanError: the table has problems, or a row is written in such a form that entries cannot
            be added to it.
    """
    content = read_file(into)
    plan = parse_plan(into, content)
    ledgers, refusals = [], []
    for file in dict.fromkeys(files):
        try:
            ledgers.append(read_ledger(file, plan))
        except Refusal as refusal:
            refusals.append((file, refusal))
    new = _new_rows(ledgers)
    content = with_entries(into, content, {at: _entries(rows) for at, rows in new.items()})
    if len(content) > MAX_BYTES:
        raise RefusedLedgers([(into, Refusal("table-too-large", limit=MAX_BYTES // 1_000_000))])
    _check(plan, new, parse_source(into, content).value)
    _check_files(new, evidence_files(data_folder(into)))
    for ledger in ledgers:
        if ledger.problems:
            in_order = sorted(ledger.problems, key=lambda one: (one.spot.row, one.spot.column))
            refusals.append((ledger.file, Refusal("ledger-problems", in_order)))
    if refusals:
        raise RefusedLedgers(sorted(refusals, key=lambda refused: files.index(refused[0])))
    _note_shared(plan, new)
    return Taken(plan, content, ledgers, _by_file(plan, new))


def _entries(rows: Sequence[tuple[Ledger, FilledRow]]) -> list[ProgressEntry]:
    return [row.entry for _, row in rows]


def _new_rows(ledgers: Sequence[Ledger]) -> _New:
    """The rows that are not in the table yet, each once; adds the problems to the ledgers."""
    new: _New = {}
    for ledger in ledgers:
        for row in ledger.rows:
            same_day = [pair for pair in new.get(row.at, []) if pair[1].entry.day == row.entry.day]
            known = (*row.task.progress, *_entries(same_day))
            if row.entry in [entry.claim for entry in known]:
                continue
            problem = _contradiction(row, ledger, same_day)
            if problem:
                ledger.problems.append(problem)
                continue
            new.setdefault(row.at, []).append((ledger, row))
            last = newest(row.task)
            if last and last.day == row.entry.day:
                details = {"number": row.task.number, "value": last.day}
                ledger.remarks.append(Remark(row.spots[words.DAY], "same-day-again", details))
    return {at: sorted(rows, key=lambda pair: pair[1].entry.day) for at, rows in new.items()}


def _contradiction(
    row: FilledRow, ledger: Ledger, same_day: Sequence[tuple[Ledger, FilledRow]]
) -> Remark | None:
    details: dict[str, object] = {"number": row.task.number, "value": row.entry.day}
    spot = row.spots[words.DAY]
    last = newest(row.task)
    if last and row.entry.day < last.day:
        return Remark(spot, "progress-out-of-order", details | {"before": last.day})
    for other, first in same_day:
        place = {"file": other.file.name, "row": first.spots[words.DAY].row}
        return Remark(spot, "day-twice", details | place)
    return None


def _check(plan: WorkPlan, new: _New, value: Value) -> None:
    """Run the table's own rules over the new table; adds the problems to the ledgers."""
    draft, findings = validate_table(value)
    for finding in (*findings, *find_breaches(draft)):
        if finding.severity is Severity.PROBLEM:
            _, at, _, nth, *path = finding.path
            assert isinstance(at, int) and isinstance(nth, int)
            ledger, row = new[at][nth - len(plan.tasks[at].progress)]
            details = {**finding.details, "number": row.task.number}
            spot = spot_of(row.spots, tuple(path))
            ledger.problems.append(Remark(spot, finding.code, details))


def _check_files(new: _New, there: Set[str]) -> None:
    """Find the files of evidence that are not there; adds the problems to the ledgers."""
    for ledger, row in (pair for rows in new.values() for pair in rows):
        for one in row.entry.evidence:
            if one.file and one.file not in there:
                details = {"value": one.file, "number": row.task.number}
                spot = row.spots[words.EVIDENCE_PLACE]
                ledger.problems.append(Remark(spot, "evidence-missing", details))


def _note_shared(plan: WorkPlan, new: _New) -> None:
    """Remark on what one of several units may have said for all that lead a task."""
    for rows in new.values():
        (first, _), *_ = rows
        told = {first.file}
        for ledger, row in rows:
            number, leads = row.task.number, row.task.lead_departments
            is_collective = plan.departments_by_name[ledger.department].collective
            if is_collective and row.entry.status is Status.DONE:
                details = {"number": number, "department": ledger.department}
                ledger.remarks.append(Remark(row.spots[words.STATUS], "done-by-all", details))
            if (is_collective or len(leads) > 1) and ledger.file not in told:
                told.add(ledger.file)
                names = {"file": ledger.file.name, "other": first.file.name, "number": number}
                ledger.remarks.append(Remark(row.spots[words.DAY], "told-by-two", names))


def _by_file(plan: WorkPlan, new: _New) -> Mapping[Path, Sequence[TakenRow]]:
    taken: dict[Path, list[TakenRow]] = {}
    for at, rows in sorted(new.items()):
        before = newest(plan.tasks[at])
        for ledger, row in rows:
            taken.setdefault(ledger.file, []).append(TakenRow(row.task, before, row.entry))
            before = row.entry
    return taken
