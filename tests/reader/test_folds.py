"""Tasks without a date on the page of deadlines: folded away, and there when they are needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.reader.paper import printed, stands_in, texts
from tests.site_support import WIDE, OpenPage, read_table

pytestmark = pytest.mark.browser

ADDRESS = "2031/shijian/"
ALL_YEAR = [row for row in read_table()["任务"] if row.get("时间节点") == "全年"]


def test_tasks_of_the_whole_year_are_folded_until_they_are_wanted(
    open_page: OpenPage, site_url: str
) -> None:
    with open_page(base_url=site_url, viewport=WIDE) as page:
        page.goto(ADDRESS)
        tasks = page.locator(".wp-fold .wp-brief")
        expect(page.get_by_role("heading", name=f"全年（{len(ALL_YEAR)} 项）")).to_be_visible()
        expect(tasks.first).not_to_be_visible()
        page.get_by_text(f"按主题看这 {len(ALL_YEAR)} 项").click()
        expect(tasks.first).to_be_visible()
        expect(tasks).to_have_count(len(ALL_YEAR))


def test_a_link_to_the_whole_year_opens_it(open_page: OpenPage, site_url: str) -> None:
    with open_page(base_url=site_url, viewport=WIDE) as page:
        page.goto(f"{ADDRESS}#all-year")
        expect(page.locator(".wp-fold .wp-brief").first).to_be_visible()
        page.goto(ADDRESS)
        page.locator(".wp-year__rest a").first.click()
        expect(page.locator(".wp-fold .wp-brief").first).to_be_visible()


def test_without_scripts_nothing_is_folded(open_page: OpenPage, site_url: str) -> None:
    with open_page(base_url=site_url, java_script_enabled=False) as page:
        page.goto(ADDRESS)
        expect(page.locator(".wp-fold .wp-brief").first).to_be_visible()


def test_all_is_printed(open_page: OpenPage, site_url: str) -> None:
    text = "".join(texts(printed(open_page, site_url + ADDRESS)))
    for row in ALL_YEAR:
        assert stands_in(row["任务内容"], text), row["序号"]
    assert "按主题看" not in text and "订阅" not in text
