"""What the search loads, and what a reader sees until it has come."""

from __future__ import annotations

import gzip
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.reader.search_box import NOWHERE, TOPIC, box, hits, search, status, ways_on
from tests.reader.slow_network import held_back
from tests.site_support import BuiltSite
from tests.support import rarely

pytestmark = pytest.mark.browser

INDEX = "**/search/*.json"


def test_words_typed_while_the_index_loads_are_not_lost(new_page: Page) -> None:
    with held_back(new_page, INDEX):
        search(new_page, "草案说明")
        expect(status(new_page)).to_have_text("正在准备搜索……")
    expect(hits(new_page)).to_have_count(1)


def test_words_typed_before_any_script_are_not_lost(new_page: Page) -> None:
    with held_back(new_page, "**/search/box.js"):
        new_page.goto(TOPIC, wait_until="commit")
        new_page.locator("#wp-query").click()
        new_page.keyboard.type("草案说明")
    expect(hits(new_page)).to_have_count(1)


def test_enter_before_the_hits_of_what_is_typed_opens_all_of_them(new_page: Page) -> None:
    """Not the hit that was chosen among those of the words before."""
    search(new_page, "座椅")
    expect(hits(new_page)).to_have_count(4)
    new_page.keyboard.press("ArrowDown")
    with held_back(new_page, "**/search/*-readings.json"):
        box(new_page).fill("caoanshuoming")
        new_page.keyboard.press("Enter")
        new_page.wait_for_url("**/2031/?q=caoanshuoming", wait_until="commit")
    expect(new_page.locator("#task-21")).to_be_visible()


def test_enter_before_any_script_is_not_lost(new_page: Page) -> None:
    with held_back(new_page, "**/search/box.js"):
        new_page.goto(TOPIC, wait_until="commit")
        new_page.locator("#wp-query").click()
        new_page.keyboard.type("草案说明")
        new_page.keyboard.press("Enter")
        new_page.wait_for_url("**/2031/?q=*", wait_until="commit")
    expect(new_page.locator("#task-21")).to_be_visible()


@pytest.mark.parametrize("query", [NOWHERE, *rarely("草案说明")])
def test_tab_pressed_before_the_result_leads_to_it(new_page: Page, query: str) -> None:
    with held_back(new_page, INDEX):
        search(new_page, query)
        new_page.keyboard.press("Tab")
        new_page.keyboard.press("Tab")  # again changes nothing
        expect(box(new_page)).to_be_focused()
        expect(status(new_page)).to_be_visible()
    if query == NOWHERE:
        expect(ways_on(new_page).first).to_be_focused()
    else:
        expect(hits(new_page).first).to_have_attribute("aria-selected", "true")
        expect(box(new_page)).to_be_focused()


def test_tab_pressed_before_the_result_does_not_interrupt_what_is_typed_next(
    new_page: Page,
) -> None:
    with held_back(new_page, INDEX):
        search(new_page, "小龙")
        new_page.keyboard.press("Tab")
        new_page.keyboard.press("Control+A")
        new_page.keyboard.type("草案说明")
    expect(hits(new_page)).to_have_count(1)
    expect(box(new_page)).to_have_value("草案说明")
    expect(box(new_page)).to_be_focused()


@pytest.mark.parametrize("key", ["Escape", *rarely("Shift+Tab")])
def test_the_box_can_be_left_before_the_result(new_page: Page, key: str) -> None:
    with held_back(new_page, INDEX):
        search(new_page, NOWHERE)
        new_page.keyboard.press("Tab")
        new_page.keyboard.press(key)
        expect(ways_on(new_page)).to_have_count(0)
        expect(box(new_page)).to_have_attribute("aria-expanded", "false")
    if key == "Escape":
        expect(box(new_page)).to_be_focused()
        expect(box(new_page)).to_have_value("")
    else:
        expect(box(new_page)).not_to_be_focused()


def test_a_failed_load_is_said_and_tried_again(new_page: Page) -> None:
    new_page.route(INDEX, lambda route: route.abort())
    search(new_page, "草案")
    expect(status(new_page)).to_contain_text("搜索没有准备好")
    new_page.unroute(INDEX)
    new_page.keyboard.type("说明")
    expect(hits(new_page)).to_have_count(1)


def test_tab_leaves_the_box_where_the_result_did_not_come(new_page: Page) -> None:
    with held_back(new_page, INDEX, is_lost=True):
        search(new_page, "草案")
        new_page.keyboard.press("Tab")
    expect(status(new_page)).to_contain_text("搜索没有准备好")
    expect(box(new_page)).to_be_focused()
    new_page.keyboard.press("Tab")
    expect(box(new_page)).not_to_be_focused()


def test_only_what_the_query_needs_is_loaded(new_page: Page) -> None:
    requested: list[str] = []
    new_page.on("request", lambda request: requested.append(request.url.split("/search/")[-1]))

    def added(query: str, said: str) -> set[str]:
        requested.clear()
        box(new_page).fill(query)
        expect(status(new_page)).to_have_text(said)
        return {file for file in requested if "/" not in file}

    new_page.goto(TOPIC)  # until all that the page itself asks for has come
    assert not [url for url in requested if "matcher" in url or url.endswith(".json")]
    with new_page.expect_response("**/search/*-pages.json"):  # when the tasks are shown
        assert added("草案说明", "找到 1 项任务") >= {"panel.js", "2031.json"}
    with_sounds = added("caoanshuoming", "找到 1 项任务，按拼音匹配")
    assert with_sounds == {"2031-readings.json", "pinyin.js"}
    assert added("審查機制", "找到 1 项任务") == {"2031-variants.json"}
    assert added("路线操案", "近似结果，找到 1 项任务") == {"near.js"}
    assert added(NOWHERE, f"没有找到“{NOWHERE}”") == set()


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("草案说明", 12_000),
        ("審查機制", 14_500),
        *rarely(("caoanshuoming", 14_500), ("casm", 14_500)),
    ],
)
def test_little_is_loaded_before_the_first_result(
    new_page: Page, site: BuiltSite, query: str, most: int
) -> None:
    requested: list[str] = []
    new_page.on("request", lambda request: requested.append(urlsplit(request.url).path.lstrip("/")))
    new_page.route("**/search/*-pages.json", lambda route: route.abort())  # they come later
    new_page.goto(TOPIC)
    box(new_page).fill(query)
    expect(hits(new_page).first).to_be_visible()
    files = {"assets/search/box.js", *(file for file in requested if "search/" in file)}
    needed = (site.file(file) for file in files if not file.endswith("-pages.json"))
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in needed) <= most


def test_hand_written_pages_join_the_tasks_once_these_are_shown(new_page: Page) -> None:
    with held_back(new_page, "**/search/*-pages.json"):
        search(new_page, "公告栏")
        expect(hits(new_page).first).to_be_visible()
        expect(status(new_page)).to_have_text(re.compile("项任务$"))
    expect(status(new_page)).to_have_text(re.compile("项任务、1 个页面$"))
