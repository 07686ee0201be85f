"""Numbers the rows of a document that states no number for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.importing.document import Remark
from generator.importing.rows import TaskRow
from generator.importing.text import whole_number
from generator.language import vocabulary as words


def numbered(rows: Sequence[TaskRow]) -> tuple[list[TaskRow], list[Remark]]:
    """The rows with a number each, and what to report.

    Rows without a column of numbers are counted from 1, and so are those of a document whose
    numbers begin again in each part, stand for several rows, or are in some of its tables only.
    Other numbers stay.
    """
    have_numbers = [words.NUMBER in row.texts for row in rows]
    stand_for_several = any(words.NUMBER in row.from_above for row in rows)
    if all(have_numbers) and not stand_for_several and not _begin_again(rows):
        return list(rows), []
    code = "rows-renumbered" if any(have_numbers) else "rows-numbered"
    spot = replace(next(iter(rows[0].spots.values())), row=0, column=0)
    return list(_counted(rows)), [Remark(spot, code, {"count": len(rows)})]


def _begin_again(rows: Sequence[TaskRow]) -> bool:
    """Whether the rows of every part, of which there are several, are numbered from 1."""
    parts = [
        [whole_number(row.texts.get(words.NUMBER, "")) for row in part]
        for _, part in groupby(rows, key=_part)
    ]
    return len(parts) > 1 and all(part == [*range(1, len(part) + 1)] for part in parts)


def _part(row: TaskRow) -> tuple[str, str]:
    return next(iter(row.spots.values())).table, row.section


def _counted(rows: Sequence[TaskRow]) -> Iterator[TaskRow]:
    for number, row in enumerate(rows, start=1):
        first = next(iter(row.spots.values()))
        spots = {words.NUMBER: replace(first, column=0), **row.spots}
        yield replace(row, texts={**row.texts, words.NUMBER: str(number)}, spots=spots)
