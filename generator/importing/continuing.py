"""Proposes the topics of tasks, and the tasks they continue, by their likeness to another year's.

The thresholds are measured on made-up pairs of tasks: see `tests/importing/test_continuing.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.language import vocabulary as words
from generator.plan.likeness import likeness, likenesses, squashed
from generator.plan.model import Task, Topic, WorkPlan
from generator.plan.views import grouped

SAME_TOPIC = 0.5
SAME_TASK = 0.65
"""How alike two tasks must be in name and in content, 0 to 1, to be of one topic, and one task."""
PERHAPS_SAME_TASK = 0.5
"""How alike the two must be on average to be worth a look."""
_COMPARED = 0.3
"""Tasks with contents less alike than this are not compared further."""


@dataclass(frozen=True)
class Proposals:
    """What is proposed for the tasks of a plan; tasks by index, those of the other year by number.

    `perhaps` are tasks that may continue another, which a person must decide.
    """

    other: WorkPlan | None = None
    topics: Mapping[int, str] = field(default_factory=dict)
    previous: Mapping[int, int] = field(default_factory=dict)
    perhaps: Mapping[int, int] = field(default_factory=dict)
    identifiers: Mapping[int, str] = field(default_factory=dict)


def propose(
    tasks: Sequence[Task],
    wanted: Collection[int],
    other: WorkPlan | None,
    year: int,
    register: Sequence[Topic],
) -> Proposals:
    """Proposals for the `wanted` tasks of a plan of a year, from the plan of another year.

    Only tasks of an earlier year can be continued, and only tasks without a topic get one that is
    registered.
    """
    if other is None:
        return Proposals()
    before = other.tasks
    pairs = sorted(_pairs(tasks, wanted, before), key=lambda pair: (-pair[2], -pair[3], pair[0]))
    topics = {
        at: topic
        for at, topic in _registered(_topics(tasks, wanted, before, pairs), register).items()
        if tasks[at].topic == words.UNDECIDED
    }
    if other.year > year:
        return Proposals(other, topics)
    previous: dict[int, int] = {}
    perhaps: dict[int, int] = {}
    taken = {task.previous for at, task in enumerate(tasks) if at not in wanted}
    for new, old, surely, _ in pairs:
        number = before[old].number
        if surely >= SAME_TASK and new not in previous and number not in taken:
            previous[new] = number
            taken.add(number)
    for new, old, _, on_average in sorted(pairs, key=lambda pair: -pair[3]):
        is_free = new not in previous and before[old].number not in taken
        if is_free and on_average >= PERHAPS_SAME_TASK:
            perhaps.setdefault(new, before[old].number)
    return Proposals(other, topics, dict(sorted(previous.items())), dict(sorted(perhaps.items())))


def alike(one: Task, other: Task, contents: float) -> tuple[float, float]:
    """How alike two tasks are, surely and on average, by the likeness of their contents.

    The weaker of name and content decides, because many tasks differ in one of the two alone. Equal
    contents are enough.
    """
    names = likeness(one.name, other.name)
    are_equal = squashed(one.content) == squashed(other.content)
    return (1.0 if are_equal else min(names, contents)), (names + contents) / 2


def _pairs(
    tasks: Sequence[Task], wanted: Collection[int], before: Sequence[Task]
) -> Iterator[tuple[int, int, float, float]]:
    """Index in `tasks`, index in `before`, how alike they are surely, and on average."""
    contents = {at: tasks[at].content for at in wanted}
    contents_before = {at: task.content for at, task in enumerate(before)}
    for new, old, found in likenesses(contents_before, contents):
        if found >= _COMPARED:
            yield new, old, *alike(tasks[new], before[old], found)


def _topics(
    tasks: Sequence[Task],
    wanted: Collection[int],
    before: Sequence[Task],
    pairs: Sequence[tuple[int, int, float, float]],
) -> dict[int, str]:
    """The one topic of the tasks of the same name, or else that of the likest task.

    Tasks of one name have one topic, so what is found for one of them is for all.
    """
    found = {}
    for name, same in grouped(before, lambda task: (squashed(task.name),)).items():
        if len({task.topic for task in same}) == 1:
            found[name] = same[0].topic
    for new, old, surely, _ in pairs:
        if surely >= SAME_TOPIC:
            found.setdefault(squashed(tasks[new].name), before[old].topic)
    names = {at: squashed(tasks[at].name) for at in sorted(wanted)}
    return {at: found[name] for at, name in names.items() if name in found}


def _registered(topics: Mapping[int, str], register: Sequence[Topic]) -> dict[int, str]:
    """The topics by the names that they have in a register; others are left out."""
    register = [topic for topic in register if topic.name != words.UNDECIDED]
    names = {former: topic.name for topic in register for former in topic.former_names}
    names |= {topic.name: topic.name for topic in register}
    return {at: names[topic] for at, topic in topics.items() if topic in names}
