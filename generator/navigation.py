"""The order of the pages in the site's navigation, as MkDocs' `nav` setting wants it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator import vocabulary as words
from generator.addresses import markdown_path
from generator.pages import Page, PageKind
from generator.wording import Wording

YEAR_PARTS = 4
"""How many items `year_navigation` gives."""

NavItem = Any
"""A Markdown path, or a mapping of one section title to its items."""


def navigation(pages: Sequence[Page], current_year: int, wording: Wording) -> list[NavItem]:
    """Home, the current plan's parts side by side, then a section for each past year."""
    home = [markdown_path(page.address) for page in pages if page.kind is PageKind.HOME]
    years = dict.fromkeys(page.year for page in pages)
    past = [
        {wording.say("nav.year", year=year): year_navigation(pages, year, wording)}
        for year in years
        if year != current_year
    ]
    return [*home, *year_navigation(pages, current_year, wording), *past]


def year_navigation(pages: Sequence[Page], year: int, wording: Wording) -> list[NavItem]:
    """The whole table, topics, departments and deadlines of one year."""

    def of_kind(*kinds: PageKind) -> list[NavItem]:
        in_year = (page for page in pages if page.year == year)
        return [markdown_path(page.address) for page in in_year if page.kind in kinds]

    return [
        *of_kind(PageKind.PLAN),
        {wording.say("nav.topics"): of_kind(PageKind.TOPIC)},
        {words.LEAD: of_kind(PageKind.DEPARTMENTS, PageKind.DEPARTMENT)},
        *of_kind(PageKind.DEADLINES),
    ]
