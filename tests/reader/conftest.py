"""Pages that most tests of this folder start from."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.site_support import PHONE, WIDE, OpenPage


@pytest.fixture
def page(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    """A page that is kept for the next test."""
    with open_page(is_kept=True, base_url=site_url, viewport=WIDE) as page:
        yield page


@pytest.fixture
def new_page(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    """For tests that change more of a page than the next address puts right."""
    with open_page(base_url=site_url, viewport=WIDE) as page:
        yield page


@pytest.fixture
def phone(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    """A phone whose browser lets a page use the clipboard."""
    permissions = ["clipboard-read", "clipboard-write"]
    with open_page(base_url=site_url, viewport=PHONE, permissions=permissions) as page:
        yield page
