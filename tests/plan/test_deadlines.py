"""Test what the wording of a deadline means."""

from datetime import date

import pytest

from generator.plan.deadlines import Deadline, DeadlineKind, ImpossibleDateError, parse_deadline

# wording, kind, month, day
MEANINGS = """
全年 all-year - -          全年度 all-year - -        常年 all-year - -
9月底前 by-day 9 -         9月底 by-day 9 -           12月末之前 by-day 12 -
2月20日 by-day 2 20        2月20日前 by-day 2 20      02月05日之前 by-day 2 5
2月29日 by-day 2 29        ９月底前 by-day 9 -        8月 within-month 8 -
8月份 within-month 8 -     8月内 within-month 8 -     年底 by-day 12 -
年底前 by-day 12 -         年内 by-day 12 -           上半年 by-day 6 -
适时 as-written - -        下半年 as-written - -      2030年9月底前 as-written - -
9月底前完成 as-written - - 9月底前、全年 as-written - - 2022-02-30 as-written - -
"""


def meanings() -> list[list[str]]:
    words = MEANINGS.split()
    return [words[start : start + 4] for start in range(0, len(words), 4)]


def number(text: str) -> int | None:
    return None if text == "-" else int(text)


def test_meaning() -> None:
    expected = [
        Deadline(wording, DeadlineKind(kind), number(month), number(day))
        for wording, kind, month, day in meanings()
    ]
    assert [parse_deadline(one.wording) for one in expected] == expected


def test_other_wording_is_kept_as_written() -> None:
    for wording in ("9 月底前", " 全年", "9月底前\n", "", "全年。", "十月底前"):
        assert parse_deadline(wording) == Deadline(wording, DeadlineKind.AS_WRITTEN)


@pytest.mark.parametrize(
    "wording", ["13月底前", "0月", "00月底", "99月", "2月30日", "4月31日前", "6月0日", "13月1日"]
)
def test_impossible(wording: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse_deadline(wording)


def test_last_day() -> None:
    expected = [
        ("9月底前", 2030, date(2030, 9, 30)),
        ("2月底前", 2030, date(2030, 2, 28)),
        ("2月底前", 2028, date(2028, 2, 29)),
        ("2月20日", 2030, date(2030, 2, 20)),
        ("8月", 2030, date(2030, 8, 31)),
        ("年底前", 2030, date(2030, 12, 31)),
        ("上半年", 2030, date(2030, 6, 30)),
        ("全年", 2030, None),
        ("适时", 2030, None),
    ]
    found = [(text, year, parse_deadline(text).last_day(year)) for text, year, _ in expected]
    assert found == expected


def test_leap_day_exists_only_in_leap_years() -> None:
    leap_day = parse_deadline("2月29日")
    assert [year for year in range(2022, 2033) if leap_day.exists_in(year)] == [2024, 2028, 2032]
    assert parse_deadline("2月28日").exists_in(2030)
