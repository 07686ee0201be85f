"""The filter's choices in the address, the back button, and an index that is late or lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.reader.search_box import NOWHERE
from tests.reader.slow_network import held_back
from tests.reader.workbench import (
    ADDRESS,
    ALL,
    NUMBERS,
    control,
    expect_shown,
    of_topic,
    rows,
    shown,
    status,
    supported_by,
)
from tests.site_support import WIDE, OpenPage

pytestmark = pytest.mark.browser

INDEX = "**/search/*.json"
TOPIC = of_topic("图书漂流")
ONLY_TOPIC = f"{ALL}，当前 {len(TOPIC)} 项"
LAST = f"#task-{NUMBERS[-1]}"


def test_only_tasks_are_looked_for(new_page: Page) -> None:
    asked: list[str] = []
    new_page.on("request", lambda request: asked.append(request.url))
    new_page.goto(ADDRESS)
    control(new_page, "关键词").fill(NOWHERE)  # so all parts of the index are tried
    expect(status(new_page)).to_contain_text(f"{ALL}，没有符合的")
    assert any("-readings.json" in url for url in asked)
    assert not any("-pages.json" in url for url in asked)


def test_a_failed_load_is_said_and_tried_again(new_page: Page) -> None:
    new_page.goto(ADDRESS)
    new_page.route(INDEX, lambda route: route.abort())
    control(new_page, "主题").select_option("tushu-piaoliu")
    control(new_page, "关键词").fill("草案")
    expect(status(new_page)).to_contain_text(f"当前 {len(TOPIC)} 项。关键词没有用上")
    new_page.unroute(INDEX)
    control(new_page, "关键词").fill("草案说明")
    expect(status(new_page)).to_have_text(f"{ALL}，当前 1 项")


# The records, since the status may change again before the observer is called.
WATCH_STATUS = """(status) => {
    window.said = [];
    new MutationObserver((records) => {
        for (const { addedNodes } of records) window.said.push(addedNodes[0].data);
    }).observe(status, { childList: true });
}"""


def test_a_late_answer_does_not_undo_a_later_choice(new_page: Page) -> None:
    new_page.goto(ADDRESS)
    with held_back(new_page, INDEX):
        control(new_page, "关键词").fill("草案说明")
        expect(status(new_page)).to_have_text("正在准备搜索……")
        control(new_page, "关键词").fill("")
        expect(status(new_page)).to_have_text(ALL)
        status(new_page).evaluate(WATCH_STATUS)
    control(new_page, "关键词").fill("座椅")  # answered after the late one
    expect(status(new_page)).to_have_text(f"{ALL}，当前 4 项")
    assert new_page.evaluate("said") == [f"{ALL}，当前 4 项"]


def test_the_address_brings_a_colleague_to_the_same_list(page: Page, browser: Browser) -> None:
    page.goto(ADDRESS)
    control(page, "主题").select_option("yuanwu-gonggao")
    control(page, "责任处室").select_option("zonghe-ke")
    control(page, "排列").select_option("deadline")
    control(page, "关键词").fill("gonggao")
    expect(status(page)).to_contain_text("按拼音匹配")
    query = "?topic=yuanwu-gonggao&lead=zonghe-ke&sort=deadline&q=gonggao"
    expect(page).to_have_url(re.compile(f"{re.escape(query)}$"))

    with browser.new_context(viewport=WIDE) as colleagues:
        other = colleagues.new_page()
        other.goto(page.url)
        expect(status(other)).to_contain_text("按拼音匹配")
        expect_shown(other, shown(page))
        expect(control(other, "责任处室")).to_have_value("zonghe-ke")
        expect(control(other, "关键词")).to_have_value("gonggao")
        expect(other.locator("#wp-hits")).to_be_hidden()  # the site's search stays closed


MOST_ROWS = """() => {
    const body = document.querySelector('.wp-plan tbody');
    window.most = 0;
    const look = () => {
        const isHidden = getComputedStyle(body).visibility === 'hidden';
        const count = isHidden ? 0 : body.querySelectorAll('tr:not([hidden])').length;
        window.most = Math.max(window.most, count);
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.mark.parametrize(
    ("query", "answer"),
    [("topic=tushu-piaoliu", len(TOPIC)), ("q=草案说明", 1), ("topic=no-such", len(NUMBERS))],
)
def test_a_filtered_link_never_shows_the_whole_list_first(
    new_page: Page, query: str, answer: int
) -> None:
    with held_back(new_page, "**/filter/filter.js"):
        new_page.goto(f"{ADDRESS}?{query}", wait_until="commit")
        expect(new_page.locator(LAST)).to_be_attached()
        expect(rows(new_page)).to_have_count(0)
        new_page.evaluate(MOST_ROWS)
    expect(rows(new_page)).to_have_count(answer)
    assert new_page.evaluate("most") <= answer


@pytest.mark.parametrize("script", ["filter/filter.js", "filter/rows.js"])
def test_a_filtered_link_shows_the_whole_list_where_the_filter_fails(
    new_page: Page, script: str
) -> None:
    new_page.route(f"**/{script}", lambda route: route.abort())
    new_page.goto(f"{ADDRESS}?topic=tushu-piaoliu")
    expect_shown(new_page, NUMBERS)


def test_a_filtered_link_shows_the_whole_list_where_the_filter_does_not_come(
    new_page: Page,
) -> None:
    new_page.clock.install()
    with held_back(new_page, "**/filter/filter.js", is_lost=True):
        new_page.goto(f"{ADDRESS}?topic=tushu-piaoliu", wait_until="commit")
        expect(new_page.locator(LAST)).to_be_attached()
        expect(rows(new_page)).to_have_count(0)
        new_page.clock.fast_forward(6_000)
        expect_shown(new_page, NUMBERS)


def test_the_back_button_undoes_one_choice_or_one_typed_text_at_a_time(page: Page) -> None:
    page.goto(ADDRESS)
    control(page, "主题").select_option("tushu-piaoliu")
    expect(status(page)).to_have_text(ONLY_TOPIC)
    control(page, "关键词").press_sequentially("草案说明")
    expect(status(page)).to_have_text(f"{ALL}，当前 1 项")
    page.go_back()
    expect(status(page)).to_have_text(ONLY_TOPIC)
    expect(control(page, "关键词")).to_have_value("")
    page.go_back()
    expect(status(page)).to_have_text(ALL)
    expect(control(page, "主题")).to_have_value("")
    page.go_forward()
    expect(status(page)).to_have_text(ONLY_TOPIC)


def test_unknown_values_in_the_address_are_ignored(page: Page) -> None:
    for odd in ("topic=nope", "deadline=%00&sort=%3Cb%3E", "lead=&q=+", "x=%E0%A4"):
        page.goto(f"{ADDRESS}?{odd}&support=zhangcheng-ke")
        expect_shown(page, supported_by("章程科"))
        expect(control(page, "主题"), odd).to_have_value("")
        control(page, "协助处室").select_option("")
        expect_shown(page, NUMBERS)


def test_the_anchor_of_a_hidden_task_shows_it(page: Page) -> None:
    page.goto(f"{ADDRESS}?topic=yuanwu-gonggao#task-21")
    expect(page.locator("#task-21")).to_be_in_viewport()
    expect(status(page)).to_have_text("为了显示第 21 项，已清除筛选条件")
    expect(page).to_have_url(re.compile("/2031/#task-21$"))

    control(page, "主题").select_option("tushu-piaoliu")
    expect(page).to_have_url(re.compile(r"\?topic=tushu-piaoliu$"))
    page.evaluate("location.hash = 'task-22'")  # among those shown: the filter stays
    expect(page.locator("#task-22")).to_be_in_viewport()
    expect_shown(page, TOPIC)
    page.evaluate("location.hash = 'task-2'")
    expect(page.locator("#task-2")).to_be_in_viewport()
    expect_shown(page, NUMBERS)


def test_works_under_a_sub_path(open_page: OpenPage, sub_path_url: str) -> None:
    with open_page(base_url=sub_path_url, viewport=WIDE) as page:
        page.goto(f"{ADDRESS}?q=caoanshuoming&topic=tushu-piaoliu")
        expect(status(page)).to_have_text(f"{ALL}，当前 1 项。关键词按拼音匹配")
        control(page, "关键词").fill("")
        page.wait_for_url(f"{sub_path_url}{ADDRESS}?topic=tushu-piaoliu")
