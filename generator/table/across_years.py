"""Rules across the tables of several years: one function per rule, which yields every breach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.language import vocabulary as words
from generator.language.problems import Place, Problem, Severity
from generator.plan.model import Department, Topic, WorkPlan


@dataclass(frozen=True)
class LoadedPlan:
    """A plan that can be published, what about it is worth a look, and where it stands."""

    plan: WorkPlan
    notices: Sequence[Problem]
    year_at: Place
    previous_at: Mapping[int, Place]
    """Where a task states the one that it continues, by its number."""
    former_names_at: Mapping[tuple[str, str], Place]
    """Where former names stand, by the key of the register and the name."""
    evidence_at: Mapping[str, Place]
    """Where each file of the folder of evidence is first named."""


def find_breaches(current: LoadedPlan | None, past: Sequence[LoadedPlan]) -> Iterator[Problem]:
    """All problems and notices; `current` is None if the table in force has problems of its own."""
    tables = [current, *past] if current else list(past)
    yield from repeated_years(tables)
    if past:
        empty = (table for table in tables if not table.plan.tasks)
        yield from (Problem(table.year_at, "no-tasks") for table in empty)
    if current and (late := list(later_than_in_force(current, past))):
        yield from late  # with the wrong year, nothing fits together
        return
    in_order = sorted({table.plan.year: table for table in reversed(tables)}.items())
    yield from links_of_the_first(in_order[0][1] if in_order else None)
    for (_, before), (_, table) in pairwise(in_order):
        yield from unknown_links(before, table)
        yield from shared_links(table)
    yield from unknown_former_names([table for _, table in in_order])


def is_copy(current: LoadedPlan, table: LoadedPlan) -> bool:
    """Whether a table of the archive is what a change of year that was stopped has left."""
    return table.plan == current.plan and table.year_at.file.stem == str(current.plan.year)


def copied(table: LoadedPlan) -> Problem:
    """The notice of such a copy. The old plan is still in force; nothing else reads the copy."""
    return Problem(table.year_at, "year-not-changed", {"value": table.plan.year}, Severity.NOTICE)


def repeated_years(tables: Sequence[LoadedPlan]) -> Iterator[Problem]:
    seen: set[int] = set()
    for table in tables:
        year = table.plan.year
        if year in seen:
            yield Problem(table.year_at, "year-repeated", {"value": year})
        seen.add(year)


def later_than_in_force(current: LoadedPlan, past: Sequence[LoadedPlan]) -> Iterator[Problem]:
    latest = max(past, key=lambda table: table.plan.year, default=current)
    if latest.plan.year > current.plan.year:
        details = {
            "value": current.plan.year,
            "year": latest.plan.year,
            "file": "/".join(latest.year_at.file.parts[-2:]),
        }
        yield Problem(current.year_at, "year-not-latest", details)


def links_of_the_first(table: LoadedPlan | None) -> Iterator[Problem]:
    """The first year has none before it; told once, since its table is not there."""
    places = [*table.previous_at.values()] if table else []
    for place in places[:1]:
        yield Problem(place, "previous-without-plan", {"count": len(places)})


def unknown_links(before: LoadedPlan, table: LoadedPlan) -> Iterator[Problem]:
    numbers = {task.number for task in before.plan.tasks}
    for task in table.plan.tasks:
        if task.previous and task.previous not in numbers:
            details = {"value": task.previous, "year": before.plan.year}
            yield Problem(table.previous_at[task.number], "previous-unknown", details)


def shared_links(table: LoadedPlan) -> Iterator[Problem]:
    """Two tasks may continue one, but a slip of the pen looks the same."""
    seen: dict[int, int] = {}
    for task in table.plan.tasks:
        if task.previous is None:
            continue
        first = seen.setdefault(task.previous, task.number)
        if first != task.number:
            details = {"value": task.previous, "number": first}
            place = table.previous_at[task.number]
            yield Problem(place, "previous-shared", details, Severity.NOTICE)


def unknown_former_names(tables: Sequence[LoadedPlan]) -> Iterator[Problem]:
    """Former names that no earlier plan knows, where there is one; `tables` are in order."""
    known: set[tuple[str, str]] = set()
    for at, table in enumerate(tables):
        for key, row in _registered(table.plan):
            for name in row.former_names:
                if at and (key, name) not in known:
                    place = table.former_names_at[key, name]
                    details = {"value": name, "year": tables[at - 1].plan.year}
                    yield Problem(place, "former-name-unknown", details, Severity.NOTICE)
        for key, row in _registered(table.plan):
            known.update((key, name) for name in (row.name, *row.former_names))


def _registered(plan: WorkPlan) -> Iterator[tuple[str, Topic | Department]]:
    yield from ((words.TOPICS, topic) for topic in plan.topics)
    yield from ((words.DEPARTMENTS, unit) for unit in plan.departments)
