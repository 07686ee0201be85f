"""The whole flow, top to bottom: files in, pages out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from jinja2 import TemplateError

from generator.addresses import markdown_path
from generator.hand_written import find_breaches, find_pages
from generator.latest import keep_latest
from generator.loading import SiteData, load_site_data
from generator.pages import Page, PageRenderer
from generator.problems import Place, PlanError, Problem
from generator.rendering import template_environment, template_problem


@dataclass(frozen=True)
class Site:
    """Everything generated from an office's data."""

    data: SiteData
    pages: Sequence[Page]
    revisions: Mapping[int, datetime | None]
    """When each year's table last changed, as far as that is known."""

    @property
    def current_year(self) -> int:
        """The year of the plan in force."""
        return self.data.plans[0].year

    @cached_property
    def years_by_path(self) -> dict[str, int]:
        """The year of each generated Markdown file."""
        return {markdown_path(page.address): page.year for page in self.pages}


RevisionOf = Callable[[Path], datetime | None]
"""When a table file last changed; None where that is not known."""


def generate_site(
    data_folder: Path, docs_folder: Path, revision_of: RevisionOf = lambda _: None
) -> Site:
    """Generate the site of the tables in a data folder, beside the hand-written pages in docs.

    Raises:
        PlanError: with the problems of every file of the stage reached.
    """
    data = load_site_data(data_folder)
    try:
        revisions = {year: revision_of(file) for year, file in data.files.items()}
        pages = list(_pages(data, revisions))
    except TemplateError as error:
        raise PlanError([template_problem(error)]) from error
    problems = [*_shadowed(docs_folder, pages), *find_breaches(docs_folder)]
    if problems:
        raise PlanError(problems)
    return Site(data, pages, revisions)


def _pages(data: SiteData, revisions: Mapping[int, datetime | None]) -> Iterator[Page]:
    current, *past = data.plans
    environment = template_environment()
    renderers = [
        PageRenderer(environment, plan, current.year, revisions[plan.year]) for plan in data.plans
    ]
    yield renderers[0].home(past, data.settings)
    for renderer in renderers:
        yield from _plan_pages(renderer.plan.year, renderer)


@keep_latest
def _plan_pages(year: int, renderer: PageRenderer) -> tuple[Page, ...]:
    """A year's pages; a preview makes them anew only where the plan or a template has changed.

    Of 1,000 tasks in 14 years, one of which is edited, that saves half of a rebuild.
    """
    return tuple(renderer.plan_pages())


def _shadowed(docs_folder: Path, pages: Sequence[Page]) -> Iterator[Problem]:
    """MkDocs would let one of two pages at an address disappear with hardly a word."""
    generated = {page.address for page in pages}
    for file in find_pages(docs_folder):
        folder = file.parent if file.stem.lower() in ("index", "readme") else file.with_suffix("")
        address = folder.relative_to(docs_folder).as_posix() + "/"
        if address.removeprefix("./") in generated:
            yield Problem(Place(file), "page-shadowed")
