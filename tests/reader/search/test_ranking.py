"""Test the order of hits, and variants of characters, in a plan made for these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from generator.frontend.search_index import search_index
from generator.language.wording import Wording
from generator.plan.deadlines import parse_deadline
from generator.plan.model import Department, Task, Topic, WorkPlan
from tests.reader.search.matcher_page import MatcherPage, open_matcher
from tests.reader.search.oracle import readings

pytestmark = pytest.mark.browser


def task(number: int, name: str, content: str, topic: str = "甲", lead: str = "乙处") -> Task:
    deadline = parse_deadline("9月底前" if number % 2 else "全年")
    return Task(
        number=number,
        topic=topic,
        name=name,
        content=content,
        lead_departments=(lead,),
        deadline=deadline,
    )


PLAN = WorkPlan(
    title="2030年示例任务分解表",
    year=2030,
    office="示例局",
    topics=(
        Topic(name="甲", slug="jia", summary="示例。"),
        Topic(name="示范公告", slug="shifan-gonggao", summary="示例。"),
    ),
    departments=(
        Department(name="乙处", slug="yichu"),
        Department(name="示范公告处", slug="shifan-gonggaochu"),
    ),
    tasks=(
        task(1, "丙", "逐步地示范公告"),
        task(2, "丁", "示范公告一次"),
        task(3, "戊", "照办", lead="示范公告处"),
        task(4, "己", "照办", topic="示范公告"),
        task(5, "推进示范公告", "照办"),
        task(6, "示范公告", "照办"),
        task(7, "示范公告", "照办，在9月底前"),
        task(8, "釆纳𠮷祥", "“ﬁne”⼀次；①级"),
        task(9, "<b>重量</b> & [x](y)", '旅行者的"绿化"银行'),
    ),
)


@pytest.fixture(scope="module")
def small(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MatcherPage]:
    folder = tmp_path_factory.mktemp("small") / "search"
    with open_matcher(browser, folder, search_index(PLAN, [], Wording())) as page:
        yield page


def test_order_is_by_field_then_whole_then_place_then_number(small: MatcherPage) -> None:
    assert small.find("示范公告").tasks == [6, 7, 5, 4, 3, 2, 1]
    assert small.find("shifangonggao").tasks == [6, 7, 5, 4, 3, 2, 1]
    assert small.find("sfgg").tasks == [6, 7, 5, 4, 3, 2, 1]
    assert small.find("示范公高").tasks[:5] == [6, 7, 5, 4, 3]
    assert small.find("9月底前").tasks == [7, 1, 3, 5, 9]


SIGNS = {
    ("采纳", "name"): "釆纳",
    ("caina", "name"): "釆纳",
    ("𠮷祥", "name"): "𠮷祥",
    ("纳𠮷", "name"): "纳𠮷",
    ("fine", "content"): "ﬁne",
    ("f", "content"): "ﬁ",
    ("一次1级", "content"): "⼀次；①级",
    ("yici", "content"): "⼀次",
}


def test_variants_of_characters(small: MatcherPage) -> None:
    found = {(query, key): small.marks(query)[8][key] for query, key in SIGNS}
    assert found == {about: [marked] for about, marked in SIGNS.items()}


def test_any_reading_of_a_character_will_do(small: MatcherPage) -> None:
    for query in ("yinhang", "银hang", "yinxing", "zhongliang", "chongliang"):
        assert small.find(query).tasks == [9], query
    for query in ("lvhua", "luhua", "lühua", "lǜ huà", "LVHUA"):
        assert small.marks(query)[9]["content"] == ["绿化"], query


@pytest.fixture(scope="module")
def with_synonyms(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MatcherPage]:
    folder = tmp_path_factory.mktemp("synonyms") / "search"
    groups = [["公示栏", "公告"], ["绿化", "植树", "APP"]]
    with open_matcher(browser, folder, search_index(PLAN, [], Wording(), groups)) as page:
        yield page


def test_a_word_is_also_found_by_its_synonyms(
    small: MatcherPage, with_synonyms: MatcherPage
) -> None:
    assert small.find("公示栏").tasks == []
    found = with_synonyms.find("公示栏")
    assert (found.tier, found.tasks) == ("exact", [6, 7, 5, 3, 4, 2, 1])
    assert with_synonyms.marks("公示栏")[2] == {"content": ["公告"]}
    for query in ("植树", "植樹", "app", "植树 银行"):
        assert with_synonyms.find(query).tasks == [9], query
    assert with_synonyms.find("植树 公示栏").tasks == []


def test_what_has_the_word_itself_comes_before_its_synonyms(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("before") / "search"
    with open_matcher(
        browser, folder, search_index(PLAN, [], Wording(), [["9月底前", "示范"]])
    ) as page:
        assert page.find("9月底前").tasks == [7, 1, 3, 5, 9, 6, 4, 2]
        assert page.find("示范").tasks == [6, 7, 5, 3, 4, 2, 1, 9]


def test_synonyms_are_words_as_written(with_synonyms: MatcherPage) -> None:
    for query in ("公示栏里", "gongshilan", "公式栏"):
        assert with_synonyms.find(query).tasks == [], query


def test_markup_is_text_like_any_other(small: MatcherPage) -> None:
    assert small.marks("<b>重量</b>")[9] == {"name": ["b>重量</b"]}


def test_tables_agree_with_pypinyin_and_opencc(small: MatcherPage) -> None:
    read = small.readings["行"]
    assert set(read["usual"] + read["rare"]) == readings("行")
    assert set(read["usual"]) == {"xing", "hang"}  # heard in those texts; the others are not
    assert set(small.readings["绿"]["usual"]) == {"lv", "lu"}
    assert small.variants["採"] == small.variants["釆"] == "采"
    assert small.variants["銀"] == "银"
