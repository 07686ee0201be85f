"""Begins a build, and holds what the plugin knows while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator.assembling.navigation import wrong_settings
from generator.building.context import site_url_set_in
from generator.frontend.search_index import PlainDocument
from generator.frontend.stylesheet import Sources
from generator.language.problems import PlanError, Problem
from generator.language.wording import Message, Wording
from generator.pipeline import Site, generate_site
from generator.table.history import revision_reader
from generator.table.versions import versions_in


@dataclass
class Build:
    """The state of one build: a generated site, or the problems that stop it."""

    site: Site | None = None
    problems: Sequence[Problem] = ()
    messages: Sequence[Message] = ()
    """What a person reads of the problems."""
    styles: Sources | None = None
    navigations: dict[int, Navigation] = field(default_factory=dict)
    """The navigation of each year."""
    variables: dict[int, dict[str, Any]] = field(default_factory=dict)
    """The template variables that all pages of a year share."""
    documents: list[tuple[int | None, PlainDocument]] = field(default_factory=list)
    """The search documents that are not tasks, each with its year; None means every year."""
    names: set[str] = field(default_factory=set)
    """The names in the pages that selectors of a stylesheet can match, such as classes."""

    def year_of(self, page: MkDocsPage) -> int | None:
        """The year of a page; None for the page of all years and for a hand-written page."""
        return self.site.years_by_path.get(page.file.src_uri) if self.site else None


def begin(config: MkDocsConfig, data_folder: Path, *, is_preview: bool) -> Build:
    """A new build: with its site, or with the problems that stop it."""
    try:
        site_url = site_url_set_in(config) if is_preview else config.site_url
        docs = Path(config.docs_dir)
        site = generate_site(data_folder, docs, revision_reader(), site_url or None, versions_in)
        file = Path(config.config_file_path)
        wrong = list(wrong_settings(file, config.theme.name, config.nav, docs, site.pages_by_path))
        if wrong:
            raise PlanError(wrong)
        return Build(site=site)
    except PlanError as error:
        root = Path(config.config_file_path).parent
        wording = Wording()
        messages = [wording.message(problem, root) for problem in error.problems]
        return Build(problems=error.problems, messages=messages)
