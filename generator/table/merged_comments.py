"""Merges the comments of two versions of a table, so that nobody's are lost."""

from __future__ import annotations

from collections.abc import Iterator

from generator.table.composing import Value
from generator.table.parts import Part


def merged_comments(base: str, mine: str, theirs: str) -> str:
    """Comments and blank lines above a part: those of who changed them, or of both."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    known = {*base.splitlines(), *theirs.splitlines()}
    return theirs + "".join(f"{line}\n" for line in mine.splitlines() if line not in known)


def lost_comments(merged: Part, base: Part | None, mine: Part, theirs: Part) -> str:
    """New comments inside a part that are not in the merged one.

    It may be written anew, or as the other side has it.
    """
    parts = [one for one in (merged, base) if one]
    kept = {line.strip() for one in parts for line in (one.above + one.text).splitlines()}
    kept |= {line.strip() for one in (mine, theirs) for line in _lines_of_texts(one.value)}
    lines = dict.fromkeys(line.strip() for one in (theirs, mine) for line in one.text.splitlines())
    lost = [line for line in lines if line.startswith("#") and line not in kept]
    indent = merged.text[: len(merged.text) - len(merged.text.lstrip(" "))]
    return "".join(f"{indent}{line}\n" for line in lost)


def _lines_of_texts(value: Value) -> Iterator[str]:
    """The lines of texts, which may begin like a comment."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif value is not None:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _lines_of_texts(one)
