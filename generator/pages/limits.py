"""Limits what a hand-written page may hold, so that no page keeps a build waiting.

Markdown's parser takes quadratic time for some texts: 8 KB of `[` take half a minute. The limits
are checked in linear time, before the parser sees a page. `benchmarks/nasty_pages.py` looks for the
slowest page within them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.language.problems import Place, Problem

MOST_BYTES = 60_000
"""Of a page: 20,000 Chinese characters."""
MOST_LINES = 1_000
"""Of a page."""
MOST_SIGNS = 4_000
"""Of a page: characters that Markdown may read as more than text."""
MOST_LEVELS = 10
"""Of lists and quotations within each other; four spaces in front of a line are one."""
MOST_DEFINITIONS = 50
"""Without an empty line: for the parser, each is within the one before."""
MOST_STARS = 500
"""Runs of stars or underscores in a paragraph: half of them could be within each other."""
MOST_SPACES = 200
"""Beside each other."""
MOST_STEPS = 800_000
"""Of a page: from each `[`, the parser looks through the paragraph; from each `<`, the page."""

MOST_PAGES = 100
TOGETHER = 10
"""All pages together may have this many times what one page may have."""

_SIGN = re.compile(r"[!\"#&'()*+<=>\[\\\]^_`{|}~]")
_SPACES = re.compile(rf"[^\S\n]{{{MOST_SPACES + 1}}}")
_START = re.compile(r"(?:[ \t]+|>|(?:[-+*:]|\d+\.)(?=[ \t]))*")
_LEVEL = re.compile(r"\t| {4}|[^ \t\d]")
_STARS = re.compile(r"\*+|_+")
_TAG = re.compile(r"<[A-Za-z/!?]")
_CONTROL = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_LINE_END = re.compile(r"\r\n|\r|\n")


Places = Iterator[tuple[int, int]]
"""Lines and columns, from 1."""


def all_excesses(contents: Mapping[Path, bytes]) -> list[Problem]:
    """The limits that pages break; only if none does, those of all pages together."""
    found = [problem for file, content in contents.items() for problem in excesses(file, content)]
    return found or excess_together(contents)


def excesses(file: Path, content: bytes) -> list[Problem]:
    """The limits that a page breaks, each at the first place that is beyond it."""
    if len(content) > MOST_BYTES:
        return [Problem(Place(file), "page-too-long", {"limit": MOST_BYTES // 3})]
    if not _is_utf8(content):  # never parsed; reported with the other pages
        return []
    lines = _lines(content)
    if hidden := next(_hidden(lines), None):
        number, column, character = hidden
        details = {"code_point": f"U+{ord(character):04X}"}
        return [Problem(Place(file, number, column), "character", details)]
    checks: list[tuple[str, int, Places]] = [
        ("page-too-many-lines", MOST_LINES, _beyond_lines(lines)),
        ("page-too-many-signs", MOST_SIGNS, _beyond_signs(lines)),
        ("page-too-deep", MOST_LEVELS, _beyond_levels(lines)),
        ("page-too-many-stars", MOST_STARS, _beyond_stars(lines)),
        ("page-too-many-spaces", MOST_SPACES, _beyond_spaces(lines)),
        ("page-too-many-brackets", MOST_STEPS, _beyond_steps(lines)),
    ]
    return [
        Problem(Place(file, *place), code, {"limit": limit})
        for code, limit, places in checks
        if (place := next(places, None))
    ]


def excess_together(contents: Mapping[Path, bytes]) -> list[Problem]:
    """The problem of the first page with which all pages together are too many or too long."""
    totals = [0] * len(_MOST)
    for count, (file, content) in enumerate(contents.items(), start=1):
        totals = [total + one for total, one in zip(totals, _measured(content), strict=True)]
        is_beyond = any(total > TOGETHER * most for total, most in zip(totals, _MOST, strict=True))
        if is_beyond or count > MOST_PAGES:
            limits = {"pages": MOST_PAGES, "limit": TOGETHER * MOST_BYTES // 3}
            return [Problem(Place(file), "pages-together", limits)]
    return []


_MOST = (MOST_BYTES, MOST_LINES, MOST_SIGNS, MOST_STEPS)


def _measured(content: bytes) -> tuple[int, int, int, int]:
    """The bytes, lines, signs and steps of a page."""
    if len(content) > MOST_BYTES:  # refused for itself
        return len(content), 0, 0, 0
    lines = _lines(content)
    signs = sum(len(_SIGN.findall(line)) for line in lines)
    return len(content), len(lines), signs, sum(steps for _, steps in _steps(lines))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _lines(content: bytes) -> list[str]:
    return _LINE_END.split(content.decode("utf-8-sig", "replace"))


def _hidden(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Control characters, some of which the parser takes out: they would hide the others."""
    for number, line in enumerate(lines, start=1):
        if found := _CONTROL.search(line):
            yield number, found.start() + 1, found[0]


def _beyond_lines(lines: Sequence[str]) -> Places:
    if len(lines) > MOST_LINES:
        yield MOST_LINES + 1, 1


def _beyond_signs(lines: Sequence[str]) -> Places:
    seen = 0
    for number, line in enumerate(lines, start=1):
        for sign in _SIGN.finditer(line):
            seen += 1
            if seen > MOST_SIGNS:
                yield number, sign.start() + 1


def _beyond_levels(lines: Sequence[str]) -> Places:
    definitions = 0
    for number, line in enumerate(lines, start=1):
        start = _START.match(line)
        before = start[0] if start else ""
        definitions = definitions + (":" in before) if line.strip(" \t") else 0
        if len(_LEVEL.findall(before)) > MOST_LEVELS or definitions > MOST_DEFINITIONS:
            yield number, len(before) + 1


def _beyond_stars(lines: Sequence[str]) -> Places:
    for number, text in _paragraphs(lines):
        if len(_STARS.findall(text)) > MOST_STARS:
            yield number, 1


def _beyond_spaces(lines: Sequence[str]) -> Places:
    for number, line in enumerate(lines, start=1):
        if spaces := _SPACES.search(line):
            yield number, spaces.start() + 1


def _beyond_steps(lines: Sequence[str]) -> Places:
    total = 0
    for number, steps in _steps(lines):
        total += steps
        if total > MOST_STEPS:
            yield number, 1


def _steps(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The line at which each paragraph begins, and how far the parser looks from its brackets."""
    length = sum(map(len, lines))
    for number, text in _paragraphs(lines):
        yield number, text.count("[") * len(text) + len(_TAG.findall(text)) * length


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The runs of lines between empty lines, each with the number of its first line."""
    first, run = 1, list[str]()
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip(" \t"):
            run.append(line)
            continue
        if run:
            yield first, "\n".join(run)
        first, run = number + 1, []
