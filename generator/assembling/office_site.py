"""The whole site of an office as any generator of sites takes it, with its hand-written pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader

from generator.assembling.by_hand import HandWritten, hand_written_pages
from generator.assembling.configuration import Configuration
from generator.assembling.navigation import (
    NavItem,
    nav_setting,
    paths_in,
    unnamed_items,
    with_plain_paths,
)
from generator.assembling.search import search_files
from generator.assembling.trail import pages_above, titles_in
from generator.assembling.values import SitePage, page_values, searched_documents
from generator.pipeline import Site


@dataclass(frozen=True)
class OfficeSite:
    """The generated site, the hand-written pages beside it, and what `mkdocs.yml` says of both."""

    site: Site
    docs_folder: Path
    configuration: Configuration

    @cached_property
    def by_hand(self) -> list[HandWritten]:
        """The hand-written pages, in MkDocs' order."""
        return list(hand_written_pages(self.docs_folder, self.configuration.extensions))

    @cached_property
    def nav(self) -> list[NavItem]:
        """The navigation of the site, with the pages that `mkdocs.yml` does not name."""
        site, written = self.site, with_plain_paths(self.configuration.settings.get("nav") or [])
        named = set(paths_in(written))
        unnamed = {one.path: one.title for one in self.by_hand if one.path not in named}
        generated = nav_setting(site.pages, site.current_year, site.wording)
        return [*generated, *written, *unnamed_items(unnamed, site.wording)]

    @cached_property
    def pages(self) -> dict[str, SitePage]:
        """All pages by path, hand-written ones first."""
        addresses = {one.path: one.address for one in self.by_hand}
        addresses |= {path: page.address for path, page in self.site.pages_by_path.items()}
        titles = {one.path: one.title for one in self.by_hand}
        titles |= {path: page.title for path, page in self.site.pages_by_path.items()}
        titles |= titles_in(self.nav)
        descriptions = {one.path: one.description for one in self.by_hand}

        def above(path: str) -> list[tuple[str, str]]:
            return [(titles[one], addresses[one]) for one in pages_above(self.nav, path)]

        return {
            path: SitePage(path, address, titles[path], descriptions.get(path, ""), above(path))
            for path, address in addresses.items()
        }

    def values_of(self, path: str) -> dict[str, Any]:
        """The values of a page's templates, with its year and where it can be edited."""
        site, configuration = self.site, self.configuration
        page = site.pages_by_path.get(path)
        site_name = str(configuration.settings["site_name"])
        values = page_values(self.pages[path], site, site_name)
        source = path
        if page and page.year:
            source = os.path.relpath(site.data.files[page.year], self.docs_folder)
            values["year"] = str(page.year)
        if not page or (page.year and not page.moved_to):
            values["edit_url"] = configuration.edit_url(Path(source).as_posix())
        if page and page.moved_to and site.url:
            values["canonical_url"] = urljoin(site.url, page.moved_to)
        return {name: one for name, one in values.items() if one is not None}

    def search_files(self) -> Iterator[tuple[str, str]]:
        """The addresses and texts of the files of the search indexes."""
        html = {one.path: one.html for one in self.by_hand}
        documents = [
            found
            for path, page in self.pages.items()
            for found in searched_documents(page, html.get(path, ""), self.site)
        ]
        return search_files(self.site, documents)

    @cached_property
    def theme_folders(self) -> list[Path]:
        """The folders of our theme: what it is, then what the office adds to it."""
        custom = self.configuration.theme.get("custom_dir")
        own = [self.configuration.file.parent / str(custom)] if custom else []
        return [Path(str(files("work_plan_theme"))), *own]

    def rendered(self, name: str) -> str:
        """A template that lists the pages or names the site, rendered."""
        folders = list(map(str, reversed(self.theme_folders)))
        template = Environment(loader=FileSystemLoader(folders)).get_template(name)
        pages = [{"page": facts} for facts in map(self._listed, self.pages.values())]
        return template.render(pages=pages, config={"site_url": self.site.url})

    def _listed(self, page: SitePage) -> Mapping[str, Any]:
        """What sitemap.xml lists of a page."""
        generated = self.site.pages_by_path.get(page.path)
        revised = self.site.revisions[generated.year] if generated and generated.year else None
        return {
            "canonical_url": urljoin(self.site.url, page.address) if self.site.url else None,
            "update_date": revised.date().isoformat() if revised else "",
            "meta": {"moved": bool(generated and generated.moved_to)},
        }
