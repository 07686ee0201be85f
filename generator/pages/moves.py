"""Finds the former addresses of pages, and what the page at each leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.plan import addresses
from generator.plan.model import Task
from generator.plan.views import DepartmentView, TopicView


@dataclass(frozen=True)
class Move:
    """A page that was at the address `old` and is at `new`; the name may be empty."""

    old: str
    new: str
    name: str
    tasks: Sequence[Task] = ()
    """The tasks that people may have links to at the old address."""


def moves_within(
    year: int, topics: Sequence[TopicView], units: Sequence[DepartmentView]
) -> Iterator[Move]:
    """The moves of the topics and departments of a plan."""
    for topic in topics:
        new = addresses.topic(year, topic.topic.slug)
        for slug in topic.topic.former_slugs:
            yield Move(addresses.topic(year, slug), new, topic.topic.name, topic.tasks)
    for unit in units:
        new = addresses.department(year, unit.department.slug)
        for slug in unit.department.former_slugs:
            yield Move(addresses.department(year, slug), new, unit.department.name, unit.tasks)
