"""CSV in which no text runs as a formula.

A text that starts like a formula gets an apostrophe in front; so does a text that already has
apostrophes before such a character. To read the original text, remove one apostrophe from each text
that matches `GUARDED`, as `unguarded` does.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from generator.language import vocabulary as words

FORMULA = re.compile(f"'*[{re.escape(words.FORMULA_SIGNS)}]")
"""How a text begins that a spreadsheet would run as a formula, or that already has a guard."""

GUARDED = re.compile(f"'+[{re.escape(words.FORMULA_SIGNS)}]")


def guarded_csv(header: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows the encoding; lines end in CR LF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows([guarded(text) for text in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return "'" + text if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text before `guarded`."""
    return text[1:] if GUARDED.match(text) else text
