"""The whole flow, top to bottom: files in, pages out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from generator.addresses import markdown_path
from generator.loading import SiteData, load_site_data
from generator.pages import Page, PageRenderer
from generator.problems import Place, PlanError, Problem
from generator.rendering import TEMPLATES, template_environment


@dataclass(frozen=True)
class Site:
    """Everything generated from an office's data."""

    data: SiteData
    pages: Sequence[Page]

    @property
    def current_year(self) -> int:
        """The year of the plan in force."""
        return self.data.plans[0].year

    @cached_property
    def years_by_path(self) -> dict[str, int]:
        """The year of each generated Markdown file."""
        return {markdown_path(page.address): page.year for page in self.pages}


def generate_site(data_folder: Path, docs_folder: Path) -> Site:
    """Generate the site of the tables in a data folder, beside the hand-written pages in docs.

    Raises:
        PlanError: with the problems of every file of the stage reached.
    """
    data = load_site_data(data_folder)
    try:
        pages = list(_pages(data))
    except TemplateError as error:
        raise PlanError([_template_problem(error)]) from error
    shadowed = list(_shadowed(docs_folder, pages))
    if shadowed:
        raise PlanError(shadowed)
    return Site(data, pages)


def _pages(data: SiteData) -> Iterator[Page]:
    current, *past = data.plans
    environment = template_environment()
    yield PageRenderer(environment, current, current.year).home(past, data.settings)
    for plan in data.plans:
        yield from PageRenderer(environment, plan, current.year).plan_pages()


def _shadowed(docs_folder: Path, pages: Sequence[Page]) -> Iterator[Problem]:
    """MkDocs would let one of two pages at an address disappear with hardly a word."""
    generated = {page.address for page in pages}
    for file in sorted(docs_folder.rglob("*.md")):
        folder = file.parent if file.stem.lower() in ("index", "readme") else file.with_suffix("")
        address = folder.relative_to(docs_folder).as_posix() + "/"
        if address.removeprefix("./") in generated:
            yield Problem(Place(file), "page-shadowed")


def _template_problem(error: TemplateError) -> Problem:
    place = Place(TEMPLATES)
    if isinstance(error, TemplateSyntaxError) and error.filename:
        place = Place(Path(error.filename), error.lineno)
    return Problem(place, "template-broken", {"reason": error.message})
