"""Reads the rows that a department has filled in in its ledger; see `downloads/ledger.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.downloads.ledger import FILLED_IN, HEADER
from generator.importing.document import (
    CellMark,
    Document,
    DocumentKind,
    Refusal,
    Remark,
    Spot,
)
from generator.importing.header import Form, document_names
from generator.importing.ledger_cells import filled_in, from_difference
from generator.importing.ledger_entry import entry_in
from generator.importing.ledger_title import read_title
from generator.importing.opening import open_document
from generator.importing.rows import RowsFound, TaskRow, read_rows
from generator.importing.text import bare, joined, whole_number
from generator.importing.topics import unused
from generator.language import vocabulary as words
from generator.plan.columns import BY_KEY
from generator.plan.model import ProgressEntry, Task, WorkPlan

_COMPARED = (BY_KEY["name"], BY_KEY["content"])
_FORM = Form(
    {name: name for name in HEADER}
    | {
        name: column.heading
        for column in BY_KEY.values()
        if column.heading in HEADER
        for name in document_names(column)
    },
    (words.NUMBER, *(column.heading for column in _COMPARED), *FILLED_IN),
)
_NOT_PLAIN = (CellMark.NESTED_TABLE.value, CellMark.PICTURE.value, CellMark.HIDDEN_TEXT.value)
_OTHER_TABLES = (".xlsx", ".csv")


@dataclass(frozen=True)
class FilledRow:
    """What a row of a ledger tells: the index of its task in the plan, and the entry.

    The places of its cells are by the columns of the ledger.
    """

    at: int
    task: Task
    entry: ProgressEntry
    spots: Mapping[str, Spot]


@dataclass
class Ledger:
    """What was read in a ledger. If there are problems, nothing may be taken from it."""

    file: Path
    department: str
    rows: list[FilledRow] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    """The tasks with a row that is filled in, well or not."""
    remarks: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)


def read_ledger(file: Path, plan: WorkPlan) -> Ledger:
    """The rows of a ledger that are filled in; empty ones are passed over.

    Raises:
        Refusal: the file cannot be read, or is no ledger of this plan.
    """
    if file.suffix.lower() in _OTHER_TABLES:
        raise Refusal("ledger-not-word", ending=file.suffix)
    document = open_document(file)
    ledger = Ledger(file, read_title(document, plan))
    found = read_rows(document, _FORM.of_plan(plan))
    for remark in (*found.remarks, *unused(found.headings)):
        _sort_remark(remark, ledger)
    ledger.remarks += _outside(document, found)
    unread = {(one.spot.table, one.spot.row) for one in ledger.problems}
    tasks = {task.number: (at, task) for at, task in enumerate(plan.tasks)}
    for row in found.rows:
        spot = row.spots[words.NUMBER]
        if (spot.table, spot.row) in unread:
            continue
        texts = {column: filled_in(row.texts[column]) for column in FILLED_IN}
        shared = [column for column in FILLED_IN if texts[column] and column in row.from_above]
        ledger.problems += [Remark(row.spots[column], "cells-joined-down") for column in shared]
        if any(texts.values()) and not shared:
            _read_row(row, texts, tasks, ledger)
    return ledger


def _outside(document: Document, found: RowsFound) -> Iterator[Remark]:
    """What a department has written where no entry is read."""
    whole = Spot(DocumentKind.WORD)
    if found.lines_below:
        yield Remark(whole, "outside-cells", {"value": " ".join(found.lines_below)})
    for grid in found.narrow:
        text = " ".join(cell.text for row in grid.rows for cell in row.cells if cell.text.strip())
        yield Remark(grid.spot(0), "outside-cells", {"value": joined(text)})
    for note in document.notes:
        yield Remark(whole, "note-not-read", {"value": joined(note)})


def _sort_remark(remark: Remark, ledger: Ledger) -> None:
    """What cannot be read whole in a ledger is a problem; the rest is worth a look."""
    if remark.code in _NOT_PLAIN:
        ledger.problems.append(Remark(remark.spot, "cell-not-plain"))
    elif remark.code == CellMark.STRUCK_TEXT.value:
        ledger.problems.append(Remark(remark.spot, "cell-struck"))
    elif remark.code == "merged-across":
        ledger.problems.append(Remark(remark.spot, "cells-joined", remark.details))
    elif remark.code == "table-without-header":
        ledger.problems.append(Remark(remark.spot, "table-not-read"))
    elif remark.code == "extra-column":
        ledger.remarks.append(Remark(remark.spot, "ledger-extra-column", remark.details))
    else:
        ledger.remarks.append(remark)


def _read_row(
    row: TaskRow,
    texts: Mapping[str, str],
    tasks: Mapping[int, tuple[int, Task]],
    ledger: Ledger,
) -> None:
    number = whole_number(row.texts[words.NUMBER])
    at, task = tasks.get(number or 0, (0, None))
    if task is None:
        ledger.problems.append(_without_task(row, number))
        problems = []
    else:
        ledger.numbers.add(task.number)
        problems = list(_task_problems(row, task, ledger.department))
    entry, of_entry = entry_in(row, texts)
    known = {} if task is None else {"number": task.number}
    ledger.problems += [
        Remark(one.spot, one.code, {**one.details, **known}) for one in (*problems, *of_entry)
    ]
    if task and entry and not problems:
        ledger.rows.append(FilledRow(at, task, entry, row.spots))


def _without_task(row: TaskRow, number: int | None) -> Remark:
    spot, text = row.spots[words.NUMBER], joined(row.texts[words.NUMBER])
    if number is not None:
        return Remark(spot, "task-unknown", {"value": number})
    if text:
        return Remark(spot, "number-unreadable", {"value": text})
    return Remark(spot, "number-missing", {"value": joined(row.texts[words.CONTENT])})


def _task_problems(row: TaskRow, task: Task, department: str) -> Iterator[Remark]:
    """What shows that the row is not about the task, or that it is not this department's."""
    spot = row.spots[words.NUMBER]
    if task.withdrawn:
        yield Remark(spot, "task-withdrawn")
    if department not in task.lead_departments:
        details = {"department": department, "value": task.lead_departments}
        yield Remark(spot, "task-not-led", details)
    for column in _COMPARED:
        stated, now = row.texts[column.heading], column.text(task)
        if bare(stated) != bare(now):
            details = {
                "column": column.heading,
                "value": from_difference(stated, now),
                "now": from_difference(now, stated),
            }
            yield Remark(row.spots[column.heading], "task-changed", details)
