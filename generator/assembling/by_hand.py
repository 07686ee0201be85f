"""Reads hand-written pages as a generator of sites does: their titles, HTML and addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from markdown import Markdown

from generator.pages.hand_written import OF_FOLDER, find_pages, read_page
from generator.pages.moves import page_address


@dataclass(frozen=True)
class HandWritten:
    """A hand-written page; the path is that in `docs/`, title and description are plain text."""

    file: Path
    path: str
    address: str
    title: str
    description: str
    html: str


def hand_written_pages(docs_folder: Path, extensions: Mapping[str, Any]) -> Iterator[HandWritten]:
    """The hand-written pages in MkDocs' order; `extensions` are those of Markdown by name."""
    for file in sorted(find_pages(docs_folder), key=_order):
        settings, body = read_page(file)
        markdown = Markdown(extensions=list(extensions), extension_configs=dict(extensions))
        html = markdown.convert(body)
        headings = getattr(markdown, "toc_tokens", ()) if html.startswith("<h1") else ()
        heading = next((one["name"] for one in headings if one["level"] == 1), None)
        title = settings.get("title") or heading or _title_of(file)
        yield HandWritten(
            file,
            file.relative_to(docs_folder).as_posix(),
            page_address(file, docs_folder),
            unescape(str(title)),
            str(settings.get("description", "")),
            html,
        )


def _title_of(file: Path) -> str:
    """The title of a page that states none, as MkDocs makes it from the name of the file."""
    stem = "index" if file.stem in OF_FOLDER else file.stem
    name = stem.replace("-", " ").replace("_", " ")
    return name.capitalize() if name.lower() == name else name


def _order(file: Path) -> tuple[object, ...]:
    """The files of a folder come before those of the folders in it, its index first."""
    return file.parent.parts, file.stem not in OF_FOLDER, file.name
