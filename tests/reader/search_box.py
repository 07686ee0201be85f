"""The search box, as a reader uses and sees it."""

from playwright.sync_api import Locator, Page

TOPIC = "2031/yuanwu-gonggao/"
NOWHERE = "小龙虾"
"""A word that no task and no page has."""
HOSTILE = '<img src=x onerror="document.title=1">&amp;{{ 7*7 }}`*_'


def box(page: Page) -> Locator:
    return page.get_by_role("combobox")


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def hits(page: Page) -> Locator:
    return page.get_by_role("option")


def ways_on(page: Page) -> Locator:
    """The links that a reader sees where nothing is found."""
    return page.locator(".wp-search__none a:visible")


def search(page: Page, query: str, address: str = TOPIC) -> None:
    """Open a page, then the box by its key, and type."""
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type(query)
