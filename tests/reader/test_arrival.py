"""Arriving at a task, the keyboard, the switch of colours, and all of it without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.site_support import PHONE, SCHEMES, WIDE, OpenPage, Scheme, settle

pytestmark = pytest.mark.browser

TASK_PAGES = ("2022/zhengce-jiedu/#task-39", "2022/#task-39")
KEYBOARD_PAGES = ("", "2022/", "2022/zhengce-jiedu/", "guanyu/", "no/such/page")
TRANSPARENT = "rgba(0, 0, 0, 0)"


@pytest.fixture(params=[PHONE, WIDE], ids=["phone", "wide"])
def page(open_page: OpenPage, request: pytest.FixtureRequest) -> Iterator[Page]:
    with open_page(is_kept=True, viewport=request.param) as page:
        yield page


def edges(page: Page, selector: str) -> dict[str, float]:
    box: dict[str, float] = page.eval_on_selector(selector, "it => it.getBoundingClientRect()")
    return box


def assert_task_is_in_view(page: Page, selector: str) -> None:
    """Nothing that sticks to the top of the window covers the task's first line."""
    settle(page)
    task = edges(page, selector)
    assert page.viewport_size
    assert 0 < task["top"] < page.viewport_size["height"] / 2
    on_top: bool = page.eval_on_selector(
        selector,
        """task => {
            const box = task.getBoundingClientRect();
            const there = document.elementFromPoint(box.left + box.width / 2, box.top + 4);
            return task.contains(there);
        }""",
    )
    assert on_top, "something covers the task"


def background(page: Page, selector: str) -> str:
    """The background of a task, or of its first cell where the row itself has none."""
    script = """task => {
        const own = getComputedStyle(task).backgroundColor;
        return own === 'rgba(0, 0, 0, 0)' && task.matches('tr')
            ? getComputedStyle(task.firstElementChild).backgroundColor : own;
    }"""
    found: str = page.eval_on_selector(selector, script)
    return found


@pytest.mark.parametrize("address", TASK_PAGES)
def test_arriving_at_a_task(page: Page, site_url: str, address: str) -> None:
    page.goto(site_url + address)

    assert_task_is_in_view(page, "#task-39")
    assert background(page, "#task-39") != TRANSPARENT
    assert background(page, "#task-38") == TRANSPARENT


def test_going_from_task_to_task(page: Page, site_url: str) -> None:
    """From a list to the topic page, and from there to the permanent address."""
    page.goto(site_url + "2022/chushi/fagui-chu/")
    page.click("a:has-text('探索政策预公开阶段解读')")
    page.wait_for_url("**/2022/zhengce-jiedu/#task-39")
    assert_task_is_in_view(page, "#task-39")

    page.click("#task-39 h3 a")
    page.wait_for_url("**/2022/#task-39")
    assert_task_is_in_view(page, "#task-39")


def focused(page: Page) -> Any:
    return page.evaluate_handle("document.activeElement").as_element()


def is_in_main(page: Page) -> bool:
    inside: bool = page.evaluate("!!document.activeElement.closest('.md-content')")
    return inside


@pytest.mark.parametrize("address", KEYBOARD_PAGES)
def test_skip_link_leads_to_the_text(page: Page, site_url: str, address: str) -> None:
    page.goto(site_url + address)
    page.keyboard.press("Tab")
    settle(page)
    skip = focused(page)
    assert skip.inner_text().strip() == "跳到正文"
    assert edges(page, ".md-skip")["top"] >= 0
    assert page.eval_on_selector(".md-skip", "it => getComputedStyle(it).opacity") == "1"

    page.keyboard.press("Enter")
    assert page.eval_on_selector("h1", "it => '#' + it.id === decodeURIComponent(location.hash)")
    page.keyboard.press("Tab")

    assert is_in_main(page)


