"""Reads the meaning of a deadline's wording."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from generator.language import vocabulary as words


class DeadlineKind(Enum):
    """The kind of a deadline: all year, by a day, within a month, or as written."""

    ALL_YEAR = "all-year"
    BY_DAY = "by-day"
    WITHIN_MONTH = "within-month"
    AS_WRITTEN = "as-written"


class ImpossibleDateError(ValueError):
    """The wording names a month or a day that does not exist."""


@dataclass(frozen=True)
class Deadline:
    """A deadline's exact wording, and its meaning.

    `month` is 1–12; `day` is 1–31, or None for the month's last day. Both are None unless the
    wording names a month.
    """

    wording: str
    kind: DeadlineKind
    month: int | None = None
    day: int | None = None

    def last_day(self, year: int) -> date | None:
        """The last day on which the task is in time; None if the wording names no day."""
        if self.month is None:
            return None
        month_length = calendar.monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day or month_length, month_length))

    def exists_in(self, year: int) -> bool:
        """Whether the day exists in a year: 29 February only exists in leap years."""
        return not (self.month == 2 and self.day == 29) or calendar.isleap(year)


_ALL_YEAR = re.compile(words.ALL_YEAR)
_END_OF = [(re.compile(pattern), month) for pattern, month in words.BY_END_OF.items()]
_DATED = (
    (re.compile(words.BY_MONTH_END), DeadlineKind.BY_DAY),
    (re.compile(words.BY_DAY), DeadlineKind.BY_DAY),
    (re.compile(words.WITHIN_MONTH), DeadlineKind.WITHIN_MONTH),
)


def parse_deadline(wording: str) -> Deadline:
    """Read a deadline's wording; an unknown wording gives the kind `AS_WRITTEN`.

    Raises:
        ImpossibleDateError: the wording names a month or day that does not exist.
    """
    if _ALL_YEAR.fullmatch(wording):
        return Deadline(wording, DeadlineKind.ALL_YEAR)
    for pattern, month in _END_OF:
        if pattern.fullmatch(wording):
            return Deadline(wording, DeadlineKind.BY_DAY, month)
    for pattern, kind in _DATED:
        if match := pattern.fullmatch(wording):
            parts = {name: int(value) for name, value in match.groupdict().items()}
            return _dated(wording, kind, parts["month"], parts.get("day"))
    return Deadline(wording, DeadlineKind.AS_WRITTEN)


def _dated(wording: str, kind: DeadlineKind, month: int, day: int | None) -> Deadline:
    leap_year = 2000
    if not 1 <= month <= 12:
        raise ImpossibleDateError(wording)
    if day is not None and not 1 <= day <= calendar.monthrange(leap_year, month)[1]:
        raise ImpossibleDateError(wording)
    return Deadline(wording, kind, month, day)
