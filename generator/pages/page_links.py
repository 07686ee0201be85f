"""Checks the links of a hand-written page: MkDocs would report them in English, without a line."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown.util import AMP_SUBSTITUTE

from generator.language.scratch_files import is_scratch

_OUTSIDE = ("", "http", "https", "mailto", "tel")
_LIKE_A_PAGE = ("", ".md", "/index.md", "/README.md")

_ANCHOR = re.compile(r' id="([^"]+)"|^#.*\{ #(\S+) \}$', re.MULTILINE)

Targets = Mapping[str, Callable[[], Collection[str]] | None]
"""All that a page can link to, by its path in `docs/`, with its anchors; None: it is no page."""


def link_targets(
    docs_folder: Path,
    pages: Mapping[Path, Collection[str]],
    generated: Mapping[str, str],
    downloads: Iterable[str],
) -> Targets:
    """What hand-written pages can link to; MkDocs publishes no hidden files.

    `pages` are those with their anchors, `generated` the other pages with their Markdown.
    """
    targets: dict[str, Callable[[], Collection[str]] | None] = dict.fromkeys(downloads)
    for file in docs_folder.rglob("*"):
        path = file.relative_to(docs_folder)
        if file.is_file() and not any(map(is_scratch, (path, *path.parents))):
            anchors = pages.get(file)
            targets[path.as_posix()] = None if anchors is None else partial(frozenset, anchors)
    for name, markdown in generated.items():
        targets[name] = partial(_anchors_in, markdown)
    return targets


def _anchors_in(markdown: str) -> set[str]:
    """The ids in the Markdown of a generated page: those in its HTML, and of its headings."""
    return {by_tag or by_heading for by_tag, by_heading in _ANCHOR.findall(markdown)}


def wrong_links(
    page: str, text: str, links: Iterable[str], targets: Targets
) -> Iterator[tuple[int, str, dict[str, object]]]:
    """Where in the text of a page a wrong link is, the code of its problem, and its details.

    `page` is the path of the page in `docs/`.
    """
    seen: Counter[str] = Counter()
    for link in links:
        if found := _problem(page, link, targets):
            written = _places(link, text)
            at = written[min(seen[link], len(written) - 1)]
            seen[link] += 1
            yield at, found[0], {"target": link, "suggestion": found[1]}


def _places(link: str, text: str) -> list[int]:
    """The offsets at which an address is that of a link or picture; else where it first occurs."""
    written = re.compile(rf"(?:\(|<|\]:)\s*<?({re.escape(link)})(?=[\s)>]|$)", re.MULTILINE)
    found = [match.start(1) for match in written.finditer(text)]
    return found or [max(text.find(link), 0)]


def _problem(page: str, link: str, targets: Targets) -> tuple[str, str | None] | None:
    """The code of the problem with a link, and what may be meant; None if the link is right."""
    if AMP_SUBSTITUTE in link:  # an e-mail address, in the parser's own form
        return None
    try:
        parts = urlsplit(unescape(link))  # as a browser reads it
    except ValueError:
        return "dead-link", None
    if len(parts.scheme) == 1:  # a drive of Windows
        return "dead-link", None
    if parts.scheme or parts.netloc:
        return None if parts.scheme in _OUTSIDE else ("active-content", None)
    if link.startswith(("/", "\\")):
        return "absolute-link", _meant(page, parts.path.lstrip("/\\"), parts.fragment, targets)
    path = _joined(posixpath.dirname(page), unquote(parts.path)) if parts.path else page
    if path not in targets:
        return "dead-link", _meant(page, unquote(parts.path), parts.fragment, targets)
    anchor = parts.fragment
    anchors = targets[path]
    if anchor and anchors is not None and not {anchor, unquote(anchor)} & {*anchors()}:
        return "dead-anchor", None
    return None


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))


def _meant(page: str, path: str, anchor: str, targets: Targets) -> str | None:
    """The link to a page of which the address was written, or the name without its ending."""
    folder = posixpath.dirname(page)
    address = posixpath.join(folder, posixpath.splitext(posixpath.basename(page))[0])
    plain = re.sub(r"(?:/index)?\.html$", "", path)
    for base in (folder, address, ""):
        for ending in _LIKE_A_PAGE:
            target = posixpath.normpath(_joined(base, plain) + ending)
            if target in targets:
                return posixpath.relpath(target, folder or ".") + (f"#{anchor}" if anchor else "")
    return None
