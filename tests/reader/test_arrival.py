"""Arriving at a task, by mouse, by keyboard, and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.reader.workbench import NUMBERS, of_topic
from tests.site_support import PHONE, WIDE, OpenPage, settle
from tests.support import rarely

pytestmark = pytest.mark.browser

TOPIC = "2031/tushu-piaoliu/"
KEYBOARD_PAGES = ("", "2031/", TOPIC, "guanyu/", "no/such/page")


@pytest.fixture(params=[PHONE, *rarely(WIDE)], ids=["phone", "wide"])
def page(open_page: OpenPage, site_url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with open_page(is_kept=True, base_url=site_url, viewport=request.param) as page:
        yield page


# The task begins in the upper half of the window, and nothing covers its first line.
IS_IN_VIEW = """(id) => {
    const task = document.getElementById(id);
    const { left, top, width } = task.getBoundingClientRect();
    const onTop = document.elementFromPoint(left + width / 2, top + 4);
    return top > 0 && top < innerHeight / 2 && task.contains(onTop);
}"""
# In the table, the background is that of the cells.
IS_HIGHLIGHTED = """(task) => [task, task.firstElementChild].some(
    (part) => getComputedStyle(part).backgroundColor !== 'rgba(0, 0, 0, 0)')"""


def expect_arrived(page: Page, number: int) -> None:
    page.wait_for_function(IS_IN_VIEW, arg=f"task-{number}")


def test_arriving_at_a_task(page: Page) -> None:
    for address in (TOPIC, "2031/"):
        page.goto(f"{address}#task-21")

        expect_arrived(page, 21)
        settle(page)
        assert page.locator("#task-21").evaluate(IS_HIGHLIGHTED), address
        assert not page.locator("#task-20").evaluate(IS_HIGHLIGHTED), address


def test_going_from_task_to_task(page: Page) -> None:
    """From a list to the topic page, and from there to the permanent address."""
    page.goto("2031/chushi/zhangcheng-ke/")
    page.click("a:has-text('探索漂流路线预公布阶段说明')")
    page.wait_for_url(f"**/{TOPIC}#task-21")
    expect_arrived(page, 21)

    page.click("#task-21 h3 a")
    page.wait_for_url("**/2031/#task-21")
    expect_arrived(page, 21)


def in_text(page: Page) -> Locator:
    """The element that has the focus, if it is in the page's text."""
    return page.locator(".md-content :focus")


def test_skip_link_leads_to_the_text(page: Page) -> None:
    for address in KEYBOARD_PAGES:
        page.goto(address)
        page.keyboard.press("Tab")
        skip = page.locator(".md-skip")
        expect(skip, address).to_be_focused()
        expect(skip).to_have_text("跳到正文")
        expect(skip).to_be_in_viewport(ratio=1)
        expect(skip).to_have_css("opacity", "1")

        page.keyboard.press("Enter")
        expect(page.locator("h1:target"), address).to_be_in_viewport()
        page.keyboard.press("Tab")

        expect(in_text(page), address).to_be_visible()


WHERE_FOCUS_IS = """() => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const style = getComputedStyle(focused);
    return {
        html: focused.outerHTML.slice(0, 200),
        visible: focused !== document.body && box.width > 0 && box.right > 0
            && box.left < innerWidth && style.visibility === 'visible',
        outlined: style.outlineStyle !== 'none',
    };
}"""


@pytest.mark.parametrize("address", KEYBOARD_PAGES)
def test_tab_key_reaches_the_text_and_always_shows_where_it_is(page: Page, address: str) -> None:
    page.goto(address)
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        if in_text(page).count():
            break
        if page.locator("[role=search] :focus").count():
            continue  # the search opens as it gets the focus
        where = page.evaluate(WHERE_FOCUS_IS)
        assert where["visible"] and where["outlined"], where
        seen.add(where["html"])
    else:
        pytest.fail(f"the text was not reached after {len(seen)} stops")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has a name, as a form has it or as its first line."""
    names = """() => {
        const focused = document.activeElement;
        return [focused.name, focused.innerText.trim().split('\\n')[0]];
    }"""
    for _ in range(120):
        page.keyboard.press("Tab")
        if name in page.evaluate(names):
            return
    pytest.fail(f"{name} was not reached")


def test_from_home_to_the_data_without_a_mouse(open_page: OpenPage, site_url: str) -> None:
    with open_page(viewport=WIDE) as page:
        page.goto(site_url)
        tab_to(page, "图书漂流")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{TOPIC}")

        page.keyboard.press("/")
        page.keyboard.type("全部任务")
        found = page.get_by_role("option").locator("mark", has_text="全部任务")
        expect(found.first).to_be_visible()  # the whole word is marked, so all of it was searched
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/2031/")

        rows = page.locator(".wp-plan tbody tr:visible")
        tab_to(page, "topic")
        page.keyboard.type("图书漂流")
        expect(rows).to_have_count(len(of_topic("图书漂流")))
        tab_to(page, "清除")
        page.keyboard.press("Enter")
        expect(rows).to_have_count(len(NUMBERS))

        page.goto(f"{site_url}2031/")
        tab_to(page, "数据开放")
        page.keyboard.press("Enter")
        page.wait_for_url("**/data/2031/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # past the menus
        with page.expect_download() as download:
            tab_to(page, "Excel 表格")
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("viewport", [PHONE, *rarely(WIDE)], ids=["phone", "wide"])
def test_everything_is_there_without_scripts(
    open_page: OpenPage, site_url: str, viewport: ViewportSize
) -> None:
    with open_page(viewport=viewport, java_script_enabled=False) as page:
        tasks = page.locator("article.wp-task:visible")
        page.goto(site_url + f"{TOPIC}#task-21")
        expect(page.get_by_role("heading", name="图书漂流")).to_be_visible()
        expect(tasks).to_have_count(len(of_topic("图书漂流")))

        if viewport is PHONE:
            page.click(".md-header label[for=__drawer]")
        page.click(".md-nav--primary a:visible:has-text('市民来信')")
        page.wait_for_url("**/2031/shimin-laixin/")
        expect(tasks).to_have_count(len(of_topic("市民来信")))

        page.goto(site_url + "2031/")
        expect(page.locator("tbody tr:visible")).to_have_count(len(NUMBERS))
