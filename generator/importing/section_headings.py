"""Recognises the headings that stand above tasks: in a row across a table, or above a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.importing.document import Grid, GridRow, Spot
from generator.importing.header import Header
from generator.importing.heading import is_title
from generator.importing.text import joined, whole_number
from generator.language import vocabulary as words

_LONGEST = 60
"""A longer line is a text, not a heading."""
_UNNUMBERED = len(words.HEADING_NUMBERS)
_WIDE = 4
"""A cell over as many columns is a heading, also if others of its row are empty."""


@dataclass(frozen=True)
class SectionHeading:
    """A heading as written, and its name without the number.

    `rank` is 0 for the outermost kind of number. `at` is the index of the row below it.
    """

    text: str
    name: str
    rank: int
    at: int
    spot: Spot


def unnumbered(text: str) -> str:
    """A heading's name without its number."""
    return ranked(joined(text))[1]


def is_numbered(text: str) -> bool:
    """Whether a text has the number, the length and the end of a heading."""
    text = joined(text)
    rank, name = ranked(text)
    return rank < _UNNUMBERED and len(name) <= _LONGEST and not set(name) & set(words.FULL_STOPS)


class HeadingsFound:
    """Collects the headings of a document; `at` counts the rows of tasks read so far."""

    def __init__(self) -> None:
        self.all: list[SectionHeading] = []
        self._lines_seen = 0

    def read_lines(self, grid: Grid, rows_above: int, at: int) -> None:
        """Read the lines above a table since the one before, and its rows above the header."""
        lines = [*grid.lines_above[self._lines_seen :], *lines_in(grid.rows[:rows_above])]
        if not self._lines_seen:
            lines = lines[title_end(lines) :]  # below the title
        self._lines_seen = len(grid.lines_above)
        for line in filter(is_numbered, lines):
            self._add(line, grid.spot(0), at)

    def read_row(self, grid: Grid, row: GridRow, header: Header, at: int) -> bool:
        """Read a row below a header; False if it is no heading."""
        text = _heading_in(row, header)
        if text:
            self._add(text, grid.spot(row.number), at)
        return bool(text)

    def _add(self, text: str, spot: Spot, at: int) -> None:
        text = joined(text)
        rank, name = ranked(text)
        self.all.append(SectionHeading(text, name, rank, at, spot))


def title_end(lines: Sequence[str]) -> int:
    """How many lines there are down to the last one that may be a title; 0 if there is none."""
    return max((at for at, line in enumerate(lines, start=1) if is_title(line)), default=0)


def lines_in(rows: Sequence[GridRow]) -> Iterator[str]:
    """The lines of text in the cells of rows."""
    for row in rows:
        for cell in row.cells:
            yield from (line for line in cell.text.split("\n") if line.strip())


def _heading_in(row: GridRow, header: Header) -> str:
    """The heading that a row of a table consists of; empty if it is none."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    if not filled or any(cell.continues for cell in row.cells):
        return ""
    first, last = filled[0], filled[-1]
    column = header.column_of(row, first)
    if len(filled) == 2 and len(row.cells) < len(header.columns):
        is_number = re.fullmatch(words.HEADING_NUMBER_ALONE, joined(first.text))
        is_rest = len(header.spans(last)) == len(header.columns) - 1
        return (
            f"{joined(first.text)}{words.UNIT_JOINER}{last.text}" if is_number and is_rest else ""
        )
    if len(filled) > 1 or whole_number(first.text):
        return ""
    spanned = len(header.spans(first))
    is_across = spanned >= min(_WIDE, len(header.columns)) and spanned > 1
    at_start = column is header.columns[0] and is_numbered(first.text)
    nowhere = column is None or header.key_of(column) in (None, words.NUMBER)
    return first.text if is_across or at_start or nowhere else ""


def ranked(text: str) -> tuple[int, str]:
    """The rank of the number in front of a text, and the text without it."""
    for rank, pattern in enumerate(words.HEADING_NUMBERS):
        match = re.match(rf"(?:{pattern})\s*", text)
        if match and match.end() < len(text):
            return rank, text[match.end() :]
    return _UNNUMBERED, text
