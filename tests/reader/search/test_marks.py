"""Test which words are marked, which hits come first, and how a query is split into words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from tests.reader.search.matcher_page import MatcherPage
from tests.reader.search.oracle import plain
from tests.reader.search.test_any_text import TEXTS, Text, has_words, pieces

pytestmark = pytest.mark.browser


def is_a_word(piece: Text) -> bool:
    return has_words(piece) and " " not in piece[1]


@pytest.mark.parametrize("examples", [75, pytest.param(2000, marks=pytest.mark.soak)])
def test_marks_are_the_words_that_were_typed(matcher: MatcherPage, examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(piece=pieces(TEXTS, 1, 30).filter(is_a_word))
    def check(piece: Text) -> None:
        typed = re.sub(r"^\W+|\W+$", "", plain(piece[1]))
        for marks in matcher.marks(piece[1]).values():
            marked = [one for found in marks.values() for one in found]
            assert marked
            # Hits that touch are one mark.
            ends = [(plain(one).startswith(typed), plain(one).endswith(typed)) for one in marked]
            assert set(ends) == {(True, True)}

    check()


MARKED = {
    ("采纳", 33, "content"): ["采纳", "釆纳"],
    ("審査", 7, "content"): ["审査"],
    ("一园通看平台", 23, "name"): ["一园通看”平台"],
    ("《条例》", 5, "content"): ["条例"],
    ("园林道公示", 8, "content"): ["园（林）道公示", "园（林）道公示"],
    ("ＶＲ", 36, "content"): ["VR"],
    ("tushupiaoliu", 19, "content"): ["图书漂流", "图书漂流"],
    ("tspl", 19, "topic"): ["图书漂流"],
    ("图书piaoliu", 19, "topic"): ["图书漂流"],
    ("图书飘留", 19, "topic"): ["图书漂流"],
    ("图书流漂", 19, "topic"): ["图书漂流"],
    ("图书 章程科 全年", 18, "deadline"): ["全年"],
    ("21", 21, "number"): ["21"],
    ("综合科", 21, "supporting_departments"): ["综合科"],
}


def test_marks_fall_on_the_characters_as_published(matcher: MatcherPage) -> None:
    found = {about: matcher.marks(about[0])[about[1]][about[2]] for about in MARKED}
    assert found == MARKED


def test_ways_to_type_the_same(matcher: MatcherPage) -> None:
    for query, same in {
        "章程科、综合科": "章程科 综合科",
        "图书，介绍": "图书 介绍",
        "登记以手动方式": "登记；以手动方式",
        "tu shu piao liu": "tushupiaoliu",
        "tu'shu'piao'liu": "tushupiaoliu",
        "túshū piāoliú": "tushu piaoliu",
        "ＴＵＳＨＵ": "tushu",
        "zhylx": "zylx",
        "  图书   漂流 ": "图书 漂流",
    }.items():
        assert matcher.find(query) == matcher.find(same), query
        assert matcher.find(query).documents, query


def test_a_number_finds_that_task_alone_by_it(matcher: MatcherPage) -> None:
    assert matcher.find("21").tasks == [21]
    assert all("number" not in marks for task, marks in matcher.marks("3").items() if task != 3)


def test_pages_come_after_tasks(matcher: MatcherPage) -> None:
    assert matcher.find("快捷键").documents == ["chazhao/"]
    assert matcher.find("查看").documents == [8, "chazhao/"]


LONG = ["书" * 5000, "tushu" * 2000, "a b " * 3000, "书 " * 1000, "shi" * 13, "a" * 40]
ODD = ["", "   ", "，", "“”", "\x00", "<b>", ".*", "\\", ", , ,"]


def test_any_query_has_an_answer(matcher: MatcherPage) -> None:
    for query, found in zip(LONG + ODD, matcher.find_each(LONG + ODD), strict=True):
        assert (found.tier is None) == (found.documents == []), query[:20]
