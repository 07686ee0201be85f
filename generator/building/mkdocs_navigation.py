"""MkDocs' navigation of the whole site → one for the pages of each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from generator.building.navigation import YEAR_PARTS


def year_navigations(nav: Navigation, years: Sequence[int]) -> Iterator[tuple[int, Navigation]]:
    """Each year's parts of the navigation, between the home page and the hand-written pages.

    `years` starts with the one in force, whose parts stand on the top level.
    """
    current, *past = years
    home, rest = nav.items[:1], nav.items[1:]
    parts, rest = rest[:YEAR_PARTS], rest[YEAR_PARTS:]
    past_sections, hand_written = rest[: len(past)], rest[len(past) :]
    yield current, _navigation([*home, *parts, *hand_written])
    for year, section in zip(past, past_sections, strict=True):
        yield year, _navigation([*home, *section.children, *hand_written])


def _navigation(items: list[Any]) -> Navigation:
    return Navigation(items, list(_pages(items)))


def _pages(items: list[Any]) -> Iterator[Page]:
    for item in items:
        if isinstance(item, Section):
            yield from _pages(item.children)
        elif isinstance(item, Page):
            yield item


def keep_neighbours_within_section(page: Page) -> None:
    """After the last topic comes no department."""
    for side in ("previous_page", "next_page"):
        neighbour = getattr(page, side)
        if neighbour and (page.parent is None or neighbour.parent is not page.parent):
            setattr(page, side, None)


def pages_above(page: Page, home: Page | None) -> Iterator[Page]:
    """The pages by which a reader comes to a page, the home page first; none for itself."""
    if home is None or page is home:
        return
    yield home
    for section in reversed(list(page.ancestors)):
        first = section.children[0] if isinstance(section, Section) else None
        if isinstance(first, Page) and first.is_index and first is not page:
            yield first
