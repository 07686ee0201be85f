"""Computes the geometry of the pictures: the counts, positions and sizes; no markup.

The results contain no tasks, so the page of pictures does not change when a task is reworded.

The year strip and the topic bars are as wide as the page: widths are in percent, heights in em. The
matrix is a table, without any geometry. No length depends on a text: a name that is too long for
its place is cut off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.plan.deadlines import DeadlineKind
from generator.plan.model import Department, Task, Topic
from generator.plan.progress import counts
from generator.plan.values import Status
from generator.plan.views import DeadlineGroup, DepartmentView, TopicView

_MONTHS_OF_HALVES = range(1, 7), range(7, 13)
_TALLEST, _SHORTEST = 2.6, 0.15  # em: the bar of the month with most tasks; the least height
_LONGEST, _NARROWEST = 100, 0.5  # percent: the bar of the topic with most tasks; the least width


@dataclass(frozen=True)
class DueCount:
    """The number of tasks in a `DeadlineGroup`, with its kind, month, year and key."""

    kind: DeadlineKind | None
    month: int | None
    year: int | None
    key: str
    task_count: int


@dataclass(frozen=True)
class Month:
    """A month's bar: `number` is 1–12, `height` is in em; `group` is None if no task is due."""

    number: int
    group: DueCount | None
    height: float


@dataclass(frozen=True)
class HalfYear:
    """Six months in order."""

    months: tuple[Month, ...]

    @property
    def due(self) -> tuple[DueCount, ...]:
        """The groups of the months in which tasks are due."""
        return tuple(month.group for month in self.months if month.group)


@dataclass(frozen=True)
class YearStrip:
    """The two halves of the year, and the groups of tasks without a month of it."""

    halves: tuple[HalfYear, ...]
    others: tuple[DueCount, ...]


@dataclass(frozen=True)
class TopicBar:
    """A topic's bar; `width` is in percent of the longest bar."""

    topic: Topic
    task_count: int
    width: float


@dataclass(frozen=True)
class MatrixCell:
    """How many tasks of a topic a department leads and supports."""

    topic: Topic
    leading: int
    supporting: int


@dataclass(frozen=True)
class MatrixRow:
    """A department, and its cell for each topic."""

    department: Department
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Matrix:
    """The matrix of tasks: a row for each department, a column for each topic."""

    topics: tuple[Topic, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class OutcomePart:
    """The tasks of one status; None is not published. Lengths are in percent of the bar."""

    status: Status | None
    task_count: int
    left: float
    width: float


@dataclass(frozen=True)
class OutcomeBar:
    """What has become of the tasks in force of a topic, a department or a group of deadlines."""

    subject: Topic | Department | DueCount
    parts: tuple[OutcomePart, ...]


def year_strip(groups: Sequence[DeadlineGroup]) -> YearStrip | None:
    """The year strip for a plan's groups of deadlines; None if no group has a month."""
    due = [_due_count(group) for group in groups]
    by_month = {group.month: group for group in due if group.month}
    if not by_month:
        return None
    most = max(group.task_count for group in by_month.values())

    def month(number: int) -> Month:
        group = by_month.get(number)
        count = group.task_count if group else 0
        return Month(number, group, _share(count, most, _TALLEST, _SHORTEST))

    halves = tuple(HalfYear(tuple(map(month, numbers))) for numbers in _MONTHS_OF_HALVES)
    return YearStrip(halves, tuple(group for group in due if not group.month))


def _due_count(group: DeadlineGroup) -> DueCount:
    return DueCount(group.kind, group.month, group.year, group.key, len(group.tasks))


def topic_bars(topics: Sequence[TopicView]) -> tuple[TopicBar, ...]:
    """A bar for each topic, in the order given."""
    most = max(view.task_count for view in topics)
    return tuple(
        TopicBar(view.topic, view.task_count, _share(view.task_count, most, _LONGEST, _NARROWEST))
        for view in topics
    )


def matrix(topics: Sequence[Topic], departments: Sequence[DepartmentView]) -> Matrix:
    """The matrix with departments and topics in the given order."""
    return Matrix(tuple(topics), tuple(_matrix_row(topics, view) for view in departments))


def outcomes_by_deadline(groups: Iterable[DeadlineGroup]) -> tuple[OutcomeBar, ...]:
    """A bar for each group with tasks in force."""
    return _outcome_bars((_due_count(group), group.tasks) for group in groups)


def outcomes_by_topic(topics: Iterable[TopicView]) -> tuple[OutcomeBar, ...]:
    """A bar for each topic with tasks in force."""
    return _outcome_bars((view.topic, view.tasks) for view in topics)


def outcomes_by_department(units: Iterable[DepartmentView]) -> tuple[OutcomeBar, ...]:
    """A bar for each department that leads tasks in force."""
    return _outcome_bars((view.department, view.leading) for view in units)


def _outcome_bars(
    rows: Iterable[tuple[Topic | Department | DueCount, Sequence[Task]]],
) -> tuple[OutcomeBar, ...]:
    bars = (OutcomeBar(subject, tuple(_outcome_parts(tasks))) for subject, tasks in rows)
    return tuple(bar for bar in bars if bar.parts)


def _outcome_parts(tasks: Sequence[Task]) -> Iterator[OutcomePart]:
    by_status = counts(tasks)
    whole, before = sum(by_status.values()), 0
    for status, count in by_status.items():
        left, right = (round(100 * one / whole, 2) for one in (before, before + count))
        yield OutcomePart(status, count, left, round(right - left, 2))
        before += count


def _matrix_row(topics: Sequence[Topic], view: DepartmentView) -> MatrixRow:
    leading, supporting = _by_topic(view.leading), _by_topic(view.supporting)
    cells = (MatrixCell(topic, leading[topic.name], supporting[topic.name]) for topic in topics)
    return MatrixRow(view.department, tuple(cells))


def _by_topic(tasks: Sequence[Task]) -> Counter[str]:
    return Counter(task.topic for task in tasks)


def _share(count: int, most: int, whole: float, least: float) -> float:
    """A length in proportion to a count; 0 for a count of 0, and at least `least` otherwise."""
    return round(max(least, whole * count / most), 2) if count else 0
