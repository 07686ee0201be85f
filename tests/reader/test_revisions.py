"""Test what a reader sees of the revisions of a task, and of the feeds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.reader.accessibility import PAIRS, violations_in
from tests.site.test_revisions import build_revised
from tests.site_support import PHONE, OpenPage, open_pages, serve, settle

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def revised_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(build_revised(tmp_path_factory.mktemp("revised"))) as url:
        yield url


def test_revisions_are_folded_and_open_by_keyboard(open_page: OpenPage, revised_url: str) -> None:
    with open_page(base_url=revised_url, viewport=PHONE) as page:
        page.goto("2020/huamu/")
        fold = page.locator("#task-1 .wp-revisions")
        expect(fold.get_by_text("2020年3月1日")).to_be_hidden()
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(fold.get_by_text("2020年3月1日")).to_be_visible()
        for element, line in (("del", "line-through"), ("ins", "underline")):
            expect(fold.locator(element).first).to_have_css("text-decoration-line", line)


@pytest.mark.parametrize("windows", PAIRS)
def test_no_accessibility_violation(
    open_page: OpenPage, revised_url: str, windows: list[dict[str, Any]]
) -> None:
    for address in ("2020/huamu/", "data/2020/"):
        with open_pages(open_page, revised_url + address, windows) as pages:
            for page in pages:
                page.evaluate(
                    "document.querySelectorAll('details').forEach((one) => one.open = true)"
                )
                settle(page)
                assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), address
            assert violations_in(pages) == [[]] * len(pages), address