@pytest.mark.parametrize("address", KEYBOARD_PAGES)
def test_tab_key_reaches_the_text_and_always_shows_where_it_is(
    page: Page, site_url: str, address: str
) -> None:
    page.goto(site_url + address)
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        if is_in_main(page):
            break
        if page.evaluate("!!document.activeElement.closest('[role=search]')"):
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
        tab_to(page, "政策解读")
        page.keyboard.press("Enter")
        page.wait_for_url("**/2022/zhengce-jiedu/")

        page.keyboard.press("/")
        page.keyboard.type("全部任务")
        expect(page.get_by_role("option", name="全部任务").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/2022/")

        tab_to(page, "topic")
        page.keyboard.type("政策解读")
        expect(page.locator(".wp-plan tbody tr:visible")).to_have_count(7)
        tab_to(page, "清除")
        page.keyboard.press("Enter")
        expect(page.locator(".wp-plan tbody tr:visible")).to_have_count(72)

        page.goto(page.url)
        tab_to(page, "数据开放")
        page.keyboard.press("Enter")
        page.wait_for_url("**/data/2022/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # past the menus
        with page.expect_download() as download:
            tab_to(page, "Excel 表格")
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith(".xlsx")


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


DARK_WHEN_BODY_COMES = """new MutationObserver((_, observer) => {
    if (!document.body) return;
    window.darkAtFirst = document.documentElement.dataset.mdColorScheme === 'slate';
    observer.disconnect();
}).observe(document, {childList: true, subtree: true});"""
BRIGHTNESS = """() => {
    const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g);
    return (Number(red) + Number(green) + Number(blue)) / 3 / 255;
}"""


@pytest.mark.parametrize("system", SCHEMES)
def test_dark_mode_follows_the_system_until_chosen_and_never_flashes(
    open_page: OpenPage, sub_path_url: str, system: Scheme
) -> None:
    with open_page(viewport=WIDE, color_scheme=system) as page:
        page.add_init_script(DARK_WHEN_BODY_COMES)
        switch = page.get_by_role("button", name="深色")
        page.goto(sub_path_url)
        for is_dark in (system == "dark", system != "dark", system == "dark"):
            for address in ("", "2022/zhengce-jiedu/", "no/such/page"):
                page.goto(sub_path_url + address)
                assert page.evaluate("darkAtFirst") is is_dark, address
                assert (page.evaluate(BRIGHTNESS) < 0.2) is is_dark, address
                assert switch.get_attribute("aria-pressed") == str(is_dark).lower(), address
            switch.focus()
            page.keyboard.press("Enter")
            assert (page.evaluate(BRIGHTNESS) < 0.2) is not is_dark
            assert switch.get_attribute("aria-pressed") == str(not is_dark).lower()


CLASS_WHEN_BODY_COMES = """new MutationObserver((_, observer) => {
    if (!document.body) return;
    window.classAtFirst = document.documentElement.className.split(' ');
    observer.disconnect();
}).observe(document, {childList: true, subtree: true});"""


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_mode_for_older_readers_is_remembered_and_there_from_the_first(
    open_page: OpenPage, sub_path_url: str, viewport: ViewportSize
) -> None:
    with open_page(viewport=viewport) as page:
        page.add_init_script(CLASS_WHEN_BODY_COMES)
        switch = page.locator("[data-wp-mode=elder]")
        for is_on in (True, False):
            page.goto(sub_path_url)
            switch.click()
            for address in ("", "2022/zhengce-jiedu/", "no/such/page"):
                page.goto(sub_path_url + address)
                assert ("wp-elder" in page.evaluate("classAtFirst")) is is_on, address
                assert switch.get_attribute("aria-pressed") == str(is_on).lower(), address


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_everything_is_there_without_scripts(
    open_page: OpenPage, site_url: str, viewport: ViewportSize
) -> None:
    with open_page(viewport=viewport, java_script_enabled=False) as page:
        page.goto(site_url + "2022/zhengce-jiedu/#task-39")
        assert page.is_visible("h1:has-text('政策解读')")
        assert page.locator("article.wp-task:visible").count() == 7

        if viewport is PHONE:
            page.click(".md-header label[for=__drawer]")
        page.click(".md-nav--primary a:visible:has-text('决策公开')")
        page.wait_for_url("**/2022/juece-gongkai/")
        assert page.locator("article.wp-task:visible").count() == 5

        page.goto(site_url + "2022/")
        assert page.locator("tbody tr:visible").count() == 72
