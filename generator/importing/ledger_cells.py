"""Reads what a department has filled in: days, statuses and evidence as people write them."""

from __future__ import annotations

import re
from itertools import takewhile

from generator.importing.text import bare
from generator.language import vocabulary as words
from generator.table.composing import Value

_SIGNS_AROUND = re.compile(f"^{words.AROUND_STATUS}+|{words.AROUND_STATUS}+$")
_HTTPS = "https://"
_SHOWN_BEFORE = 10
"""How many characters are shown before a difference."""


def filled_in(text: str) -> str:
    """The text of a cell; empty if it is only a sign for nothing, such as a dash."""
    return "" if re.fullmatch(words.NOTHING_FILLED_IN, bare(text)) else text


def day_in(text: str) -> str | None:
    """The day in the form of the table, even one that no calendar has; None if it is no day."""
    found = re.fullmatch(words.FILLED_DAY, bare(text))
    if found is None:
        return None
    if whole := found["whole"]:
        return f"{whole[:4]}-{whole[4:6]}-{whole[6:]}"
    return f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}"


def status_in(text: str) -> str:
    """The word for a status without spaces, quotes, brackets, full stops and ticks around it.

    Other signs stay, so that it is no status: a question mark, a cross, a box that is not ticked.
    """
    stated = bare(text)
    if re.search(words.EMPTY_BRACKETS, stated):
        return stated
    return _SIGNS_AROUND.sub("", stated) or text


def evidence_in(names: str, places: str) -> list[Value] | None:
    """One piece of evidence for each line of the two cells; None if their lines are no pairs."""
    if len(names.splitlines()) != len(places.splitlines()):
        return None
    pairs = zip(names.splitlines(), map(_place, places.splitlines()), strict=True)
    return [{words.NAME: name, key: place} for name, (key, place) in pairs]


def _place(text: str) -> tuple[str, str]:
    """The key of the table, and what it has there: a link, or the name of a file."""
    if text.startswith(_HTTPS):
        return words.LINK, text
    if re.match(r"https?:|www\.", bare(text), re.IGNORECASE):
        return words.LINK, _with_plain_start(text)
    return words.FILE, text


def _with_plain_start(link: str) -> str:
    """A link whose beginning is in full width or capitals, with the usual beginning."""
    for length in range(len(_HTTPS), len(link) + 1):
        if bare(link[:length]).lower() == _HTTPS:
            return _HTTPS + link[length:].strip()
    return link


def from_difference(text: str, other: str) -> str:
    """A text from a little before the place where it differs from another one."""
    one, two = " ".join(text.split()), " ".join(other.split())
    same = len([*takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False))])
    start = max(0, same - _SHOWN_BEFORE)
    return (words.ELLIPSIS if start else "") + one[start:]
