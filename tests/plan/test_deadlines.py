"""Test what the wording of a deadline means."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.plan.deadlines import (
    Deadline,
    DeadlineKind,
    ImpossibleDateError,
    known_wordings,
    parse_deadline,
)

YEAR = 2030


def wordings() -> dict[str, tuple[str, date | None]]:
    """The kind and the last day of each wording of `deadlines.txt`."""
    found = {}
    for line in Path(__file__).with_name("deadlines.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, kind, *day = re.split(" {2,}", line)
            last = date.fromisoformat(f"{YEAR}-{day[0]}"[-10:]) if day else None
            found[text.replace("~", "\xa0")] = kind, last
    return found


MEANINGS = wordings()
EXAMPLES = [
    (text.format(year=YEAR, next=YEAR + 1), kind)
    for texts, (kind, _) in words.DEADLINES.items()
    for text in texts.split(words.UNIT_JOINER)
]


def meaning(wording: str) -> tuple[str, date | None]:
    deadline = parse_deadline(wording)
    assert deadline.wording == wording, "kept as it is written"
    return deadline.kind.value, deadline.last_day(YEAR)


def test_meaning() -> None:
    assert {text: meaning(text) for text in MEANINGS} == MEANINGS
    assert {kind for kind, _ in MEANINGS.values()} == {kind.value for kind in DeadlineKind}


def test_every_example_is_read_as_its_row_says() -> None:
    assert [(text, meaning(text)[0]) for text, _ in EXAMPLES] == EXAMPLES


def test_the_printed_list_is_what_the_program_reads() -> None:
    rows = list(known_wordings(YEAR, Wording()))
    listed = [text for texts, _ in rows for text in texts.split(words.UNIT_JOINER)]
    assert listed == [text for text, _ in EXAMPLES]
    told = {text: says for texts, says in rows for text in texts.split(words.UNIT_JOINER)}
    for text, says in told.items():
        day = parse_deadline(text).last_day(YEAR)
        numbers = [int(number) for number in re.findall("[0-9]+", says)]
        assert numbers == ([day.year, day.month, day.day] if day else []), text


WIDE = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}


@given(some.sampled_from([*MEANINGS, *(text for text, _ in EXAMPLES)]), some.data())
def test_spaces_and_widths_mean_nothing(wording: str, data: some.DataObject) -> None:
    plain = wording.translate(WIDE) if data.draw(some.booleans()) else wording
    spaces = some.sampled_from(["", " ", "\xa0", "\u3000", "\u2009", "\t", "\n"])
    written = data.draw(spaces) + "".join(sign + data.draw(spaces) for sign in plain)
    assert meaning(written) == meaning(wording)


@given(some.text("每第上中下前后内初底末旬季度半年月日个工作完成一二三四0129 、", max_size=12))
def test_any_wording_is_kept(wording: str) -> None:
    try:
        deadline = parse_deadline(wording)
    except ImpossibleDateError:
        return
    assert deadline.wording == wording
    is_dated = deadline.kind in (DeadlineKind.BY_DAY, DeadlineKind.WITHIN_MONTH)
    assert is_dated == (deadline.last_day(YEAR) is not None)


@pytest.mark.parametrize(
    "wording",
    [
        *("13月底前", "0月", "00月底", "99月", "2月30日", "4月31日前", "6月0日", "13月1日"),
        *("13 月", "２月３０日", "2030年13月", "2030年2月30日前", "13月上旬"),
    ],
)
def test_impossible(wording: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse_deadline(wording)


def test_parts_of_a_day() -> None:
    by_day = DeadlineKind.BY_DAY
    assert parse_deadline("9 月底前") == Deadline("9 月底前", by_day, 9)
    assert parse_deadline("2031年2月5日") == Deadline("2031年2月5日", by_day, 2, 5, 2031)


def test_last_day_of_february() -> None:
    month_end, named = parse_deadline("2月底前"), parse_deadline("2028年2月底前")
    assert [month_end.last_day(year) for year in (2028, 2030)] == [
        date(2028, 2, 29),
        date(2030, 2, 28),
    ]
    assert named.last_day(2030) == date(2028, 2, 29)


def test_leap_day_exists_only_in_leap_years() -> None:
    leap_day = parse_deadline("2月29日")
    assert [year for year in range(2022, 2033) if leap_day.exists_in(year)] == [2024, 2028, 2032]
    assert parse_deadline("2月28日").exists_in(2030)
    assert parse_deadline("2028年2月29日").exists_in(2030)
    assert not parse_deadline("2030年2月29日").exists_in(2028)
