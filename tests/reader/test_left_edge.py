"""One left edge on a wide screen, and nothing empty beside the text."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.reader.test_reading import FEW, KINDS
from tests.site_support import PHONE, OpenPage

pytestmark = pytest.mark.browser

# Where the text of each part begins; parts that a page does not have are left out.
EDGES = """() => Object.fromEntries(Object.entries({
    tabs: '.md-tabs__link',
    path: '.md-path__link',
    heading: 'h1',
    text: 'h1 ~ p',
    footer: '.wp-footer p',
}).map(([part, selector]) => [part, document.querySelector(selector)])
    .filter(([, element]) => element && element.offsetWidth)
    .map(([part, element]) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [part, Math.round(range.getBoundingClientRect().left)];
    }))"""
BESIDE = """() => Array.from(document.querySelectorAll('.md-sidebar'))
    .filter((sidebar) => sidebar.offsetWidth && sidebar.getBoundingClientRect().right > 0)
    .map((sidebar) => Array.from(sidebar.querySelectorAll('a'))
        .filter((link) => link.getClientRects().length).length)"""
RIGHT = "document.querySelector('.md-sidebar--primary').getBoundingClientRect().left"


def test_every_kind_of_page_begins_at_the_same_left_edge(page: Page) -> None:
    edges: dict[str, dict[str, int]] = {}
    for kind, address in KINDS.items():
        page.goto(address)
        edges[kind] = page.evaluate(EDGES)
        assert edges[kind].keys() >= {"tabs", "heading", "text", "footer"}, kind
        assert ("path" in edges[kind]) is (kind not in ("home", "not found")), kind
    assert len({edge for found in edges.values() for edge in found.values()}) == 1, edges


def test_nothing_empty_stands_beside_the_text(page: Page) -> None:
    beside: dict[str, Any] = {}
    for kind, address in KINDS.items():
        page.goto(address)
        beside[kind] = page.evaluate(BESIDE)
        assert all(links > 1 for links in beside[kind]), (kind, beside[kind])
    two_columns = {kind for kind, columns in beside.items() if len(columns) == 2}
    assert two_columns == {"topic", "departments", "department", "collective"}
    assert beside["home"] == beside["whole table"] == beside["not found"] == []


def test_pages_of_the_section_stand_at_the_right_of_the_text(page: Page) -> None:
    page.goto(KINDS["topic"])
    text = page.locator(".wp-task").first.bounding_box()
    assert text and page.evaluate(RIGHT) > text["x"] + text["width"]


@pytest.mark.parametrize("kind", FEW)
def test_menu_of_a_phone_is_on_every_kind_of_page(
    open_page: OpenPage, site_url: str, kind: str
) -> None:
    with open_page(is_kept=True, viewport=PHONE, reduced_motion="reduce") as page:
        page.goto(site_url + KINDS[kind].partition("#")[0])  # at a heading, the theme closes it
        page.click(".md-header label[for=__drawer]")
        page.wait_for_function(f"() => {RIGHT} === 0")
