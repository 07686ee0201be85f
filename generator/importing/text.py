"""Texts of a document's cells, trimmed and compared."""

from __future__ import annotations

import re
import unicodedata

from generator.language import vocabulary as words

_SPACES_AT_HAN = re.compile(f"(?<={words.HAN})[^\\S\\n]+(?={words.HAN})")


def trimmed(text: str) -> str:
    """Lines without the spaces around them, of every width; empty lines left out."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def joined(text: str) -> str:
    """The lines of a text as one: for what is no more than a name or a date."""
    lines = trimmed(text).split("\n")
    result = lines[0]
    for line in lines[1:]:
        between = " " if result[-1:].isascii() and line[:1].isascii() and result else ""
        result += between + line
    return result


def bare(text: str) -> str:
    """A text to compare headers and titles by: half width, without spaces and line breaks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def unspaced(name: str) -> str:
    """A unit's name without the spaces that only set its characters apart."""
    return _SPACES_AT_HAN.sub("", name.strip())


def whole_number(text: str) -> int | None:
    """The number in a cell: any width of digits, with or without a dot or brackets."""
    match = re.fullmatch(r"\W*0*([1-9][0-9]{0,8})\W*", bare(text))
    return int(match[1]) if match else None
