"""A Python-Markdown extension that copies the HTML blocks of generated pages without parsing them.

MkDocs and Python-Markdown both parse every tag of a block, to find its anchors and its end. In our
templates a block ends before an empty line, so no parsing is needed. This saves two seconds in a
build of 1,000 tasks. The pages are the same, byte for byte.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

_BLOCK = re.compile(r"^<(?!!).*(?:\n(?!\n).*)*", re.MULTILINE)
_MARK = re.compile(r"<!--(\d+)-->")
_ANCHOR = re.compile(r' id="([^"]+)"')
# Priorities of preprocessors: fenced code is 25, the HTML parsers of MkDocs and Markdown 21 and 20.
_BEFORE_HTML_IS_PARSED = 22
_LAST = 0


class HtmlBlocks(Extension):
    """Replaces the blocks with marks before the parsers run, and puts the blocks back at the end.

    In a generated page, only our templates write `<`; values are escaped. A hand-written page
    contains no HTML, because `hand_written` checks it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_on = False
        """Whether the next page is a generated one."""

    def __repr__(self) -> str:
        """The same for all of them: a preview compares the extensions of two builds."""
        return f"{type(self).__name__}()"

    def extendMarkdown(self, md: Markdown) -> None:
        """Register both steps; they share the blocks of one page."""
        blocks: list[str] = []
        md.preprocessors.register(_TakeOut(self, blocks), "take_html_out", _BEFORE_HTML_IS_PARSED)
        md.postprocessors.register(_PutBack(self, blocks), "put_html_back", _LAST)


class _TakeOut(Preprocessor):
    def __init__(self, extension: HtmlBlocks, blocks: list[str]) -> None:
        self._extension = extension
        self._blocks = blocks

    def run(self, lines: list[str]) -> list[str]:
        if not self._extension.is_on:
            return lines
        return _BLOCK.sub(self._mark, "\n".join(lines)).split("\n")

    def _mark(self, block: re.Match[str]) -> str:
        self._blocks.append(block[0])
        return f"<!--{len(self._blocks) - 1}-->"


class _PutBack(Postprocessor):
    def __init__(self, extension: HtmlBlocks, blocks: list[str]) -> None:
        self._extension = extension
        self._blocks = blocks

    def run(self, text: str) -> str:
        if not self._extension.is_on:
            return text
        return _MARK.sub(lambda mark: self._blocks[int(mark[1])], text)


def anchors_in(html: str) -> set[str]:
    """The ids of the elements of a page; MkDocs' own parser does not see those in the blocks."""
    return set(_ANCHOR.findall(html))
