"""What has the focus, and what a link leads to, is in sight: no bar that sticks covers it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.reader.test_reading import KINDS
from tests.reader.workbench import ROWS
from tests.site_support import PHONE, WIDE, OpenPage
from tests.support import rarely

pytestmark = pytest.mark.browser

HEIGHT = 740
AT_A_TIME, MOST_TIMES = 20, 50
# Notes each element that the Tab key reaches, and what hides its first line, if anything does.
WATCH = """() => {
    window.stops = [];
    const hiding = (focused) => {
        const box = [...focused.getClientRects()].find(({ width, height }) => width && height)
            || focused.getBoundingClientRect();
        const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
        const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight, box.top + 24);
        const places = [0.5, 0.1, 0.9].map((share) => left + (right - left) * share);
        const isSeen = (x, y) => {
            const found = document.elementFromPoint(x, y);
            return found && (focused.contains(found) || found.contains(focused));
        };
        if (right <= left || bottom <= top) return 'out of the window';
        if (box.top < -1) return 'begins above the window';
        if (focused.matches('[role=region]')) return '';
        return places.some((x) => isSeen(x, (top + bottom) / 2)) ? '' : 'covered';
    };
    document.addEventListener('keyup', ({ key }) => {
        const focused = document.activeElement;
        if (key === 'Tab') stops.push([focused.outerHTML.slice(0, 120), hiding(focused)]);
    });
}"""


@pytest.mark.soak
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_no_stop_of_the_tab_key_is_covered_on_the_way_back(
    open_page: OpenPage, site_url: str, width: int
) -> None:
    with open_page(
        is_kept=True, viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce"
    ) as page:
        for kind, address in KINDS.items():
            page.goto(site_url + address.partition("#")[0])
            assert list(hidden_stops(page)) == [], kind


def hidden_stops(page: Page) -> Iterator[Any]:
    """The stops of Shift+Tab from the end of the page that a reader cannot see."""
    page.evaluate(WATCH)
    page.locator(".wp-footer a").last.focus()
    for _ in range(MOST_TIMES):
        for _ in range(AT_A_TIME):
            page.keyboard.press("Shift+Tab")
        stops = page.evaluate("stops")
        for stop in stops:
            if "md-skip" in stop[0]:
                return
            if stop[1]:
                yield stop
        page.evaluate("stops.length = 0")
    pytest.fail("the start of the page was not reached")


IS_IN_SIGHT = """(name) => [...document.querySelectorAll('h2, .wp-task__name, .wp-plan td')]
    .filter((found) => found.innerText.trim() === name)
    .some((found) => {
        const link = found.querySelector('a:not([class])') || found;
        const { left, top } = link.getClientRects()[0] || { left: -1, top: -1 };
        const onTop = document.elementFromPoint(left + 2, top + 4);
        return top > 0 && top < innerHeight && onTop && found.contains(onTop);
    })"""


@pytest.mark.parametrize("viewport", [PHONE, *rarely(WIDE)], ids=["phone", "wide"])
@pytest.mark.parametrize("address", ["2031/", "2031/huapu-yanghu/"])
def test_name_of_a_linked_task_is_in_sight(
    open_page: OpenPage, site_url: str, viewport: Any, address: str
) -> None:
    """On the page of a topic, a name may stand once for several tasks."""
    with open_page(is_kept=True, viewport=viewport) as page:
        page.goto(site_url + address)
        anchors = page.locator("[id^=task-]").evaluate_all("all => all.map(({ id }) => id)")
        assert len(anchors) > 5
        for anchor in anchors:
            page.evaluate("id => { location.hash = id; }", anchor)
            name = next(row["任务名称"] for row in ROWS if f"task-{row['序号']}" == anchor)
            page.wait_for_function(IS_IN_SIGHT, arg=name)


def test_the_way_back_to_the_top_stands_in_the_text(page: Page) -> None:
    """Test that no button floats above the text while a reader scrolls up."""
    page.goto("2031/huapu-yanghu/")
    page.mouse.wheel(0, 900)
    page.mouse.wheel(0, -300)
    expect(page.get_by_text("回到页面顶部")).to_have_count(0)
    expect(page.get_by_role("link", name="回到顶部")).to_have_count(1)
