"""The navigation as MkDocs has it: the pages that `nav` does not name, each year's part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from generator.assembling.navigation import NavItem, paths_in, unnamed_items
from generator.language.wording import Wording


def unnamed_pages(files: Files, config: MkDocsConfig, wording: Wording | None) -> list[NavItem]:
    """The items of hand-written pages that `nav` does not name. Without `wording`, none is read."""
    named = set(paths_in(config.nav))
    listed = (file for file in files.documentation_pages() if file.inclusion.is_in_nav())  # type: ignore[no-untyped-call]
    unnamed = [file for file in listed if not file.generated_by and file.src_uri not in named]
    if wording is None:
        return [file.src_uri for file in unnamed]
    return unnamed_items({file.src_uri: _title(file, config) for file in unnamed}, wording)


def _title(file: File, config: MkDocsConfig) -> str:
    page = MkDocsPage(None, file, config)  # MkDocs takes it for the navigation
    page.read_source(config)
    return str(page.title)


def part_of(nav: Navigation, shown: Iterable[tuple[int, bool]]) -> Navigation:
    """The navigation with the items at some places; of those marked, only what is inside."""
    items: list[Any] = []
    for place, is_opened in shown:
        item = nav.items[place]
        items.extend(item.children or () if is_opened else [item])
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
