"""Turns a document's rows into tasks, still without topics; collects problems."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from generator.importing.departments import UnitReader, always_together, names_in
from generator.importing.document import Remark, Spot
from generator.importing.rows import TaskRow
from generator.importing.text import joined, whole_number
from generator.language import vocabulary as words
from generator.language.problems import TablePath
from generator.plan.columns import OPTIONAL, Kind
from generator.plan.deadlines import DeadlineKind, ImpossibleDateError, parse_deadline
from generator.plan.model import Task
from generator.table.composing import Value
from generator.table.syntax import Fault, refuse_characters
from generator.table.validation import validate_table

_UNIT_COLUMNS = (words.LEAD, words.SUPPORT)


@dataclass
class TasksFound:
    """Tasks in the document's order, each with the row it comes from."""

    tasks: list[Task] = field(default_factory=list)
    rows: list[TaskRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    shifted: dict[int, tuple[str, str]] = field(default_factory=dict)
    """By a task's index: a column, and the text in its cell that belongs to another column."""


def read_tasks(rows: Sequence[TaskRow], registered: Collection[str]) -> TasksFound:
    """Make a task of each row; if there are `problems`, `tasks` must not be used."""
    found = TasksFound(rows=list(rows))
    unit_cells = [row.texts[column] for row in rows for column in _UNIT_COLUMNS]
    known = {*registered, *names_in(unit_cells)}
    reader = UnitReader(known)
    values = [_values(at, row, reader, found) for at, row in enumerate(rows)]
    draft, findings = validate_table({words.TASKS: list(values)})
    for finding in findings:
        if finding.path[:1] == (words.TASKS,) and len(finding.path) > 1:
            spot = spot_of(rows, finding.path)
            found.problems.append(Remark(spot, finding.code, finding.details))
    found.tasks = list(draft.tasks.values())
    spots = {
        line: row.spots[column]
        for row in reversed(rows)
        for column in _UNIT_COLUMNS
        for line in row.texts[column].split("\n")
    }
    for first, second in always_together(unit_cells, registered):
        if first + second not in known:
            details = {"first": first, "second": second}
            found.remarks.append(Remark(spots[first], "units-always-together", details))
    return found


def spot_of(rows: Sequence[TaskRow], path: TablePath) -> Spot:
    """The place in the document of a path in the table's tasks."""
    index = path[1]
    assert isinstance(index, int)
    column = path[2] if len(path) > 2 else words.NUMBER
    return rows[index].spots.get(str(column), rows[index].spots[words.NUMBER])


def _values(at: int, row: TaskRow, reader: UnitReader, found: TasksFound) -> dict[str, Value]:
    """The row as an entry of the table; all scalars are text."""
    values: dict[str, Value] = {
        words.NUMBER: _number(row, found),
        words.TOPIC: words.UNDECIDED,
        words.TASK_NAME: joined(row.texts[words.TASK_NAME]),
        words.CONTENT: row.texts[words.CONTENT],
        words.LEAD: list(_units(at, words.LEAD, row, reader, found)),
        words.SUPPORT: list(_units(at, words.SUPPORT, row, reader, found)) or None,
        words.DEADLINE: _deadline(at, row, reader, found),
    }
    for column in OPTIONAL:
        if text := row.texts.get(column.heading):
            is_list = column.kind is Kind.NAMES
            values[column.heading] = list(reader.units(text)) if is_list else text
    for heading, text in row.texts.items():
        try:
            refuse_characters(text)
        except Fault as fault:
            found.problems.append(Remark(row.spots[heading], fault.code, fault.details))
    for line in row.texts[words.CONTENT].split("\n")[:-1]:
        if line[-1:] not in words.SENTENCE_ENDS:
            details = {"value": line[-10:]}
            found.remarks.append(Remark(row.spots[words.CONTENT], "line-break-inside", details))
            break
    return {key: value for key, value in values.items() if value is not None}


def _number(row: TaskRow, found: TasksFound) -> str:
    text = row.texts[words.NUMBER]
    number = whole_number(text)
    if number is None:
        code = "number-unreadable" if text else "number-missing"
        details = {"value": joined(text) or joined(row.texts[words.CONTENT])}
        found.problems.append(Remark(row.spots[words.NUMBER], code, details))
        return "1"  # a valid number prevents further reports
    return str(number)


def _units(
    at: int, column: str, row: TaskRow, reader: UnitReader, found: TasksFound
) -> Iterator[str]:
    seen: set[str] = set()
    spot = row.spots[column]
    for unit in reader.units(row.texts[column]):
        details = {"value": unit, "column": column}
        if not re.search(r"\w", unit):
            found.remarks.append(Remark(spot, "no-unit", details))
        elif unit in seen:
            found.remarks.append(Remark(spot, "unit-twice", details))
        elif _is_deadline(unit):
            found.shifted[at] = column, unit
            found.remarks.append(Remark(spot, "deadline-among-units", details))
        else:
            seen.add(unit)
            yield unit


def _is_deadline(text: str) -> bool:
    try:
        return parse_deadline(text).kind is not DeadlineKind.AS_WRITTEN
    except ImpossibleDateError:
        return True


def _deadline(at: int, row: TaskRow, reader: UnitReader, found: TasksFound) -> str | None:
    """The wording; None if the cell is empty or names units instead."""
    text = joined(row.texts[words.DEADLINE])
    if not text:
        return None
    units = reader.units(row.texts[words.DEADLINE])
    if units and all(unit in reader.known for unit in units) and not _is_deadline(text):
        found.shifted[at] = words.DEADLINE, text
        details = {"value": text, "column": words.DEADLINE}
        found.remarks.append(Remark(row.spots[words.DEADLINE], "unit-as-deadline", details))
        return None
    return text
