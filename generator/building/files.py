"""Adds the generated files to those that MkDocs publishes, and removes files that nobody needs.

It also sets the date of each page for sitemap.xml, and its canonical address.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.theme import Theme

from generator.building.defaults import own_folders
from generator.frontend.assets import is_minified, is_requested, minified
from generator.frontend.stylesheet import STYLESHEET, Sources, is_replaced, names_in, stylesheet
from generator.language.scratch_files import is_scratch
from generator.pipeline import Site
from generator.plan import addresses

UNKNOWN_DATE = "1980-01-01"
"""The date of a page whose date is not known, as MkDocs needs one; our sitemap.xml omits it."""


class _VisibleFiles(FileSystemLoader):
    """Lists the theme's files without its hidden folders, of which MkDocs publishes nothing."""

    def list_templates(self) -> list[str]:
        """The paths of the files, relative to the folder that each is in."""
        found: set[str] = set()
        for folder in map(Path, self.searchpath):
            for entry in folder.glob("[!.]*"):
                files = [entry, *entry.rglob("*")]
                found.update(one.relative_to(folder).as_posix() for one in files if one.is_file())
        return sorted(found)


def leave_icons_unlisted(theme: Theme) -> None:
    """Wrap the theme's `get_env`: the listing of 14,000 icons is a fifth of a preview's rebuild."""
    whole = theme.get_env

    def get_env() -> Environment:
        environment = whole()
        environment.loader = _VisibleFiles(theme.dirs)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]  # MkDocs has no event before its listing


def generated_files(site: Site, config: MkDocsConfig) -> Iterator[File]:
    """A Markdown file for each page, with its table as the file to edit, and all downloads.

    The page of all years has no single table.
    """
    for page in site.pages:
        file = File.generated(config, addresses.markdown_path(page.address), content=page.markdown)
        if page.moved_to:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        elif page.year is not None:
            table = os.path.relpath(site.data.files[page.year], config.docs_dir)
            file.edit_uri = Path(table).as_posix()
        yield file
    for one in site.files:
        yield File.generated(config, one.address, content=one.content)


def prepare_assets(files: Files, config: MkDocsConfig) -> Sources | None:
    """Remove files that no page requests; minify our scripts and stylesheets.

    One stylesheet replaces those of the theme: its sources are removed too, and returned. With a
    theme of which ours is no part, None is returned.
    """
    for scratch in [file for file in files if is_scratch(Path(file.src_uri))]:
        files.remove(scratch)
    own = list(own_folders(config.theme))
    if not own:
        return None
    for file in [one for one in files if one.src_dir in config.theme.dirs]:
        if not is_requested(file.src_uri):
            files.remove(file)
    by_address = {file.src_uri: file for file in files}
    sources = Sources.among(by_address, lambda address: by_address[address].content_string)
    for address, file in by_address.items():
        if is_replaced(address):
            files.remove(file)
        elif is_minified(address) and any((folder / address).is_file() for folder in own):
            file.content_bytes = minified(address, file.content_string).encode()
    return sources


def write_stylesheet(sources: Sources, names: Set[str], config: MkDocsConfig) -> None:
    """Write the one stylesheet; `names` are those in all pages except 404.html."""
    site = Path(config.site_dir)
    known = names | names_in((site / "404.html").read_text(encoding="utf-8"))
    features = tuple(config.theme["features"])
    whole = stylesheet(sources, frozenset(known), features)
    utils.write_file(whole.encode(), str(site / STYLESHEET))


def complete_pages(files: Files, site: Site | None, config: MkDocsConfig) -> None:
    """Set the date of each page to its table's last change; MkDocs would use the current date.

    The canonical address of a page at a former address becomes the new one.
    """
    for page in (file.page for file in files.documentation_pages() if file.page):
        generated = site.pages_by_path.get(page.file.src_uri) if site else None
        year = generated.year if generated else None
        revised = site.revisions[year] if site and year else None
        page.update_date = revised.date().isoformat() if revised else UNKNOWN_DATE
        if generated and generated.moved_to and config.site_url:
            page.canonical_url = urljoin(config.site_url, generated.moved_to)


def write_texts(texts: Iterable[tuple[str, str]], config: MkDocsConfig) -> None:
    """Write texts to their addresses in the site folder."""
    for address, text in texts:
        utils.write_file(text.encode(), str(Path(config.site_dir, address)))
