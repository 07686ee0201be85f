"""The search box as a reader uses it: typed, pasted, composed; by mouse, keyboard and voice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.reader.accessibility import PAIRS, violations_in
from tests.reader.search_box import HOSTILE, NOWHERE, TOPIC, box, hits, search, status, ways_on
from tests.site_support import (
    PHONE,
    WIDE,
    OpenPage,
    copy_project,
    open_pages,
    read_table,
    serve,
    settle,
)
from tests.support import rarely

pytestmark = pytest.mark.browser

TOPICS = len(read_table()["主题"])


@pytest.mark.parametrize(
    ("query", "said", "first", "marked"),
    [
        ("草案说明", "找到 1 项任务", "探索漂流路线预公布阶段说明", "草案说明"),
        ("10月底前", "找到 2 项任务", "探索漂流路线预公布阶段说明", "10月底前"),
        ("tushupiaoliu", "找到 5 项任务，按拼音匹配", "图书漂流 · 主题，5 项", "图书漂流"),
        ("審查", "找到 2 项任务", "继续施行公告常态化审查机制", "审查"),
        *rarely(
            ("caoanshuoming", "找到 1 项任务，按拼音匹配", "探索漂流路线预公布阶段说明", "草案说明")
        ),
        ("路线操案", "近似结果，找到 1 项任务", "探索漂流路线预公布阶段说明", "路线草案"),
    ],
)
def test_typed_words_are_found_and_marked(
    page: Page, query: str, said: str, first: str, marked: str
) -> None:
    search(page, query)
    expect(status(page)).to_have_text(said)
    expect(hits(page).first).to_contain_text(first)
    expect(hits(page).first.locator("mark").first).to_have_text(marked)


def test_a_hit_shows_number_topic_departments_and_deadline(page: Page) -> None:
    search(page, "10月底前")
    for part in (
        "21",
        "主题 图书漂流",
        "责任处室 相关科室",
        "协助处室 园艺科、广播站、章程科、综合科",
        "时间节点 10月底前",
    ):
        expect(hits(page).first).to_contain_text(part)


def test_a_hit_leads_to_the_task_highlighted_on_its_topic_page(page: Page) -> None:
    search(page, "草案说明")
    expect(hits(page)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2031/tushu-piaoliu/#task-21")
    expect(page.locator("#task-21:target")).to_be_in_viewport()


def test_a_hit_on_the_page_shown_closes_the_box(page: Page) -> None:
    search(page, "年度花事总结")
    hits(page).first.click()
    page.wait_for_url("**/2031/yuanwu-gonggao/**#task-6")
    expect(hits(page)).to_have_count(0)
    expect(page.locator("#task-6")).to_be_in_viewport()


def test_arrows_choose_a_hit_and_say_so(page: Page) -> None:
    search(page, "座椅")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(hits(page)).to_have_count(4)
    for keys, place in (("ArrowDown ArrowDown", 1), ("ArrowUp ArrowUp", 3)):
        for key in keys.split():
            page.keyboard.press(key)
        expect(hits(page).nth(place)).to_have_attribute("aria-selected", "true")
        expect(page.locator("[role=option][aria-selected]")).to_have_count(1)
        hit = hits(page).nth(place).get_attribute("id") or ""
        expect(box(page)).to_have_attribute("aria-activedescendant", hit)


def test_escape_closes_and_leaves_no_query_in_the_address(page: Page) -> None:
    search(page, "座椅")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(hits(page)).to_have_count(0)
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_be_focused()
    expect(page).not_to_have_url(re.compile("q="))


def test_an_address_with_a_query_opens_its_search(page: Page) -> None:
    search(page, "座椅")
    expect(hits(page)).to_have_count(4)
    expect(page).to_have_url(re.compile(r"\?q=."))
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(hits(page)).to_have_count(4)
    expect(box(page)).to_have_value("座椅")


def test_the_home_page_leads_into_the_search(page: Page) -> None:
    page.goto("")
    page.get_by_role("link", name="搜索任务、处室或时间").click()
    expect(box(page)).to_be_focused()
    page.goto("")
    page.get_by_role("link", name="10月底前", exact=True).click()
    expect(hits(page)).to_have_count(2)


def test_pasted_text_is_searched(open_page: OpenPage, site_url: str) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with open_page(base_url=site_url, permissions=permissions) as page:
        page.goto(TOPIC)
        page.evaluate("navigator.clipboard.writeText('“一园通看”平台')")
        page.keyboard.press("/")
        page.keyboard.press("Control+V")
        expect(hits(page).first).to_contain_text("一园通看")


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
          for (const key of ['Enter', 'ArrowDown', 'Escape', 'Tab']) {
            const about = {key, isComposing: true, bubbles: true, cancelable: true};
            const event = new KeyboardEvent('keydown', about);
            if (!document.activeElement.dispatchEvent(event)) throw new Error(key);
          }
        }"""
    )
    expect(status(new_page)).to_contain_text("输入词语")
    expect(hits(new_page)).to_have_count(0)
    keyboard.send("Input.insertText", {"text": "重要路线推送"})
    expect(hits(new_page).first).to_contain_text("重要路线推送")
    expect(new_page).to_have_url(re.compile(r"\?q=%E9%87%8D.*%E9%80%81$"))


