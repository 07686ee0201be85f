"""Registers the departments of a table, including new ones from a document."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from generator.language import vocabulary as words
from generator.language.pinyin import MAX_SLUG, propose_slug
from generator.plan.model import Department, Task

_UNREADABLE = "unit"


def registered_units(
    tasks: Sequence[Task], registered: Iterable[Department]
) -> tuple[Department, ...]:
    """The departments in the tasks: registered ones unchanged, then new ones in order."""
    named = dict.fromkeys(
        name for task in tasks for name in (*task.lead_departments, *task.supporting_departments)
    )
    kept = [unit for unit in registered if unit.name in named]
    slugs = {slug for unit in kept for slug in (unit.slug, *unit.former_slugs)}
    known = {unit.name for unit in kept}
    units = kept
    for name in named:
        if name not in known:
            unit = Department(
                name=name,
                slug=unique_slug(propose_unit_slug(name), slugs),
                collective=bool(re.fullmatch(words.COLLECTIVE_UNIT, name)),
            )
            slugs.add(unit.slug)
            units.append(unit)
    return tuple(units)


def propose_unit_slug(name: str) -> str:
    """A slug for a unit, with hyphens around the usual words in names of units."""
    slugs = map(propose_slug, re.split(f"({words.UNIT_WORDS})", name))
    parts = "-".join(slug for slug in slugs if slug).split("-")
    while len("-".join(parts)) > MAX_SLUG:
        parts.pop()
    return "-".join(parts) or _UNREADABLE


def unique_slug(slug: str, taken: Collection[str]) -> str:
    """The slug, with a number at its end if it is taken."""
    proposal, count = slug, 1
    while proposal in taken:
        count += 1
        ending = f"-{count}"
        proposal = slug[: MAX_SLUG - len(ending)].rstrip("-") + ending
    return proposal
