"""HTML → the text that a reader sees, for the search of pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "p li dt dd td th div br pre blockquote figcaption h1 h2 h3 h4 h5 h6".split()  # noqa: SIM905
)
_LEAD = re.compile(r'<p class="wp-summary">(.*?)</p>', re.DOTALL)


def plain_text(html: str) -> str:
    """The text of a rendered page: one space between blocks, its headline left out."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.pieces).split())


def lead(text: str) -> str:
    """What a generated page, as Markdown or as HTML, is said to be for; nothing where it is not.

    >>> lead('<h1>A</h1><p class="wp-summary">B &amp; C</p><p>D</p>')
    'B & C'
    """
    found = _LEAD.search(text)
    return plain_text(found[1]) if found else ""


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._in_headline = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_headline = self._in_headline or tag == "h1"
        if tag in _BLOCKS:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            self._in_headline = False

    def handle_data(self, data: str) -> None:
        if not self._in_headline:
            self.pieces.append(data)
