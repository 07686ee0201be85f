"""Reads title, year and office from the lines above a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.importing.document import Refusal
from generator.importing.text import bare
from generator.language import vocabulary as words
from generator.plan.model import PlanHeader, WorkPlan
from generator.plan.values import MAX_TEXT
from generator.table.syntax import Fault, refuse_characters

_LOOKED_AT = 6
"""The title is searched in this many lines above the table."""


@dataclass(frozen=True)
class Heading:
    """What a document states about itself; empty or None if it states nothing."""

    title: str = ""
    year: int | None = None
    office: str = ""


def read_heading(lines: Sequence[str]) -> Heading:
    """The title closest above the table, on one line or two."""
    near = [line.strip() for line in lines if _may_be_title(line)]
    near = near[-_LOOKED_AT:]
    for at in range(len(near) - 1, -1, -1):
        if is_title(near[at]):
            title = near[at]
            if at and _year(title) is None and _begins_title(near[at - 1]):
                title = near[at - 1] + title
            return Heading(title, _year(title), _office(title))
    return Heading()


def is_title(line: str) -> bool:
    """Whether a line may be the title of a plan, or the part of it that has the year."""
    if any(re.match(rf"(?:{number})", line) for number in words.HEADING_NUMBERS):
        return False
    return bool(re.fullmatch(words.TITLE_LINE, bare(line))) or _begins_title(line)


def complete_header(
    stated: Heading, given: Heading, table: WorkPlan | None, known_office: str | None
) -> PlanHeader:
    """The new table's header, from the command's options, the document and the old table.

    `known_office` is the office of the tables that there are.

    Raises:
        Refusal: a value is in none of them, or the document is from another office.
    """
    if title := given.title:
        stated = Heading(title, _year(title) or stated.year, _office(title) or stated.office)
    year = given.year or stated.year or (table.year if table else None)
    if year is None:
        raise Refusal("year-unknown")
    same_year = table if table and table.year == year else None
    title = stated.title or (same_year.title if same_year else "")
    if not title:
        raise Refusal("title-unknown")
    office = given.office or known_office or stated.office
    if not office:
        raise Refusal("office-unknown", title=title)
    if not (_can_be_shown(title) and _can_be_shown(office)):
        raise Refusal("heading-character")
    if stated.office and not given.office and office not in bare(title):
        raise Refusal("other-office", office=stated.office, known=office)
    header = PlanHeader(title=title, year=year, office=office)
    if same_year is None:
        return header
    # Facts about the published document, which documents themselves do not state.
    kept = ("index_number", "published", "classification")
    return header.model_copy(update={name: getattr(same_year, name) for name in kept})


def _may_be_title(line: str) -> bool:
    return _can_be_shown(line) and not re.fullmatch(words.ANNEX_MARK, bare(line))


def _can_be_shown(text: str) -> bool:
    try:
        refuse_characters(text)
    except Fault:
        return False
    return bool(text.strip()) and len(text.splitlines()) == 1 and len(text) <= MAX_TEXT


def _begins_title(line: str) -> bool:
    """Whether a line has the year and is no sentence."""
    return _year(line) is not None and bare(line)[-1] not in words.SENTENCE_ENDS


def _year(text: str) -> int | None:
    plain = bare(text).translate({ord(sign): digit for sign, digit in words.CHINESE_DIGITS.items()})
    match = re.search(words.YEAR_IN_TITLE, plain)
    return int(match["year"]) if match and len(plain) <= 80 else None


def _office(title: str) -> str:
    plain = re.sub(
        f"[{''.join(words.CHINESE_DIGITS)}]{{4}}(?={words.YEAR_SIGN})", "0000", bare(title)
    )
    match = re.fullmatch(words.OFFICE_IN_TITLE, plain)
    return match["office"] if match else ""
