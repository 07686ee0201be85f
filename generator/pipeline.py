"""Generates the site: reads the tables, makes pages and downloads, checks hand-written pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from jinja2 import TemplateError

from generator.downloads.open_data import DataFile, open_data
from generator.language.latest import keep_latest
from generator.language.problems import Place, PlanError, Problem
from generator.language.wording import Wording
from generator.pages import rendering
from generator.pages.hand_written import ENDINGS, find_breaches, find_excesses, find_pages
from generator.pages.moves import moves_of_pages, page_address, wrong_moves
from generator.pages.page import Page
from generator.pages.pages import PageRenderer
from generator.pages.rendering import template_environment, template_problem
from generator.plan import addresses
from generator.plan.addresses import markdown_path
from generator.plan.continuity import successions
from generator.plan.edition import Edition, licence_of
from generator.plan.model import WorkPlan
from generator.plan.neighbours import neighbours
from generator.plan.revisions import Version
from generator.plan.revisions import revisions as revisions_of
from generator.table.evidence import attachments
from generator.table.loading import SiteData, load_site_data


@dataclass(frozen=True)
class Site:
    """The generated site of an office."""

    data: SiteData
    pages: Sequence[Page]
    files: Sequence[DataFile]
    """The downloads."""
    revisions: Mapping[int, datetime | None]
    """The time of the last change of each year's table; None if it is not known."""
    wording: Wording
    """The sentences with which the site was made."""
    url: str | None = None
    """The URL of the published site, with a slash at the end; None if it is not known."""

    @property
    def current_year(self) -> int:
        """The year of the plan in force."""
        return self.data.plans[0].year

    @cached_property
    def pages_by_path(self) -> dict[str, Page]:
        """The generated pages by the paths of their Markdown files."""
        return {markdown_path(page.address): page for page in self.pages}

    def plan(self, year: int) -> WorkPlan:
        """The plan of a year."""
        return next(plan for plan in self.data.plans if plan.year == year)

    @cached_property
    def file_addresses(self) -> frozenset[str]:
        """The addresses of the downloads."""
        return frozenset(file.address for file in self.files)

    @cached_property
    def years_by_path(self) -> dict[str, int | None]:
        """The years of the generated pages by the paths of their Markdown files."""
        return {path: page.year for path, page in self.pages_by_path.items()}


_OF_MKDOCS = ("robots.txt", "sitemap.xml", "sitemap.xml.gz")

RevisionOf = Callable[[Path], datetime | None]
"""Gives the time of the last change of a table file; None if it is not known."""
VersionsIn = Callable[[Path], Mapping[int, Sequence[Version]]]
"""Gives the versions of each year's table in a data folder, as far as they are known."""


def generate_site(
    data_folder: Path,
    docs_folder: Path,
    revision_of: RevisionOf = lambda _: None,
    site_url: str | None = None,
    versions_in: VersionsIn = lambda _: {},
) -> Site:
    """Generate the site from the tables in the data folder, and check the pages in the docs folder.

    `site_url` is the URL of the published site, with a slash at the end; None if it is not known.

    Raises:
        PlanError: there are problems; it has those of all files in the first stage that fails.
    """
    data = load_site_data(data_folder)
    if beyond := list(find_excesses(docs_folder)):
        raise PlanError(beyond)
    wording = Wording()
    try:
        revisions = {year: revision_of(file) for year, file in data.files.items()}
        licence = licence_of(data.settings)
        versions = versions_in(data_folder)
        editions = [
            Edition(
                plan,
                revisions[plan.year],
                site_url,
                licence,
                attachments(data_folder, plan),
                revisions_of(plan.year, versions.get(plan.year, ()), plan.published_at),
            )
            for plan in data.plans
        ]
        files = {one.plan.year: _downloads(one.plan.year, one, wording) for one in editions}
        renderers = _renderers(data, editions)
        pages = list(_pages(renderers, editions, files, wording))
        moves = list(moves_of_pages(docs_folder))
        moved = list(map(renderers[0].moved, moves))
    except TemplateError as error:
        raise PlanError([template_problem(error)]) from error
    downloads = [file for in_year in files.values() for file in in_year]
    linked = {markdown_path(page.address): page.markdown for page in [*pages, *moved]}
    problems = [
        *_shadowed(docs_folder, pages, downloads),
        *find_breaches(docs_folder, linked, [download.address for download in downloads]),
        *wrong_moves(moves, docs_folder, [addresses.YEARS, *(page.address for page in pages)]),
    ]
    if problems:
        raise PlanError(problems)
    return Site(data, [*pages, *moved], downloads, revisions, wording, site_url)


