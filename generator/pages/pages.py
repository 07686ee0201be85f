"""Renders the Markdown pages of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from html import unescape
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from jinja2.environment import TemplateModule

from generator.downloads.data_columns import columns_of
from generator.downloads.open_data import DataFile
from generator.language.pinyin import sort_key
from generator.language.wording import Wording
from generator.pages import keywords as about
from generator.pages import pictures
from generator.pages.links import Links
from generator.pages.moves import Move, moves_within
from generator.pages.page import Page, PageKind
from generator.plan import addresses, progress, views
from generator.plan.edition import Edition
from generator.plan.headings import columns_in, headings, renamed
from generator.plan.model import SiteSettings, WorkPlan
from generator.plan.neighbours import Neighbours
from generator.plan.openings import openings
from generator.plan.report import report_on
from generator.plan.revisions import Revisions, has_changes
from generator.plan.side_by_side import side_by_side, year_rows
from generator.plan.values import Status


@dataclass(frozen=True)
class PageRenderer:
    """Renders the pages of one plan; `current_year` is the year of the plan in force.

    `revised` is the time of the last change of the plan's table, `site_url` the URL of the
    published site; each is None if it is not known.
    """

    environment: Environment = field(compare=False)
    plan: WorkPlan
    current_year: int
    revised: datetime | None = None
    settings: SiteSettings = field(default_factory=SiteSettings)
    site_url: str | None = None
    neighbours: Neighbours = field(default_factory=Neighbours)
    revisions: Revisions | None = None

    def home(self, past_plans: Sequence[WorkPlan]) -> Page:
        """The home page, for the plan in force."""
        return self._render(
            PageKind.HOME,
            addresses.HOME,
            topics=views.by_topic(self.plan),
            dated=views.by_day(self.plan.tasks, self.plan.year),
            past_plans=past_plans,
            tasks=self.plan.tasks,
            example_queries=self.settings.example_queries,
        )

    def plan_pages(self, wording: Wording) -> Iterator[Page]:
        """The pages of the plan's year except the downloads, in the order of the navigation."""
        year = self.plan.year
        topics = views.by_topic(self.plan)
        deadlines = views.by_deadline(self.plan)
        strip = pictures.year_strip(deadlines)
        units = views.by_department(self.plan, sort_key)
        singles = [view for view in units if not view.department.collective]
        collectives = [view for view in units if view.department.collective]

        yield self._render(
            PageKind.PLAN,
            addresses.plan(year),
            work_items=views.work_items(self.plan.tasks),
            topics=topics,
            units=singles,
            collectives=collectives,
            deadlines=deadlines,
            due=views.due_places(deadlines),
            tasks=self.plan.tasks,
        )
        yield self._render(PageKind.TOPICS, addresses.topics(year), topics=topics)
        for topic in topics:
            address = addresses.topic(year, topic.topic.slug)
            yield self._render(PageKind.TOPIC, address, keywords=about.leads(topic), view=topic)
        yield self._render(
            PageKind.DEPARTMENTS,
            addresses.departments(year),
            keywords=tuple(view.department.name for view in units),
            units=singles,
            collectives=collectives,
        )
        for unit in units:
            address = addresses.department(year, unit.department.slug)
            yield self._render(
                PageKind.DEPARTMENT,
                address,
                keywords=about.partners(unit),
                view=unit,
                collectives=collectives,
            )
        yield self._render(
            PageKind.DEADLINES,
            addresses.deadlines(year),
            keywords=about.deadlines(deadlines),
            groups=deadlines,
            tasks=self.plan.tasks,
            by_topic={
                group.key: views.under_topics(self.plan, group.tasks)
                for group in deadlines
                if not group.is_dated
            },
            strip=strip,
        )
        if self.plan.tasks:
            yield self._render(
                PageKind.PICTURES,
                addresses.pictures(year),
                strip=strip,
                bars=pictures.topic_bars(topics),
                matrix=pictures.matrix(self.plan.topics, units),
                outcomes_by_deadline=pictures.outcomes_by_deadline(deadlines),
                outcomes_by_topic=pictures.outcomes_by_topic(topics),
                outcomes_by_department=pictures.outcomes_by_department(units),
            )
        if progress.has_progress(self.plan):
            yield self._render(
                PageKind.PROGRESS,
                addresses.progress(year),
                outcomes=progress.outcomes(self.plan),
                units=[view for view in units if progress.counts(view.leading)],
            )
            yield self._render(
                PageKind.REPORT,
                addresses.report(year),
                report=report_on(self.plan),
                say=wording.with_names(renamed(self.plan)).sentence,
            )
        yield from map(self.moved, moves_within(year, topics, units))

    def moved(self, move: Move) -> Page:
        """The page at a former address."""
        page = self._render(PageKind.MOVED, move.old, move=move)
        return replace(page, moved_to=quote(move.new))

    def changes(self, before: WorkPlan) -> Page:
        """The page of the plan beside that of the year before."""
        both = side_by_side(self.plan.year, before, self.plan)
        earlier = Links(before, addresses.changes(self.plan.year))
        return self._render(PageKind.CHANGES, earlier.page, both=both, earlier=earlier)

    def years(self, plans: Sequence[WorkPlan]) -> Page:
        """The page of all years, the latest first."""
        page = self._render(PageKind.YEARS, addresses.YEARS, years=year_rows(plans))
        return replace(page, year=None)

    def open_data(self, edition: Edition, files: Sequence[DataFile], wording: Wording) -> Page:
        """The page of downloads, with the size of each file."""
        address = addresses.open_data(self.plan.year)
        meaning = partial(wording.with_names(renamed(self.plan)).about_data, languages=["zh"])
        units = views.by_department(self.plan, sort_key)
        return self._render(
            PageKind.OPEN_DATA,
            address,
            edition=edition,
            sizes={file.address.removeprefix(address): file.size for file in files},
            columns=[(one, meaning("columns", one.described_as)) for one in columns_of(self.plan)],
            units=[view for view in units if view.dated],
            all_units=units,
        )

    @cached_property
    def _frame(self) -> dict[str, Any]:
        """The template variables of every page; the plan is without its tasks."""
        return {
            "plan": self.plan.model_copy(update={"tasks": ()}),
            "task_count": len(self.plan.tasks),
            "openings": openings(self.plan.tasks),
            "current_year": self.current_year,
            "revised": self.revised,
            "settings": self.settings,
            "headings": headings(self.plan),
            "labelled_columns": [one for one in columns_in(self.plan) if one.is_labelled],
            "neighbours": self.neighbours,
            "revisions": self.revisions,
            "has_feeds": has_changes(self.plan, self.revisions),
            "progress": progress if progress.has_progress(self.plan) else None,
            "statuses": tuple(Status),
        }

    def _render(
        self, kind: PageKind, address: str, *, keywords: tuple[str, ...] = (), **content: object
    ) -> Page:
        """Render a page; the default keywords are the office and all topics."""
        template = self.environment.get_template(f"{kind.value}.md.jinja")
        links = Links(self._frame["plan"], address, self.site_url)
        try:
            page = template.make_module({**self._frame, "links": links, **content})
        except Exception:
            self.environment.handle_exception()  # raises it again, with the lines of the templates
        return Page(
            address,
            self.plan.year,
            kind,
            markdown=str(page),
            title=_plain(page, "title"),
            description=_plain(page, "description"),
            lead=_plain(page, "lead"),
            keywords=keywords or (self.plan.office, *self.plan.topics_by_name),
        )


def _plain(page: TemplateModule, name: str) -> str:
    """The plain text of a variable that a template sets; empty if it does not set it."""
    return unescape(getattr(page, name, ""))
