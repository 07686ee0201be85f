"""Completes a site that Zensical built: what the plugin does after a build with MkDocs."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.assembling.zensical import MANIFEST
from generator.frontend.assets import is_requested
from generator.frontend.stylesheet import (
    STYLESHEET,
    Sources,
    is_replaced,
    names_in,
    stylesheet,
)
from generator.language.problems import Place, PlanError, Problem

_OF_OURS = ("Content-Security-Policy", "data-wp-search-index=")
"""What our templates put into every page."""
_OF_THE_GENERATOR = ("search.json", "objects.inv")
"""What Zensical writes for its own search and for others; no page of ours asks for it."""
_SITEMAP = "sitemap.xml"


@contextmanager
def finish_site(site: Path) -> Iterator[None]:
    """Complete a site; the body of the `with` checks it.

    If that passes, the files that no page needs are removed, and the site counts as finished. If
    not, it can be finished again.

    Raises:
        PlanError: it was not built from our folder, it is finished already, or pages are missing.
    """
    manifest = site / MANIFEST
    if not manifest.is_file():
        raise PlanError([Problem(Place(site), "site-not-ours")])
    built = json.loads(manifest.read_text(encoding="utf-8"))
    if missing := list(_missing(site, built["pages"], built["files"])):
        raise PlanError(missing)
    pages = [site / path for path in built["pages"]]
    _mend_links_to_the_page(pages)
    _write_stylesheet(site, pages, tuple(built["features"]))
    packed = gzip.compress((site / _SITEMAP).read_bytes(), mtime=0)
    (site / f"{_SITEMAP}.gz").write_bytes(packed)
    yield
    _remove_unneeded(site, built["files"])
    manifest.unlink()


def _missing(site: Path, pages: Sequence[str], files: Sequence[str]) -> Iterator[Problem]:
    """The files that are not there, and the pages that our templates did not make."""
    absent = [name for name in (*pages, *files) if not (site / name).is_file()]
    foreign = [name for name in pages if name not in absent and not _is_ours(site / name)]
    for name in (*absent, *foreign):
        yield Problem(Place(site / name), "site-incomplete")


def _is_ours(page: Path) -> bool:
    html = page.read_text(encoding="utf-8")
    return all(part in html for part in _OF_OURS)


def _mend_links_to_the_page(pages: Iterable[Path]) -> None:
    """Let the links from a page to itself drop what stands behind its address."""
    for file in pages:
        html = file.read_text(encoding="utf-8")
        if (mended := html.replace(' href=""', ' href="./"')) != html:
            file.write_text(mended, encoding="utf-8", newline="\n")


def _remove_unneeded(site: Path, kept: Collection[str]) -> None:
    """Remove the files that no page asks for, and then the folders that are empty."""
    for path, file in _files(site).items():
        is_needed = is_requested(path) and not is_replaced(path) and path not in _OF_THE_GENERATOR
        if not is_needed and path not in kept:
            file.unlink()
    for folder in sorted((one for one in site.rglob("*") if one.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _write_stylesheet(site: Path, pages: Iterable[Path], features: tuple[str, ...]) -> None:
    """Write the one stylesheet that the pages name."""
    files = _files(site)
    sources = Sources.among(files, lambda path: files[path].read_text(encoding="utf-8"))
    names: set[str] = set()
    for file in pages:
        names |= names_in(file.read_text(encoding="utf-8"))
    text = stylesheet(sources, frozenset(names), features)
    (site / STYLESHEET).write_text(text, encoding="utf-8", newline="\n")


def _files(site: Path) -> dict[str, Path]:
    """The files of a site by path."""
    found = (file for file in sorted(site.rglob("*")) if file.is_file())
    return {file.relative_to(site).as_posix(): file for file in found}