def _renderers(data: SiteData, editions: Sequence[Edition]) -> list[PageRenderer]:
    year = editions[0].plan.year
    environment = template_environment()
    others = neighbours(data.plans)
    return [
        PageRenderer(
            environment,
            one.plan,
            year,
            one.revised,
            data.settings,
            one.site_url,
            others[one.plan.year],
            one.revisions,
        )
        for one in editions
    ]


def _pages(
    renderers: Sequence[PageRenderer],
    editions: Sequence[Edition],
    files: Mapping[int, Sequence[DataFile]],
    wording: Wording,
) -> Iterator[Page]:
    current, *past = renderers
    plans = [one.plan for one in renderers]
    before = {link.after.year: link.before for link in successions(plans)}
    templates = [file.read_bytes() for file in sorted(rendering.TEMPLATES.iterdir())]
    yield current.home([one.plan for one in past])
    for renderer, edition in zip(renderers, editions, strict=True):
        year = renderer.plan.year
        yield from _plan_pages(year, renderer, wording, templates)
        yield renderer.open_data(edition, files[year], wording)
        if year in before:
            yield _changes(year, renderer, before[year], templates)
    if past:
        yield current.years(plans)


@keep_latest
def _plan_pages(
    year: int, renderer: PageRenderer, wording: Wording, templates: list[bytes]
) -> tuple[Page, ...]:
    """The pages of a year; a preview makes them again only if the plan or a template changed."""
    return tuple(renderer.plan_pages(wording))


@keep_latest
def _changes(year: int, renderer: PageRenderer, before: WorkPlan, templates: list[bytes]) -> Page:
    """The page of a year beside the one before, which a preview keeps like the others."""
    return renderer.changes(before)


@keep_latest
def _downloads(year: int, edition: Edition, wording: Wording) -> tuple[DataFile, ...]:
    """The downloads of a year, which a preview keeps like the pages."""
    return tuple(open_data(edition, wording))


def _shadowed(
    docs_folder: Path, pages: Sequence[Page], files: Sequence[DataFile]
) -> Iterator[Problem]:
    """The problems of hand-written files and folders that have the address of another file.

    MkDocs would publish only one of the two, or fail.
    """
    for download in files:
        if (docs_folder / download.address).exists():
            yield Problem(Place(docs_folder / download.address), "page-shadowed")
    folders = (path for path in docs_folder.rglob("*") if path.is_dir())
    for folder in folders:
        is_of_mkdocs = folder.relative_to(docs_folder).as_posix() in _OF_MKDOCS
        if is_of_mkdocs or folder.suffix in (*ENDINGS, ".html"):
            yield Problem(Place(folder), "page-shadowed")
    generated = {addresses.YEARS, *(page.address for page in pages)}
    by_hand: dict[str, Path] = {}
    for file in find_pages(docs_folder):
        address = page_address(file, docs_folder)
        if address in generated:
            yield Problem(Place(file), "page-shadowed")
        elif other := by_hand.get(address):
            yield Problem(
                Place(file), "page-twice", {"other": other.relative_to(docs_folder).as_posix()}
            )
        by_hand.setdefault(address, file)
