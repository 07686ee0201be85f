"""Makes the metadata of a page for programs: meta tags, Open Graph and JSON-LD.

The meta tags follow the guide for government sites (General Office of the State Council, 2017,
no. 47). An unknown value has no tag.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.language import vocabulary as words
from generator.pages.page import Page, PageKind
from generator.plan.edition import Licence, licence_of
from generator.plan.model import SiteSettings, WorkPlan

LANGUAGE = "zh-CN"
_SCHEMA = "https://schema.org"
_KEYWORD_SEPARATOR = ","
_COLUMN_TYPES = {PageKind.HOME: words.FIRST_PAGE, PageKind.OPEN_DATA: words.PUBLISHED_DATA}
# These characters are escaped in JSON strings, so that no text can end the script element.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

Tag = tuple[str, str]
"""A name and its content."""


@dataclass(frozen=True)
class Download:
    """A file with all of a plan's tasks."""

    url: str
    media_type: str


@dataclass(frozen=True)
class Facts:
    """The facts about a page; all texts are plain text."""

    site_name: str
    title: str
    description: str
    """Empty if the page has no description of its own."""
    url: str | None = None
    """The URL on the published site; None if it is not known."""
    trail: Sequence[tuple[str, str | None]] = ()
    """The titles and URLs of the pages above it, the home page first."""
    page: Page | None = None
    """None for a hand-written page."""
    plan: WorkPlan | None = None
    """The plan of a generated page."""
    downloads: Sequence[Download] = ()
    year: str = ""
    """What the title says of the page's year if there are several; empty if there are not."""

    @property
    def full_title(self) -> str:
        """The title with the year, if there are several."""
        return words.TITLE_WITH_YEAR.format(self.title, self.year) if self.year else self.title


@dataclass(frozen=True)
class Metadata:
    """The metadata in the head of a page."""

    meta: Sequence[Tag]
    open_graph: Sequence[Tag]
    linked_data: Sequence[Markup]


def metadata(facts: Facts, settings: SiteSettings) -> Metadata:
    """The metadata of a page."""
    linked_data: list[Mapping[str, Any]] = []
    if facts.plan and facts.page and facts.page.kind is PageKind.PLAN:
        linked_data.append(_dataset(facts, facts.plan, licence_of(settings)))
    if facts.trail:
        linked_data.append(_breadcrumbs(facts))
    return Metadata(
        meta=[*_column(facts, settings), *_article(facts, settings)],
        open_graph=_open_graph(facts),
        linked_data=[_inert_json(data) for data in linked_data],
    )


def _column(facts: Facts, settings: SiteSettings) -> list[Tag]:
    """The column tags; only generated pages at their own address are columns."""
    if facts.page is None or facts.page.moved_to:
        return []
    return _known(
        ("ColumnName", facts.title),
        ("ColumnDescription", facts.description),
        ("ColumnKeywords", _KEYWORD_SEPARATOR.join(facts.page.keywords)),
        ("ColumnType", _COLUMN_TYPES.get(facts.page.kind, settings.column_type)),
    )


def _article(facts: Facts, settings: SiteSettings) -> list[Tag]:
    """The article tags of hand-written pages and of the table of all tasks.

    The source of a hand-written page is the sponsor, that of the table the office. The guide's
    `Description` is left out: names of meta tags ignore case, and every page has a `description`.
    """
    if facts.page is None:
        return _known(
            ("ArticleTitle", facts.title),
            ("ContentSource", settings.sponsor),
            ("Url", facts.url),
        )
    if facts.plan is None or facts.page.kind is not PageKind.PLAN:
        return []
    return _known(
        ("ArticleTitle", facts.plan.title),
        ("PubDate", facts.plan.published),
        ("ContentSource", facts.plan.office),
        ("Keywords", _KEYWORD_SEPARATOR.join(facts.page.keywords)),
        ("Url", facts.url),
    )


def _open_graph(facts: Facts) -> list[Tag]:
    is_home = facts.page is not None and facts.page.kind is PageKind.HOME
    return _known(
        ("og:type", "website" if is_home else "article"),
        ("og:title", facts.site_name if is_home else facts.full_title),
        ("og:description", facts.description),
        ("og:url", facts.url),
        ("og:site_name", facts.site_name),
        ("og:locale", LANGUAGE.replace("-", "_")),
    )


def _dataset(facts: Facts, plan: WorkPlan, licence: Licence | None) -> Mapping[str, Any]:
    office = {"@type": "GovernmentOrganization", "name": plan.office}
    data = {
        "@context": _SCHEMA,
        "@type": "Dataset",
        "name": plan.title,
        "description": facts.description,
        "url": facts.url,
        "identifier": plan.index_number,
        "creator": office,
        "publisher": office,
        "inLanguage": LANGUAGE,
        "temporalCoverage": str(plan.year),
        "datePublished": plan.published and plan.published[:10],
        "keywords": facts.page.keywords if facts.page else None,
        "isAccessibleForFree": True,
        "license": licence and (licence.url or licence.name),
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": download.url,
                "encodingFormat": download.media_type,
            }
            for download in facts.downloads
        ],
    }
    return {key: value for key, value in data.items() if value}


def _breadcrumbs(facts: Facts) -> Mapping[str, Any]:
    """The breadcrumbs of a page, with the page itself last; unknown URLs are left out."""
    steps = []
    for position, (title, url) in enumerate([*facts.trail, (facts.title, facts.url)], start=1):
        step: dict[str, Any] = {"@type": "ListItem", "position": position, "name": title}
        steps.append(step | {"item": url} if url else step)
    return {"@context": _SCHEMA, "@type": "BreadcrumbList", "itemListElement": steps}


def _known(*tags: tuple[str, str | None]) -> list[Tag]:
    return [(name, content) for name, content in tags if content]


def _inert_json(data: Mapping[str, Any]) -> Markup:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPED))
