"""Reads a built page: its anchors, its links and its active content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser

from generator.plan.addresses import SEARCH_ENDINGS

Attributes = Sequence[tuple[str, str | None]]

_LINKS = frozenset(
    (
        "href",
        "xlink:href",
        "src",
        "action",
        "formaction",
        "poster",
    )
)
_SEARCH_ENDINGS = tuple(SEARCH_ENDINGS.values())
_ACTIVE = frozenset(
    "applet base embed frame frameset iframe noembed noframes object plaintext portal xmp".split()  # noqa: SIM905
)
_HARMLESS_SCRIPTS = ("application/json", "application/ld+json")
_SHOWN = 30
"""How much of hidden markup is quoted, in characters."""


class PageContent(HTMLParser):
    """The anchors and links of one page in their order, and its active content.

    A browser and Python do not agree on where a comment, a script or a title ends. So every `<`
    must begin a tag that Python sees: one anywhere else counts as active, since a browser may find
    an element there.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.active: list[str] = []
        self.places: dict[str, tuple[int, int]] = {}
        """Line and column (from 1) of the first element with a link, or something active."""
        self.canonical: str | None = None
        self._is_in_script = False
        self.feed(html)
        self.close()
        if self._is_in_script:  # never closed: Python drops its text
            self._note_active("<script>")

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note what an element has."""
        names = ("id", "name") if tag == "a" else ("id",)
        self.anchors.update(value or "" for name, value in attrs if name in names)
        if tag == "link" and ("rel", "canonical") in attrs:
            self.canonical = dict(attrs).get("href")
        links, active = [*_links(tag, attrs)], [*_active(tag, attrs)]
        self.links += links
        self.active += active
        line, before = self.getpos()
        for found in (*links, *active):
            self.places.setdefault(found, (line, before + 1))
        self._is_in_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a script."""
        self._is_in_script = False

    def handle_data(self, data: str) -> None:
        """Look for markup in text, a script or a title."""
        self._refuse_markup(data)

    def handle_comment(self, data: str) -> None:
        """Look for markup in what Python takes for a comment."""
        self._refuse_markup(data)

    def unknown_decl(self, data: str) -> None:
        """Look for markup in what Python takes for a CDATA section."""
        self._refuse_markup(data)

    def handle_decl(self, decl: str) -> None:
        """Look for markup in a document type."""
        self._refuse_markup(decl)

    def handle_pi(self, data: str) -> None:
        """Look for markup in a processing instruction."""
        self._refuse_markup(data)

    def _refuse_markup(self, text: str) -> None:
        if "<" in text:
            self._note_active(text[text.index("<") :][:_SHOWN])

    def _note_active(self, active: str) -> None:
        line, before = self.getpos()
        self.active.append(active)
        self.places.setdefault(active, (line, before + 1))


def _links(tag: str, attributes: Attributes) -> Iterator[str]:
    for name, value in attributes:
        if name in _LINKS or (name == "data" and tag == "object"):
            yield value or ""
        elif name == "data-wp-search-index":
            yield from ((value or "").removesuffix(".json") + end for end in _SEARCH_ENDINGS)
        elif name == "srcset":
            sources = (candidate.split() for candidate in (value or "").split(","))
            yield from (source[0] for source in sources if source)


def _active(tag: str, attributes: Attributes) -> Iterator[str]:
    """What the Content-Security-Policy forbids in an element: it would not work."""
    first: Mapping[str, str | None] = dict(reversed(attributes))  # a browser takes the first value
    if tag in _ACTIVE:
        yield f"<{tag}>"
    if tag == "script" and "src" not in first and first.get("type") not in _HARMLESS_SCRIPTS:
        yield "<script>"
    if tag == "style" or "style" in first:
        yield "style"
    if tag == "meta" and (first.get("http-equiv") or "").lower() == "refresh":
        yield "refresh"
    yield from (name for name in first if name.startswith("on"))
