"""What a first visit to a topic's page loads, compressed as a server sends it."""

import gzip
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.site_support import PHONE, BuiltSite

pytestmark = pytest.mark.browser

TOPIC = "2022/zhengce-jiedu/"
MOST = 56_000
MOST_UNTIL_READABLE = 30_000
BLOCKING = """() => Array.from(
    document.querySelectorAll('link[rel=stylesheet], script[src]:not([type=module])'),
).filter((element) => element.closest('head') || element.matches('header *'))
    .map((element) => element.href || element.src)"""


@pytest.fixture(scope="module")
def visit(
    browser: Browser, sub_path_site: BuiltSite, sub_path_url: str
) -> Iterator[tuple[dict[str, int], list[str]]]:
    """Bytes of each file that the page asks for, and those without which nothing is drawn."""
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(sub_path_url + TOPIC, wait_until="networkidle")
        blocking = [str(page.url), *page.evaluate(BLOCKING)]
    root = urlsplit(sub_path_url).path
    addresses = {url: urlsplit(url).path.removeprefix(root) for url in asked}
    yield (
        {
            url: len(gzip.compress(sub_path_site.file(address).read_bytes(), 9))
            for url, address in addresses.items()
        },
        blocking,
    )


def test_first_visit_is_light(visit: tuple[dict[str, int], list[str]]) -> None:
    sizes, _ = visit
    assert len(sizes) > 5
    assert sum(sizes.values()) <= MOST, sizes


def test_page_can_be_read_early(visit: tuple[dict[str, int], list[str]]) -> None:
    sizes, blocking = visit
    assert len(blocking) >= 3
    assert sum(sizes[url] for url in blocking) <= MOST_UNTIL_READABLE, (sizes, blocking)
