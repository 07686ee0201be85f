"""Says what differs between two versions of a table or of the settings, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from generator.language import vocabulary as words
from generator.table.composing import Value
from generator.table.parts import ROW_KEYS, Reading, UnusualFormError, read, task_key


@dataclass(frozen=True)
class Row:
    """A row of a file as a person knows it; of a key of the file itself, both are empty."""

    section: str = ""
    name: str = ""
    """The number of a task, or the name of a topic or department."""

    @classmethod
    def of(cls, section: str, values: Any) -> Row:
        """The row of a section with these values."""
        return cls(section, str(values.get(words.NUMBER if section == words.TASKS else words.NAME)))


@dataclass(frozen=True)
class Cell:
    """A value that differs; an empty text stands for none."""

    key: str
    before: str
    after: str


class Kind(Enum):
    """What has become of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """A row that differs; the cells of one that was added or removed are all its cells."""

    row: Row
    kind: Kind
    cells: Sequence[Cell]


def differences(before: bytes, after: bytes) -> list[Difference]:
    """The rows and keys that differ; nothing of comments and the form of the text.

    Tables of two years have no rows in common, so of them only the keys are compared.

    Raises:
        UnusualFormError: one of them is not a table or settings, or has problems in its form.
    """
    old, new = read(before), read(after)
    return list(_between(old, new, {**ROW_KEYS, words.TASKS: task_key((old, new))}))


def _between(old: Reading, new: Reading, row_keys: dict[str, str]) -> Iterator[Difference]:
    is_of_one_year = old.value.get(words.YEAR) == new.value.get(words.YEAR)
    for section in [*new.value, *(key for key in old.value if key not in new.value)]:
        before, after = old.value.get(section), new.value.get(section)
        if section in row_keys and isinstance(before, list) and isinstance(after, list):
            if is_of_one_year:
                yield from _of_rows(section, before, after, row_keys[section])
        elif before != after:
            cell = Cell(section, as_text(before), as_text(after))
            yield Difference(Row(), Kind.CHANGED, [cell])


def _of_rows(
    section: str, before: Sequence[Any], after: Sequence[Any], key: str
) -> Iterator[Difference]:
    if not all(isinstance(row, dict) and row.get(key) for row in (*before, *after)):
        raise UnusualFormError
    old, new = ({row[key]: row for row in rows} for rows in (before, after))
    for name, row in new.items():
        cells = _cells(old.get(name, {}), row)
        if cells:
            kind = Kind.CHANGED if name in old else Kind.ADDED
            yield Difference(Row.of(section, row), kind, cells)
    for name, row in old.items():
        if name not in new:
            yield Difference(Row.of(section, row), Kind.REMOVED, _cells(row, {}))


def _cells(before: Any, after: Any) -> list[Cell]:
    keys = [*after, *(key for key in before if key not in after)]
    texts = [Cell(key, as_text(before.get(key)), as_text(after.get(key))) for key in keys]
    return [cell for cell in texts if cell.before != cell.after]


def as_text(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, list):
        return words.UNIT_JOINER.join(map(as_text, value))
    if isinstance(value, dict):
        return " ".join(map(as_text, value.values()))
    return " ".join((value or "").split("\n"))
