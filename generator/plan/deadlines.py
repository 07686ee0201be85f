"""Reads the meaning of a deadline's wording."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby

from generator.language import vocabulary as words
from generator.language.wording import Wording


class DeadlineKind(Enum):
    """The kind of a deadline: all year, by a day, within a month, a span of time, or as written."""

    ALL_YEAR = "all-year"
    BY_DAY = "by-day"
    WITHIN_MONTH = "within-month"
    RELATIVE = "relative"
    AS_WRITTEN = "as-written"


class ImpossibleDateError(ValueError):
    """The wording names a month or a day that does not exist."""


@dataclass(frozen=True)
class Deadline:
    """A deadline's exact wording, and its meaning.

    `month` is 1–12; `day` is 1–31, or None for the month's last day. Both are None unless the
    wording names a month, a quarter or an end. `year` is None unless the wording names one too.
    """

    wording: str
    kind: DeadlineKind
    month: int | None = None
    day: int | None = None
    year: int | None = None

    def last_day(self, year: int) -> date | None:
        """The last day on which a task of a year's plan is in time; None if none is named."""
        if self.month is None:
            return None
        due_year = self.year or year
        month_length = calendar.monthrange(due_year, self.month)[1]
        return date(due_year, self.month, min(self.day or month_length, month_length))

    def exists_in(self, year: int) -> bool:
        """Whether the day exists in a year's plan: 29 February only exists in leap years."""
        return not (self.month == 2 and self.day == 29) or calendar.isleap(self.year or year)


_PATTERNS = [(DeadlineKind(kind), re.compile(text)) for kind, text in words.DEADLINES.values()]


def parse_deadline(wording: str) -> Deadline:
    """Read a deadline's wording; an unknown wording gives the kind `AS_WRITTEN`.

    Spaces of any kind and the width of characters do not matter.

    Raises:
        ImpossibleDateError: the wording names a month or day that does not exist.
    """
    plain = "".join(unicodedata.normalize("NFKC", wording).split())
    kind, match = next(
        (kind, match) for kind, pattern in _PATTERNS if (match := pattern.fullmatch(plain))
    )
    parts = match.groupdict()
    month, day, year = (_number(parts.get(name)) for name in ("month", "day", "year"))
    month = words.DEADLINE_MONTHS.get(parts.get("end", ""), month)
    day = words.DEADLINE_DAYS.get(parts.get("part", ""), day)
    if not _is_possible(month, day):
        raise ImpossibleDateError(wording)
    return Deadline(wording, kind, month, day, year)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _is_possible(month: int | None, day: int | None) -> bool:
    """Whether there is such a month, and such a day in it in some year."""
    leap_year = 2000
    if month is None:
        return True
    return 1 <= month <= 12 and (
        day is None or 1 <= day <= calendar.monthrange(leap_year, month)[1]
    )


def known_wordings(year: int, wording: Wording) -> Iterator[tuple[str, str]]:
    """Examples of the wordings that are read, and what they mean in a year's plan, in Chinese."""
    for examples in words.DEADLINES:
        texts = examples.format(year=year, next=year + 1).split(words.UNIT_JOINER)
        for meaning, alike in groupby(texts, lambda text: _meaning(text, year, wording)):
            yield words.UNIT_JOINER.join(alike), meaning


def _meaning(text: str, year: int, wording: Wording) -> str:
    deadline = parse_deadline(text)
    day = deadline.last_day(year)
    parts = {"year": day.year, "month": day.month, "day": day.day} if day else {}
    return wording.explain("deadlines", deadline.kind.value, parts)
