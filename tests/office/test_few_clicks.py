"""What citizens come for takes three clicks at most on a phone, from the home page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site_support import PHONE, OpenPage

pytestmark = pytest.mark.browser
MOST = 3


@dataclass
class Citizen:
    """A reader on the home page, whose clicks are counted. Typing is no click."""

    page: Page
    clicks: int = 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def press_enter(self) -> None:
        """On a phone, the key 搜索 of its keyboard."""
        self.clicks += 1
        self.page.keyboard.press("Enter")

    def choose_in_menu(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name="菜单"))
        self.click(self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True))

    def search(self, words: str) -> None:
        self.click(self.page.get_by_role("link", name="搜索任务、处室或时间"))
        self.page.keyboard.type(words)
        expect(self.page.get_by_role("option").first).to_be_visible()


@pytest.fixture
def citizen(open_page: OpenPage, office_url: str) -> Iterator[Citizen]:
    permissions = ["clipboard-read", "clipboard-write"]
    with open_page(base_url=office_url, viewport=PHONE, permissions=permissions) as page:
        page.add_init_script("window.print = () => { window.isPrinted = true; };")
        page.goto("")
        citizen = Citizen(page)
        yield citizen
    assert 0 < citizen.clicks <= MOST


def test_tasks_of_the_main_office_due_in_september(citizen: Citizen) -> None:
    citizen.search("办公室")
    citizen.click(citizen.page.get_by_role("option").first)
    dates = citizen.page.locator(".wp-dated > li").filter(has_text="9月")
    expect(dates).not_to_have_count(0)
    expect(dates.first).to_be_visible()


def test_what_a_department_leads(citizen: Citizen) -> None:
    citizen.search("养老处")
    citizen.click(citizen.page.get_by_role("option").first)
    citizen.page.wait_for_url(re.compile("/2022/chushi/yanglao-chu/"))
    expect(citizen.page.get_by_role("heading", name="牵头 5 项")).to_be_visible()


def test_share_a_filtered_list(citizen: Citizen) -> None:
    citizen.search("养老")
    citizen.press_enter()
    citizen.click(citizen.page.get_by_role("button", name="复制此链接"))
    expect(citizen.page.get_by_text("链接已复制")).to_be_visible()


def test_subscribe_to_a_calendar(citizen: Citizen) -> None:
    citizen.choose_in_menu("时间节点")
    subscribe = citizen.page.locator("article").get_by_role("link", name="订阅").first
    expect(subscribe).to_have_attribute("href", re.compile(r"^webcal:.*/data/2022/tasks\.ics$"))
    citizen.click(subscribe)


def test_print_the_table(citizen: Citizen) -> None:
    citizen.choose_in_menu("全部任务")
    citizen.click(citizen.page.get_by_role("button", name="打印"))
    assert citizen.page.evaluate("window.isPrinted")
