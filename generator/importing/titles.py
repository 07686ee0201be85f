"""Reads the titles of a header's columns, each of which may be in two rows."""

from __future__ import annotations

from collections.abc import Collection

from generator.importing.document import Cell, GridRow
from generator.importing.text import bare, whole_number


def written(text: str) -> str:
    """A title as the document has it, without spaces."""
    return "".join(text.split())


def own_title(cell: Cell) -> str:
    """The title in a cell alone; empty if the cell is merged with the one above."""
    return "" if cell.continues else written(cell.text)


def title_below(upper: GridRow, cell: Cell, known: Collection[str]) -> str:
    """The title of a column with a cell in each of two rows: a known one, or both together."""
    above, below = _above(upper, cell), own_title(cell)
    both = above + below
    return next((title for title in (below, both, above) if bare(title) in known), both)


def is_data(upper: GridRow, cell: Cell, known: Collection[str]) -> bool:
    """Whether a cell below a title is a number, or a text that is no part of the title."""
    below_title = title_below(upper, cell, known) == _above(upper, cell)
    return whole_number(cell.text) is not None or (below_title and bool(own_title(cell)))


def _above(upper: GridRow, cell: Cell) -> str:
    over = next((one for one in upper.cells if one.column <= cell.column < one.end), None)
    return written(over.text) if over else ""
