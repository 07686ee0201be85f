"""The QR code of a page, read by a decoder from what the browser draws."""

import io
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, ViewportSize

from tests.site_support import PHONE, WIDE, OpenPage, settle
from tests.support import rarely

pytestmark = pytest.mark.browser

ADDRESSES = ("", "2031/", "2031/tushu-piaoliu/")
PIXELS_PER_MM = 96 / 25.4
SMALLEST = 25  # mm in print
LIGHT_MARGIN = 4  # modules (ISO/IEC 18004)


@pytest.fixture
def page(open_page: OpenPage) -> Iterator[Page]:
    """In the dark scheme, where a code could come out light on dark."""
    with open_page(color_scheme="dark", reduced_motion="reduce") as page:
        yield page


def decoded(png: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))]


def darkest(grey: Image.Image) -> int:
    return next(level for level, count in enumerate(grey.histogram()) if count)


def show(page: Page, sub_path_url: str, address: str, viewport: ViewportSize = PHONE) -> str:
    """Open a page and return the address that its code must contain: that of the published site."""
    page.set_viewport_size(viewport)
    page.goto(sub_path_url + address)
    settle(page)
    return f"https://www.example.test{urlsplit(page.url).path}"


@pytest.mark.parametrize("viewport", [PHONE, *rarely(WIDE)], ids=["phone", "wide"])
def test_code_on_the_screen_is_the_pages_address(
    page: Page, sub_path_url: str, viewport: ViewportSize
) -> None:
    for address in ADDRESSES:
        expected = show(page, sub_path_url, address, viewport)
        page.locator(".wp-phone").scroll_into_view_if_needed()
        assert decoded(page.screenshot()) == [expected], address
        assert page.locator(".wp-phone svg[role=img]").get_attribute("aria-label")


def test_code_in_print_is_the_pages_address(page: Page, sub_path_url: str) -> None:
    for address in ADDRESSES:
        expected = show(page, sub_path_url, address, WIDE)
        page.emulate_media(media="print")
        assert decoded(page.screenshot()) == [expected], address
        assert page.locator(".wp-paper-url").inner_text().endswith(expected)
        box = page.locator(".wp-paper svg").bounding_box()
        assert box
        modules = int((page.locator("#wp-qr").get_attribute("viewBox") or "").split()[2])
        code = box["width"] / PIXELS_PER_MM * (modules - 2 * LIGHT_MARGIN) / modules
        assert box["width"] == box["height"] and code >= SMALLEST, code


def test_code_is_dark_on_light_with_its_margin(page: Page, sub_path_url: str) -> None:
    """Code readers need this."""
    show(page, sub_path_url, "2031/tushu-piaoliu/")
    drawn = Image.open(io.BytesIO(page.locator(".wp-phone svg").screenshot())).convert("L")
    edge = round(drawn.width * 3 / 41)
    inside = drawn.crop((2, 2, drawn.width - 2, drawn.height - 2))  # without the blended edge
    strips = [(0, 0, inside.width, edge), (0, 0, edge, inside.height)]
    assert all(darkest(inside.crop(strip)) > 250 for strip in strips)
    assert darkest(drawn) == 0
