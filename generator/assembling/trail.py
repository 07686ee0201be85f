"""What a `nav` setting says of its pages: their titles, and the pages above each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from generator.assembling.navigation import NavItem, paths_in
from generator.pages.hand_written import OF_FOLDER


def titles_in(nav: NavItem) -> dict[str, str]:
    """The titles that `nav` gives to pages, by path."""
    titles: dict[str, str] = {}
    for item in nav:
        for title, value in item.items() if isinstance(item, dict) else ():
            titles |= {value: str(title)} if isinstance(value, str) else titles_in(value)
    return titles


def pages_above(nav: Sequence[NavItem], path: str) -> Iterator[str]:
    """The paths of the pages above a page: home, then the first page of each section around it.

    A section counts only if its first page is that of its folder.
    """
    home = next(paths_in(nav[0]))
    if path == home:
        return
    yield home
    items: Sequence[NavItem] = nav
    while section := next((one for one in _sections(items) if path in paths_in(one)), None):
        first = section[0]
        if isinstance(first, dict):
            first = next(iter(first.values()))
        if isinstance(first, str) and first != path and PurePosixPath(first).stem in OF_FOLDER:
            yield first
        items = section


def _sections(items: Sequence[NavItem]) -> Iterator[Sequence[NavItem]]:
    for item in items:
        for value in item.values() if isinstance(item, dict) else ():
            if not isinstance(value, str):
                yield value
