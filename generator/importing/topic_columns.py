"""Takes apart a header's title that stands over two columns, of topics and of tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.importing.document import Cell, GridRow
from generator.importing.header import Column, Header
from generator.importing.text import whole_number
from generator.language import vocabulary as words


def with_topic_apart(header: Header, rows: Sequence[GridRow]) -> Header:
    """The header with a column for each of the two cells that rows have below one title.

    The first has topics, or numbers if it has nothing else. A header without such a title stays.
    """
    for at, column in enumerate(header.columns):
        if column.name == words.TASK_NAME and column.end - column.start > 1:
            below = [_within(column, row) for row in rows if len(row.cells) > 1]
            pairs = [cells for cells in below if len(cells) == 2]
            if len(pairs) > len(below) // 2:
                return _apart(header, at, pairs)
    return header


def _within(column: Column, row: GridRow) -> list[Cell]:
    return [cell for cell in row.cells if column.start <= cell.column and cell.end <= column.end]


def _apart(header: Header, at: int, pairs: Sequence[Sequence[Cell]]) -> Header:
    column = header.columns[at]
    ((middle, _),) = Counter(second.column for _, second in pairs).most_common(1)
    firsts = [first.text for first, _ in pairs if first.text.strip()]
    are_numbers = bool(firsts) and all(map(whole_number, firsts))
    name = words.NUMBER if are_numbers else words.TOPIC
    if name in header.names:
        return header
    parts = replace(column, name=name, end=middle), replace(column, start=middle)
    return replace(header, columns=(*header.columns[:at], *parts, *header.columns[at + 1 :]))
