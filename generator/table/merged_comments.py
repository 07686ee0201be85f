"""Merges the comments of two versions of a table, so that nobody's are lost."""

from __future__ import annotations

import re
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
    """Comments inside a part that are not in the merged one, as lines to stand above it.

    It may be written anew, or as the other side has it. Comments that one side has taken out are
    not among them.
    """
    old, own, others, kept = map(_comments, (base, mine, theirs, merged))
    kept += [line.strip() for line in merged.above.splitlines()]
    lost = [
        comment
        for comment in dict.fromkeys((*others, *own))
        if comment not in kept and (comment not in old or (comment in own and comment in others))
    ]
    indent = merged.text[: len(merged.text) - len(merged.text.lstrip(" "))]
    return "".join(f"{indent}{comment}\n" for comment in lost)


def _comments(part: Part | None) -> list[str]:
    """The comments on lines of their own, and behind values."""
    if part is None:
        return []
    texts = [*_lines_of_texts(part.value)]
    found = [re.search(r"(?:^|\s)(#.*)", line) for line in part.text.splitlines()]
    comments = [match[1].strip() for match in found if match]
    return [comment for comment in comments if not any(comment in text for text in texts)]


def _lines_of_texts(value: Value) -> Iterator[str]:
    """The lines of texts, which may begin like a comment."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif value is not None:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _lines_of_texts(one)
