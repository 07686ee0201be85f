"""What the pages of a plan say of the plans of other years.

It holds names, numbers and addresses only. So in a preview the pages of a year are made again only
if one of these has changed in another year, and not with each word there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from generator.plan import addresses
from generator.plan.continuity import (
    Succession,
    latest_department,
    latest_tasks,
    latest_topic,
    successions,
)
from generator.plan.model import Department, Task, Topic, WorkPlan
from generator.plan.progress import has_progress


class Counterpart(NamedTuple):
    """A topic or a department, by its name, or a task, by its number, in another year's plan."""

    name: str | int
    address: str


Counterparts = Mapping[str | int, tuple[Counterpart, ...]]
"""What the topics, departments or tasks of a plan are in another, by name or number."""


class FormerName(NamedTuple):
    """A name of earlier years, and the last of these; None if no plan here has it."""

    name: str
    year: int | None


FormerNames = Mapping[str, tuple[FormerName, ...]]
"""The former names of topics or departments, by their names."""


OtherSlugs = Mapping[str, tuple[str, ...]]
"""By name, the slugs that a topic or department has in other years, or had; not the one it has."""


@dataclass(frozen=True)
class OtherYear:
    """Another year's plan, and what is in it of a plan."""

    year: int
    topics: Counterparts
    departments: Counterparts
    tasks: Counterparts
    is_stated: bool = True
    """Whether the tables state which tasks continue which."""
    has_progress: bool = False


@dataclass(frozen=True)
class Neighbours:
    """The plans of other years that the pages of a plan name."""

    before: OtherYear | None = None
    after: OtherYear | None = None
    newest: OtherYear | None = None
    """None for the newest plan itself."""
    years: tuple[int, ...] = ()
    """The years of all plans, the latest first; its own too."""
    topic_names: FormerNames = field(default_factory=dict)
    department_names: FormerNames = field(default_factory=dict)
    topic_slugs: OtherSlugs = field(default_factory=dict)
    department_slugs: OtherSlugs = field(default_factory=dict)


def neighbours(plans: Sequence[WorkPlan]) -> dict[int, Neighbours]:
    """The neighbours of each plan, by year."""
    chain = successions(plans)
    to_earlier = {link.after.year: link for link in chain}
    to_later = {link.before.year: link for link in chain}
    newest = max(plans, key=lambda plan: plan.year)
    years = tuple(sorted((plan.year for plan in plans), reverse=True))
    topic_names: FormerNames = {}
    department_names: FormerNames = {}
    topic_slugs = _other_slugs(plans, to_later, "topics", Succession.topic_after)
    unit_slugs = _other_slugs(plans, to_later, "departments", Succession.department_after)
    found = {}
    for plan in sorted(plans, key=lambda plan: plan.year):
        earlier, later = to_earlier.get(plan.year), to_later.get(plan.year)
        year = earlier.before.year if earlier else None
        topics_before = earlier.topics_before if earlier else _nothing
        units_before = earlier.departments_before if earlier else _nothing
        topic_names = _former_names(plan.topics, topic_names, topics_before, year)
        department_names = _former_names(plan.departments, department_names, units_before, year)
        found[plan.year] = Neighbours(
            before=_before(earlier) if earlier else None,
            after=_after(later) if later else None,
            newest=_newest(chain, plan, newest) if later else None,
            years=years,
            topic_names=topic_names,
            department_names=department_names,
            topic_slugs=topic_slugs[plan.year],
            department_slugs=unit_slugs[plan.year],
        )
    return found


def _before(link: Succession) -> OtherYear:
    to, plan = link.before, link.after
    return OtherYear(
        to.year,
        {one.name: _topics(to, link.topics_before(one)) for one in plan.topics},
        {one.name: _departments(to, link.departments_before(one)) for one in plan.departments},
        {one.number: _tasks(to, [link.task_before(one)]) for one in plan.tasks},
        link.is_stated,
    )


def _after(link: Succession) -> OtherYear:
    to, plan = link.after, link.before
    return OtherYear(
        to.year,
        {one.name: _topics(to, [link.topic_after(one)]) for one in plan.topics},
        {one.name: _departments(to, [link.department_after(one)]) for one in plan.departments},
        {one.number: _tasks(to, link.tasks_after(one)) for one in plan.tasks},
        link.is_stated,
    )


def _newest(chain: Sequence[Succession], plan: WorkPlan, to: WorkPlan) -> OtherYear:
    return OtherYear(
        to.year,
        {one.name: _topics(to, [latest_topic(chain, plan.year, one)]) for one in plan.topics},
        {
            one.name: _departments(to, [latest_department(chain, plan.year, one)])
            for one in plan.departments
        },
        {one.number: _tasks(to, latest_tasks(chain, plan.year, one)) for one in plan.tasks},
        has_progress=has_progress(to),
    )


def _topics(plan: WorkPlan, found: Sequence[Topic | None]) -> tuple[Counterpart, ...]:
    return tuple(
        Counterpart(one.name, addresses.topic(plan.year, one.slug)) for one in found if one
    )


def _departments(plan: WorkPlan, found: Sequence[Department | None]) -> tuple[Counterpart, ...]:
    return tuple(
        Counterpart(one.name, addresses.department(plan.year, one.slug)) for one in found if one
    )


def _tasks(plan: WorkPlan, found: Sequence[Task | None]) -> tuple[Counterpart, ...]:
    return tuple(Counterpart(one.number, task_address(plan, one)) for one in found if one)


def task_address(plan: WorkPlan, task: Task) -> str:
    """The address of a task on the page of its topic."""
    topic = addresses.topic(plan.year, plan.topics_by_name[task.topic].slug)
    return f"{topic}#{addresses.task_anchor(task.number)}"


def _former_names(
    rows: Sequence[Topic | Department],
    known: FormerNames,
    before: Callable[..., Sequence[Topic | Department]],
    year: int | None,
) -> FormerNames:
    """The stated former names of each row, and the names of what it was in earlier years.

    `known` are the former names in the year before, `before` finds what a row was in it.
    """
    found = {}
    for row in rows:
        years: dict[str, int | None] = dict.fromkeys(row.former_names)
        for earlier in before(row):
            for name, last in known[earlier.name]:
                years[name] = last or years.get(name)
            years[earlier.name] = year
        years.pop(row.name, None)
        found[row.name] = tuple(FormerName(name, last) for name, last in years.items())
    return found


def _other_slugs(
    plans: Sequence[WorkPlan],
    to_later: Mapping[int, Succession],
    register: Literal["topics", "departments"],
    after: Callable[..., Topic | Department | None],
) -> dict[int, OtherSlugs]:
    """The other slugs of the rows of each plan's register, by year.

    `after` finds what a row is in the later plan of a succession.
    """
    same: dict[tuple[int, str], dict[str, None]] = {}  # one set for a row in all its years
    for plan in sorted(plans, key=lambda plan: -plan.year):
        link = to_later.get(plan.year)
        for row in getattr(plan, register):
            later = after(link, row) if link else None
            slugs = same[link.after.year, later.name] if link and later else {}
            slugs.update(dict.fromkeys((row.slug, *row.former_slugs)))
            same[plan.year, row.name] = slugs
    return {
        plan.year: {
            row.name: tuple(slug for slug in same[plan.year, row.name] if slug != row.slug)
            for row in getattr(plan, register)
        }
        for plan in plans
    }


def _nothing(_: object) -> tuple[()]:
    """What a topic or department of the first year was before."""
    return ()
