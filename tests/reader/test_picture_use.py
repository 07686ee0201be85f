"""The pictures in a real browser: read out, walked by keyboard, touched, enlarged and printed."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.reader.accessibility import violations
from tests.site_support import PHONE, WIDE, OpenPage, Scheme, read_table
from tests.support import rarely

pytestmark = pytest.mark.browser

ADDRESS = "2031/tushi/"
TABLE = read_table()
ELDER = "localStorage.setItem(new URL('/', location).pathname + '.__elder', 'true')"
SIZES = """links => links.map((link) => {
    const place = link.querySelector('rect') || link;
    const { width, height } = place.getBoundingClientRect();
    return [link.textContent.trim(), Math.round(width), Math.round(height)];
})"""

WRITE = """(link, name) => {
    link.textContent = name;
    const text = document.createRange();
    text.selectNodeContents(link);
    const [written, place] = [text, link].map((one) => one.getBoundingClientRect());
    const isWithin = written.top >= place.top && written.bottom <= place.bottom;
    return isWithin && written.width <= place.width;
}"""


@pytest.fixture
def page(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    with open_page(is_kept=True, viewport=WIDE, reduced_motion="reduce") as page:
        page.goto(site_url + ADDRESS)
        yield page


@pytest.fixture
def new_page(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    """For tests that change its size."""
    with open_page(viewport=WIDE, reduced_motion="reduce") as page:
        page.goto(site_url + ADDRESS)
        yield page


def sizes(page: Page, links: str) -> list[tuple[str, int, int]]:
    """Name, width and height in px of the place that each link takes."""
    found: Any = page.eval_on_selector_all(links, SIZES)
    return [(name, width, height) for name, width, height in found]


def test_every_part_is_a_link_with_a_name_and_pictures_are_named_groups(page: Page) -> None:
    year = page.get_by_role("group", name="2031年1月到6月，每个月有几项任务到期")
    expect(year.get_by_role("link", name="6月，4 项到期")).to_be_visible()
    expect(year.get_by_role("link")).to_have_count(4)
    bars = page.get_by_role("group", name="各主题有几项任务")
    expect(bars.get_by_role("link", name="花圃养护，10 项任务")).to_be_visible()
    matrix = page.get_by_role("table", name="各处室牵头和协助哪些主题")
    expect(matrix.get_by_role("link", name="综合科牵头园务公告 6 项", exact=True)).to_be_visible()
    expect(matrix.get_by_role("link", name="综合科协助园务公告 1 项", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="数字花园与智慧灌溉服务团队", exact=True)).to_be_visible()


def test_month_leads_to_its_group_of_deadlines(page: Page, site_url: str) -> None:
    page.get_by_role("link", name="9月，2 项到期").click()
    expect(page).to_have_url(f"{site_url}2031/shijian/#month-9")
    page.get_by_role("link", name="6月，4 项到期").click()  # the same picture, on that page
    expect(page).to_have_url(f"{site_url}2031/shijian/#month-6")


def test_count_in_the_matrix_leads_into_the_whole_table(page: Page, site_url: str) -> None:
    page.get_by_role("link", name="综合科协助花圃养护 2 项").first.click()
    query = "topic=huapu-yanghu&support=zonghe-ke"
    expect(page).to_have_url(f"{site_url}2031/?{query}")


def test_long_name_above_the_matrix_is_whole(new_page: Page) -> None:
    topic = new_page.locator(".wp-matrix thead a").first
    assert topic.evaluate(WRITE, "推进花圃养护信息公开")


def test_keyboard_reaches_every_part_and_shows_where_it_is(page: Page) -> None:
    page.get_by_role("link", name="6月，4 项到期").focus()
    page.keyboard.press("Tab")
    focused = page.locator("a:focus")
    expect(focused).to_have_attribute("aria-label", "7月，1 项到期")
    expect(focused.locator("rect").first).to_have_css("stroke-width", "3px")

    page.get_by_role("link", name="综合科牵头园务公告").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator("a:focus")).to_have_text("综合科协助园务公告 1 项")


def test_keyboard_can_skip_the_matrix(page: Page) -> None:
    skip = page.get_by_role("link", name="跳过这张表")
    skip.focus()
    expect(skip).to_be_in_viewport()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.locator("#matrix-end").evaluate(
        "end => Boolean(end.compareDocumentPosition(document.activeElement)"
        " & Node.DOCUMENT_POSITION_FOLLOWING)"
    )


def test_parts_are_large_enough_to_touch(new_page: Page) -> None:
    places = "a:has(> rect), a:has(> svg > rect)"
    counts = ".wp-matrix td a"
    assert all(min(size) >= 24 for _, *size in sizes(new_page, f"{places}, {counts}"))

    new_page.set_viewport_size(PHONE)

    assert all(height >= 44 and width >= 44 for _, width, height in sizes(new_page, counts))
    assert all(height >= 44 and width >= 24 for _, width, height in sizes(new_page, places))


def test_names_of_topics_stand_in_the_middle_above_their_columns(page: Page) -> None:
    middles: Any = page.eval_on_selector_all(
        ".wp-matrix thead a",
        """links => links.map((link) => {
            const name = document.createRange();
            name.selectNodeContents(link);
            return [link.parentElement, name].map((part) => part.getBoundingClientRect())
                .map(({ left, width }) => left + width / 2);
        })""",
    )
    assert len(middles) == len(TABLE["主题"])
    assert all(abs(column - name) <= 2 for column, name in middles)


@pytest.mark.parametrize("width", [600, *rarely(1280)])
def test_head_of_the_matrix_stays_in_sight_and_its_marks_do_not_touch(
    new_page: Page, width: int
) -> None:
    new_page.set_viewport_size({"width": width, "height": 600})
    region = new_page.get_by_role("region", name="各处室牵头和协助哪些主题")
    region.evaluate("box => { box.scrollIntoView(); box.scrollTo(box.scrollWidth, 9999); }")

    assert new_page.evaluate("document.scrollingElement.scrollWidth") == width
    for head in ("thead th:last-child", "tbody tr:last-child th"):
        assert region.locator(head).evaluate(
            """(head) => {
                const { left, top, width, height } = head.getBoundingClientRect();
                return head.contains(document.elementFromPoint(left + width / 2, top + height / 2));
            }"""
        ), head
    gaps: list[float] = new_page.eval_on_selector_all(
        ".wp-matrix tbody tr",
        """rows => rows.flatMap((row) => {
            const marks = [...row.querySelectorAll('td span[class^=wp-matrix]')]
                .map((mark) => mark.getBoundingClientRect());
            return marks.slice(1).map(({ left }, at) => left - marks[at].right);
        })""",
    )
    assert len(gaps) > 20 and min(gaps) >= 4


def test_on_a_phone_the_matrix_is_a_list_of_departments(new_page: Page) -> None:
    new_page.set_viewport_size(PHONE)
    expect(new_page.locator(".wp-matrix thead")).to_be_hidden()
    for row in new_page.locator(".wp-matrix tbody tr").all():
        lines = row.inner_text().split("\n")
        assert lines[0] in {unit["名称"] for unit in TABLE["处室"]}
        shown = row.locator("td:visible")
        for cell in shown.all():
            label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
            assert label.strip('"') in {topic["名称"] for topic in TABLE["主题"]}
    assert new_page.evaluate("document.scrollingElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize(
    ("scheme", "viewport"),
    [("light", PHONE), *rarely(("dark", WIDE))],
    ids=["phone", "wide"],
)
def test_enlarged_and_with_its_tables_open(
    open_page: OpenPage, site_url: str, scheme: Scheme, viewport: Any
) -> None:
    with open_page(viewport=viewport, color_scheme=scheme) as page:
        page.add_init_script(ELDER)
        page.goto(site_url + ADDRESS)
        month = page.locator(".wp-year__month").first
        assert month.evaluate("label => parseFloat(getComputedStyle(label).fontSize)") >= 20
        for summary in page.locator("summary").all():
            summary.click()

        expect(page.get_by_role("table")).to_have_count(3)
        assert page.evaluate("document.scrollingElement.scrollWidth") == viewport["width"]
        assert violations(page) == []


def test_meaning_is_left_without_the_pages_colours(open_page: OpenPage, site_url: str) -> None:
    with open_page(forced_colors="active") as page:
        page.goto(site_url + ADDRESS)
        lead, support = (
            page.locator("td .wp-matrix__lead").last,
            page.locator("td .wp-matrix__support"),
        )
        ground, frame = (
            "mark => getComputedStyle(mark).backgroundColor",
            "mark => getComputedStyle(mark).borderTopStyle",
        )
        assert support.last.evaluate(frame) == "solid"
        assert lead.evaluate("mark => getComputedStyle(mark).color") != lead.evaluate(ground)
        assert lead.evaluate(ground) != support.last.evaluate(ground)
