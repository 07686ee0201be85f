"""The mode for older readers: one press, remembered, there before anything is drawn."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.site_support import PHONE, OpenPage

pytestmark = pytest.mark.browser

# Whether the mode was on when the first part of the body came to be, which is before any paint.
AT_FIRST = """
new MutationObserver((records, observer) => {
    if (!document.body) return;
    window.elderAtFirst = document.documentElement.classList.contains('wp-elder');
    observer.disconnect();
}).observe(document, {childList: true, subtree: true});
"""
FONT_SIZE = "parseFloat(getComputedStyle(document.querySelector('.wp-content')).fontSize)"


@pytest.fixture
def page(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    with open_page(viewport=PHONE, reduced_motion="reduce") as page:
        page.add_init_script(AT_FIRST)
        page.goto(site_url + "2022/zhengce-jiedu/")
        yield page


def test_pressed_once_it_is_larger_on_every_page_from_the_first_paint_on(
    page: Page, site_url: str
) -> None:
    switch = page.get_by_role("button", name="长辈版")
    before = page.evaluate(FONT_SIZE)
    assert switch.get_attribute("aria-pressed") == "false"

    switch.focus()
    page.keyboard.press("Enter")

    assert page.evaluate(FONT_SIZE) >= before * 1.2
    for address in ("2022/shijian/", "no/such/page/", "2022/zhengce-jiedu/"):
        page.goto(site_url + address)
        assert page.evaluate("window.elderAtFirst") is True, address
        assert switch.get_attribute("aria-pressed") == "true", address

    switch.click()
    page.goto(site_url + "2022/shijian/")
    assert page.evaluate("window.elderAtFirst") is False
    assert switch.get_attribute("aria-pressed") == "false"


def test_nothing_moves_for_readers_who_asked_for_that(page: Page) -> None:
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((element) => {
            const style = getComputedStyle(element);
            const times = `${style.transitionDuration}, ${style.animationDuration}`.split(', ');
            return times.some((time) => parseFloat(time) > 0) || style.scrollBehavior !== 'auto';
        }).map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []


def test_no_button_without_scripts_that_could_do_nothing(
    open_page: OpenPage, site_url: str
) -> None:
    with open_page(java_script_enabled=False) as page:
        page.goto(site_url)
        switches = page.locator("[data-wp-mode]").all()
        assert len(switches) == 2
        assert not any(switch.is_visible() for switch in switches)
