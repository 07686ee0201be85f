"""Checks the hand-written pages: only Markdown and five settings are allowed, no HTML.

The check runs before MkDocs builds, and reads a page in the same way as MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor

from generator.language import vocabulary as words
from generator.language.problems import Place, Problem
from generator.language.scratch_files import is_scratch
from generator.language.yaml_loader import YAML_LOADER

ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""The file endings of pages in MkDocs."""

SETTINGS = ("title", "description", "hide", "show", words.FORMER_SLUGS)
"""The allowed settings of a page. `template` is not: it would select another template."""
_LISTS = ("hide", "show", words.FORMER_SLUGS)

_EXTENSIONS = ("attr_list", "def_list", "fenced_code", "tables", "toc")
_NO_TEXT = re.compile(r'[<>"&\n]')

# MkDocs reads settings in two forms: YAML between dashes, or lines `key: value` at the top.
# The second form is an error, because MkDocs joins indented lines to the value before them.
_YAML_PART = re.compile(r"^-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_KEY_LINE = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")


def find_pages(docs_folder: Path) -> list[Path]:
    """The files that are pages for MkDocs, sorted by path; scratch files are left out."""
    files = (file for file in docs_folder.rglob("*") if file.suffix in ENDINGS)
    return sorted(file for file in files if not is_scratch(file))


def find_breaches(docs_folder: Path) -> Iterator[Problem]:
    """The problems of the pages under `docs/`: encoding, settings and HTML, page by page."""
    for file in find_pages(docs_folder):
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            yield Problem(Place(file), "encoding")
            continue
        settings, body = _parts(text)
        if settings is None:
            yield Problem(Place(file), "front-matter-form")
        else:
            yield from _wrong_settings(file, text, settings)
        for html in _raw_html(body):
            yield Problem(_place(file, text, html), "raw-html", {"value": html})


def read_page(file: Path) -> tuple[dict[Any, Any], str]:
    """The settings and the Markdown of a page; empty if `find_breaches` reports their form."""
    try:
        settings, body = _parts(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return {}, ""
    return settings or {}, body


def _parts(text: str) -> tuple[dict[Any, Any] | None, str]:
    """The settings and the Markdown of a page; the settings are None if their form is wrong."""
    match = _YAML_PART.match(text)
    if not match:
        return (None if _KEY_LINE.match(text) else {}), text
    try:
        found = yaml.load(match[1], Loader=YAML_LOADER)
    except (yaml.YAMLError, ValueError, AttributeError, RecursionError):  # PyYAML raises all four
        return None, text
    return (found, text[match.end() :]) if isinstance(found, dict) else (None, text)


def _wrong_settings(file: Path, text: str, settings: dict[Any, Any]) -> Iterator[Problem]:
    for key, value in settings.items():
        place = _place(file, text, str(key))
        if key not in SETTINGS:
            yield Problem(place, "front-matter-key", {"key": key, "keys": SETTINGS})
            continue
        is_list = isinstance(value, list)
        values = value if is_list else [value]
        is_text = all(isinstance(one, str) and not _NO_TEXT.search(one) for one in values)
        if not is_text or is_list != (key in _LISTS):
            yield Problem(place, "front-matter-value", {"key": key})


def _raw_html(text: str) -> list[str]:
    """The pieces of HTML in a text that Markdown would copy to its output unchanged."""
    markdown = Markdown(extensions=list(_EXTENSIONS))
    blocks, pieces = _Blocks(markdown), _Pieces(HTML_RE, markdown)
    markdown.preprocessors.register(blocks, "html_block", 20)
    markdown.inlinePatterns.register(pieces, "html", 90)
    markdown.convert(text)
    return [html.strip() for html in (*blocks.found, *pieces.found)]


class _Blocks(HtmlBlockPreprocessor):
    """Markdown's preprocessor for HTML blocks, which also records the blocks."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.found: list[str] = []

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.rawHtmlBlocks
        known = len(stash)
        rest = super().run(lines)
        self.found.extend(map(str, stash[known:]))
        return rest


class _Pieces(HtmlInlineProcessor):
    """Markdown's inline processor for HTML, which also records the tags."""

    def __init__(self, pattern: str, markdown: Markdown) -> None:
        super().__init__(pattern, markdown)
        self.found: list[str] = []

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]
        self.found.append(m.group(1))
        return super().handleMatch(m, data)


def _place(file: Path, text: str, wanted: str) -> Place:
    """The place where a piece of text first occurs; the start of the page if it does not."""
    first_line = wanted.split("\n", 1)[0]
    at = max(text.find(first_line), 0)
    line_start = text.rfind("\n", 0, at) + 1
    return Place(file, text.count("\n", 0, at) + 1, at - line_start + 1)
