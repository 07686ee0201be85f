"""Makes the template variables that are not MkDocs' own, and the documents for the search."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.yaml import yaml_load

from generator.building.navigation import pages_above
from generator.downloads.data_package import MEDIA_TYPES
from generator.frontend.plain_text import plain_text
from generator.frontend.search_index import PlainDocument
from generator.pages.metadata import Download, Facts, metadata
from generator.pages.page import Page, PageKind
from generator.pages.qr_code import qr_svg
from generator.pipeline import Site
from generator.plan import addresses
from generator.plan.columns import Column
from generator.plan.feedback import page_feedback_link
from generator.plan.headings import columns_in, headings
from generator.plan.progress import has_progress

_NOT_FOUND = (PageKind.HOME, PageKind.TOPIC, PageKind.DEPARTMENT, PageKind.MOVED)
"""The kinds of pages that the search has no document of: it finds their tasks, if any."""


def site_variables(site: Site, year: int) -> dict[str, Any]:
    """The variables of all pages of a year and of 404.html."""
    return {
        "settings": site.data.settings,
        "page_feedback_link": page_feedback_link,
        "search_addresses": addresses.search_index(year),
        "plan_address": addresses.plan(year),
        "progress_address": addresses.progress(year) if has_progress(site.plan(year)) else None,
        "finds_progress": site.data.has_progress,
        "departments_address": addresses.departments(year),
        "headings": headings(site.plan(year)),
        "labelled_columns": _labelled(site, year),
    }


def _labelled(site: Site, year: int) -> list[Column]:
    """The columns that a hit shows with their names; the search of a year also finds others."""
    plans = sorted(site.data.plans, key=lambda plan: plan.year != year)
    found = {one.key: one for plan in plans for one in columns_in(plan) if one.is_labelled}
    return list(found.values())


def page_variables(
    page: MkDocsPage, home: MkDocsPage | None, site: Site, site_name: str
) -> dict[str, Any]:
    """The variables of one page: its title, year, URL, metadata and QR code."""
    facts = _facts(page, home, site, site_name)
    return {
        "page_title": facts.full_title,
        "page_year": _year_in_title(page, site),
        "page_url": facts.url,
        "metadata": metadata(facts, site.data.settings),
        "qr_code": qr_svg(facts.url) if facts.url else None,
        "feeds": list(_feeds(page, site)),
    }


def searched_documents(
    page: MkDocsPage, html: str, site: Site
) -> Iterator[tuple[int | None, PlainDocument]]:
    """The search document of a page, with its year; None means that every year's search has it.

    It has the whole text of a hand-written page, from its HTML, or the title and lead of a
    generated page.
    """
    generated = site.pages_by_path.get(page.file.src_uri)
    if generated is None:
        yield None, PlainDocument(_plain_title(page), page.url, plain_text(html))
    elif generated.kind not in _NOT_FOUND:
        yield generated.year, PlainDocument(generated.title, page.url, generated.lead)


def _plain_title(page: MkDocsPage) -> str:
    """The title of a page as plain text."""
    return unescape(str(page.title))


def _year_in_title(page: MkDocsPage, site: Site) -> str:
    """The year that the title of a page has if there are plans of several years, else nothing.

    A past plan is called so there, because the title is in sight wherever the reader is.
    """
    year = site.years_by_path.get(page.file.src_uri)
    if year is None or len(site.data.plans) == 1:
        return ""
    if year == site.current_year:
        return site.wording.say("title.year", year=year)
    return site.wording.say("title.past", year=year)


def _facts(page: MkDocsPage, home: MkDocsPage | None, site: Site, site_name: str) -> Facts:
    """The facts about a page; its URL is on the published site, in a preview too."""
    generated = site.pages_by_path.get(page.file.src_uri)
    return Facts(
        site_name=site.data.settings.site_name or site_name,
        title=_plain_title(page),
        year=_year_in_title(page, site),
        description=generated.description if generated else str(page.meta.get("description", "")),
        url=_url(page, site, generated),
        trail=[(_plain_title(above), _url(above, site)) for above in pages_above(page, home)],
        page=generated,
        plan=site.plan(generated.year) if generated and generated.year else None,
        downloads=list(_downloads(generated, site)) if generated else (),
    )


def _url(page: MkDocsPage, site: Site, generated: Page | None = None) -> str | None:
    """The URL of a page; of one at a former address, the new URL."""
    address = generated.moved_to if generated and generated.moved_to else page.url
    return addresses.absolute(site.url, address) if site.url else None


def _downloads(page: Page, site: Site) -> Iterator[Download]:
    """The files with all tasks, for the table of all tasks only; none if the URL is not known."""
    if page.kind is not PageKind.PLAN or page.year is None or site.url is None:
        return
    for name, media_type in MEDIA_TYPES.items():
        address = addresses.data_file(page.year, name)
        if address in site.file_addresses:
            yield Download(addresses.absolute(site.url, address), media_type)


def _feeds(page: MkDocsPage, site: Site) -> Iterator[tuple[str, str, str]]:
    """The media types, addresses and titles of the feeds of a page: its own, or its year's."""
    generated = site.pages_by_path.get(page.file.src_uri)
    if generated is None or generated.year is None or generated.moved_to:
        return
    year = generated.year
    for media_type, name in addresses.FEEDS.items():
        own, of_year = (addresses.feed(one, name) for one in (page.url, addresses.plan(year)))
        if own in site.file_addresses and own != of_year:
            yield media_type, own, site.wording.say("feed.unit", unit=_plain_title(page), year=year)
        elif of_year in site.file_addresses:
            yield media_type, of_year, site.wording.say("feed.year", year=year)


def site_url_set_in(config: MkDocsConfig) -> str | None:
    """The site's URL in `mkdocs.yml`, with a slash at the end; `mkdocs serve` replaces it."""
    with Path(config.config_file_path).open("rb") as file:
        address = yaml_load(file).get("site_url")
    return f"{address.rstrip('/')}/" if address else None
