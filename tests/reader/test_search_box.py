"""The search box as a reader meets it: typed, pasted, composed; by mouse, keyboard and voice."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from tests.reader.accessibility import violations_in
from tests.reader.slow_network import held_back
from tests.site_support import (
    PHONE,
    SCHEMES,
    WIDE,
    BuiltSite,
    OpenPage,
    copy_project,
    open_pages,
    read_table,
    serve,
    settle,
)

pytestmark = pytest.mark.browser

TOPIC = "2022/juece-gongkai/"
INDEX = "**/search/*.json"
HOSTILE = '<img src=x onerror="document.title=1">&amp;{{ 7*7 }}`*_'


@pytest.fixture
def page(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    with open_page(is_kept=True, base_url=site_url, viewport=WIDE) as page:
        yield page


@pytest.fixture
def new_page(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    """For tests that change more of a page than the next address puts right."""
    with open_page(base_url=site_url, viewport=WIDE) as page:
        yield page


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def hits(page: Page) -> Locator:
    return page.get_by_role("option")


def ways_on(page: Page) -> Locator:
    """The links that a reader sees where nothing is found."""
    return page.locator(".wp-search__none a:visible")


def search(page: Page, query: str, address: str = TOPIC) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type(query)


@pytest.mark.parametrize(
    ("query", "said", "first"),
    [
        ("草案解读", "找到 1 项任务", "探索政策预公开阶段解读"),
        ("10月底前", "找到 2 项任务", "探索政策预公开阶段解读"),
        ("juecegongkai", "找到 5 项任务，按拼音匹配", "继续实行重大行政决策事项目录管理"),
        ("審查", "找到 3 项任务", "继续施行依申请转主动公开常态化审查机制"),
    ],
)
def test_typed_words_are_found(page: Page, query: str, said: str, first: str) -> None:
    search(page, query)
    expect(status(page)).to_have_text(said)
    expect(hits(page).first).to_contain_text(first)


def test_a_hit_shows_number_topic_departments_deadline_and_marks(page: Page) -> None:
    search(page, "10月底前")
    hit = hits(page).first
    for part in (
        "39",
        "主题 政策解读",
        "责任处室 相关处室",
        "协助处室 宣传处、传媒中心、法规处、办公室",
    ):
        expect(hit).to_contain_text(part)
    expect(hit.locator("mark")).to_have_text("10月底前")


def test_pinyin_marks_the_characters_it_stands_for(page: Page) -> None:
    search(page, "caoanjiedu")
    expect(hits(page).first.locator("mark")).to_have_text("草案解读")


def test_a_hit_leads_to_the_task_highlighted_on_its_topic_page(page: Page) -> None:
    search(page, "草案解读")
    expect(hits(page)).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/2022/zhengce-jiedu/#task-39")
    task = page.locator("#task-39")
    expect(task).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').id") == "task-39"


def test_a_hit_on_the_page_shown_closes_the_box(page: Page) -> None:
    search(page, "公众代表列席我局")
    hits(page).first.click()
    page.wait_for_url("**/2022/juece-gongkai/**#task-55")
    expect(hits(page).first).to_be_hidden()
    expect(page.locator("#task-55")).to_be_in_viewport()


def test_arrows_choose_a_hit_and_say_so(page: Page) -> None:
    search(page, "养老")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(hits(page)).to_have_count(5)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert active is not None
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    expect(page.locator(f"#{active}")).to_contain_text("28")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(hits(page).last).to_have_attribute("aria-selected", "true")


def test_escape_closes_and_leaves_no_query_in_the_address(page: Page) -> None:
    search(page, "养老")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(hits(page)).to_have_count(0)
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    assert "q=" not in page.url


def test_an_address_with_a_query_opens_its_search(page: Page) -> None:
    search(page, "养老")
    expect(hits(page)).to_have_count(5)
    address = page.url
    assert "?q=" in address
    page.goto("about:blank")
    page.goto(address)
    expect(hits(page)).to_have_count(5)
    expect(page.get_by_role("combobox")).to_have_value("养老")


def test_the_home_page_leads_into_the_search(page: Page) -> None:
    page.goto("")
    page.get_by_role("link", name="搜索任务、处室或时间").click()
    expect(page.get_by_role("combobox")).to_be_focused()
    page.goto("")
    page.get_by_role("link", name="养老", exact=True).click()
    expect(hits(page)).to_have_count(5)


def test_pasted_text_is_searched(open_page: OpenPage, site_url: str) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with open_page(base_url=site_url, permissions=permissions) as page:
        page.goto(TOPIC)
        page.evaluate("navigator.clipboard.writeText('“一网通办”平台')")
        page.keyboard.press("/")
        page.keyboard.press("Control+V")
        expect(hits(page).first).to_contain_text("一网通办")


def test_composing_waits_for_the_word_and_keeps_the_keys(new_page: Page) -> None:
    new_page.goto(TOPIC)
    new_page.keyboard.press("/")
    expect(status(new_page)).to_contain_text("输入词语")
    keyboard = new_page.context.new_cdp_session(new_page)
    for typed in ("z", "zh", "zhong"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
    # While an input method composes, Enter and the arrows are its own.
    new_page.evaluate(
        """() => {
          for (const key of ['Enter', 'ArrowDown', 'Escape']) {
            const about = {key, isComposing: true, bubbles: true, cancelable: true};
            const event = new KeyboardEvent('keydown', about);
            if (!document.activeElement.dispatchEvent(event)) throw new Error(key);
          }
        }"""
    )
    expect(status(new_page)).to_contain_text("输入词语")
    expect(hits(new_page)).to_have_count(0)
    keyboard.send("Input.insertText", {"text": "重大行政决策"})
    expect(hits(new_page).first).to_contain_text("重大行政决策")
    assert new_page.url.endswith("%86%B3%E7%AD%96")


def test_words_typed_while_the_index_loads_are_not_lost(new_page: Page) -> None:
    held: list[Route] = []
    new_page.route("**/search/*.json", lambda route: held.append(route))
    with new_page.expect_request("**/search/*.json"):
        search(new_page, "草案解读")
    expect(status(new_page)).to_have_text("正在准备搜索……")
    held[0].continue_()
    expect(hits(new_page)).to_have_count(1)


def test_words_typed_before_any_script_are_not_lost(new_page: Page) -> None:
    held: list[Route] = []
    new_page.route("**/search/box.js", lambda route: held.append(route))
    new_page.goto(TOPIC, wait_until="commit")
    new_page.locator("#wp-query").click()
    new_page.keyboard.type("草案解读")
    held[0].continue_()
    expect(hits(new_page)).to_have_count(1)


def test_enter_waits_for_the_hits_of_what_is_typed(new_page: Page) -> None:
    search(new_page, "养老")
    expect(hits(new_page)).not_to_have_count(0)
    held: list[Route] = []
    new_page.route("**/search/*-readings.json", lambda route: held.append(route))
    with new_page.expect_request("**/search/*-readings.json"):
        new_page.locator("#wp-query").fill("caoanjiedu")
    new_page.keyboard.press("Enter")
    held[0].continue_()
    new_page.wait_for_url("**/2022/*/#task-39")


def test_a_failed_load_is_said_and_tried_again(new_page: Page) -> None:
    new_page.route("**/search/*.json", lambda route: route.abort())
    search(new_page, "草案")
    expect(status(new_page)).to_contain_text("搜索没有准备好")
    new_page.unroute("**/search/*.json")
    new_page.keyboard.type("解读")
    expect(hits(new_page)).to_have_count(1)


def test_nothing_is_loaded_before_the_box_is_used(new_page: Page) -> None:
    requested: list[str] = []
    new_page.on("request", lambda request: requested.append(request.url))
    new_page.goto(TOPIC)
    new_page.wait_for_load_state("networkidle")
    assert not [url for url in requested if "matcher" in url or url.endswith(".json")]


def test_only_what_the_query_needs_is_loaded(new_page: Page) -> None:
    requested: list[str] = []
    new_page.on("request", lambda request: requested.append(request.url.split("/search/")[-1]))

    def added(query: str, said: str) -> set[str]:
        requested.clear()
        new_page.get_by_role("combobox").fill(query)
        expect(status(new_page)).to_contain_text(said)
        return {file for file in requested if "/" not in file}

    new_page.goto(TOPIC)
    with new_page.expect_request("**/search/*-pages.json"):  # they follow when the tasks are shown
        assert added("草案解读", "找到 1 项任务") >= {"panel.js", "2022.json"}
    assert added("caoanjiedu", "按拼音匹配") == {"2022-readings.json", "pinyin.js"}
    assert added("審查機制", "找到") == {"2022-variants.json"}
    assert added("决策操案", "近似结果") == {"near.js"}
    assert added("小龙虾", "没有找到") == set()


@pytest.mark.parametrize(
    ("query", "most"),
    [("草案解读", 14_000), ("caoanjiedu", 16_500), ("cajd", 16_500), ("審查機制", 16_500)],
)
def test_little_is_loaded_before_the_first_result(
    new_page: Page, site: BuiltSite, query: str, most: int
) -> None:
    requested: list[str] = []
    new_page.on("request", lambda request: requested.append(urlsplit(request.url).path.lstrip("/")))
    new_page.route("**/search/*-pages.json", lambda route: None)  # comes later, or not at all
    new_page.goto(TOPIC)
    new_page.get_by_role("combobox").fill(query)
    expect(hits(new_page).first).to_be_visible()
    files = {"assets/search/box.js", *(file for file in requested if "search/" in file)}
    needed = (site.file(file) for file in files if not file.endswith("-pages.json"))
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in needed) <= most


def test_hand_written_pages_join_the_tasks_once_these_are_shown(new_page: Page) -> None:
    held: list[Route] = []
    new_page.route("**/search/*-pages.json", lambda route: held.append(route))
    with new_page.expect_request("**/search/*-pages.json"):
        search(new_page, "栏目")
        expect(hits(new_page).first).to_be_visible()
    expect(status(new_page)).to_have_text(re.compile("项任务$"))
    held[0].continue_()
    expect(status(new_page)).to_have_text(re.compile("项任务、1 个页面$"))


def test_an_empty_result_names_the_query_and_offers_ways_on(page: Page) -> None:
    search(page, "地铁线路图")
    expect(status(page)).to_have_text("没有找到“地铁线路图”")
    expect(ways_on(page)).to_have_count(13)
    page.locator(".wp-search__none").get_by_role("link", name="政策解读").click()
    page.wait_for_url("**/2022/zhengce-jiedu/")


def test_the_ways_on_are_reached_by_keyboard(page: Page) -> None:
    for leave in ("Escape", "Shift+Tab"):
        search(page, "地铁线路图")
        expect(ways_on(page)).to_have_count(13)
        if leave == "Escape":
            page.keyboard.press("Tab")
            expect(ways_on(page).first).to_be_focused()
            expect(ways_on(page)).to_have_count(13)
        page.keyboard.press(leave)
        expect(ways_on(page)).to_have_count(0)


@pytest.mark.parametrize("keys", ["Tab", "Tab Tab"])
@pytest.mark.parametrize("query", ["地铁线路图", "草案解读"])
def test_tab_pressed_before_the_result_leads_to_it(new_page: Page, query: str, keys: str) -> None:
    box = new_page.get_by_role("combobox")
    with held_back(new_page, INDEX):
        search(new_page, query)
        for key in keys.split():
            new_page.keyboard.press(key)
        expect(box).to_be_focused()
        expect(status(new_page)).to_be_visible()
    if query == "草案解读":
        expect(hits(new_page).first).to_have_attribute("aria-selected", "true")
        expect(box).to_be_focused()
    else:
        expect(ways_on(new_page).first).to_be_focused()


def test_tab_pressed_before_the_result_does_not_interrupt_what_is_typed_next(
    new_page: Page,
) -> None:
    with held_back(new_page, INDEX):
        search(new_page, "地铁")
        new_page.keyboard.press("Tab")
        new_page.keyboard.press("Control+A")
        new_page.keyboard.type("草案解读")
    expect(hits(new_page)).to_have_count(1)
    expect(new_page.get_by_role("combobox")).to_have_value("草案解读")
    expect(new_page.get_by_role("combobox")).to_be_focused()


@pytest.mark.parametrize("key", ["Shift+Tab", "Escape"])
def test_the_box_can_be_left_before_the_result(new_page: Page, key: str) -> None:
    with held_back(new_page, INDEX):
        search(new_page, "地铁线路图")
        new_page.keyboard.press("Tab")
        new_page.keyboard.press(key)
        expect(status(new_page)).not_to_be_in_viewport()
    expect(new_page.get_by_role("combobox")).not_to_be_focused()


def test_tab_leaves_the_box_where_the_result_did_not_come(new_page: Page) -> None:
    new_page.route("**/search/*.json", lambda route: route.abort())
    search(new_page, "草案")
    new_page.keyboard.press("Tab")
    expect(status(new_page)).to_contain_text("搜索没有准备好")
    expect(new_page.get_by_role("combobox")).to_be_focused()
    new_page.keyboard.press("Tab")
    expect(new_page.get_by_role("combobox")).not_to_be_focused()


def test_near_results_are_labelled(page: Page) -> None:
    search(page, "决策操案")
    expect(status(page)).to_contain_text("近似结果")
    expect(hits(page).first).to_contain_text("决策草案")


def test_hand_written_pages_are_found(page: Page) -> None:
    search(page, "固定的网址")
    expect(status(page)).to_have_text("找到 1 个页面")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guanyu/")


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("全部任务", "2022/"),
        ("责任处室", "2022/chushi/"),
        ("时间节点", "2022/shijian/"),
        ("图示", "2022/tushi/"),
        ("数据开放", "data/2022/"),
    ],
)
def test_the_overviews_of_the_plan_are_found(page: Page, title: str, address: str) -> None:
    search(page, title)
    page.get_by_role("option", name=re.compile(f"^{title}")).click()
    page.wait_for_url(f"**/{address}")


def test_a_task_of_that_name_comes_before_an_overview(page: Page) -> None:
    search(page, "数据开放")
    expect(status(page)).to_contain_text("个页面")
    expect(hits(page).first).to_contain_text("推进公共数据开放")


def test_an_overview_is_found_by_what_it_offers(page: Page) -> None:
    search(page, "下载 表格")
    expect(hits(page)).to_contain_text(["数据开放"])


def test_many_hits_are_drawn_as_the_reader_gets_there(page: Page) -> None:
    search(page, "全年")
    expect(status(page)).to_contain_text("项任务")
    drawn = hits(page).count()
    page.keyboard.press("ArrowUp")
    expect(hits(page).last).to_have_attribute("aria-selected", "true")
    assert hits(page).count() > drawn


def test_another_query_shows_its_hits_from_the_first_on(page: Page) -> None:
    search(page, "全年")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(hits(page).last).to_be_in_viewport()
    page.get_by_role("combobox").fill("公开")
    expect(hits(page).first).to_be_in_viewport()


def test_search_works_under_a_sub_path(open_page: OpenPage, sub_path_url: str) -> None:
    with open_page(base_url=sub_path_url, viewport=WIDE) as page:
        search(page, "草案解读")
        expect(hits(page)).to_have_count(1)
        page.keyboard.press("Enter")
        page.wait_for_url("**/zwgk/plan/2022/zhengce-jiedu/#task-39")


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_without_scripts_the_box_leads_to_the_whole_table(
    open_page: OpenPage, site_url: str, size: ViewportSize
) -> None:
    with open_page(base_url=site_url, java_script_enabled=False, viewport=size) as page:
        page.goto(TOPIC)
        if size == PHONE:
            page.locator("label.md-header__button[for=__search]").click()
        page.locator("#wp-query").click()
        page.keyboard.type("养老")
        page.keyboard.press("Enter")
        page.wait_for_url("**/2022/?q=*")


@pytest.mark.parametrize("query", ["养老", "地铁线路图"])
def test_no_accessibility_violation_while_searching(
    open_page: OpenPage, site_url: str, query: str
) -> None:
    windows = (
        {"viewport": viewport, "color_scheme": scheme}
        for viewport in (PHONE, WIDE)
        for scheme in SCHEMES
    )
    with open_pages(open_page, f"{site_url}{TOPIC}?q={query}", windows) as pages:
        for page in pages:
            expect(status(page)).to_contain_text("找到")
            settle(page)  # the theme fades the list in
        assert violations_in(pages) == [[]] * len(pages)


def test_hostile_text_is_shown_as_written(open_page: OpenPage, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    table = read_table()
    row = table["任务"][38]
    row["任务名称"] = row["任务内容"] = row["时间节点"] = f"特别{HOSTILE}"
    project.write_data("tasks.yaml", table)
    with serve(project.build()) as url, open_page(viewport=WIDE) as page:
        page.goto(f"{url}{TOPIC}?q=特别")
        hit = hits(page).first
        for key in ("name", "content", "deadline"):
            expect(hit.locator(f"[data-key={key}]")).to_have_text(f"特别{HOSTILE}")
        assert hit.locator("img").count() == 0
