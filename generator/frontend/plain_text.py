"""Converts HTML to the text that a reader sees, for the search index."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset(
    "p li dt dd td th div br pre blockquote figcaption h1 h2 h3 h4 h5 h6".split()  # noqa: SIM905
)


def plain_text(html: str) -> str:
    """The text of a rendered page without its headline, with one space between blocks."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.pieces).split())


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
