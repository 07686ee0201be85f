"""The whole table as a workbench: filtered, sorted, searched, printed."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.reader.accessibility import violations_in
from tests.reader.paper import plain, printed, stands_in, texts
from tests.reader.search_box import HOSTILE, NOWHERE
from tests.reader.workbench import (
    ADDRESS,
    ALL,
    NUMBERS,
    ROWS,
    choices,
    control,
    due,
    expect_shown,
    led_by,
    of_topic,
    rows,
    shown,
    status,
    supported_by,
)
from tests.site_support import (
    PHONE,
    SCHEMES,
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

SLUGS = {unit["名称"]: unit["网址"] for unit in read_table()["处室"]}
TOPIC = of_topic("图书漂流")


@pytest.fixture
def table(page: Page) -> Page:
    page.goto(ADDRESS)
    return page


def test_each_choice_leaves_its_tasks(table: Page) -> None:
    expected = {
        ("主题", "tushu-piaoliu"): TOPIC,
        ("责任处室", "yuanyi-ke"): led_by("园艺科"),
        ("协助处室", "zhangcheng-ke"): supported_by("章程科"),
        ("时间节点", "month-6"): due("6月底前", "上半年"),
        ("时间节点", "all-year"): due("全年"),
        ("时间节点", "as-written"): due("入冬以前"),
        ("时间节点", "not-stated"): due(None),
    }
    for (label, choice), numbers in expected.items():
        assert choices(table, label)[choice].endswith(f"（{len(numbers)} 项）")
        control(table, label).select_option(choice)
        expect_shown(table, numbers)
        expect(status(table)).to_have_text(f"{ALL}，当前 {len(numbers)} 项")
        control(table, label).select_option("")
        expect_shown(table, NUMBERS)


def test_choices_are_combined_and_each_shows_how_many_tasks_it_would_leave(table: Page) -> None:
    control(table, "主题").select_option("yuanwu-gonggao")
    control(table, "责任处室").select_option("zonghe-ke")
    control(table, "关键词").fill("审查")
    expect(status(table)).to_have_text(f"{ALL}，当前 2 项")
    for label in ("主题", "责任处室", "协助处室", "时间节点"):
        before = control(table, label).input_value()
        for value, text in choices(table, label).items():
            promised = int(re.findall(r"（(\d+) 项）$", text)[0])
            option = control(table, label).locator(f"option[value={value}]")
            # A choice that would leave nothing is disabled, but still listed.
            assert option.is_enabled() == (promised > 0 or value == before), text
            if promised:
                control(table, label).select_option(value)
                expect(rows(table), text).to_have_count(promised)
        control(table, label).select_option(before)
        expect_shown(table, [2, 7])
    control(table, "责任处室").select_option("")
    control(table, "主题").select_option("")
    control(table, "时间节点").select_option("month-9")
    expect_shown(table, [row["序号"] for row in ROWS[:7] if row["时间节点"] == "9月底前"])


def test_sorted_by_deadline_department_and_number(table: Page) -> None:
    order = list(choices(table, "责任处室"))
    assert order.index("daolan-ke") < order.index("yuanyi-ke") < order.index("ge-keshi")
    control(table, "排列").select_option("department")
    # Rows of the same first department keep their order.
    expect_shown(
        table,
        [
            row["序号"]
            for row in sorted(ROWS, key=lambda row: order.index(SLUGS[row["责任处室"][0]]))
        ],
    )
    control(table, "排列").select_option("deadline")
    by_deadline = shown(table)
    control(table, "排列").select_option("")
    expect_shown(table, NUMBERS)
    expect(status(table)).to_have_text(ALL)

    table.goto("2031/shijian/")
    numbers = table.locator(".wp-brief .wp-number").all_text_contents()
    assert by_deadline == [int(re.sub(r"\D", "", number)) for number in numbers] != NUMBERS


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("草案说明", ""),
        ("caoanshuoming", "。关键词按拼音匹配"),
        *rarely(("草案說明", "")),
        ("路线操案", "。没有与关键词完全一样的，这是近似结果"),
    ],
)
def test_text_is_found_as_by_the_search(table: Page, query: str, hint: str) -> None:
    table.locator("#wp-query").fill(query)  # in one step, so that no part of it is searched
    found = table.locator("#wp-hits .wp-hit[href*='task-']:visible .wp-number")
    expect(found.first).to_be_visible()
    tasks = sorted(map(int, found.all_inner_texts()))
    table.keyboard.press("Escape")
    expect(found).to_have_count(0)
    expect(table).not_to_have_url(re.compile("q="))  # on this page it is the table's own

    control(table, "关键词").fill(query)
    expect(status(table)).to_have_text(f"{ALL}，当前 {len(tasks)} 项{hint}")
    expect_shown(table, tasks)
    assert set(marked(table)) and 21 in tasks


def marked(page: Page) -> list[str]:
    """The texts marked in the rows."""
    page.wait_for_function("() => CSS.highlights.get('wp-found').size > 0")
    found: list[str] = page.evaluate(
        """() => Array.from(CSS.highlights.get('wp-found'), (range) =>
            range.startContainer.data.slice(range.startOffset, range.endOffset))"""
    )
    return found


def test_found_words_are_marked_where_they_stand(table: Page) -> None:
    control(table, "关键词").fill("座椅")
    expect(status(table)).to_contain_text("当前")
    assert set(marked(table)) == {"座椅"}
    control(table, "关键词").fill("")
    expect(status(table)).to_have_text(ALL)
    table.wait_for_function("() => CSS.highlights.get('wp-found').size === 0")


def test_nothing_found_is_said_and_cleared(table: Page) -> None:
    control(table, "关键词").fill(NOWHERE)
    expect(status(table)).to_have_text(
        f"{ALL}，没有符合的。去掉“关键词：{NOWHERE}”，就有 {len(NUMBERS)} 项"
    )
    expect_shown(table, [])
    table.locator(".wp-filter").get_by_role("button", name="清除").click()
    expect_shown(table, NUMBERS)
    expect(table).not_to_have_url(re.compile(r"\?"))
    expect(table.get_by_role("region")).to_be_focused()


LOOKS = """(links) => [...new Set(links.map((link) => {
    const { color, opacity, textDecorationLine } = getComputedStyle(link);
    return [color, opacity, textDecorationLine].join(' ');
}))]"""


def test_a_repeated_name_looks_like_any_other_link(table: Page) -> None:
    names = [row["任务名称"] for row in ROWS]
    assert any(above == below for above, below in pairwise(names))
    assert len(table.locator("[data-label=任务名称] a").evaluate_all(LOOKS)) == 1


def test_by_keyboard_alone(table: Page) -> None:
    table.get_by_role("navigation", name="跳到主题").get_by_role("link").last.focus()
    table.keyboard.press("Tab")
    expect(control(table, "关键词")).to_be_focused()
    table.keyboard.type("公告")
    expect(status(table)).to_contain_text("当前")
    table.keyboard.press("Enter")
    expect(table).to_have_url(re.compile("q="))
    for label in ("主题", "责任处室", "协助处室", "时间节点", "排列"):
        table.keyboard.press("Tab")
        expect(control(table, label)).to_be_focused()
        expect(control(table, label)).not_to_have_css("outline-style", "none")
        if label == "主题":
            table.keyboard.press("ArrowDown")
            expect(control(table, label)).to_have_value("yuanwu-gonggao")
            expect(table).to_have_url(re.compile("topic=yuanwu-gonggao"))
    table.keyboard.press("Tab")
    table.keyboard.press("Enter")
    expect_shown(table, NUMBERS)
    table.keyboard.press("Tab")
    expect(table.locator("#task-1 :focus")).to_be_visible()


def test_on_a_phone_the_choices_fold_away(open_page: OpenPage, site_url: str) -> None:
    with open_page(base_url=site_url, viewport=PHONE) as page:
        page.goto(ADDRESS)
        expect(page.locator("#task-1 [data-label=任务名称]")).to_be_in_viewport()
        expect(control(page, "主题")).to_be_hidden()
        toggle = page.get_by_role("button", name="筛选")
        toggle.click()
        expect(toggle).to_have_attribute("aria-expanded", "true")
        control(page, "主题").select_option("tushu-piaoliu")
        expect(toggle).to_have_text("筛选（1）")
        toggle.click()
        expect(page.get_by_text("主题：图书漂流", exact=True)).to_be_visible()
        for target in page.locator(".wp-filter :is(input, select, button):visible").all():
            box = target.bounding_box()
            assert box and box["height"] >= 44 and box["width"] >= 44
        label = "cell => getComputedStyle(cell, '::before').content"
        assert page.locator("#task-18 td").nth(2).evaluate(label) == '"责任处室"'


ROOM_FOR_NAME = """(select) => {
    const pen = document.createElement('canvas').getContext('2d');
    const { font, fontSize, paddingLeft } = getComputedStyle(select);
    pen.font = font;
    const name = pen.measureText('六个字的名称').width;
    // Beside it, the browser draws its arrow and what says that the rest is cut off.
    return select.clientWidth - parseFloat(paddingLeft) - 2 * parseFloat(fontSize) - name;
}"""


def test_a_chosen_topic_of_six_characters_is_not_cut_off(new_page: Page) -> None:
    for width in (360, 768, 1024, 1280):
        new_page.set_viewport_size({"width": width, "height": 800})
        new_page.goto(f"{ADDRESS}?topic=kaifangri-huodong")
        expect(status(new_page)).to_contain_text("当前")
        if width < 700:
            new_page.get_by_role("button", name="筛选").click()
        expect(control(new_page, "主题")).to_be_visible()
        assert control(new_page, "主题").evaluate(ROOM_FOR_NAME) >= 0, width


def test_without_scripts_the_table_is_whole_and_has_no_dead_controls(
    open_page: OpenPage, site_url: str
) -> None:
    with open_page(base_url=site_url, java_script_enabled=False) as page:
        page.goto(f"{ADDRESS}?topic=tushu-piaoliu")
        expect_shown(page, NUMBERS)
        expect(page.locator(".wp-filter :visible")).to_have_count(0)


def test_the_controls_move_nothing_as_the_page_loads(browser: Browser, site_url: str) -> None:
    for viewport in (PHONE, WIDE):
        with browser.new_context(base_url=site_url, viewport=viewport) as context:
            page = context.new_page()  # with an empty cache
            page.add_init_script(
                """window.shift = 0;
                new PerformanceObserver((list) => {
                    for (const entry of list.getEntries()) window.shift += entry.value;
                }).observe({ type: 'layout-shift', buffered: true });"""
            )
            page.goto(ADDRESS)
            settle(page)
            assert page.evaluate("shift") < 0.01


def test_a_filtered_list_is_printed_with_what_it_is(open_page: OpenPage, site_url: str) -> None:
    url = f"{site_url}{ADDRESS}?topic=tushu-piaoliu&sort=deadline"
    paper = "".join(texts(printed(open_page, url)))
    assert plain("主题：图书漂流；排列：按时间节点") in paper
    assert plain(f"{ALL}，当前 {len(TOPIC)} 项") in paper
    there = [row["序号"] for row in ROWS if stands_in(row["任务内容"], paper)]
    assert there == TOPIC
    assert paper.count(plain("主题：图书漂流")) == 1
    assert plain("全部任务（主题：图书漂流；排列：按时间节点）") in paper
    for word in ("不限", "清除", "复制此链接"):
        assert word not in paper


def test_the_whole_table_is_printed_without_a_word_of_the_filter(new_page: Page) -> None:
    new_page.goto(ADDRESS)
    new_page.emulate_media(media="print")
    expect(new_page.locator(".wp-filter :visible")).to_have_count(0)


@pytest.mark.parametrize("viewport", [PHONE, *rarely(WIDE)], ids=["phone", "wide"])
def test_no_accessibility_violation_while_filtering(
    open_page: OpenPage, site_url: str, viewport: ViewportSize
) -> None:
    windows = ({"viewport": viewport, "color_scheme": scheme} for scheme in (*SCHEMES, SCHEMES[0]))
    # Few rows: tests/reader/test_reading.py examines the whole table.
    url = f"{site_url}{ADDRESS}?topic=yuanwu-gonggao&q=审查"
    with open_pages(open_page, url, windows) as pages:
        for page in pages:
            expect(status(page)).to_contain_text("当前")
            if viewport is PHONE:
                page.get_by_role("button", name="筛选").click()
            if page is pages[-1]:
                page.get_by_role("button", name="长辈版").click()
            settle(page)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= viewport["width"]
        assert violations_in(pages) == [[]] * len(pages)


def test_hostile_text_stays_text(open_page: OpenPage, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    table = read_table()
    for topic in table["主题"]:
        if topic["名称"] == "图书漂流":
            topic["名称"] = HOSTILE
    for row in table["任务"]:
        if row["主题"] == "图书漂流":
            row["主题"] = HOSTILE
    table["任务"][20]["任务名称"] = f"特别{HOSTILE}"
    project.write_data("tasks.yaml", table)
    with serve(project.build()) as url, open_page(viewport=WIDE) as page:
        page.goto(f"{url}{ADDRESS}?q=特别&topic=tushu-piaoliu")
        expect(status(page)).to_have_text(f"{ALL}，当前 1 项")
        expect(control(page, "主题").locator("option:checked")).to_have_text(f"{HOSTILE}（1 项）")
        expect(page.locator(".wp-filter__terms")).to_have_text(f"关键词：特别；主题：{HOSTILE}")
        expect(page.locator("#task-21 [data-label=任务名称]")).to_have_text(f"特别{HOSTILE}")
        expect(page.locator(".md-content img")).to_have_count(0)
        expect(page).not_to_have_title("1")
