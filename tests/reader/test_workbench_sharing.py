"""A filtered list taken along: its title, its link, its print; and the way out of an empty one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.reader.test_sharing import NO_COPYING
from tests.reader.workbench import (
    ADDRESS,
    ALL,
    NUMBERS,
    control,
    expect_shown,
    of_topic,
    rows,
    status,
    supported_by,
)
from tests.site_support import OpenPage

pytestmark = pytest.mark.browser

SITE = "示例市样板局工作要点"
QUERY = "?topic=tushu-piaoliu&sort=deadline"
CHOICES = "主题：图书漂流；排列：按时间节点"


def test_title_tells_the_choices(phone: Page) -> None:
    phone.goto(ADDRESS)
    expect(phone).to_have_title(f"全部任务 - {SITE}")
    phone.goto(ADDRESS + QUERY)
    expect(phone).to_have_title(f"{CHOICES} - 全部任务 - {SITE}")
    expect(phone.get_by_role("heading", name="全部任务", exact=True)).to_be_visible()
    phone.locator(".wp-filter__clear").click()
    expect(phone).to_have_title(f"全部任务 - {SITE}")


def test_link_to_the_list_is_copied(phone: Page, site_url: str) -> None:
    phone.goto(ADDRESS)
    button = phone.get_by_role("button", name="复制此链接")
    expect(button).to_be_hidden()
    phone.goto(f"{ADDRESS}{QUERY}#task-21")
    box = button.bounding_box()
    assert box and box["height"] >= 44
    button.click()
    expect(phone.get_by_text("链接已复制")).to_be_visible()
    assert phone.evaluate("navigator.clipboard.readText()") == f"{site_url}{ADDRESS}{QUERY}"
    phone.get_by_role("button", name="筛选").click()
    control(phone, "主题").select_option("")
    expect(phone.get_by_text("链接已复制")).to_have_count(0)


def test_link_stands_selected_where_nothing_may_be_copied(phone: Page, site_url: str) -> None:
    phone.add_init_script(NO_COPYING)
    phone.goto(ADDRESS + QUERY)
    phone.get_by_role("button", name="复制此链接").click()
    expect(phone.get_by_text("浏览器不让复制，请复制下面选中的链接")).to_be_visible()
    expect(phone.get_by_role("textbox", name="链接")).to_have_value(site_url + ADDRESS + QUERY)
    assert phone.evaluate("String(getSelection())") == site_url + ADDRESS + QUERY


def test_list_is_printed_at_a_click(phone: Page) -> None:
    phone.add_init_script("window.print = () => { window.printed = document.title; };")
    phone.goto(ADDRESS + QUERY)
    phone.get_by_role("button", name="打印").click()
    assert phone.evaluate("printed") == f"{CHOICES} - 全部任务 - {SITE}"


def test_empty_list_says_which_choice_to_drop(phone: Page) -> None:
    """Nothing in this topic is due in May; each choice alone has tasks."""
    left = len(of_topic("图书漂流"))
    phone.goto(f"{ADDRESS}?topic=tushu-piaoliu&deadline=month-5")
    expect(rows(phone)).to_have_count(0)
    expect(status(phone)).to_have_text(f"{ALL}，没有符合的。去掉“时间节点：5月”，就有 {left} 项")
    phone.get_by_role("button", name="去掉这个条件").click()
    expect_shown(phone, of_topic("图书漂流"))
    expect(phone).to_have_url(f"{phone.url.split('?')[0]}?topic=tushu-piaoliu")
    expect(phone.get_by_role("button", name="去掉这个条件")).to_be_hidden()
    expect(phone.get_by_role("region")).to_be_focused()


def test_words_are_named_where_they_are_what_hinders(phone: Page) -> None:
    phone.goto(f"{ADDRESS}?support=zhangcheng-ke&q=路灯管理")
    expect(status(phone)).to_have_text(
        f"{ALL}，没有符合的。去掉“关键词：路灯管理”，就有 {len(supported_by('章程科'))} 项"
    )
    phone.get_by_role("button", name="去掉这个条件").click()
    expect_shown(phone, supported_by("章程科"))


def test_where_no_choice_alone_hinders_all_are_to_be_cleared(phone: Page) -> None:
    phone.goto(f"{ADDRESS}?topic=jieshui-shidian&lead=laixin-ke&deadline=month-2")
    expect(status(phone)).to_have_text(f"{ALL}，没有符合的。只去掉一个条件还不够，请清除后重选")
    expect(phone.get_by_role("button", name="去掉这个条件")).to_be_hidden()


def test_without_scripts_it_is_said_that_all_is_shown(open_page: OpenPage, site_url: str) -> None:
    """The form of the search leads here, and so do the example queries of the home page."""
    with open_page(base_url=site_url, java_script_enabled=False) as page:
        page.goto("")
        page.locator(".wp-entry__examples a").first.click()
        expect(page).to_have_url(f"{site_url}{ADDRESS}?q=%E8%8A%B1%E5%9C%83")
        expect(page.get_by_text("网址里带着词语或条件的")).to_be_visible()
        expect(page.get_by_text(f"也显示全部 {len(NUMBERS)} 项")).to_be_visible()
        expect_shown(page, NUMBERS)
