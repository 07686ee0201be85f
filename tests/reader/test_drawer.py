"""The menu on a phone: it leads everywhere, from every kind of page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.reader.accessibility import violations
from tests.site_support import PHONE, SCHEMES, OpenPage, Scheme, settle
from tests.support import rarely

pytestmark = pytest.mark.browser

TOPIC = "2031/tushu-piaoliu/"
PAGES = (TOPIC, *rarely("", "no/such/page"))
DESTINATIONS = {
    ("主题",): "2031/zhuti/",
    ("主题", "节水试点"): "2031/jieshui-shidian/",
    ("责任处室", "导览科"): "2031/chushi/daolan-ke/",
    ("时间节点",): "2031/shijian/",
    ("关于本站",): "guanyu/",
}
LEVELS = 3
FIRST_ON_TOP = """all => all.findIndex((it) => {
    it.scrollIntoView({ block: 'nearest' });
    const box = it.getBoundingClientRect();
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return it.contains(there);
})"""


@pytest.fixture
def page(open_page: OpenPage) -> Iterator[Page]:
    with open_page(is_kept=True, viewport=PHONE, reduced_motion="reduce") as page:
        yield page


def open_drawer(page: Page) -> Locator:
    drawer = page.locator(".md-sidebar--primary")
    if not page.is_checked("#__drawer"):
        page.click(".md-header label[for=__drawer]")
        expect(page.locator("#__drawer")).to_be_checked()
        settle(page)
    box = drawer.bounding_box()
    assert box and box["x"] == 0
    return drawer


def in_sight(candidates: Locator) -> Locator | None:
    """The first element that a finger can touch: on the screen, and not under another level."""
    index = candidates.evaluate_all(FIRST_ON_TOP)
    return None if index < 0 else candidates.nth(index)


def find_in_drawer(page: Page, drawer: Locator, name: str) -> Locator:
    """The item of that name, which may stand a level or two up."""
    items = drawer.locator("li > a, li > label, li > div > a, li > div > label")
    exactly = re.compile(rf"^\s*{name}\s*$")
    for _ in range(LEVELS):
        if item := in_sight(items.filter(has_text=exactly)):
            return item
        if up := in_sight(drawer.locator("label.md-nav__title:not([for=__drawer])")):
            up.click()
            settle(page)
    pytest.fail(f"no {name} in the menu")


def go(page: Page, names: tuple[str, ...]) -> None:
    """Touch one name after the other; a section that leads to its first page opens there."""
    for name in names:
        item = find_in_drawer(page, open_drawer(page), name)
        leads_to = item.evaluate("item => item.href")
        item.click()
        if leads_to:
            page.wait_for_url(leads_to)
        settle(page)


@pytest.mark.parametrize("address", PAGES)
def test_menu_leads_everywhere(page: Page, site_url: str, address: str) -> None:
    for names, destination in DESTINATIONS.items():
        page.goto(site_url + address)
        go(page, names)
        expect(page).to_have_url(site_url + destination)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_open_menu_is_accessible(open_page: OpenPage, site_url: str, scheme: Scheme) -> None:
    with open_page(viewport=PHONE, reduced_motion="reduce", color_scheme=scheme) as page:
        page.goto(site_url + TOPIC)
        open_drawer(page)

        assert violations(page) == []


def test_menu_is_opened_from_the_keyboard(page: Page, site_url: str) -> None:
    page.goto(site_url + TOPIC)
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.md-header [for=__drawer]')"):
            break
    else:
        pytest.fail("the Tab key does not reach the menu's button")
    page.keyboard.press("Enter")

    expect(page.locator("#__drawer")).to_be_checked()

    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('.md-sidebar--primary')")
        expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#__drawer")).not_to_be_checked()
    expect(page.get_by_role("button", name="菜单")).to_be_focused()
