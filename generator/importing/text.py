"""Normalises the texts of a document's cells."""

from __future__ import annotations

import re
import unicodedata

from generator.language import vocabulary as words

_SPACES_AT_HAN = re.compile(f"(?<={words.HAN})[^\\S\\n]+(?={words.HAN})")


def trimmed(text: str) -> str:
    """The text without empty lines, and without spaces (of any width) around each line."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def joined(text: str) -> str:
    """Join the lines of a text that is only a name or a date."""
    lines = trimmed(text).split("\n")
    result = lines[0]
    for line in lines[1:]:
        between = " " if result[-1:].isascii() and line[:1].isascii() and result else ""
        result += between + line
    return result


def bare(text: str) -> str:
    """The form for comparing headers and titles: half width, no spaces, no line breaks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def unspaced(name: str) -> str:
    """A unit's name without the spaces between Han characters."""
    return _SPACES_AT_HAN.sub("", name.strip())


def whole_number(text: str) -> int | None:
    """The number in a cell, in digits of any width, with or without punctuation around it."""
    match = re.fullmatch(r"\W*0*([1-9][0-9]{0,8})\W*", bare(text))
    return int(match[1]) if match else None
