"""Reads the task rows of a document's tables; merged cells are filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.importing.columns import remarks_on
from generator.importing.document import (
    Cell,
    CellMark,
    Document,
    Grid,
    GridRow,
    Refusal,
    Remark,
    Spot,
)
from generator.importing.header import ANNEX_FORM, Form, Header, find_header, header_at
from generator.importing.section_headings import HeadingsFound, SectionHeading, lines_in
from generator.importing.text import joined, trimmed
from generator.importing.topic_columns import with_topic_apart
from generator.language import vocabulary as words

MAX_ROWS = 10_000

_PROBLEM_MARKS = frozenset((CellMark.NO_VALUE,))
_FIRST_ONLY = frozenset((CellMark.AUTOMATIC_NUMBER,))
_WIDE_TABLE = 4


@dataclass(frozen=True)
class TaskRow:
    """A row of the document: trimmed texts and their places, by the columns that it has."""

    texts: Mapping[str, str]
    spots: Mapping[str, Spot]
    section: str = ""
    """The topic that the document states; `topics` finds it."""
    from_above: frozenset[str] = frozenset()
    """The columns whose cell is merged with the one above, and so has its text."""


@dataclass
class RowsFound:
    """What was read, remarks on it, and problems that stop the import."""

    rows: list[TaskRow] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    """What the first table with a column calls it, by its official name."""
    lines_above: list[str] = field(default_factory=list)
    lines_below: Sequence[str] = ()
    """The lines of text below the first table that was read, outside tables."""
    headings: Sequence[SectionHeading] = ()
    """The headings above rows, in tables and between them."""
    narrow: list[Grid] = field(default_factory=list)
    """The tables below it that have content, but too few columns to be one of tasks."""
    remarks: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)


def read_rows(document: Document, form: Form = ANNEX_FORM) -> RowsFound:
    """All task rows of a document with the columns of a form, in order.

    Raises:
        Refusal: no table has a header, a header has columns missing or twice, or there are more
            than `MAX_ROWS` rows.
    """
    reader = _RowReader(form)
    for grid in document.grids:
        reader.read_grid(grid)
    if reader.header is None:
        raise Refusal("no-table", columns=form.wanted)
    reader.found.remarks[:0] = document.remarks
    reader.found.headings = reader.headings.all
    reader.found.lines_below = document.lines[reader.lines_above :]
    return reader.found


class _RowReader:
    def __init__(self, form: Form) -> None:
        self.found = RowsFound()
        self.header: Header | None = None
        self.headings = HeadingsFound()
        self.lines_above = 0
        self._form = form
        self._above: Mapping[str, str] = {}
        self._marks_seen: set[CellMark] = set()

    def read_grid(self, grid: Grid) -> None:
        header = find_header(grid, self._form)
        if header is None:
            start = self._continued(grid)
        elif header.missing:
            spot = grid.spot(grid.rows[header.last].number)
            lacks = Remark(spot, "columns-missing", {"columns": header.missing})
            raise Refusal("missing-column", [lacks], columns=header.missing)
        else:
            if self.header is None:
                self.lines_above = len(grid.lines_above)
                self.found.lines_above = [*grid.lines_above, *lines_in(grid.rows[: header.first])]
            self.headings.read_lines(grid, header.first, len(self.found.rows))
            start = self._adopt(grid, header)
        if start is not None:
            self._read_body(grid, start)

    def _continued(self, grid: Grid) -> int | None:
        """The first row to read in a table without a header; None if it is not part of the plan."""
        filled = [row for row in grid.rows if not row.is_empty]
        if self.header and filled and self.header.begins_task(filled[0]):
            self.found.remarks.append(Remark(grid.spot(0), "continued-without-header"))
            return 0
        if filled and max(len(row.cells) for row in filled) >= _WIDE_TABLE:
            self.found.remarks.append(Remark(grid.spot(0), "table-without-header"))
        elif filled and self.header:
            self.found.narrow.append(grid)
        return None

    def _adopt(self, grid: Grid, header: Header) -> int:
        header = with_topic_apart(header, grid.rows[header.last + 1 :])
        told = [(one.code, one.details) for one in self.found.remarks]  # of tables before
        new = (one for one in remarks_on(header, grid) if (one.code, one.details) not in told)
        self.found.remarks += new
        absent = [name for name in self._form.usual if name not in header.names]
        if absent and self.header is None:
            spot = grid.spot(grid.rows[header.first].number)
            self.found.remarks.append(Remark(spot, "columns-absent", {"columns": absent}))
        self.found.titles = header.titles | self.found.titles
        self.header = header
        return header.last + 1

    def _read_body(self, grid: Grid, start: int) -> None:
        index = start
        while index < len(grid.rows):
            repeated = header_at(grid, index, self._form)
            if repeated and not repeated.missing:
                self.header = with_topic_apart(repeated, grid.rows[repeated.last + 1 :])
                index = repeated.last + 1
                continue
            self._read_row(grid, grid.rows[index])
            index += 1
            if len(self.found.rows) > MAX_ROWS:
                raise Refusal("too-many-rows", limit=MAX_ROWS)

    def _read_row(self, grid: Grid, row: GridRow) -> None:
        filled = [cell for cell in row.cells if cell.text.strip()]
        marks = frozenset[CellMark]().union(*(cell.marks for cell in row.cells))
        if not filled and not marks & _PROBLEM_MARKS:
            return
        if len(filled) == 1 and CellMark.AUTOMATIC_NUMBER in filled[0].marks:
            return  # an empty row with an automatic number
        assert self.header is not None
        if self.headings.read_row(grid, row, self.header, len(self.found.rows)):
            return
        task = self._task_row(grid, row)
        self._above = task.texts
        self.found.rows.append(task)

    def _task_row(self, grid: Grid, row: GridRow) -> TaskRow:
        assert self.header is not None
        texts = dict.fromkeys(self.header.keys, "")
        spots = {name: grid.spot(row.number) for name in texts}
        from_above: set[str] = set()
        for cell in row.cells:
            column = self.header.column_of(row, cell)
            spot = replace(grid.spot(row.number), column=cell.column + 1)
            if column is None and cell.text.strip():
                value = joined(cell.text)
                self.found.remarks.append(Remark(spot, "beyond-header", {"value": value}))
            name = self.header.key_of(column) if column else None
            if name is None:
                continue
            spots[name] = spot if not texts[name] else spots[name]
            text = self._above.get(name, "") if cell.continues else trimmed(cell.text)
            texts[name] = "\n".join(part for part in (texts[name], text) if part)
            if cell.continues and text:
                from_above.add(name)
            self._note_marks(cell, spot)
            spans = self.header.spans(cell)
            across = [one.name or one.written for one in spans if self.header.key_of(one)]
            if text and len(across) > 1 and len(row.cells) != len(self.header.columns):
                details = {"columns": across, "column": name}
                self.found.remarks.append(Remark(spot, "merged-across", details))
        for name in (words.TOPIC, words.TASK_NAME):
            if texts.get(name) == "":
                texts[name] = self._above.get(name, "")
                from_above.add(name)
        texts.setdefault(words.CONTENT, texts[words.TASK_NAME])
        spots.setdefault(words.CONTENT, spots[words.TASK_NAME])
        return TaskRow(texts, spots, from_above=frozenset(from_above))

    def _note_marks(self, cell: Cell, spot: Spot) -> None:
        for mark in sorted(cell.marks - (self._marks_seen & _FIRST_ONLY), key=lambda m: m.value):
            self._marks_seen.add(mark)
            target = self.found.problems if mark in _PROBLEM_MARKS else self.found.remarks
            target.append(Remark(spot, mark.value))
