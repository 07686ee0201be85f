"""Splits a cell of departments into the names of its units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.importing.text import trimmed, unspaced
from generator.language import vocabulary as words

_LONGEST_WRAP = 4
"""A name may run over this many lines."""


@dataclass(frozen=True)
class UnitReader:
    """Splits cells into units; a name in `known` is recognised even over several lines."""

    known: Collection[str]

    def units(self, text: str) -> list[str]:
        """The units of a cell in order, with repetitions."""
        units: list[str] = []
        for part in re.split(f"[{words.UNIT_SEPARATORS}]", trimmed(text)):
            units.extend(self._from_lines(part.split("\n")))
        return [unit for unit in units if unit]

    def _from_lines(self, lines: list[str]) -> Iterator[str]:
        at = 0
        while at < len(lines):
            length = self._wrapped([unspaced(line) for line in lines[at:]])
            yield from self._apart("".join(lines[at : at + length]))
            at += length

    def _wrapped(self, lines: list[str]) -> int:
        """The number of lines of the unit that begins on the first line."""
        for length in range(min(len(lines), _LONGEST_WRAP), 1, -1):
            parts = lines[:length]
            if "".join(parts) in self.known and not all(part in self.known for part in parts):
                return length
        return 1

    def _apart(self, line: str) -> list[str]:
        """Split a line at spaces or slashes if each part is a unit; else remove the spaces."""
        for parts in (
            line.split(),
            [part.strip() for part in re.split(f"[{words.UNIT_SLASHES}]", line)],
        ):
            if len(parts) > 1 and all(map(self._is_unit, parts)):
                return parts
        return [unspaced(line)]

    def _is_unit(self, name: str) -> bool:
        return name in self.known or bool(re.fullmatch(words.UNIT_NAME, name))


def names_in(cells: Iterable[str]) -> set[str]:
    """Names that are certain: alone in a cell, or between separators on one line."""
    names: set[str] = set()
    for text in cells:
        parts = re.split(f"[{words.UNIT_SEPARATORS}]", trimmed(text))
        names.update(unspaced(part) for part in parts if "\n" not in part)
    return names - {""}


def always_together(cells: Iterable[str], known: Collection[str]) -> list[tuple[str, str]]:
    """Pairs of lines that only occur together: probably one unit over two lines."""
    lines = [[unspaced(line) for line in trimmed(text).split("\n")] for text in cells]
    singles = Counter(line for cell in lines for line in cell)
    pairs = Counter(pair for cell in lines for pair in pairwise(cell))
    return [
        (first, second)
        for (first, second), count in pairs.items()
        if count > 1
        and singles[first] == singles[second] == count
        and not (first in known and second in known)
        and not re.search(f"[{words.UNIT_SEPARATORS}]", first + second)
    ]
