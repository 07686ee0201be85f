"""The whole flow, top to bottom: files in, pages and downloads out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from jinja2 import TemplateError

from generator.downloads.open_data import DataFile, open_data
from generator.language.problems import Place, PlanError, Problem
from generator.language.wording import Wording
from generator.pages.hand_written import find_breaches, find_pages
from generator.pages.pages import Page, PageRenderer
from generator.pages.rendering import template_environment, template_problem
from generator.plan.addresses import markdown_path
from generator.plan.edition import Edition, licence_of
from generator.plan.model import WorkPlan
from generator.table.loading import SiteData, load_site_data


@dataclass(frozen=True)
class Site:
    """Everything generated from an office's data."""

    data: SiteData
    pages: Sequence[Page]
    files: Sequence[DataFile]
    """The downloads, beside the pages."""
    revisions: Mapping[int, datetime | None]
    """When each year's table last changed, as far as that is known."""
    url: str | None = None
    """Where the site is going to be, ending in a slash, if that is known."""

    @property
    def current_year(self) -> int:
        """The year of the plan in force."""
        return self.data.plans[0].year

    @cached_property
    def pages_by_path(self) -> dict[str, Page]:
        """Each generated page by its Markdown file."""
        return {markdown_path(page.address): page for page in self.pages}

    def plan(self, year: int) -> WorkPlan:
        """The plan of a year."""
        return next(plan for plan in self.data.plans if plan.year == year)

    @cached_property
    def years_by_path(self) -> dict[str, int]:
        """The year of each generated Markdown file."""
        return {path: page.year for path, page in self.pages_by_path.items()}


RevisionOf = Callable[[Path], datetime | None]
"""When a table file last changed; None where that is not known."""


def generate_site(
    data_folder: Path,
    docs_folder: Path,
    revision_of: RevisionOf = lambda _: None,
    site_url: str | None = None,
) -> Site:
    """Generate the site of the tables in a data folder, beside the hand-written pages in docs.

    `site_url` is where the site is going to be, ending in a slash; None where that is not known.

    Raises:
        PlanError: with the problems of every file of the stage reached.
    """
    data = load_site_data(data_folder)
    try:
        revisions = {year: revision_of(file) for year, file in data.files.items()}
        licence = licence_of(data.settings)
        editions = [Edition(plan, revisions[plan.year], site_url, licence) for plan in data.plans]
        wording = Wording()
        files = {one.plan.year: open_data(one, wording) for one in editions}
        pages = list(_pages(data, editions, files, wording))
    except TemplateError as error:
        raise PlanError([template_problem(error)]) from error
    downloads = [file for in_year in files.values() for file in in_year]
    problems = [*_shadowed(docs_folder, pages, downloads), *find_breaches(docs_folder)]
    if problems:
        raise PlanError(problems)
    return Site(data, pages, downloads, revisions, site_url)


def _pages(
    data: SiteData,
    editions: Sequence[Edition],
    files: Mapping[int, Sequence[DataFile]],
    wording: Wording,
) -> Iterator[Page]:
    current, *past = data.plans
    environment = template_environment()
    renderers = [
        PageRenderer(environment, one.plan, current.year, one.revised, data.settings, one.site_url)
        for one in editions
    ]
    yield renderers[0].home(past)
    for renderer, edition in zip(renderers, editions, strict=True):
        yield from renderer.plan_pages()
        yield renderer.open_data(edition, files[edition.plan.year], wording)


def _shadowed(
    docs_folder: Path, pages: Sequence[Page], files: Sequence[DataFile]
) -> Iterator[Problem]:
    """MkDocs would let one of two at an address disappear with hardly a word."""
    for download in files:
        if (docs_folder / download.address).exists():
            yield Problem(Place(docs_folder / download.address), "page-shadowed")
    generated = {page.address for page in pages}
    for file in find_pages(docs_folder):
        folder = file.parent if file.stem.lower() in ("index", "readme") else file.with_suffix("")
        address = folder.relative_to(docs_folder).as_posix() + "/"
        if address.removeprefix("./") in generated:
            yield Problem(Place(file), "page-shadowed")
