"""The modes that a reader may choose: larger for older readers, and dark; and less motion."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.site_support import PHONE, SCHEMES, WIDE, OpenPage, Scheme

pytestmark = pytest.mark.browser

TOPIC = "2031/tushu-piaoliu/"
ADDRESSES = ("", TOPIC, "no/such/page/")
# The modes when the first part of the body exists, which is before any paint.
WATCH_FIRST = """new MutationObserver((_, observer) => {
    if (!document.body) return;
    const { classList, dataset } = document.documentElement;
    window.elderAtFirst = classList.contains('wp-elder');
    window.darkAtFirst = dataset.mdColorScheme === 'slate';
    observer.disconnect();
}).observe(document, {childList: true, subtree: true});"""
FONT_SIZE = "text => parseFloat(getComputedStyle(text).fontSize)"
IS_DARK = """(isDark) => {
    const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g);
    return ((Number(red) + Number(green) + Number(blue)) / 3 / 255 < 0.2) === isDark;
}"""


def expect_pressed(switch: Locator, is_pressed: bool) -> None:
    expect(switch).to_have_attribute("aria-pressed", str(is_pressed).lower())


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_larger_on_every_page_from_the_first_paint_on(
    open_page: OpenPage, sub_path_url: str, viewport: ViewportSize
) -> None:
    with open_page(viewport=viewport) as page:
        page.add_init_script(WATCH_FIRST)
        switch, text = page.get_by_role("button", name="长辈版"), page.locator(".wp-content").first
        page.goto(sub_path_url + TOPIC)
        before = text.evaluate(FONT_SIZE)
        for is_on in (True, False):
            switch.focus()
            page.keyboard.press("Enter")
            expect_pressed(switch, is_on)
            assert (text.evaluate(FONT_SIZE) >= before * 1.2) is is_on
            for address in ADDRESSES:
                page.goto(sub_path_url + address)
                assert page.evaluate("elderAtFirst") is is_on, address
                expect_pressed(switch, is_on)
            page.goto(sub_path_url + TOPIC)


@pytest.mark.parametrize("system", SCHEMES)
def test_dark_follows_the_system_until_chosen_and_never_flashes(
    open_page: OpenPage, sub_path_url: str, system: Scheme
) -> None:
    with open_page(viewport=WIDE, color_scheme=system) as page:
        page.add_init_script(WATCH_FIRST)
        switch = page.get_by_role("button", name="深色")
        for is_dark in (system == "dark", system != "dark", system == "dark"):
            for address in ADDRESSES:
                page.goto(sub_path_url + address)
                assert page.evaluate("darkAtFirst") is is_dark, address
                page.wait_for_function(IS_DARK, arg=is_dark)
                expect_pressed(switch, is_dark)
            switch.focus()
            page.keyboard.press("Enter")
            expect_pressed(switch, not is_dark)
            page.wait_for_function(IS_DARK, arg=not is_dark)


@pytest.fixture
def still_page(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    with open_page(viewport=PHONE, reduced_motion="reduce") as page:
        page.goto(site_url + TOPIC)
        yield page


def test_nothing_moves_for_readers_who_asked_for_that(still_page: Page) -> None:
    moving = still_page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((element) => {
            const style = getComputedStyle(element);
            const times = `${style.transitionDuration}, ${style.animationDuration}`.split(', ');
            return times.some((time) => parseFloat(time) > 0) || style.scrollBehavior !== 'auto';
        }).map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []
    still_page.click(".md-header label[for=__drawer]")
    assert still_page.evaluate("document.getAnimations().length") == 0


def test_no_switch_without_scripts(open_page: OpenPage, site_url: str) -> None:
    with open_page(java_script_enabled=False) as page:
        page.goto(site_url)
        expect(page.locator("[data-wp-mode]")).to_have_count(2)
        expect(page.locator("[data-wp-mode]:visible")).to_have_count(0)
