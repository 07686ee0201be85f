"""Every kind of page in a real browser, light and dark, on a phone and on a wide screen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.reader.accessibility import HIGH_CONTRAST, PAIRS, Rules, violations, violations_in
from tests.site_support import WIDE, BuiltSite, OpenPage, serve, settle
from tests.support import rarely
from tests.three_years import build_three_years

pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "whole table": "2031/",
    "topic": "2031/tushu-piaoliu/#task-21",
    "topics": "2031/zhuti/",
    "departments": "2031/chushi/",
    "department": "2031/chushi/yuanyi-ke/",
    "collective": "2031/chushi/ge-keshi/",
    "deadlines": "2031/shijian/",
    "pictures": "2031/tushi/",
    "open data": "data/2031/",
    "hand-written": "guanyu/",
    "not found": "2031/no/such/page/",
}
OFTEN = ("home", "whole table", "topic", "department", "deadlines", "not found")
FEW = [*OFTEN, *rarely(*(kind for kind in KINDS if kind not in OFTEN))]
"""Each kind of page; those that are built of the same parts as another in the long run only."""
PAST_TOPIC = "2030/jia-zhuti/"
OF_YEARS = (
    "niandu/",
    "2032/bianhua/",
    "2031/shu/#task-2",
    *rarely("2033/bianhua/", "2033/lvdi/", "2031/#task-2", "2031/chushi/cao-ke/"),
)
"""Pages of three years, with what leads to others, and two years side by side."""
LARGER = "wp-elder"
MODES = pytest.mark.parametrize("mode", ["usual", *rarely(LARGER)])
# A day on which every dated deadline is past, so that all pages show their states.
DAY = "2032-01-05T12:00:00Z"


@dataclass
class Watched:
    """A browser window, its requests and its console messages."""

    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def begin_to_load(self, url: str) -> None:
        self.page.goto("about:blank")
        self.requests.clear()
        self.complaints.clear()
        self.page.goto(url, wait_until="commit")

    def _hear(self, message: Any) -> None:
        expected = "status of 404" in message.text and "/no/such/page/" in message.location["url"]
        if message.type in ("error", "warning") and not expected:
            self.complaints.append(message.text)

    def foreign_requests(self, url: str) -> list[str]:
        own = (url, "data:", "blob:")
        return [found for found in self.requests if not found.startswith(own)]


@pytest.fixture(scope="module", params=PAIRS)
def windows(browser: Browser, request: pytest.FixtureRequest) -> Iterator[dict[str, Watched]]:
    contexts = {
        f"{window['color_scheme']}, {window['viewport']['width']} px": browser.new_context(
            **window, reduced_motion="reduce"
        )
        for window in request.param
    }
    for context in contexts.values():
        context.clock.set_fixed_time(DAY)
    yield {name: Watched(context) for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module")
def two_years_url(two_years: BuiltSite) -> Iterator[str]:
    """The site links to a repository, whose host must get no request."""
    with serve(two_years) as url:
        yield url


@pytest.fixture(scope="module")
def three_years_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(build_three_years(tmp_path_factory.mktemp("three-years"))) as url:
        yield url


def all_complaints(windows: dict[str, Watched], url: str, address: str, mode: str) -> list[str]:
    """Everything that is wrong with a page; all windows are examined at the same time."""
    for window in windows.values():
        window.begin_to_load(url + address)
    for window in windows.values():
        window.page.wait_for_load_state()
        window.page.evaluate("(mode) => document.documentElement.classList.add(mode)", mode)
    return looked_at(windows, HIGH_CONTRAST if mode == LARGER else None) + [
        f"{name}: {what}"
        for name, window in windows.items()
        for what in (*window.foreign_requests(url), *window.complaints)
    ]


def looked_at(windows: dict[str, Watched], rules: Rules | None = None) -> list[str]:
    pages = {name: window.page for name, window in windows.items()}
    for page in pages.values():
        settle(page)
    found = [f"{name}: {what}" for name, page in pages.items() for what in sideways(page)]
    for name, wrong in zip(pages, violations_in(pages.values(), rules), strict=True):
        found += [f"{name}: {what}" for what in wrong]
    return found


def sideways(page: Page) -> Iterator[str]:
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert page.viewport_size
    if width > page.viewport_size["width"]:
        yield f"scrolls sideways: {width} px"


@MODES
@pytest.mark.parametrize("kind", FEW)
def test_page(windows: dict[str, Watched], site_url: str, kind: str, mode: str) -> None:
    assert all_complaints(windows, site_url, KINDS[kind], mode) == []


@MODES
@pytest.mark.soak
def test_page_of_a_site_with_past_years(
    windows: dict[str, Watched], two_years_url: str, mode: str
) -> None:
    for address in ("", PAST_TOPIC):
        assert all_complaints(windows, two_years_url, address, mode) == [], address


@MODES
@pytest.mark.parametrize("address", OF_YEARS)
def test_page_of_several_years(
    windows: dict[str, Watched], three_years_url: str, address: str, mode: str
) -> None:
    assert all_complaints(windows, three_years_url, address, mode) == []


def test_no_page_needs_another_host_below_another_site(
    windows: dict[str, Watched], sub_path_url: str
) -> None:
    window = next(iter(windows.values()))
    for address in KINDS.values():
        window.begin_to_load(sub_path_url + address)
        window.page.wait_for_load_state()
        assert window.foreign_requests(sub_path_url) == []
        assert window.complaints == []


@pytest.mark.parametrize("kind", ["topic", *rarely("department", "deadlines", "whole table")])
def test_states_of_deadlines_are_looked_at(
    windows: dict[str, Watched], site_url: str, kind: str
) -> None:
    page = next(iter(windows.values())).page
    page.goto(site_url + KINDS[kind])
    expect(page.locator(".wp-due__state").first).to_contain_text("期限已到")


def test_high_contrast_is_looked_for(open_page: OpenPage, site_url: str) -> None:
    """Test that the check finds something: the normal mode has contrasts below 7:1."""
    with open_page(viewport=WIDE) as page:
        page.goto(site_url + KINDS["topic"])
        assert violations(page, HIGH_CONTRAST) != []


HEAVY = """(selector) => Array.from(document.querySelectorAll(selector))
    .filter((link) => getComputedStyle(link).fontWeight >= 600 && link.offsetWidth > 0)
    .map((link) => link.textContent.trim())"""


@pytest.mark.parametrize(
    ("address", "tab", "beside"),
    [
        ("2031/tushu-piaoliu/", "主题", ["图书漂流"]),
        ("2031/chushi/yuanyi-ke/", "责任处室", ["园艺科"]),
        ("2031/shijian/", "时间节点", []),
    ],
)
def test_links_to_the_current_page_are_bold(
    open_page: OpenPage, site_url: str, address: str, tab: str, beside: list[str]
) -> None:
    with open_page(viewport=WIDE) as page:
        page.goto(site_url + address)
        assert page.evaluate(HEAVY, ".md-tabs a") == [tab]
        assert page.evaluate(HEAVY, ".md-nav--primary [data-md-level='1'] a") == beside
        shown = page.locator(".md-nav--primary a:visible").all_inner_texts()
        assert (len(shown) > 1) is bool(beside), shown
