"""What MkDocs knows of a page and of the site, as the other rooms take it."""

from __future__ import annotations

from html import unescape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.yaml import yaml_load

from generator.assembling.values import SitePage
from generator.building.navigation import pages_above


def site_page(page: MkDocsPage, home: MkDocsPage | None = None) -> SitePage:
    """A page, below the home page; without one, the pages above it are not known."""
    return SitePage(
        path=page.file.src_uri,
        address=page.url,
        title=_plain_title(page),
        description=str(page.meta.get("description", "")),
        above=[(_plain_title(above), above.url) for above in pages_above(page, home)],
    )


def _plain_title(page: MkDocsPage) -> str:
    """The title of a page as plain text."""
    return unescape(str(page.title))


def site_url_set_in(config: MkDocsConfig) -> str | None:
    """The site's URL in `mkdocs.yml`, with a slash at the end; `mkdocs serve` replaces it."""
    with Path(config.config_file_path).open("rb") as file:
        address = yaml_load(file).get("site_url")
    return f"{address.rstrip('/')}/" if address else None
