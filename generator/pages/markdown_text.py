"""Reads the Markdown of a hand-written page as MkDocs will, and records what the checks need."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor

OF_MKDOCS = ("toc", "tables", "fenced_code")
"""The extensions of Markdown that MkDocs has by itself."""
OF_OURS = ("attr_list", "def_list")
"""Those that our pages need as well."""
TOC = {"toc_depth": 2}
"""The settings of the first."""
_PLAIN_KEYS = (".", "class", "id")
_FENCE = re.compile(r"<pre([^>]*)><code([^>]*)>")
_HEADING = re.compile("h[1-6]")
_ATTRIBUTE = re.compile(r' ([^\s="]+)(?:="([^"]*)")?')


@dataclass
class Content:
    """What the Markdown of a page makes."""

    is_empty: bool = True
    html: list[str] = field(default_factory=list)
    """The pieces of HTML that would be copied to the output unchanged."""
    attributes: list[str] = field(default_factory=list)
    """The names of the attributes in braces, other than id and class."""
    ids: list[tuple[str, str]] = field(default_factory=list)
    """The ids of elements, each with the text of its element."""
    headings: list[str] = field(default_factory=list)
    """The texts of the headings."""
    links: list[str] = field(default_factory=list)
    """The addresses of links and pictures."""
    anchors: set[str] = field(default_factory=set)
    """The ids that a link can lead to; for MkDocs, those of fenced code are not among them."""


def read_content(text: str) -> Content:
    """Read the Markdown of a page, without its settings."""
    content = Content()
    html = Markdown(extensions=[*OF_OURS, *OF_MKDOCS, _Recording(content)]).convert(text)
    content.is_empty = not html.strip()
    return content


class _Recording(Extension):
    """Replaces four of the parser's steps by ones that also record what they find."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        self._content = content

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the steps in the places of those that they replace; the tree is read last."""
        content = self._content
        md.preprocessors.register(_Fences(md, content), "fenced_code_block", 25)
        md.preprocessors.register(_Blocks(md, content), "html_block", 20)
        md.inlinePatterns.register(_Pieces(md, content), "html", 90)
        md.treeprocessors.register(_Attributes(md, content), "attr_list", 8)
        md.treeprocessors.register(_Tree(md, content), "record", -1)


class _Fences(FencedBlockPreprocessor):
    """Blocks of code, which make their HTML themselves."""

    def __init__(self, md: Markdown, content: Content) -> None:
        super().__init__(md, {"lang_prefix": "language-"})
        self._content = content

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.rawHtmlBlocks
        known = len(stash)
        rest = super().run(lines)
        for html in map(str, stash[known:]):
            start = _FENCE.match(html)
            for name, value in _ATTRIBUTE.findall("".join(start.groups()) if start else ""):
                if name == "id":
                    self._content.ids.append((value, ""))
                elif name != "class":
                    self._content.attributes.append(name)
        return rest


class _Blocks(HtmlBlockPreprocessor):
    """Blocks of HTML."""

    def __init__(self, md: Markdown, content: Content) -> None:
        super().__init__(md)
        self._content = content

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.rawHtmlBlocks
        known = len(stash)
        rest = super().run(lines)
        self._content.html.extend(str(html).strip() for html in stash[known:])
        return rest


class _Pieces(HtmlInlineProcessor):
    """Tags within a text."""

    def __init__(self, md: Markdown, content: Content) -> None:
        super().__init__(HTML_RE, md)
        self._content = content

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]
        self._content.html.append(m.group(1).strip())
        return super().handleMatch(m, data)


class _Attributes(AttrListTreeprocessor):
    """Attributes in braces, such as `{ #id .class }`."""

    def __init__(self, md: Markdown, content: Content) -> None:
        super().__init__(md)
        self._content = content

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        found, remainder = get_attrs_and_remainder(attrs_string)
        if not (strict and remainder):  # else the braces stay text
            names = (name for name, value in found if name not in _PLAIN_KEYS or value is None)
            self._content.attributes.extend(names)
        return super().assign_attrs(elem, attrs_string, strict=strict)


class _Tree(Treeprocessor):
    """The finished elements; ids that the parser makes from headings are among them."""

    def __init__(self, md: Markdown, content: Content) -> None:
        super().__init__(md)
        self._content = content

    def run(self, root: Element) -> None:
        for element in root.iter():
            if name := element.get("id"):
                self._content.ids.append((name, "".join(element.itertext())))
                self._content.anchors.add(name)
            if _HEADING.fullmatch(element.tag):
                self._content.headings.append("".join(element.itertext()))
            for key in ("href", "src"):
                if element.tag in ("a", "img") and (address := element.get(key)) is not None:
                    self._content.links.append(address)
