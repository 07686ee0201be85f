"""What there is to say of the columns of a header, and why one is refused."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing.document import Grid, Refusal, Remark, Spot
from generator.importing.header import Column, Header
from generator.importing.text import bare
from generator.language import vocabulary as words
from generator.plan.own_columns import MAX_COLUMN_NAME
from generator.table.syntax import Fault, refuse_characters


def remarks_on(header: Header, grid: Grid) -> Iterator[Remark]:
    """The columns that are read under another name, kept as they are, or not read.

    Raises:
        Refusal: two columns are one column of the table, or the name of one cannot be kept.
    """
    number = grid.rows[header.first].number
    keys = header.keys
    for column in header.columns:
        spot = grid.spot(number, column.start + 1)
        key = header.key_of(column)
        if key and keys.count(key) > 1:
            name = column.name or column.written
            twice = Remark(grid.spot(number), "column-twice", {"column": name})
            raise Refusal("column-twice", [twice], column=name)
        has_text = _has_text(grid, header, column)
        details = {"column": column.written or str(header.columns.index(column) + 1)}
        if column.name:
            if column.title != bare(header.form.own.get(column.name, column.name)):
                yield Remark(spot, "column-renamed", {**details, "name": column.name})
        elif key and has_text:
            _refuse_name(column.written, spot)
            yield Remark(spot, "column-kept", {**details, "key": words.OTHERS})
        elif not key and (column.title or has_text):
            yield Remark(spot, "extra-column", details)
    if words.CONTENT not in header.names:
        named = next(one.written for one in header.columns if one.name == words.TASK_NAME)
        yield Remark(grid.spot(number), "name-alone", {"column": named})


def _refuse_name(name: str, spot: Spot) -> None:
    if len(name) > MAX_COLUMN_NAME:
        raise Refusal("column-name-long", [], column=name, limit=MAX_COLUMN_NAME)
    try:
        refuse_characters(name)
    except Fault as fault:
        raise Refusal("problems", [Remark(spot, fault.code, fault.details)]) from None


def _has_text(grid: Grid, header: Header, column: Column) -> bool:
    return any(
        cell.text.strip() and header.column_of(row, cell) == column
        for row in grid.rows[header.last + 1 :]
        for cell in row.cells
    )
