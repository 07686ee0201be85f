"""The modes that a reader may choose: larger for older readers, and dark; and less motion."""

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.reader.accessibility import HIGH_CONTRAST, violations
from tests.site_support import PHONE, WIDE, OpenPage, Scheme, settle
from tests.support import rarely

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


@pytest.mark.parametrize("viewport", [PHONE, *rarely(WIDE)], ids=["phone", "wide"])
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


@pytest.mark.parametrize("width", [320, 768, *rarely(360, 640, 1280)])
@pytest.mark.parametrize("mode", ["", "wp-elder"])
def test_larger_is_a_word_in_sight_that_a_finger_meets(
    open_page: OpenPage, site_url: str, width: int, mode: str
) -> None:
    with open_page(is_kept=True, viewport=ViewportSize(width=width, height=740)) as page:
        page.goto(site_url + TOPIC)
        page.evaluate("(mode) => { if (mode) document.documentElement.classList.add(mode); }", mode)
        switch = page.get_by_role("button", name="长辈版")
        word, target = switch.get_by_text("长辈版").bounding_box(), switch.bounding_box()
        assert word and target
        assert word["width"] >= 3 * 14, "three characters, not clipped"
        assert target["x"] <= word["x"] and word["x"] + word["width"] <= width
        assert target["height"] >= 44 and target["width"] >= 44
        title = page.locator(".md-header__title")
        box = title.bounding_box()
        assert box and (title.is_hidden() or box["x"] + box["width"] <= target["x"])


@pytest.mark.parametrize("system", ["light", *rarely("dark")])
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


# The elements and pseudo-elements that move or scroll by themselves.
MOVING = """() => {
    const parts = [undefined, '::before', '::after'];
    const moves = (element, part) => {
        const style = getComputedStyle(element, part);
        const times = `${style.transitionDuration}, ${style.animationDuration}`.split(', ');
        return times.some((time) => parseFloat(time) > 0) || style.scrollBehavior !== 'auto';
    };
    return [...document.querySelectorAll('*')]
        .filter((element) => parts.some((part) => moves(element, part)))
        .map((element) => element.outerHTML.slice(0, 80));
}"""
ANIMATIONS = "document.getAnimations().length"


@pytest.mark.parametrize("viewport", [PHONE, *rarely(WIDE)], ids=["phone", "wide"])
@pytest.mark.parametrize("address", [TOPIC, "2031/", *rarely("2031/shijian/")])
def test_nothing_moves_for_readers_who_asked_for_that(
    open_page: OpenPage, site_url: str, address: str, viewport: ViewportSize
) -> None:
    with open_page(is_kept=True, viewport=viewport, reduced_motion="reduce") as page:
        page.goto(site_url + address)
        assert page.evaluate(MOVING) == []
        for opened in ("drawer", "search"):
            page.evaluate("id => document.getElementById(id).click()", f"__{opened}")
            assert page.evaluate(ANIMATIONS) == 0, opened
            assert page.evaluate(MOVING) == [], opened
            page.evaluate("id => document.getElementById(id).click()", f"__{opened}")


@pytest.mark.parametrize("scheme", ["light", *rarely("dark")])
def test_menu_and_search_have_high_contrast_in_the_larger_mode(
    open_page: OpenPage, site_url: str, scheme: Scheme
) -> None:
    with open_page(viewport=PHONE, reduced_motion="reduce", color_scheme=scheme) as page:
        page.goto(site_url + TOPIC)
        page.get_by_role("button", name="长辈版").click()
        page.click(".md-header label[for=__drawer]")
        settle(page)
        assert violations(page, HIGH_CONTRAST) == []
        page.goto(site_url + TOPIC)
        page.click(".md-header label[for=__search]")
        page.get_by_role("combobox").fill("园艺")
        page.get_by_role("option").first.wait_for()
        assert violations(page, HIGH_CONTRAST) == []


def test_no_switch_without_scripts(open_page: OpenPage, site_url: str) -> None:
    with open_page(java_script_enabled=False) as page:
        page.goto(site_url)
        expect(page.locator("[data-wp-mode]")).to_have_count(2)
        expect(page.locator("[data-wp-mode]:visible")).to_have_count(0)
