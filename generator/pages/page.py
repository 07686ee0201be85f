"""A generated page, as what comes after it takes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class PageKind(Enum):
    """The kinds of generated pages; the kind decides the place in the navigation."""

    HOME = "home"
    PLAN = "plan"
    TOPICS = "topics"
    TOPIC = "topic"
    DEPARTMENTS = "departments"
    DEPARTMENT = "department"
    DEADLINES = "deadlines"
    PICTURES = "pictures"
    PROGRESS = "progress"
    REPORT = "report"
    OPEN_DATA = "open-data"
    CHANGES = "changes"
    YEARS = "years"
    MOVED = "moved"
    """At a former address; it is in no list and leads to the new address."""


@dataclass(frozen=True)
class Page:
    """A generated page; `address` is relative to the site's root.

    `year` is the plan's year; None for the page of all years. Title, description and lead are plain
    text; the Markdown contains them too.
    """

    address: str
    year: int | None
    kind: PageKind
    markdown: str
    title: str
    description: str
    lead: str
    """The sentence under the heading that says what the page is for; empty if there is none."""
    keywords: tuple[str, ...]
    """Topics, departments or deadlines that the page is about, as written in the table."""
    moved_to: str | None = None
    """The address that a page at a former address leads to, percent-encoded."""