def test_an_empty_result_names_the_query_and_offers_ways_on(page: Page) -> None:
    search(page, NOWHERE)
    expect(status(page)).to_have_text(f"没有找到“{NOWHERE}”")
    expect(ways_on(page)).to_have_count(TOPICS + 1)
    ways_on(page).filter(has_text="图书漂流").click()
    page.wait_for_url("**/2031/tushu-piaoliu/")


def test_the_ways_on_are_reached_by_keyboard(page: Page) -> None:
    for leave in ("Escape", "Shift+Tab"):
        search(page, NOWHERE)
        expect(ways_on(page)).to_have_count(TOPICS + 1)
        if leave == "Escape":
            page.keyboard.press("Tab")
            expect(ways_on(page).first).to_be_focused()
        page.keyboard.press(leave)
        expect(ways_on(page)).to_have_count(0)


def test_hand_written_pages_are_found(page: Page) -> None:
    search(page, "固定的网址")
    expect(status(page)).to_have_text("找到 1 个页面")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guanyu/")


def test_the_overviews_of_the_plan_are_found(page: Page) -> None:
    for title, address in {
        "全部任务": "2031/",
        "主题": "2031/zhuti/",
        "责任处室": "2031/chushi/",
        "时间节点": "2031/shijian/",
        "图示": "2031/tushi/",
        "数据开放": "data/2031/",
    }.items():
        search(page, title)
        page.get_by_role("option", name=re.compile(f"^{title}")).click()
        page.wait_for_url(f"**/{address}")


def test_an_overview_comes_after_a_task_of_that_name_and_is_found_by_what_it_offers(
    page: Page,
) -> None:
    search(page, "数据开放")
    expect(status(page)).to_contain_text("个页面")
    expect(hits(page).first).to_contain_text("推进花圃数据开放")
    search(page, "下载 表格")
    expect(hits(page)).to_contain_text(["数据开放"])


def test_many_hits_are_drawn_as_the_reader_gets_there(page: Page) -> None:
    search(page, "科")
    expect(hits(page)).to_have_count(30)
    page.keyboard.press("ArrowUp")
    expect(hits(page).last).to_have_attribute("aria-selected", "true")
    expect(hits(page).last).to_be_in_viewport()
    expect(hits(page)).not_to_have_count(30)
    box(page).fill("公告")  # another query is shown from its first hit on
    expect(hits(page).first).to_be_in_viewport()


def test_search_works_under_a_sub_path(open_page: OpenPage, sub_path_url: str) -> None:
    with open_page(base_url=sub_path_url, viewport=WIDE) as page:
        search(page, "草案说明")
        expect(hits(page)).to_have_count(1)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/zwgk/plan/2031/tushu-piaoliu/#task-21")


def test_without_scripts_the_box_leads_to_the_whole_table(
    open_page: OpenPage, site_url: str
) -> None:
    for size in (PHONE, WIDE):
        with open_page(base_url=site_url, java_script_enabled=False, viewport=size) as page:
            page.goto(TOPIC)
            if size == PHONE:
                page.locator("label.md-header__button[for=__search]").click()
            page.locator("#wp-query").click()
            page.keyboard.type("座椅")
            page.keyboard.press("Enter")
            page.wait_for_url("**/2031/?q=*")


@pytest.mark.parametrize("windows", PAIRS)
def test_no_accessibility_violation_while_searching(
    open_page: OpenPage, site_url: str, windows: list[dict[str, Any]]
) -> None:
    # On a short page: tests/reader/test_reading.py examines the pages themselves.
    with open_pages(open_page, f"{site_url}guanyu/?q=座椅", windows) as pages:
        for query, said in (("座椅", "找到 4 项"), (NOWHERE, "没有找到")):
            for page in pages:
                box(page).fill(query)
                expect(status(page)).to_contain_text(said)
                settle(page)  # the theme fades the list in
            assert violations_in(pages) == [[]] * len(pages), query


def test_hostile_text_is_shown_as_written(open_page: OpenPage, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    table = read_table()
    row = table["任务"][20]
    row["任务名称"] = row["任务内容"] = row["时间节点"] = f"特别{HOSTILE}"
    project.write_data("tasks.yaml", table)
    with serve(project.build()) as url, open_page(viewport=WIDE) as page:
        page.goto(f"{url}{TOPIC}?q=特别")
        hit = hits(page).first
        for key in ("name", "content", "deadline"):
            expect(hit.locator(f"[data-key={key}]")).to_have_text(f"特别{HOSTILE}")
        expect(hit.locator("img")).to_have_count(0)
