"""Subscribing to a calendar, and copying its address, also where the browser allows no copying."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site_support import PHONE, OpenPage

pytestmark = pytest.mark.browser

CALENDARS = {
    "2031/shijian/": "data/2031/tasks.ics",
    "2031/chushi/yuanyi-ke/": "data/2031/chushi/yuanyi-ke.ics",
    "data/2031/": "data/2031/tasks.ics",
}
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
NO_COPYING = NO_CLIPBOARD + "document.execCommand = () => false;"


def first_calendar(page: Page) -> Locator:
    return page.locator(".wp-share").first


@pytest.mark.parametrize(("address", "file"), CALENDARS.items())
def test_calendar_is_subscribed_to_and_copied(
    phone: Page, site_url: str, address: str, file: str
) -> None:
    """The site has no address of its own: the links are those of the page's server."""
    phone.goto(address)
    place = first_calendar(phone)
    link, button = place.get_by_role("link", name="订阅"), place.get_by_role("button")
    expect(link).to_have_attribute("href", (site_url + file).replace("http:", "webcal:"))
    for target in (link, button):
        box = target.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44
    button.click()
    expect(place.get_by_role("status")).to_have_text("网址已复制")
    assert phone.evaluate("navigator.clipboard.readText()") == site_url + file


def test_published_address_is_copied(open_page: OpenPage, sub_path_url: str) -> None:
    with open_page(base_url=sub_path_url, viewport=PHONE, permissions=["clipboard-read"]) as page:
        page.goto("2031/shijian/")
        first_calendar(page).get_by_role("button").click()
        expect(first_calendar(page).get_by_role("status")).to_have_text("网址已复制")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == "https://www.example.test/zwgk/plan/data/2031/tasks.ics"


def test_every_calendar_says_whose_it_is(phone: Page) -> None:
    phone.goto("data/2031/")
    buttons = phone.locator("article").get_by_role("button")
    expect(buttons.first).to_be_visible()
    names = buttons.all_inner_texts()
    assert len(names) > 10 and len(set(names)) == len(names)


def test_copies_without_a_clipboard(phone: Page, site_url: str) -> None:
    phone.add_init_script(NO_CLIPBOARD)
    phone.goto("2031/shijian/")
    place = first_calendar(phone)
    place.get_by_role("button").click()
    expect(place.get_by_role("status")).to_have_text("网址已复制")
    expect(place.get_by_role("textbox")).to_have_count(0)
    expect(place.get_by_role("button")).to_be_focused()


def test_shows_the_address_where_nothing_may_be_copied(phone: Page, site_url: str) -> None:
    phone.add_init_script(NO_COPYING)
    phone.goto("2031/shijian/")
    place = first_calendar(phone)
    for _ in range(2):
        place.get_by_role("button").click()
        expect(place.get_by_role("status")).to_have_text("浏览器不让复制，请复制下面选中的网址")
        field = place.get_by_role("textbox", name="网址")
        expect(field).to_have_value(f"{site_url}data/2031/tasks.ics")
        expect(field).to_be_focused()
        assert phone.evaluate("String(getSelection())") == f"{site_url}data/2031/tasks.ics"


def test_without_scripts_the_file_is_linked(open_page: OpenPage, site_url: str) -> None:
    with open_page(base_url=site_url, java_script_enabled=False) as page:
        for address in CALENDARS:
            page.goto(address)
            expect(page.locator("a[type='text/calendar']").first).to_be_visible()
            expect(page.locator("article").get_by_role("button")).to_have_count(0)
