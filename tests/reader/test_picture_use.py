"""The pictures in a real browser: read out, walked by keyboard, touched, enlarged and printed."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.reader.accessibility import violations
from tests.site_support import PHONE, WIDE, OpenPage, Scheme, read_table

pytestmark = pytest.mark.browser

ADDRESS = "2031/tushi/"
TABLE = read_table()
ELDER = "localStorage.setItem(new URL('/', location).pathname + '.__elder', 'true')"
SIZES = """links => links.map((link) => {
    const { width, height } = link.querySelector('rect').getBoundingClientRect();
    return [link.textContent.trim(), Math.round(width), Math.round(height)];
})"""


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


def cells(role: str) -> set[tuple[str, str]]:
    """The department and the topic of each cell of the matrix that has a count of a role."""
    return {(unit, row["主题"]) for row in TABLE["任务"] for unit in row.get(role, ())}


def test_every_part_is_a_link_with_a_name_and_pictures_are_named_groups(page: Page) -> None:
    year = page.get_by_role("group", name="2031年1月到6月，每个月有几项任务到期")
    expect(year.get_by_role("link", name="6月，4 项到期")).to_be_visible()
    expect(year.get_by_role("link")).to_have_count(4)
    bars = page.get_by_role("group", name="各主题有几项任务")
    expect(bars.get_by_role("link", name="花圃养护，10 项任务")).to_be_visible()
    matrix = page.get_by_role("group", name="各处室牵头和协助哪些主题")
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


def test_keyboard_reaches_every_part_and_shows_where_it_is(page: Page) -> None:
    page.get_by_role("link", name="6月，4 项到期").focus()
    page.keyboard.press("Tab")
    focused = page.locator("a:focus")
    expect(focused).to_have_attribute("aria-label", "7月，1 项到期")
    expect(focused.locator("rect").first).to_have_css("stroke-width", "3px")

    page.get_by_role("link", name="综合科牵头园务公告").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator("a:focus title")).to_have_text("综合科协助园务公告 1 项")


def test_keyboard_can_skip_the_matrix_to_its_table(page: Page) -> None:
    skip = page.get_by_role("link", name="跳过图，看下面的表格")
    skip.focus()
    expect(skip).to_be_in_viewport()

    page.keyboard.press("Enter")

    table = page.get_by_role("table", name="各处室牵头和协助哪些主题")
    expect(table.get_by_role("row", name="园艺科")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("summary:focus")).to_have_text("看表格")


def test_parts_are_large_enough_to_touch(new_page: Page) -> None:
    places = "a:has(> rect), a:has(> svg > rect)"
    assert all(min(size) >= 24 for _, *size in sizes(new_page, places))

    new_page.set_viewport_size(PHONE)

    found = sizes(new_page, places)
    lead, support = (cells(role) for role in ("责任处室", "协助处室"))
    assert len(found) > len(lead) + len(support) > 50
    assert all(height >= 44 and width >= 24 for _, width, height in found)
    # Only where a department both leads and supports, two counts share a cell.
    assert sum(width < 44 for _, width, _ in found) == 2 * len(lead & support) > 0


def test_names_of_topics_stand_in_the_middle_above_their_columns(page: Page) -> None:
    middles: Any = page.eval_on_selector_all(
        ".wp-matrix__cells > a",
        """links => links.map((link) => [link.querySelector('rect'), link.querySelector('[title]')]
            .map((part) => part.getBoundingClientRect())
            .map(({ left, width }) => left + width / 2))""",
    )
    assert len(middles) == len(TABLE["主题"])
    assert all(abs(column - name) <= 2 for column, name in middles)


def test_on_a_phone_the_names_stay_beside_the_matrix_as_it_scrolls(new_page: Page) -> None:
    new_page.set_viewport_size(PHONE)
    name, last = (
        new_page.get_by_role("link", name=of, exact=True) for of in ("园艺科", "节水试点")
    )
    region = new_page.get_by_role("region", name="各处室牵头和协助哪些主题")
    region.focus()

    for _ in range(20):
        new_page.keyboard.press("ArrowRight")
    # Scrolling by keyboard takes the browser some time.
    new_page.wait_for_function(
        "box => box.scrollLeft >= box.scrollWidth - box.clientWidth - 1",
        arg=region.element_handle(),
    )

    beside, place = name.bounding_box(), last.bounding_box()
    assert beside and place
    assert beside["x"] >= 0 and beside["x"] + beside["width"] <= place["x"]
    assert place["x"] + place["width"] <= PHONE["width"]
    assert new_page.evaluate("document.scrollingElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize(
    ("scheme", "viewport"), [("light", PHONE), ("dark", WIDE)], ids=["phone", "wide"]
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
        lead, support = page.locator(".wp-matrix__lead").last, page.locator(".wp-matrix__support")
        expect(support.last).to_have_css("fill", "none")
        expect(lead).not_to_have_css("fill", "none")
        fills = "mark => [mark, mark.nextElementSibling].map(it => getComputedStyle(it).fill)"
        ground, count = lead.evaluate(fills)
        assert ground != count
