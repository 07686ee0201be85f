"""Turns a document's rows into tasks, still without topics; collects problems."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.importing.departments import UnitReader, always_together, names_in
from generator.importing.document import Remark, Spot
from generator.importing.meanings import other_key, others_in
from generator.importing.rows import TaskRow
from generator.importing.text import joined, whole_number
from generator.importing.told import entry_in
from generator.language import vocabulary as words
from generator.language.problems import TablePath
from generator.plan.columns import OPTIONAL, Kind
from generator.plan.deadlines import DeadlineKind, ImpossibleDateError, parse_deadline
from generator.plan.model import Task
from generator.table.composing import Value
from generator.table.syntax import Fault, refuse_characters
from generator.table.validation import validate_table

UNIT_COLUMNS = (words.LEAD, words.SUPPORT)


@dataclass(frozen=True)
class TasksFound:
    """Tasks in the document's order, each with the row it comes from."""

    tasks: Sequence[Task]
    rows: Sequence[TaskRow]
    remarks: Sequence[Remark]
    problems: Sequence[Remark]
    shifted: Mapping[int, tuple[str, str]]
    """By a task's index: a column, and the text in its cell that belongs to another column."""


def read_tasks(rows: Sequence[TaskRow], registered: Collection[str]) -> TasksFound:
    """Make a task of each row; if there are `problems`, `tasks` must not be used."""
    unit_cells = [row.texts.get(column, "") for row in rows for column in UNIT_COLUMNS]
    known = {*registered, *names_in(unit_cells)}
    reader = _RowReader(UnitReader(known))
    draft, findings = validate_table({words.TASKS: [*map(reader.entry, range(len(rows)), rows)]})
    refused = [
        Remark(spot_of(rows, finding.path), finding.code, finding.details)
        for finding in findings
        if finding.path[:1] == (words.TASKS,) and len(finding.path) > 1
    ]
    spots = {
        line: row.spots[column]
        for row in reversed(rows)
        for column in UNIT_COLUMNS
        if column in row.texts
        for line in row.texts[column].split("\n")
    }
    tasks = draft.tasks.values()
    named = {
        name for task in tasks for name in (*task.lead_departments, *task.supporting_departments)
    }
    together = [
        Remark(spots[first], "units-always-together", {"first": first, "second": second})
        for first, second in always_together(unit_cells, registered)
        if first + second not in known and {first, second} <= named
    ]
    return TasksFound(
        tasks=list(tasks),
        rows=rows,
        remarks=[*reader.remarks, *together],
        problems=[*reader.problems, *refused],
        shifted=reader.shifted,
    )


def spot_of(rows: Sequence[TaskRow], path: TablePath) -> Spot:
    """The place in the document of a path in the table's tasks."""
    index = path[1]
    assert isinstance(index, int)
    column = path[2] if len(path) > 2 else words.NUMBER
    if column == words.OTHERS and len(path) > 3:
        column = other_key(str(path[3]))
    return rows[index].spots.get(str(column), rows[index].spots[words.NUMBER])


class _RowReader:
    """Turns rows into entries of the table, and collects remarks and problems on the way."""

    def __init__(self, units: UnitReader) -> None:
        self.remarks: list[Remark] = []
        self.problems: list[Remark] = []
        self.shifted: dict[int, tuple[str, str]] = {}
        self._reader = units

    def entry(self, at: int, row: TaskRow) -> dict[str, Value]:
        """The row at an index as an entry of the table; all scalars are text."""
        values: dict[str, Value] = {
            words.NUMBER: self._number(row),
            words.TOPIC: words.UNDECIDED,
            words.TASK_NAME: joined(row.texts[words.TASK_NAME]),
            words.CONTENT: row.texts[words.CONTENT],
            words.LEAD: list(self._units(at, words.LEAD, row)),
            words.SUPPORT: list(self._units(at, words.SUPPORT, row)) or None,
            words.DEADLINE: self._deadline(at, row),
        }
        for column in OPTIONAL:
            if text := row.texts.get(column.heading):
                is_list = column.kind is Kind.NAMES
                values[column.heading] = list(self._reader.units(text)) if is_list else text
        if told := entry_in(row.texts.get(words.PROGRESS, "")):
            values[words.PROGRESS] = [{**told}]
        values[words.OTHERS] = {name: text for name, text in others_in(row.texts).items() if text}
        for heading, text in row.texts.items():
            try:
                refuse_characters(text)
            except Fault as fault:
                self.problems.append(Remark(row.spots[heading], fault.code, fault.details))
        for line in row.texts[words.CONTENT].split("\n")[:-1]:
            if line[-1:] not in words.SENTENCE_ENDS:
                details = {"value": line[-10:]}
                self.remarks.append(Remark(row.spots[words.CONTENT], "line-break-inside", details))
                break
        return {key: value for key, value in values.items() if value not in (None, {})}

    def _number(self, row: TaskRow) -> str:
        text = row.texts[words.NUMBER]
        number = whole_number(text)
        if number is None:
            code = "number-unreadable" if text else "number-missing"
            details = {"value": joined(text) or joined(row.texts[words.CONTENT])}
            self.problems.append(Remark(row.spots[words.NUMBER], code, details))
            return "1"  # a valid number prevents further reports
        return str(number)

    def _units(self, at: int, column: str, row: TaskRow) -> Iterator[str]:
        seen: set[str] = set()
        for unit in self._reader.units(row.texts.get(column, "")):
            spot = row.spots[column]
            details = {"value": unit, "column": column}
            if not re.search(r"\w", unit):
                self.remarks.append(Remark(spot, "no-unit", details))
            elif unit in seen:
                self.remarks.append(Remark(spot, "unit-twice", details))
            elif is_deadline(unit):
                self.shifted[at] = column, unit
                self.remarks.append(Remark(spot, "deadline-among-units", details))
            else:
                seen.add(unit)
                yield unit

    def _deadline(self, at: int, row: TaskRow) -> str | None:
        """The wording; None if the cell is empty or names units instead."""
        text = joined(row.texts.get(words.DEADLINE, ""))
        if not text:
            return None
        units = self._reader.units(row.texts[words.DEADLINE])
        if units and all(unit in self._reader.known for unit in units) and not is_deadline(text):
            self.shifted[at] = words.DEADLINE, text
            details = {"value": text, "column": words.DEADLINE}
            self.remarks.append(Remark(row.spots[words.DEADLINE], "unit-as-deadline", details))
            return None
        return text


def is_deadline(text: str) -> bool:
    """Whether a text is the wording of a deadline, of a real day or not."""
    try:
        return parse_deadline(text).kind is not DeadlineKind.AS_WRITTEN
    except ImpossibleDateError:
        return True
