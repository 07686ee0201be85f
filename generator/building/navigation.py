"""The order of the pages in the site's navigation, as MkDocs' `nav` setting wants it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.pages.pages import Page, PageKind
from generator.plan.addresses import markdown_path

YEAR_PARTS = 6
"""How many items a year's parts are."""

NavItem = Any
"""A Markdown path, or a mapping of one section title to its items."""


def navigation(pages: Sequence[Page], current_year: int, wording: Wording) -> list[NavItem]:
    """Home, the current plan's parts side by side, then a section for each past year."""
    years: dict[int, list[Page]] = {}
    for page in pages:
        years.setdefault(page.year, []).append(page)
    home = [markdown_path(page.address) for page in pages if page.kind is PageKind.HOME]
    current = _year_navigation(years.pop(current_year), wording)
    past = [
        {wording.say("nav.year", year=year): _year_navigation(in_year, wording)}
        for year, in_year in years.items()
    ]
    return [*home, *current, *past]


def _year_navigation(pages: Sequence[Page], wording: Wording) -> list[NavItem]:
    """The whole table, topics, departments, deadlines, pictures and downloads of one year."""

    def of_kind(*kinds: PageKind) -> list[NavItem]:
        return [markdown_path(page.address) for page in pages if page.kind in kinds]

    return [
        *of_kind(PageKind.PLAN),
        {wording.say("nav.topics"): of_kind(PageKind.TOPIC)},
        {words.LEAD: of_kind(PageKind.DEPARTMENTS, PageKind.DEPARTMENT)},
        *of_kind(PageKind.DEADLINES),
        *of_kind(PageKind.PICTURES),
        *of_kind(PageKind.OPEN_DATA),
    ]
