"""Finds which words of a text were taken out, and which were put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from generator.language import vocabulary as words

_WORD = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)
_LEAST_ALIKE = 0.4
"""Below this share of equal words, all of a text counts as changed: marks could not be read."""


class Change(Enum):
    """What became of a piece of text."""

    KEPT = "kept"
    TAKEN_OUT = "taken-out"
    PUT_IN = "put-in"


class Piece(NamedTuple):
    """A piece of text; what was taken out stands before what was put in at its place."""

    change: Change
    text: str


class _Step(NamedTuple):
    is_equal: bool
    before: Sequence[str]
    after: Sequence[str]


def changed_words(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of two texts: single Chinese characters, whole numbers, whole Latin words.

    A single equal character between two changes is chance, and belongs to them.

    >>> [(piece.change.value, piece.text) for piece in changed_words("plant 10", "plant 120")]
    [('kept', 'plant '), ('taken-out', '10'), ('put-in', '120')]
    """
    steps = _steps(_WORD.findall(before), _WORD.findall(after))
    alike = sum(len(step.after) for step in steps if step.is_equal)
    if alike < _LEAST_ALIKE * max(len(_WORD.findall(text)) for text in (before, after)):
        return tuple(_pieces(False, before, after))
    pieces: list[Piece] = []
    middle = range(1, len(steps) - 1)
    kept = [
        step.is_equal and not (at in middle and len(step.after) == 1)
        for at, step in enumerate(steps)
    ]
    for is_kept, group in groupby(zip(kept, steps, strict=True), lambda pair: pair[0]):
        found = [step for _, step in group]
        old = "".join(word for step in found for word in step.before)
        new = "".join(word for step in found for word in step.after)
        pieces.extend(_pieces(is_kept, old, new))
    return tuple(pieces)


def changed_names(before: Sequence[str], after: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces of two lists of names; neighbouring names are joined."""
    return tuple(
        piece
        for step in _steps(before, after)
        for piece in _pieces(step.is_equal, *map(words.UNIT_JOINER.join, step[1:]))
    )


def _steps(before: Sequence[str], after: Sequence[str]) -> list[_Step]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        _Step(tag == "equal", before[start:end], after[into:to])
        for tag, start, end, into, to in matcher.get_opcodes()
    ]


def _pieces(is_kept: bool, before: str, after: str) -> Iterator[Piece]:
    if is_kept:
        yield Piece(Change.KEPT, after)
        return
    if before:
        yield Piece(Change.TAKEN_OUT, before)
    if after:
        yield Piece(Change.PUT_IN, after)
