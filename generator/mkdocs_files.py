"""Generated pages, downloads and search indexes as files of MkDocs, and when each last changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from generator import addresses
from generator.pipeline import Site
from generator.search_index import SearchIndex

UNKNOWN_DATE = "1980-01-01"
"""Stands for no date where MkDocs insists on one; our sitemap.xml leaves it out."""


def generated_pages(site: Site, config: MkDocsConfig) -> Iterator[File]:
    """Each page as a Markdown file, which is edited where its table is."""
    for page in site.pages:
        file = File.generated(config, addresses.markdown_path(page.address), content=page.markdown)
        file.edit_uri = Path(
            os.path.relpath(site.data.files[page.year], config.docs_dir)
        ).as_posix()
        yield file


def downloads(site: Site, config: MkDocsConfig) -> Iterator[File]:
    """Each download as it is."""
    for one in site.files:
        yield File.generated(config, one.address, content=one.content)


def date_pages(files: Files, site: Site | None) -> None:
    """Tell when a page's table changed, for sitemap.xml, which MkDocs would stamp with today."""
    for file in files.documentation_pages():
        year = site.years_by_path.get(file.src_uri) if site else None
        revised = site.revisions[year] if site and year else None
        if file.page:
            file.page.update_date = revised.date().isoformat() if revised else UNKNOWN_DATE


def write_search_index(index: SearchIndex, year: int, folder: Path) -> None:
    """Put the parts of a year's index where its pages look for them in the site's folder."""
    for part, address in addresses.search_index(year).items():
        utils.write_file(getattr(index, part).encode(), str(folder / address))
