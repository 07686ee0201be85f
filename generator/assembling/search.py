"""Makes the search index of each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.frontend.search_index import PlainDocument, SearchIndex, search_index
from generator.language.latest import keep_latest
from generator.pipeline import Site
from generator.plan import addresses


def search_files(
    site: Site, documents: Sequence[tuple[int | None, PlainDocument]]
) -> Iterator[tuple[str, str]]:
    """The addresses and texts of the files of the search indexes.

    `documents` are pairs of a year and a document; a document with the year None is in every index.
    """
    for plan in site.data.plans:
        found = tuple(one for year, one in documents if year in (None, plan.year))
        other_years = [other.year for other in site.data.plans if other is not plan]
        synonyms = site.data.settings.synonyms
        index = _index(plan.year, plan, found, site.wording, synonyms, other_years)
        for part, address in addresses.search_index(plan.year).items():
            yield address, getattr(index, part)


@keep_latest
def _index(year: int, *facts: Any) -> SearchIndex:
    """The index of a year; a preview makes it again only if what it is made of has changed."""
    return search_index(*facts)
