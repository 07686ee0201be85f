"""What is marked, what comes first, and how a query's words are told apart."""

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


@pytest.mark.parametrize(
    ("query", "task", "key", "marked"),
    [
        ("采纳", 54, "content", ["采纳", "釆纳"]),
        ("審査", 17, "content", ["审査"]),
        ("一网通办平台", 42, "name", ["一网通办”平台"]),
        ("《条例》", 13, "content", ["条例"]),
        ("居村务公开", 22, "content", ["居（村）务公开", "居（村）务公开"]),
        ("ＶＲ", 58, "content", ["VR"]),
        ("zhengcejiedu", 36, "content", ["政策解读", "政策解读"]),
        ("zcjd", 36, "topic", ["政策解读"]),
        ("政策jiedu", 36, "topic", ["政策解读"]),
        ("正策结读", 36, "topic", ["政策解读"]),
        ("政策读解", 36, "topic", ["政策解读"]),
        ("政策 法规处 全年", 35, "deadline", ["全年"]),
        ("39", 39, "number", ["39"]),
        ("办公室", 39, "support", ["办公室"]),
    ],
)
def test_marks_fall_on_the_characters_as_published(
    matcher: MatcherPage, query: str, task: int, key: str, marked: list[str]
) -> None:
    assert matcher.marks(query)[task][key] == marked


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("法规处、办公室", "法规处 办公室"),
        ("政务，公开", "政务 公开"),
        ("开展备案以手动方式", "开展备案；以手动方式"),
        ("zheng ce jie du", "zhengcejiedu"),
        ("zheng'ce'jie'du", "zhengcejiedu"),
        ("zhèngcè jiědú", "zhengce jiedu"),
        ("ＺＨＥＮＧＣＥ", "zhengce"),
        ("zhcjd", "zcjd"),
        ("  政策   解读 ", "政策 解读"),
    ],
)
def test_ways_to_type_the_same(matcher: MatcherPage, query: str, same: str) -> None:
    found = matcher.find(query)
    assert found.documents == matcher.find(same).documents != []
    assert found.tier == matcher.find(same).tier


def test_a_number_finds_that_task_alone_by_it(matcher: MatcherPage) -> None:
    assert matcher.find("39").tasks == [39]
    assert all("number" not in marks for task, marks in matcher.marks("3").items() if task != 3)


def test_hand_written_pages_come_after_tasks(matcher: MatcherPage) -> None:
    assert matcher.find("快捷键").documents == ["chazhao/"]
    assert matcher.find("搜索").documents == [9, "chazhao/"]


LONG = ["政" * 5000, "zhengce" * 2000, "a b " * 3000, "政 " * 1000, "shi" * 13, "a" * 40]
ODD = ["", "   ", "，", "“”", "\x00", "<b>", ".*", "\\", ", , ,"]


@pytest.mark.parametrize("query", LONG + ODD)
def test_any_query_has_an_answer(matcher: MatcherPage, query: str) -> None:
    found = matcher.find(query)
    assert (found.tier is None) == (found.documents == [])
