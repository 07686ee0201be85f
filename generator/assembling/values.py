"""Makes the values that the theme's templates show, and the documents for the search.

All values are plain data (texts, lists, mappings), so that any template engine can show them. A
value that is not known is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.downloads.data_package import MEDIA_TYPES
from generator.frontend.plain_text import plain_text
from generator.frontend.search_index import PlainDocument
from generator.pages.metadata import Download, Facts, metadata
from generator.pages.page import Page, PageKind
from generator.pages.qr_code import qr_svg
from generator.pipeline import Site
from generator.plan import addresses
from generator.plan.feedback import page_feedback_link
from generator.plan.headings import columns_in, headings
from generator.plan.progress import has_progress

Values = dict[str, Any]

_NOT_FOUND = (PageKind.HOME, PageKind.TOPIC, PageKind.DEPARTMENT, PageKind.MOVED)
"""The kinds of pages that the search has no document of: it finds their tasks, if any."""


@dataclass(frozen=True)
class SitePage:
    """A page of the site, generated or written by hand; the texts are plain text."""

    path: str
    """The path of its Markdown file."""
    address: str
    title: str
    description: str = ""
    """What a hand-written page says of itself."""
    above: Sequence[tuple[str, str]] = ()
    """The titles and addresses of the pages above it, the home page first."""


def site_values(site: Site, year: int) -> Values:
    """The values of all pages of a year and of 404.html."""
    plan = site.plan(year)
    settings = site.data.settings.model_dump()
    values = {
        "settings": {name: one for name, one in settings.items() if one and isinstance(one, str)},
        "feedback_links": _feedback_links(site, "", None),
        "search_addresses": addresses.search_index(year),
        "plan_address": addresses.plan(year),
        "progress_address": addresses.progress(year) if has_progress(plan) else None,
        "finds_progress": site.data.has_progress,
        "departments_address": addresses.departments(year),
        "headings": dict(headings(plan)),
        "labelled_columns": _labelled(site, year),
    }
    return {name: value for name, value in values.items() if value is not None}


def _labelled(site: Site, year: int) -> list[Values]:
    """The columns that a hit shows with their names; the search of a year also finds others."""
    plans = sorted(site.data.plans, key=lambda plan: plan.year != year)
    found = {one.key: one for plan in plans for one in columns_in(plan) if one.is_labelled}
    return [{"key": one.key, "label": one.label or one.heading} for one in found.values()]


def page_values(page: SitePage, site: Site, site_name: str) -> Values:
    """The values of one page: its title, year, URL, metadata and QR code."""
    facts = _facts(page, site, site_name)
    data = metadata(facts, site.data.settings)
    values = {
        "page_title": facts.full_title,
        "page_year": _year_in_title(page, site),
        "page_url": facts.url,
        "feedback_links": _feedback_links(site, facts.full_title, facts.url),
        "metadata": {
            "meta": list(map(list, data.meta)),
            "open_graph": list(map(list, data.open_graph)),
            "linked_data": list(map(str, data.linked_data)),
        },
        "qr_code": str(qr_svg(facts.url)) if facts.url else None,
        "feeds": list(_feeds(page, site)),
    }
    return {name: value for name, value in values.items() if value is not None}


def searched_documents(
    page: SitePage, html: str, site: Site
) -> Iterator[tuple[int | None, PlainDocument]]:
    """The search document of a page, with its year; None means that every year's search has it.

    It has the whole text of a hand-written page, from its HTML, or the title and lead of a
    generated page.
    """
    generated = site.pages_by_path.get(page.path)
    if generated is None:
        yield None, PlainDocument(page.title, page.address, plain_text(html))
    elif generated.kind not in _NOT_FOUND:
        yield generated.year, PlainDocument(generated.title, page.address, generated.lead)


def _feedback_links(site: Site, title: str, url: str | None) -> dict[str, str]:
    """The links to the addresses for feedback from a page, by address."""
    settings = site.data.settings
    written = filter(None, (settings.feedback_address, settings.error_address))
    return {one: page_feedback_link(one, title, url) for one in written}


def _year_in_title(page: SitePage, site: Site) -> str:
    """The year that the title of a page has if there are plans of several years, else nothing.

    A past plan is called so there, because the title is in sight wherever the reader is.
    """
    year = site.years_by_path.get(page.path)
    if year is None or len(site.data.plans) == 1:
        return ""
    if year == site.current_year:
        return site.wording.say("title.year", year=year)
    return site.wording.say("title.past", year=year)


def _facts(page: SitePage, site: Site, site_name: str) -> Facts:
    """The facts about a page; its URL is on the published site, in a preview too."""
    generated = site.pages_by_path.get(page.path)
    return Facts(
        site_name=site.data.settings.site_name or site_name,
        title=page.title,
        year=_year_in_title(page, site),
        description=generated.description if generated else page.description,
        url=_url(_canonical(page, generated), site),
        trail=[(title, _url(address, site)) for title, address in page.above],
        page=generated,
        plan=site.plan(generated.year) if generated and generated.year else None,
        downloads=list(_downloads(generated, site)) if generated else (),
    )


def _canonical(page: SitePage, generated: Page | None) -> str:
    """The address of a page; of one at a former address, the new address."""
    return generated.moved_to if generated and generated.moved_to else page.address


def _url(address: str, site: Site) -> str | None:
    return addresses.absolute(site.url, address) if site.url else None


def _downloads(page: Page, site: Site) -> Iterator[Download]:
    """The files with all tasks, for the table of all tasks only; none if the URL is not known."""
    if page.kind is not PageKind.PLAN or page.year is None or site.url is None:
        return
    for name, media_type in MEDIA_TYPES.items():
        address = addresses.data_file(page.year, name)
        if address in site.file_addresses:
            yield Download(addresses.absolute(site.url, address), media_type)


def _feeds(page: SitePage, site: Site) -> Iterator[list[str]]:
    """The media types, addresses and titles of the feeds of a page: its own, or its year's."""
    generated = site.pages_by_path.get(page.path)
    if generated is None or generated.year is None or generated.moved_to:
        return
    year = generated.year
    for media_type, name in addresses.FEEDS.items():
        own, of_year = (addresses.feed(one, name) for one in (page.address, addresses.plan(year)))
        if own in site.file_addresses and own != of_year:
            yield [media_type, own, site.wording.say("feed.unit", unit=page.title, year=year)]
        elif of_year in site.file_addresses:
            yield [media_type, of_year, site.wording.say("feed.year", year=year)]
