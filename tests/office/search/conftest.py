"""The matcher over this office's plan."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from generator.frontend.search_index import search_index
from generator.language.wording import Wording
from tests.office.search.queries import PLAN
from tests.reader.search.matcher_page import PAGE, MatcherPage, open_matcher


@pytest.fixture(scope="package")
def matcher(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MatcherPage]:
    folder = tmp_path_factory.mktemp("matcher") / "search"
    with open_matcher(browser, folder, search_index(PLAN, [PAGE], Wording())) as page:
        yield page
