"""Merges two versions of a table or of the settings that go back to the same one.

What only one side changed is taken as that side wrote it. What both changed differently is a
conflict, about which somebody has to decide. What would have to be guessed is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from generator.language import vocabulary as words
from generator.plan.changes import match_tasks
from generator.table.composing import Value
from generator.table.differences import Row, as_text
from generator.table.merged_comments import lost_comments, merged_comments
from generator.table.merged_rows import Three, merged_values, row_text
from generator.table.parts import Part, Reading, UnusualFormError, read, take_apart, task_key
from generator.table.validation import validate_table


class Side(Enum):
    """Whose text is taken."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Conflict:
    """A text that both sides changed differently; an empty one is not there."""

    row: Row
    key: str
    base: str
    mine: str
    theirs: str


class CannotMergeError(Exception):
    """Merging would have to guess; `code` and `row` say where."""

    def __init__(self, code: str, row: Row | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.row = row or Row()


def merge(base: bytes, mine: bytes, theirs: bytes, choose: Callable[[Conflict], Side]) -> bytes:
    """The content of a file with the changes of both sides.

    Raises:
        CannotMergeError: the changes do not go together, or a file has an unusual form.
    """
    try:
        readings = [read(content) for content in (base, mine, theirs)]
        if len({str(one.value.get(words.YEAR)) for one in readings}) > 1:
            raise CannotMergeError("another-year")
        key = task_key(readings)
        if key == words.NUMBER:
            _refuse_renumbering(readings)
        merged = _Merger(choose).with_rows(*(take_apart(one, key) for one in readings))
        found = read(merged.whole.encode())
    except (UnusualFormError, ValueError) as error:  # or a number is none
        raise CannotMergeError("unusual-form") from error
    if found.value != {one.key: one.value for one in merged.rows or ()}:
        raise CannotMergeError("unusual-form")
    form = theirs if _form(mine) == _form(base) else mine
    newline, mark = _form(form)
    return mark + merged.whole.replace("\n", newline).encode()


def _form(content: bytes) -> tuple[str, bytes]:
    """The line break and the byte order mark of a file."""
    newline = "\r\n" if b"\r\n" in content else "\n"
    return newline, b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""


def _refuse_renumbering(readings: Sequence[Reading]) -> None:
    """Refuse tasks that are followed by their numbers, and have got other numbers."""
    base, *sides = ([*validate_table(one.value)[0].tasks.values()] for one in readings)
    for side in sides:
        matches = match_tasks(base, side)
        if any(side[new].number != base[old].number for new, old in matches.items()):
            raise CannotMergeError("renumbered")


@dataclass(frozen=True)
class _Merger:
    choose: Callable[[Conflict], Side]

    def with_rows(self, base: Part, mine: Part, theirs: Part) -> Part:
        """A part with its rows; the file itself if it has no name."""
        old, own, others = map(_by_key, (base, mine, theirs))
        found = [
            self._one(theirs.key, old.get(key), own.get(key), others.get(key))
            for key in _in_order(list(old), list(own), list(others))
        ]
        rows = [row for row in found if row]
        if theirs.key == words.TASKS:
            rows = _by_number(rows)
        return replace(
            theirs,
            text=mine.text if theirs.text == base.text else theirs.text,
            value=[row.value for row in rows] or theirs.value,
            rows=tuple(rows),
            below=merged_comments(base.below, mine.below, theirs.below),
        )

    def _one(
        self, section: str, base: Part | None, mine: Part | None, theirs: Part | None
    ) -> Part | None:
        """A row of a section; a key of the file if there is none."""
        if mine == base:
            return theirs
        if theirs == base:
            return mine
        if mine and theirs:
            merged = self._both(section, base, mine, theirs)
            above = merged_comments(base.above if base else "", mine.above, theirs.above)
            merged = replace(merged, above=above)
            return replace(merged, above=above + lost_comments(merged, base, mine, theirs))
        assert base  # the other one has changed it
        present = mine or theirs
        if present is None or present.value == base.value:
            return None
        if section or present.rows is not None:
            raise CannotMergeError("removed-and-changed", _row(section, base))
        return mine if self._chosen(base.key, base, mine, theirs) is Side.MINE else theirs

    def _both(self, section: str, base: Part | None, mine: Part, theirs: Part) -> Part:
        if base and None not in (base.rows, mine.rows, theirs.rows):
            return self.with_rows(base, mine, theirs)
        if mine.value == theirs.value or (base and mine.value == base.value):
            return theirs
        if base and theirs.value == base.value:
            return mine
        if section and base is None:
            raise CannotMergeError("added-twice", _row(section, mine))
        if section and base:
            return self._rewritten(section, base, mine, theirs)
        if isinstance(mine.value, list) and theirs.key in _SECTIONS:
            raise CannotMergeError("unusual-form")
        return mine if self._chosen(theirs.key, base, mine, theirs) is Side.MINE else theirs

    def _rewritten(self, section: str, base: Part, mine: Part, theirs: Part) -> Part:
        """A row with the changes of both, written anew."""

        def choose(key: str, three: Three) -> Value:
            conflict = Conflict(_row(section, theirs), key, *map(as_text, three))
            return three[1] if self.choose(conflict) is Side.MINE else three[2]

        values = merged_values((base.value, mine.value, theirs.value), choose)
        text, value = row_text(section, values, like=theirs.text)
        return replace(theirs, text=text, value=value)

    def _chosen(self, key: str, base: Part | None, mine: Part | None, theirs: Part | None) -> Side:
        texts = [as_text(one.value) if one else "" for one in (base, mine, theirs)]
        return self.choose(Conflict(Row(), key, *texts))


_SECTIONS = (words.TOPICS, words.DEPARTMENTS, words.TASKS)


def _by_key(part: Part) -> dict[str, Part]:
    return {row.key: row for row in part.rows or ()}


def _row(section: str, part: Part) -> Row:
    return Row.of(section, part.value) if section else Row(part.key)


def _by_number(rows: Sequence[Part]) -> list[Part]:
    """Tasks in the order of their numbers, as a table must have them."""
    numbers: dict[int, Part] = {}
    for row in rows:
        assert isinstance(row.value, dict)
        number = int(str(row.value.get(words.NUMBER)))
        if number in numbers:
            raise CannotMergeError("added-twice", _row(words.TASKS, row))
        numbers[number] = row
    return [numbers[number] for number in sorted(numbers)]


def _in_order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """All keys: those of who moved some, with what the other added behind what stands before it."""
    shared = set(base) & set(mine) & set(theirs)
    old, own, others = ([key for key in keys if key in shared] for keys in (base, mine, theirs))
    if own not in (old, others) and others != old:
        raise CannotMergeError("moved-twice")
    lead, other = (theirs, mine) if own == old else (mine, theirs)
    found = list(lead)
    for at, key in enumerate(other):
        if key not in found:
            before = next((one for one in reversed(other[:at]) if one in found), None)
            place = found.index(before) + 1 if before is not None else 0
            while place < len(found) and found[place] not in base and found[place] in lead:
                place += 1
            found.insert(place, key)
    return found
