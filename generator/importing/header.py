"""Finds the header of a table, and the column of each cell below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.importing.document import Cell, Grid, GridRow
from generator.importing.levels import with_topic
from generator.importing.meanings import other_key, told_apart
from generator.importing.text import bare, whole_number
from generator.importing.titles import is_data, own_title, title_below, written
from generator.language import vocabulary as words
from generator.plan.columns import ANNEX, OPTIONAL
from generator.plan.columns import Column as PlanColumn
from generator.plan.headings import may_be_other, renamed
from generator.plan.model import WorkPlan

_RECOGNISABLE = 3
"""A row with this many known columns is a header, even if others are missing."""


def document_names(column: PlanColumn) -> tuple[str, ...]:
    """The names that documents have for a column; the official one first."""
    return words.HEADERS.get(column.heading, (column.heading,))


@dataclass(frozen=True)
class Form:
    """What the columns of a kind of document are called."""

    names: Mapping[str, str]
    """The official name of a column by each of its names."""
    wanted: tuple[str, ...]
    """The official names of the columns that a header must have."""
    usual: tuple[str, ...] = ()
    """Those of columns that are worth a word if they are missing."""
    own: Mapping[str, str] = field(default_factory=dict)
    """What the office of the table calls columns, by their official names."""
    others: Mapping[str, str] = field(default_factory=dict)
    """The names of columns that only its office has, by their titles."""
    keeps_others: bool = False
    """Whether columns that the form does not have are kept under their titles."""

    def of_plan(self, plan: WorkPlan) -> Form:
        """The form for a document of the office of a plan."""
        own = renamed(plan)
        names = {bare(own[key]): key for key in own}
        others = {bare(name): name for name in plan.other_columns}
        return replace(self, names={**self.names, **names}, own=own, others=others)


ANNEX_FORM = Form(
    dict.fromkeys(words.TOPIC_COLUMNS, words.TOPIC)
    | {name: column.heading for column in (*ANNEX, *OPTIONAL) for name in document_names(column)}
    | dict.fromkeys(words.HEADERS[words.PROGRESS], words.PROGRESS),
    (words.TASK_NAME, words.LEAD),
    (words.SUPPORT, words.DEADLINE),
    keeps_others=True,
)


@dataclass(frozen=True)
class Column:
    """A column of a header: its title, its official name, and the columns of the grid it takes.

    `written` is the title as the document has it, without spaces. The name is None if the form has
    no such column.
    """

    title: str
    written: str
    name: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Header:
    """A header in the rows `first` to `last` of a grid (indexes)."""

    first: int
    last: int
    columns: tuple[Column, ...]
    form: Form

    @property
    def names(self) -> list[str]:
        """The official names of its columns, with repetitions."""
        return [column.name for column in self.columns if column.name]

    def key_of(self, column: Column) -> str | None:
        """Where the texts of a column are kept: under its official name, or as another column.

        None if they are not read.
        """
        if column.name or not self.form.keeps_others or not may_be_other(column.written):
            return column.name
        return other_key(self.form.others.get(column.title, column.written))

    @property
    def keys(self) -> list[str]:
        """Where the texts of its columns are kept, with repetitions."""
        return [key for key in map(self.key_of, self.columns) if key]

    @property
    def titles(self) -> dict[str, str]:
        """What it calls the columns, by their official names."""
        own = self.form.own
        return {
            one.name: own[one.name] if bare(own.get(one.name, "")) == one.title else one.written
            for one in self.columns
            if one.name
        }

    @property
    def missing(self) -> list[str]:
        """The official names of the columns that are missing."""
        return [name for name in self.form.wanted if name not in self.names]

    def begins_task(self, row: GridRow) -> bool:
        """Whether a row of a table without a header continues the tasks below this header."""
        if len(row.cells) != len(self.columns):
            return False
        texts = {self.column_of(row, cell): cell.text for cell in row.cells}
        by_name = {column.name: text for column, text in texts.items() if column}
        if words.NUMBER in by_name:
            return whole_number(by_name[words.NUMBER]) is not None
        return all(by_name[name].strip() for name in self.form.wanted)

    def column_of(self, row: GridRow, cell: Cell) -> Column | None:
        """The column of a cell.

        If a row has as many cells as the header, each cell belongs to the column at its index,
        because the borders of Word's cells are rarely aligned. Otherwise the columns of the grid
        decide.
        """
        if len(row.cells) == len(self.columns):
            return self.columns[row.cells.index(cell)]
        overlaps = [
            (min(cell.end, column.end) - max(cell.column, column.start), -column.start, column)
            for column in self.columns
        ]
        best = max(overlaps, key=lambda found: found[:2])
        return best[2] if best[0] > 0 else None

    def spans(self, cell: Cell) -> list[Column]:
        """The columns that a cell covers completely."""
        return [
            column
            for column in self.columns
            if cell.column <= column.start and column.end <= cell.end
        ]


def header_at(grid: Grid, index: int, form: Form) -> Header | None:
    """The header of one or two rows that begins at `index`; None if there is none."""
    candidates = list(_candidates(grid, index, form))
    best = max(candidates, key=lambda header: (len(set(header.names)), header.first - header.last))
    are_all_known = len(best.names) == len(best.columns) and not best.missing
    return best if are_all_known or len(set(best.names)) >= _RECOGNISABLE else None


def find_header(grid: Grid, form: Form) -> Header | None:
    """The first complete header of a grid, or else the one with the fewest columns missing."""
    best = None
    for index in range(len(grid.rows)):
        header = header_at(grid, index, form)
        if header and (best is None or len(header.missing) < len(best.missing)):
            best = header
        if best and not best.missing:
            break
    return best


def _candidates(grid: Grid, index: int, form: Form) -> Iterator[Header]:
    upper = grid.rows[index]
    titles = _columns(upper, form, lambda cell: written(cell.text))
    yield Header(index, index, titles, form)
    if index + 1 == len(grid.rows):
        return
    lower = grid.rows[index + 1]
    alone = Header(index + 1, index + 1, _columns(lower, form, own_title), form)
    titles = _columns(lower, form, lambda cell: title_below(upper, cell, form.names))
    both = Header(index, index + 1, titles, form)
    has_data = any(is_data(upper, cell, form.names) for cell in lower.cells)
    if set(both.names) > set(alone.names) and not has_data:
        yield both


def _columns(row: GridRow, form: Form, title_of: Callable[[Cell], str]) -> tuple[Column, ...]:
    texts = [title_of(cell) for cell in row.cells]
    titles = [bare(text) for text in texts]
    names = [form.names.get(title) for title in titles]
    if form.keeps_others:
        names = told_apart(titles, with_topic(titles, names))
    return tuple(
        Column(title, text, name, cell.column, cell.end)
        for title, text, name, cell in zip(titles, texts, names, row.cells, strict=True)
    )
