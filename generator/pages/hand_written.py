"""Checks the hand-written pages: only Markdown and five settings are allowed, no HTML.

The check runs before MkDocs builds, and reads a page in the same way as MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.language import vocabulary as words
from generator.language.problems import Place, Problem
from generator.language.scratch_files import is_scratch
from generator.language.yaml_loader import YAML_LOADER
from generator.pages.limits import all_excesses
from generator.pages.markdown_text import Content, read_content
from generator.pages.page_links import link_targets, wrong_links
from generator.plan.values import MOST_FORMER

ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""The file endings of pages in MkDocs."""
OF_FOLDER = ("index", "README")
"""The names, without ending, of pages that MkDocs publishes at the address of their folder."""

SETTINGS = ("title", "description", "hide", "show", words.FORMER_SLUGS)
"""The allowed settings of a page. `template` is not: it would select another template."""
_LISTS = ("hide", "show", words.FORMER_SLUGS)

_OWN_ID = re.compile(r"__|wp-|task-\d|(?:content|published)$")
"""The ids of the theme's and our own elements, which scripts and links find by them."""
_LONGEST_HEADING = 100
"""In characters; every page of the site has the titles of the others in its menu."""
_NO_TEXT = re.compile(r'[<>"&\n]')

# MkDocs reads settings in two forms: YAML between dashes, or lines `key: value` at the top.
# The second form is an error, because MkDocs joins indented lines to the value before them.
_YAML_PART = re.compile(r"^-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_KEY_LINE = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")


def find_pages(docs_folder: Path) -> list[Path]:
    """The files that are pages for MkDocs, sorted by path; scratch files are left out."""
    files = (file for file in docs_folder.rglob("*") if file.suffix in ENDINGS and file.is_file())
    return sorted(file for file in files if not is_scratch(file))


def find_excesses(docs_folder: Path) -> Iterator[Problem]:
    """The limits that the pages under `docs/` break; no such page may be read further."""
    if not docs_folder.is_dir():
        yield Problem(Place(docs_folder), "docs-missing")
        return
    yield from all_excesses({file: file.read_bytes() for file in find_pages(docs_folder)})


def find_breaches(
    docs_folder: Path, generated: Mapping[str, str] | None = None, downloads: Iterable[str] = ()
) -> Iterator[Problem]:
    """The problems of the pages under `docs/`, which are within the limits.

    They can link to each other, to the files beside them, to the `generated` pages, given by their
    paths in `docs/` with their Markdown, and to the `downloads`, given by their paths.
    """
    pages: dict[Path, tuple[str, Content]] = {}
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
        content = read_content(body)
        yield from _wrong_content(file, text, content)
        pages[file] = text, content
    anchors = {file: content.anchors for file, (_, content) in pages.items()}
    targets = link_targets(docs_folder, anchors, generated or {}, downloads)
    for file, (text, content) in pages.items():
        page = file.relative_to(docs_folder).as_posix()
        for at, code, details in wrong_links(page, text, content.links, targets):
            yield Problem(Place.at_offset(file, text, at), code, details)


def read_page(file: Path) -> tuple[dict[Any, Any], str]:
    """The settings and the Markdown of a page; empty if `find_breaches` reports their form."""
    try:
        return split_page(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return {}, ""


def split_page(text: str) -> tuple[dict[Any, Any], str]:
    """The settings and the Markdown of a page, by its text; no settings if their form is wrong."""
    settings, body = _parts(text)
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
        if not all(map(_is_text, values)) or is_list != (key in _LISTS):
            yield Problem(place, "front-matter-value", {"key": key})
        elif len(values) > MOST_FORMER:
            yield Problem(place, "list-too-long", {"key": key})
        elif key == "title" and len(str(value)) > _LONGEST_HEADING:
            yield Problem(place, "too-long", {"key": key})


def _is_text(value: object) -> bool:
    """Whether a setting is plain text; an address may be a number."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return is_number or (isinstance(value, str) and not _NO_TEXT.search(value))


def _wrong_content(file: Path, text: str, content: Content) -> Iterator[Problem]:
    if content.is_empty:
        yield Problem(Place(file), "page-empty")
    for heading in content.headings:
        if len(heading) > _LONGEST_HEADING:
            yield Problem(_place(file, text, heading[:20]), "too-long", {"key": words.TITLE})
    for html in content.html:
        yield Problem(_place(file, text, html), "raw-html", {"value": html})
    for name in content.attributes:
        yield Problem(_place_in_braces(file, text, name, name), "page-attribute", {"key": name})
    for name, heading in content.ids:
        if _OWN_ID.match(name):
            place = _place_in_braces(file, text, name, heading)
            yield Problem(place, "page-id", {"value": name})


def _place_in_braces(file: Path, text: str, wanted: str, otherwise: str) -> Place:
    """Where a name first occurs in braces, or else the other text."""
    written = re.search(rf"\{{[^}}\n]*?(?<![\w-])({re.escape(wanted)})", text)
    return (
        Place.at_offset(file, text, written.start(1)) if written else _place(file, text, otherwise)
    )


def _place(file: Path, text: str, wanted: str) -> Place:
    """The place where a piece of text first occurs; the start of the page if it does not."""
    first_line = wanted.strip().split("\n", 1)[0]
    return Place.at_offset(file, text, max(text.find(first_line), 0))
