"""What a reader sees of what has become of tasks, and how it is filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.reader.accessibility import PAIRS, violations_in
from tests.reader.paper import A4, printed, sizes, stands_in, texts
from tests.reader.search_box import hits, search
from tests.reader.workbench import control, expect_shown, status
from tests.site.test_progress import build_told
from tests.site_support import (
    WIDE,
    OpenPage,
    open_pages,
    serve,
    settle,
)
from tests.support import rarely

pytestmark = pytest.mark.browser

PAGES = (
    "2020/huamu/",
    "2020/luoshi/",
    "2020/huitoukan/",
    *rarely("", "2020/", "2020/shijian/", "2020/tushi/"),
)
DAY = "2020-07-15T12:00:00Z"


@pytest.fixture(scope="module")
def told_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(build_told(tmp_path_factory.mktemp("progress"))) as url:
        yield url


@pytest.fixture
def told(open_page: OpenPage, told_url: str) -> Iterator[Page]:
    with open_page(base_url=told_url, viewport=WIDE) as page:
        page.clock.set_fixed_time(DAY)
        yield page


def test_overdue_is_told_on_the_readers_day(told: Page) -> None:
    """Test that a task that is done or withdrawn is never overdue."""
    told.goto("2020/luoshi/")
    due = told.get_by_role("list").filter(has_text="养树").get_by_role("listitem")
    expect(due.filter(has_text="养树")).to_contain_text("已逾期")
    expect(due.filter(has_text="养树")).not_to_contain_text("完成情况未公布")
    expect(due.filter(has_text="修剪")).to_contain_text("已逾期，完成情况未公布")
    told.goto("2020/")
    expect(told.locator("#task-1, #task-5")).to_have_count(2)
    for task in ("#task-1", "#task-5"):
        expect(told.locator(task).locator(".wp-due__state")).to_have_count(0)
    told.clock.set_fixed_time("2020-06-30T12:00:00Z")
    told.goto("2020/")
    expect(told.locator("#task-2")).to_contain_text("今天到期")


def test_all_tasks_are_filtered_and_sorted_by_what_became_of_them(told: Page) -> None:
    told.goto("2020/")
    choice = control(told, "落实情况")
    expect(choice.locator("option")).to_have_text(
        [
            "不限",
            "推进中（1 项）",
            "已完成（1 项）",
            "持续推进（1 项）",
            "已调整（1 项）",
            "未公布（1 项）",
        ]
    )
    choice.select_option("已完成（1 项）")
    expect_shown(told, [1])
    expect(status(told)).to_have_text("共 6 项，当前 1 项")
    expect(told).to_have_url(told.url.split("?")[0] + "?status=done")
    choice.select_option("")
    control(told, "排列").select_option("按落实情况")
    expect_shown(told, [2, 1, 4, 6, 3, 5])


def test_search_finds_what_became_of_tasks(told: Page) -> None:
    search(told, "种树的报道", "2020/huamu/")
    expect(hits(told)).to_have_count(1)
    expect(hits(told)).to_contain_text("落实情况 已完成 2020-09-20 种了100棵 种树的报道")


def test_earlier_entries_open_with_the_keyboard(told: Page) -> None:
    told.goto("2020/huamu/")
    earlier = told.locator("#task-1").get_by_text("种了40棵")
    expect(earlier).to_be_hidden()
    told.locator("#task-1 summary").focus()
    told.keyboard.press("Enter")
    expect(earlier).to_be_visible()
    expect(told.locator("#task-1").get_by_role("link", name="种树的报道")).to_be_visible()


def test_reports_are_printed_with_their_sources(open_page: OpenPage, told_url: str) -> None:
    document = printed(open_page, told_url + "2020/huitoukan/")
    text = "".join(texts(document))
    assert sizes(document) == {A4} and len(document.pages) <= 3
    for wanted in (
        "“种树”已完成：种了100棵。〔第1项，2020年9月20日〕",
        "没有公布情况或者没有依据的任务（4项）",
    ):
        assert stands_in(wanted, text)
    assert "目录" not in text and "回到顶部" not in text


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("windows", PAIRS)
def test_no_accessibility_violation(
    open_page: OpenPage, told_url: str, windows: list[dict[str, Any]], address: str
) -> None:
    with open_pages(open_page, told_url + address, windows) as pages:
        for page in pages:
            expect(page.locator(".wp-status--done").first).to_be_visible()
            settle(page)
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert violations_in(pages) == [[]] * len(pages)
