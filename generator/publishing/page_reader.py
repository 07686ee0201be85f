"""What stands in a built page: its anchors and links, and what in it is active."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

_LINKS = (
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "data-wp-search-index",
    "data-wp-search-pages",
    "data-wp-search-readings",
    "data-wp-search-variants",
)
_ACTIVE = frozenset("applet base embed frame frameset iframe object portal".split())  # noqa: SIM905
_HARMLESS_SCRIPTS = ("application/json", "application/ld+json")


@dataclass(frozen=True)
class Link:
    """One reference in a page, and where it stands there (from 1)."""

    target: str
    line: int
    column: int


class PageReader:
    """Reads pages, and none again whose text it has read before."""

    def __init__(self) -> None:
        self._pages: dict[bytes, PageContent] = {}
        self._seen: set[tuple[str, int, int]] = set()

    def page(self, file: Path) -> PageContent:
        """What stands in a page."""
        text = file.read_bytes()
        key = hashlib.blake2b(text).digest()
        if key not in self._pages:
            self._pages[key] = PageContent(text.decode("utf-8", "replace"))
        return self._pages[key]

    def read_ahead(self, folder: Path) -> Iterator[None]:
        """Read each page that has been written since; what is half written is read again later."""
        for file in folder.rglob("*.html"):
            state = file.stat()
            version = (str(file), state.st_size, state.st_mtime_ns)
            if version not in self._seen:
                self._seen.add(version)
                self.page(file)
                yield


class PageContent(HTMLParser):
    """The anchors and links of one page, and what in it is active."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.anchors: set[str] = set()
        self.links: list[Link] = []
        self.active: list[Link] = []
        self.canonical: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        values = {name: value or "" for name, value in attrs}
        names = ("id", "name") if tag == "a" else ("id",)
        self.anchors.update(values[name] for name in names if name in values)
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values.get("href")
        for name in _LINKS:
            if name in values and not (name == "data" and tag != "object"):
                self.links.append(Link(values[name], line, column + 1))
        for candidate in values.get("srcset", "").split(","):
            if candidate.strip():
                self.links.append(Link(candidate.split()[0], line, column + 1))
        if what := _active(tag, values):
            self.active.append(Link(what, line, column + 1))


def _active(tag: str, values: Mapping[str, str]) -> str | None:
    """What the Content-Security-Policy forbids in an element, if anything: it would not work."""
    if tag in _ACTIVE:
        return f"<{tag}>"
    if tag == "script" and "src" not in values and values.get("type") not in _HARMLESS_SCRIPTS:
        return "<script>"
    if tag == "style" or "style" in values:
        return "style"
    if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
        return "refresh"
    return next((name for name in values if name.startswith("on")), None)
