"""What stands in a built page: its anchors and links, and what in it is active."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

from lxml import etree

_LINKS = frozenset(
    (
        "href",
        "src",
        "action",
        "formaction",
        "poster",
        "data-wp-search-index",
        "data-wp-search-pages",
        "data-wp-search-readings",
        "data-wp-search-variants",
    )
)
_ACTIVE = frozenset(
    "applet base embed frame frameset iframe noembed noframes object plaintext portal xmp".split()  # noqa: SIM905
)
# What a browser goes into where the parser sees no elements: a second start of the page, whose
# attributes the first one gets, and what is text in HTML but not in a picture.
_HIDDEN = re.compile(
    rb"<(body|html)\b(?=.*<\1\b)|<(title|textarea)\b[^>]*>[^<]*<(?!/\2\b)",
    re.DOTALL | re.IGNORECASE,
)
_HARMLESS_SCRIPTS = ("application/json", "application/ld+json")


class PageReader:
    """Reads pages, and none again whose text it has read before."""

    def __init__(self) -> None:
        self._pages: dict[bytes, PageContent] = {}

    def page(self, file: Path) -> PageContent:
        """What stands in a page."""
        text = file.read_bytes()
        key = hashlib.blake2b(text).digest()
        if key not in self._pages:
            self._pages[key] = PageContent(text)
        return self._pages[key]


class PageContent:
    """The anchors and links of one page, and what in it is active, in their order."""

    def __init__(self, html: bytes) -> None:
        self.anchors: set[str] = set()
        self.links: list[str] = []
        hidden = (found[1] or found[2] for found in _HIDDEN.finditer(html))
        self.active = [f"<{name.decode().lower()}>" for name in hidden]
        self.canonical: str | None = None
        etree.fromstring(html, etree.HTMLParser(target=self, encoding="utf-8", huge_tree=True))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What the parser calls at an element's start."""
        names = ("id", "name") if tag == "a" else ("id",)
        self.anchors.update(attributes[name] for name in names if name in attributes)
        if tag == "link" and attributes.get("rel") == "canonical":
            self.canonical = attributes.get("href")
        self.links += _links(tag, attributes)
        self.active += _active(tag, attributes)

    def close(self) -> None:
        """What the parser calls at the page's end."""


class _Places(HTMLParser):
    """Where elements start, by what they have: the quick parser does not say."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, tuple[int, int]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        line, before = self.getpos()
        for had in (*_links(tag, attributes), *_active(tag, attributes)):
            self.first.setdefault(had, (line, before + 1))


def first_places(page: Path) -> dict[str, tuple[int, int]]:
    """Line and column (from 1) of the first element that has a link, or something active."""
    places = _Places()
    places.feed(page.read_text("utf-8", "replace"))
    places.close()
    return places.first


def _links(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        if name in _LINKS or (name == "data" and tag == "object"):
            yield value
        elif name == "srcset":
            sources = (candidate.split() for candidate in value.split(","))
            yield from (source[0] for source in sources if source)


def _active(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """What the Content-Security-Policy forbids in an element: it would not work."""
    if tag in _ACTIVE:
        yield f"<{tag}>"
    kind = attributes.get("type")
    if tag == "script" and "src" not in attributes and kind not in _HARMLESS_SCRIPTS:
        yield "<script>"
    if tag == "style" or "style" in attributes:
        yield "style"
    if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield "refresh"
    yield from (name for name in attributes if name.startswith("on"))
