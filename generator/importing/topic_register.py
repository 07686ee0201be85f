"""Gives tasks without a topic the one that their place in the document states; registers topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.importing.rows import TaskRow
from generator.importing.text import bare
from generator.importing.units import unique_slug
from generator.language import vocabulary as words
from generator.language.pinyin import propose_slug
from generator.plan.addresses import RESERVED_TOPIC_SLUGS
from generator.plan.model import Task, Topic, WorkPlan

_UNREADABLE = "topic"


def topics_by_place(
    tasks: Sequence[Task], rows: Sequence[TaskRow], table: WorkPlan | None
) -> dict[int, str]:
    """The registered topics of new tasks, by index, where their place makes them certain."""
    known = [topic.name for topic in table.topics] if table else []
    topics = {
        at: _topic_by_place(at, tasks, rows, known)
        for at, task in enumerate(tasks)
        if task.topic == words.UNDECIDED
    }
    return {at: topic for at, topic in topics.items() if topic}


def topics_stated(tasks: Sequence[Task], rows: Sequence[TaskRow]) -> dict[int, str]:
    """The topics that the document states for tasks still without one, by index."""
    return {
        at: rows[at].section
        for at, task in enumerate(tasks)
        if task.topic == words.UNDECIDED and rows[at].section
    }


def registered_topics(tasks: Sequence[Task], registered: Iterable[Topic]) -> tuple[Topic, ...]:
    """The topics in use, and all registered ones while a task still needs one.

    Registered ones come first, then new ones in order, without a summary.
    """
    named = dict.fromkeys(task.topic for task in tasks)
    is_open = words.UNDECIDED in named
    topics = [
        topic
        for topic in registered
        if topic.name in named or (is_open and topic.name != words.UNDECIDED)
    ]
    slugs = {slug for topic in topics for slug in (topic.slug, *topic.former_slugs)}
    slugs |= RESERVED_TOPIC_SLUGS
    known = {topic.name for topic in topics}
    for name in named:
        if name not in known and name != words.UNDECIDED:
            slug = unique_slug(propose_slug(name) or _UNREADABLE, slugs)
            topics.append(Topic(name=name, slug=slug))
            slugs.add(slug)
    return tuple(topics) or (_undecided_topic(),)


def _topic_by_place(
    at: int, tasks: Sequence[Task], rows: Sequence[TaskRow], known: Sequence[str]
) -> str | None:
    """The topic of a neighbour with the same name, or of its section, or of both neighbours."""
    above = next((task for task in reversed(tasks[:at]) if task.topic != words.UNDECIDED), None)
    below = next((task for task in tasks[at + 1 :] if task.topic != words.UNDECIDED), None)
    for near in (above, below):
        if near and near.name == tasks[at].name:
            return near.topic
    if section := rows[at].section:
        return _topic_of(section, tasks, rows, known)
    return above.topic if above and below and above.topic == below.topic else None


def _topic_of(
    section: str, tasks: Sequence[Task], rows: Sequence[TaskRow], known: Sequence[str]
) -> str | None:
    """The one registered topic that a section names, or else the one of its other tasks."""
    named = {name for name in known if bare(name) in bare(section)}
    decided = {
        task.topic
        for task, row in zip(tasks, rows, strict=True)
        if row.section == section and task.topic != words.UNDECIDED
    }
    return next((next(iter(found)) for found in (named, decided) if len(found) == 1), None)


def _undecided_topic() -> Topic:
    """The placeholder in a new table without topics; `check` refuses it."""
    slug = propose_slug(words.UNDECIDED)
    return Topic(name=words.UNDECIDED, slug=slug, summary=words.UNDECIDED)
