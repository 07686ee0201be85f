"""The matcher over the real plan."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from generator.frontend.search_index import PlainDocument, search_index
from tests.reader.search.matcher_page import MatcherPage, open_matcher
from tests.reader.search.oracle import PLAN

PAGE = PlainDocument(
    "怎么查", "chazhao/", "在搜索框里输入词语，就能找到任务。快捷键是斜线。有WCE、CSV。"
)


@pytest.fixture(scope="session")
def matcher(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MatcherPage]:
    folder = tmp_path_factory.mktemp("matcher") / "search"
    with open_matcher(browser, folder, search_index(PLAN, [PAGE])) as page:
        yield page
