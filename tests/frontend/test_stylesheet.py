"""The one stylesheet: what it leaves out of the theme's, and that nobody sees the difference."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.utils import get_theme_dir
from playwright.sync_api import Browser, Page

from generator.frontend.stylesheet import (
    STYLESHEET,
    Sources,
    is_replaced,
    names_in,
    stylesheet,
)
from tests.site_support import PHONE, WIDE, BuiltSite, read_table, settle
from tests.support import ROOT

THEME = Path(get_theme_dir("material")) / "assets/stylesheets"

PAGE = '<html dir="ltr" class="no-js"><body data-md-color-scheme=slate><a\nid=top class="x y"></a>'


def test_names_are_tags_classes_ids_and_palettes() -> None:
    assert names_in(PAGE) == {"html", "body", "a", "ltr", "no-js", "slate", "top", "x", "y"}


def test_what_we_fold_away_ourselves_asks_for_no_rules_of_the_theme() -> None:
    ours = '<details class="wp-a" id="b"><summary class="wp-c">D</summary></details>'
    assert names_in(ours) == {"wp-a", "b", "wp-c"}
    theirs = '<details class="note"><summary>D</summary></details>'
    assert names_in(theirs) == {"details", "note", "summary"}


SCRIPT = 'a("x--open","z","md-copy")'


def made(theme: str, own: str = "", *features: str, apart: str = "", page: str = PAGE) -> str:
    return stylesheet(
        Sources(theme, own, apart, SCRIPT), frozenset(names_in(page)), tuple(features)
    ).strip()


def test_sources_are_the_stylesheets_of_every_page_and_what_some_load_besides() -> None:
    texts = {
        "assets/stylesheets/palette.1.min.css": "b",
        "assets/stylesheets/main.1.min.css": "a",
        "assets/stylesheets/glossary.1.css": "-",
        "styles/20-own.css": "d",
        "styles/10-own.css": "c",
        "assets/search/search.css": "e",
        "assets/one-feature/one-feature.css": "f",
        "assets/javascripts/bundle.1.min.js": "g",
        "assets/search/panel.js": "-",
    }
    assert Sources.among(texts, texts.__getitem__) == Sources("ab", "cde", "f", "g")
    left = [address for address in texts if not is_replaced(address)]
    assert left == [
        "assets/one-feature/one-feature.css",
        "assets/javascripts/bundle.1.min.js",
        "assets/search/panel.js",
    ]


def test_own_rules_stay_and_follow_the_themes() -> None:
    assert made(".x{top:0}", ".q { top: 1px }") == ".x{top:0}.q{top:1px}"


def test_properties_of_stylesheets_apart_are_kept() -> None:
    assert made("", ":root{--c:1;--d:2}", apart=".z{top:var(--c)}") == ":root{--c:1;}"


def test_what_the_themes_scripts_make_of_a_page_is_kept() -> None:
    theme = ".x--open{top:0}.x--shut{top:0}.z{top:0}.js .x{top:0}"
    assert made(theme) == ".x--open{top:0}.js .x{top:0}"
    added = ".md-copy{top:0}"
    assert made(added, "", "content.action.edit") == ""
    assert made(added, page=PAGE + "<pre>") == added
    assert made(added, "", "content.tooltips") == added


@pytest.mark.parametrize(
    "file", sorted((ROOT / "overrides").rglob("*.css")), ids=lambda one: one.name
)
def test_no_selector_that_an_old_browser_lacks_stands_in_a_list(file: Path) -> None:
    """A browser of the stated baseline would ignore the whole list."""
    lists = re.findall(r"[^{};]*,[^{};]*(?=\{)", file.read_text(encoding="utf-8"))
    assert [one for one in lists if re.search(r":(is|where|has)\(", one)] == []


STATES = {"as it is": "", "drawer": "__drawer", "search": "__search"}
# The theme keeps the page from scrolling below the box, which fills a narrow screen.
READY = """() => {
    const status = document.querySelector('.wp-search__status');
    const isLocked = document.body.hasAttribute('data-md-scrolllock');
    return status.textContent === status.dataset.hint && isLocked === (innerWidth < 960);
}"""
COMPUTED = """() => {
    const names = Array.from(getComputedStyle(document.body)).filter((name) => name[0] !== '-');
    const styleOf = (element, pseudo) => {
        const style = getComputedStyle(element, pseudo);
        if (pseudo && style.content === 'none') return '';
        return names.map((name) => name + ': ' + style.getPropertyValue(name)).join('; ');
    };
    const elements = document.querySelectorAll('body, body :not(path):not(script)');
    return Array.from(elements).map((element) => [
        element.outerHTML.slice(0, 80),
        ...['', '::before', '::after'].map((pseudo) => styleOf(element, pseudo)),
    ].join('; '));
}"""


@pytest.fixture(scope="module")
def whole_stylesheet() -> str:
    """All of the theme's rules, and all of ours for every page."""
    theme = [next(THEME.glob(name)) for name in ("main.*.css", "palette.*.css")]
    shared = sorted((ROOT / "overrides/styles").glob("*.css"))
    own = [*shared, ROOT / "overrides/assets/search/search.css"]
    return "".join(file.read_text(encoding="utf-8") for file in (*theme, *own))


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[list[Page]]:
    contexts = [
        browser.new_context(viewport=PHONE, color_scheme="dark", reduced_motion="reduce"),
        browser.new_context(viewport=WIDE, color_scheme="light", reduced_motion="reduce"),
    ]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


@pytest.mark.soak
@pytest.mark.browser
def test_nobody_sees_what_is_left_out(
    windows: list[Page], site_url: str, site: BuiltSite, whole_stylesheet: str
) -> None:
    table = read_table()
    address = f"{table['年份']}/{table['主题'][0]['网址']}/"
    assert site.file(STYLESHEET).stat().st_size < len(whole_stylesheet) / 2
    for page in windows:
        lean = styles(page, site_url + address)
        page.route(
            f"**/{STYLESHEET}",
            lambda route: route.fulfill(body=whole_stylesheet, content_type="text/css"),
        )
        whole = styles(page, site_url + address)
        page.unroute(f"**/{STYLESHEET}")
        for state in STATES:
            assert len(lean[state]) > 100
            assert lean[state] == whole[state], state


def styles(page: Page, url: str) -> dict[str, list[str]]:
    """The computed style of each element, in each state of the page."""
    page.goto(url)
    page.mouse.move(350, 700)  # the drawer does not open below the mouse
    found = {}
    for state, toggle in STATES.items():
        page.evaluate("id => id && document.getElementById(id).click()", toggle)
        if state == "search":
            page.wait_for_function(READY)
        settle(page)
        found[state] = page.evaluate(COMPUTED)
        page.evaluate("id => id && document.getElementById(id).click()", toggle)
    return found
