"""Makes the navigation of the whole site, and chooses the part that each year's pages show.

It has the form of the setting `nav` in `mkdocs.yml`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from generator.language import vocabulary as words
from generator.language.pinyin import sort_key
from generator.language.problems import Place, Problem
from generator.language.wording import Wording
from generator.pages.hand_written import ENDINGS
from generator.pages.page import Page, PageKind
from generator.pipeline import Site
from generator.plan.addresses import markdown_path

NavItem = Any
"""A Markdown path, or a mapping of one section title to its items."""

THEME = "work-plan"
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


def unnamed_items(titles: Mapping[str, str], wording: Wording) -> list[NavItem]:
    """The items of pages that `nav` does not name, by title in the order of dictionaries.

    `titles` are given by path. The pages are in one section if the tabs have no room for them.
    """
    paths: list[NavItem] = sorted(titles, key=lambda path: sort_key(titles[path]))
    has_room = sum(len(title) + 2 for title in titles.values()) <= ROOM_IN_TABS
    return paths if has_room else [{wording.say("nav.more"): paths}]


def items_shown(nav: Sequence[NavItem], site: Site, year: int) -> Iterator[tuple[int, bool]]:
    """The places in `nav` of the items that the pages of a year show: home, this year, no year.

    Other years are left out, so that pages do not become larger with each year. A place is marked
    if only what is inside is shown, as with the section of a past year.
    """
    for place, item in enumerate(nav):
        item_year = site.years_by_path.get(next(paths_in(item), ""))
        if place == 0 or item_year is None:
            yield place, False
        elif item_year == year:
            yield place, year != site.current_year


def wrong_settings(
    file: Path, theme: str | None, nav: Any, docs_folder: Path, generated: Collection[str]
) -> Iterator[Problem]:
    """The problems of `mkdocs.yml`: another theme, and pages in `nav` which are not there."""
    text = file.read_text(encoding="utf-8")
    if theme != THEME:
        place = Place.at_offset(file, text, max(text.find("theme"), 0))
        yield Problem(place, "theme-foreign", {"theme": THEME})
    for path in filter(_is_page, paths_in(nav)):
        if with_plain_paths(path) not in generated and not (docs_folder / path).is_file():
            place = Place.at_offset(file, text, max(text.find(path), 0))
            yield Problem(place, "nav-without-file", {"value": path})


def with_plain_paths(nav: Any) -> Any:
    """A `nav` setting in which each page has one path: for MkDocs, `./a.md` is `a.md` too."""
    if isinstance(nav, str):
        return str(PurePosixPath(nav)) if _is_page(nav) else nav
    if isinstance(nav, dict):
        return {title: with_plain_paths(value) for title, value in nav.items()}
    return [with_plain_paths(item) for item in nav]


def _is_page(path: str) -> bool:
    return path.endswith(ENDINGS) and not urlsplit(path).scheme


def paths_in(nav: Any) -> Iterator[str]:
    """The paths and addresses in a `nav` setting, at all levels."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        yield from paths_in(list(nav.values()))
    else:
        for item in nav or ():
            yield from paths_in(item)
