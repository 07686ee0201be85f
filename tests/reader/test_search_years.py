"""The search over the plans of several years: what it finds, says and loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.reader.search_box import NOWHERE, TOPIC, box, hits, search, status, ways_on
from tests.reader.slow_network import held_back
from tests.reader.workbench import rows
from tests.site_support import WIDE, BuiltSite, OpenPage, copy_project, serve
from tests.support import past_table
from tests.three_years import build_three_years

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def three_years(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_three_years(tmp_path_factory.mktemp("three-years"))


@pytest.fixture
def of_three(open_page: OpenPage, three_years: BuiltSite) -> Iterator[Page]:
    """A page of a site with the plans of 2031, 2032 and 2033."""
    with serve(three_years) as url, open_page(base_url=url, viewport=WIDE) as page:
        yield page


@pytest.fixture(scope="module")
def many_years(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The plan of 2031, and those of 15 years before it with the same three tasks each."""
    project = copy_project(tmp_path_factory.mktemp("many-years"))
    archive = project.folder / "data/archive"
    archive.mkdir()
    for year in range(2016, 2031):
        (archive / f"{year}.yaml").write_text(past_table(year), encoding="utf-8")
    return project.build()


@pytest.fixture
def of_many(open_page: OpenPage, many_years: BuiltSite) -> Iterator[Page]:
    with serve(many_years) as url, open_page(base_url=url, viewport=WIDE) as page:
        yield page


def requested(page: Page) -> list[str]:
    """The paths of the files that the page asks for from now on."""
    paths: list[str] = []
    page.on("request", lambda request: paths.append(urlsplit(request.url).path))
    return paths


def other_indexes(paths: list[str]) -> set[str]:
    """The indexes of years before 2031 among these files, without what comes beside them."""
    return {path for path in paths if re.search(r"/search/20(?!31)\d\d\.json$", path)}


def last_row(page: Page) -> Locator:
    return hits(page).last


def test_what_only_another_year_has_takes_the_place_of_the_empty_result(of_three: Page) -> None:
    search(of_three, "每月割草", "2033/lvdi/")
    expect(status(of_three)).to_have_text("没有找到“每月割草”，其他年份有 1 项")
    expect(hits(of_three)).to_contain_text(["2031年有 1 项", "2031年 第3项 割草"])
    expect(hits(of_three).last.locator("mark")).to_have_text("每月割草")
    expect(ways_on(of_three)).to_have_count(0)
    of_three.keyboard.press("ArrowUp")
    of_three.keyboard.press("Enter")
    of_three.wait_for_url("**/2031/caodi/#task-3")
    expect(of_three.get_by_role("banner")).to_contain_text("2031年 历史计划")


@pytest.mark.parametrize("query", ["geihuapujiaoshui", "給花圃澆水"])
def test_other_years_are_searched_in_any_script(of_three: Page, query: str) -> None:
    search(of_three, query, "2033/lvdi/")
    expect(hits(of_three).first).to_have_text("2032年有 1 项")


def test_what_is_found_in_this_year_comes_first_and_all_of_another_is_in_its_table(
    of_three: Page,
) -> None:
    search(of_three, "浇水", "2031/huapu/")
    expect(status(of_three)).to_have_text("找到 1 项任务，其他年份有 2 项")
    said = ["第1项 浇花", "2032年有 2 项", "2032年 第2项 养树", "2032年 第3项 浇花"]
    expect(hits(of_three)).to_contain_text(said)
    hits(of_three).nth(1).click()
    of_three.wait_for_url("**/2032/?q=*")
    expect(rows(of_three)).to_have_count(2)


def test_nothing_of_other_years_is_loaded_until_the_reader_asks(of_many: Page) -> None:
    """With the keyboard alone. Where this year has enough, a row offers to search the others."""
    paths = requested(of_many)
    search(of_many, "座椅")
    expect(hits(of_many)).to_have_count(5)
    expect(last_row(of_many)).to_have_text("也在其他 15 个年份里找")
    assert not other_indexes(paths)

    of_many.keyboard.press("ArrowUp")
    expect(last_row(of_many)).to_have_attribute("aria-selected", "true")
    of_many.keyboard.press("Enter")
    expect(status(of_many)).to_have_text("找到 4 项任务，另外 10 个年份里没有")
    expect(last_row(of_many)).to_have_text("再往前找，还有 5 个年份")
    expect(last_row(of_many)).to_have_attribute("aria-selected", "true")
    expect(box(of_many)).to_be_focused()
    assert len(other_indexes(paths)) == 10

    of_many.keyboard.press("Enter")
    expect(status(of_many)).to_have_text("找到 4 项任务，另外 15 个年份里没有")
    expect(hits(of_many)).to_have_count(4)
    expect(box(of_many)).not_to_have_attribute("aria-activedescendant", re.compile("."))


def test_where_this_year_has_nothing_three_years_are_searched_and_more_when_asked(
    of_many: Page,
) -> None:
    paths = requested(of_many)
    search(of_many, "第二次测试")
    expect(last_row(of_many)).to_have_text("再往前找，还有 12 个年份")
    expect(hits(of_many)).to_have_count(3 * 2 + 1)
    of_many.keyboard.press("ArrowUp")
    of_many.keyboard.press("Enter")
    expect(last_row(of_many)).to_have_text("再往前找，还有 2 个年份")
    expect(hits(of_many).nth(6)).to_have_text("2027年有 1 项")
    expect(hits(of_many).nth(6)).to_have_attribute("aria-selected", "true")
    expect(box(of_many)).to_have_attribute("aria-activedescendant", "wp-hit-2027年")
    expect(of_many.locator("[role=option][aria-selected]")).to_have_count(1)
    expect(status(of_many)).to_contain_text("其他年份有 13 项")
    assert len(other_indexes(paths)) == 13


def test_years_that_do_not_come_are_said_and_looked_for_again(of_many: Page) -> None:
    of_many.route("**/search/2029.json", lambda route: route.abort())
    search(of_many, "第二次测试")
    expect(last_row(of_many)).to_contain_text("没有连上其他年份")
    of_many.unroute("**/search/2029.json")
    last_row(of_many).click()
    expect(hits(of_many).first).to_have_text("2030年有 1 项")


def test_hits_of_another_year_do_not_join_those_of_other_words(of_three: Page) -> None:
    with held_back(of_three, "**/search/2031.json"):
        search(of_three, "割草", "2033/lvdi/")
        expect(status(of_three)).to_have_text("没有找到“割草”")
        box(of_three).fill("清淤")
        expect(hits(of_three).first).to_contain_text("清淤")
    expect(status(of_three)).to_have_text("找到 1 项任务，另外 2 个年份里没有")
    expect(hits(of_three)).to_have_count(1)


def test_nowhere_in_any_year_leaves_the_ways_on(of_three: Page) -> None:
    search(of_three, NOWHERE, "2033/lvdi/")
    expect(status(of_three)).to_have_text(f"没有找到“{NOWHERE}”，另外 2 个年份里没有")
    expect(hits(of_three)).to_have_count(0)
    expect(ways_on(of_three)).not_to_have_count(0)


def test_a_site_of_one_year_says_and_loads_nothing_of_others(new_page: Page) -> None:
    paths = requested(new_page)
    search(new_page, NOWHERE, TOPIC)
    expect(status(new_page)).to_have_text(f"没有找到“{NOWHERE}”")
    expect(hits(new_page)).to_have_count(0)
    assert not [path for path in paths if "years.js" in path]
