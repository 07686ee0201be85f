"""Makes the navigation of the whole site for MkDocs, and the part that each year's pages show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from generator.building.defaults import THEME
from generator.language import vocabulary as words
from generator.language.pinyin import sort_key
from generator.language.problems import Place, Problem
from generator.language.wording import Wording
from generator.pages.hand_written import ENDINGS
from generator.pages.page import Page, PageKind
from generator.plan.addresses import markdown_path

NavItem = Any
"""A Markdown path, or a mapping of one section title to its items."""

YearOf = Callable[[MkDocsPage], int | None]
"""The year of a page; None for the page of all years and for one written by hand."""

ROOM_IN_TABS = 30
"""For pages that `nav` does not name: the characters of their titles and two between them."""


def nav_setting(pages: Sequence[Page], current_year: int, wording: Wording) -> list[NavItem]:
    """The `nav` setting: home, the pages of the current year, then a section for each past year.

    The page of all years, if there is one, is last.
    """
    years: dict[int, list[Page]] = {}
    for page in pages:
        if page.kind is not PageKind.HOME and page.year is not None:
            years.setdefault(page.year, []).append(page)
    home = [markdown_path(page.address) for page in pages if page.kind is PageKind.HOME]
    all_years = [markdown_path(page.address) for page in pages if page.year is None]
    current = _year_setting(years.pop(current_year), wording)
    past = [
        {wording.say("nav.year", year=year): _year_setting(in_year, wording)}
        for year, in_year in years.items()
    ]
    return [*home, *current, *past, *all_years]


def _year_setting(pages: Sequence[Page], wording: Wording) -> list[NavItem]:
    """The items of a year: the table, sections of topics and departments, other pages.

    Pages at former addresses are left out.
    """

    def of_kind(*kinds: PageKind) -> list[NavItem]:
        return [markdown_path(page.address) for page in pages if page.kind in kinds]

    departments = next(one.title for one in pages if one.kind is PageKind.DEPARTMENTS)
    progress = of_kind(PageKind.PROGRESS, PageKind.REPORT)
    return [
        *of_kind(PageKind.PLAN),
        {wording.say("nav.topics"): of_kind(PageKind.TOPICS, PageKind.TOPIC)},
        {escape(departments): of_kind(PageKind.DEPARTMENTS, PageKind.DEPARTMENT)},
        *of_kind(PageKind.DEADLINES, PageKind.PICTURES),
        *([{words.PROGRESS: progress}] if progress else ()),
        *of_kind(PageKind.OPEN_DATA, PageKind.CHANGES),
    ]


def wrong_settings(config: MkDocsConfig, generated: Collection[str]) -> Iterator[Problem]:
    """The problems of `mkdocs.yml`: another theme, and pages in `nav` which are not there."""
    file = Path(config.config_file_path)
    text = file.read_text(encoding="utf-8")
    if config.theme.name != THEME:
        place = Place.at_offset(file, text, max(text.find("theme"), 0))
        yield Problem(place, "theme-foreign", {"theme": THEME})
    for path in _paths_in(config.nav):
        is_there = path in generated or Path(config.docs_dir, path).is_file()
        if path.endswith(ENDINGS) and not is_there:
            place = Place.at_offset(file, text, max(text.find(path), 0))
            yield Problem(place, "nav-without-file", {"value": path})


def unnamed_pages(files: Files, config: MkDocsConfig, wording: Wording | None) -> list[NavItem]:
    """The hand-written pages that `nav` does not name, by title in the order of dictionaries.

    They are in one section if the tabs have no room for them. Without `wording`, none is read.
    """
    named = set(_paths_in(config.nav))
    listed = (file for file in files.documentation_pages() if file.inclusion.is_in_nav())  # type: ignore[no-untyped-call]
    unnamed = [file for file in listed if not file.generated_by and file.src_uri not in named]
    if wording is None:
        return [file.src_uri for file in unnamed]
    titles = {file.src_uri: _title(file, config) for file in unnamed}
    paths: list[NavItem] = sorted(titles, key=lambda path: sort_key(titles[path]))
    has_room = sum(len(title) + 2 for title in titles.values()) <= ROOM_IN_TABS
    return paths if has_room else [{wording.say("nav.more"): paths}]


def _title(file: File, config: MkDocsConfig) -> str:
    page = MkDocsPage(None, file, config)  # MkDocs takes it for the navigation
    page.read_source(config)
    return str(page.title)


def _paths_in(nav: Any) -> Iterator[str]:
    """The paths and addresses in a `nav` setting, at all levels."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        yield from _paths_in(list(nav.values()))
    else:
        for item in nav or ():
            yield from _paths_in(item)


def year_navigation(nav: Navigation, year: int, current_year: int, year_of: YearOf) -> Navigation:
    """The navigation for the pages of one year: home, this year and the pages of no year.

    Other years are left out, so that pages do not become larger with each year.
    """
    items: list[Any] = []
    for item in nav.items:
        item_year = next(map(year_of, _pages([item])), None)
        if item is nav.homepage or item_year is None:
            items.append(item)
        elif item_year == year:
            items.extend([item] if year == current_year else item.children)
    return Navigation(items, list(_pages(items)))


def _pages(items: Sequence[Any]) -> Iterator[MkDocsPage]:
    for item in items:
        if isinstance(item, Section):
            yield from _pages(item.children)
        elif isinstance(item, MkDocsPage):
            yield item


def keep_neighbours_within_section(page: MkDocsPage) -> None:
    """Remove links to a previous or next page in another section, such as topic to department."""
    for side in ("previous_page", "next_page"):
        neighbour = getattr(page, side)
        if neighbour and (page.parent is None or neighbour.parent is not page.parent):
            setattr(page, side, None)


def pages_above(page: MkDocsPage, home: MkDocsPage | None) -> Iterator[MkDocsPage]:
    """The pages above a page, the home page first; the home page has none."""
    if home is None or page is home:
        return
    yield home
    for section in reversed(list(page.ancestors)):
        first = section.children[0] if isinstance(section, Section) else None
        if isinstance(first, MkDocsPage) and first.is_index and first is not page:
            yield first
