"""Views → the geometry of the pictures: what each part counts and where it stands. No markup.

Nothing here holds a task, so a page of pictures stays as it is when a task is reworded.

The year and the topics are drawn as wide as a page has room: across in percent of that, down in
em. The matrix has a size of its own, in units of which 16 are one em, and a page may scroll it.
No length depends on a text: a name has a place, and is cut where it is too long for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.deadlines import DeadlineKind
from generator.plan.model import Department, Task, Topic
from generator.plan.views import DeadlineGroup, DepartmentView, TopicView

_MONTHS_OF_HALVES = range(1, 7), range(7, 13)
_TALLEST, _SHORTEST = 2.6, 0.15  # em: the bar of the fullest month, and of one of many tasks less
_LONGEST, _NARROWEST = 100, 0.5  # percent: the same of a topic's bar

_ROW = 40
_DIGIT, _MARK_ENDS, _LEAST_MARK = 8, 8, 22
_SPACE = 6
_BEFORE_COLLECTIVES = 12


@dataclass(frozen=True)
class DueCount:
    """How many tasks are due alike; all else is that group's of `DeadlineGroup`."""

    kind: DeadlineKind | None
    month: int | None
    key: str
    task_count: int


@dataclass(frozen=True)
class Month:
    """A month's bar: `number` is 1–12, `height` in em; `group` is None where nothing is due."""

    number: int
    group: DueCount | None
    height: float


@dataclass(frozen=True)
class HalfYear:
    """Six months in order."""

    months: tuple[Month, ...]

    @property
    def due(self) -> tuple[DueCount, ...]:
        """The groups of those months in which something is due."""
        return tuple(month.group for month in self.months if month.group)


@dataclass(frozen=True)
class YearStrip:
    """The year's halves, and the groups of tasks that belong to no month."""

    halves: tuple[HalfYear, ...]
    undated: tuple[DueCount, ...]


@dataclass(frozen=True)
class TopicBar:
    """A topic's bar; `width` in percent of the longest one's."""

    topic: Topic
    task_count: int
    width: float


@dataclass(frozen=True)
class MatrixCell:
    """How many of a topic's tasks a department leads and supports; not both are none."""

    topic: Topic
    left: int
    leading: int
    supporting: int


@dataclass(frozen=True)
class MatrixRow:
    """A department, how far down its row begins, and its cells with something in them."""

    department: Department
    top: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Matrix:
    """Who works on what: a row for each department, a column for each topic.

    Lengths in units; `mark` is how wide the mark of a count is, of which a column has room for two.
    """

    topics: tuple[Topic, ...]
    rows: tuple[MatrixRow, ...]
    mark: int
    row_height: int = _ROW

    @property
    def column_width(self) -> int:
        return _column_width(self.mark)

    @property
    def width(self) -> int:
        """All columns'."""
        return self.column_width * len(self.topics)

    @property
    def height(self) -> int:
        """All rows'."""
        return self.rows[-1].top + self.row_height


def year_strip(groups: Sequence[DeadlineGroup]) -> YearStrip | None:
    """The year of a plan's groups of deadlines; None where no task is due in a certain month."""
    counts = [DueCount(one.kind, one.month, one.key, len(one.tasks)) for one in groups]
    by_month = {group.month: group for group in counts if group.month}
    if not by_month:
        return None
    most = max(group.task_count for group in by_month.values())

    def month(number: int) -> Month:
        group = by_month.get(number)
        count = group.task_count if group else 0
        return Month(number, group, _share(count, most, _TALLEST, _SHORTEST))

    halves = tuple(HalfYear(tuple(map(month, numbers))) for numbers in _MONTHS_OF_HALVES)
    return YearStrip(halves, tuple(group for group in counts if not group.month))


def topic_bars(topics: Sequence[TopicView]) -> tuple[TopicBar, ...]:
    """A bar for each topic, in the order given."""
    most = max(view.task_count for view in topics)
    return tuple(
        TopicBar(view.topic, view.task_count, _share(view.task_count, most, _LONGEST, _NARROWEST))
        for view in topics
    )


def matrix(topics: Sequence[Topic], departments: Sequence[DepartmentView]) -> Matrix:
    """Departments and topics in the orders given; single units stand before collective names."""
    counts = [(_by_topic(view.leading), _by_topic(view.supporting)) for view in departments]
    most = max(count for pair in counts for of_topics in pair for count in of_topics.values())
    mark = max(_LEAST_MARK, _DIGIT * len(str(most)) + _MARK_ENDS)
    width = _column_width(mark)
    rows: list[MatrixRow] = []
    top = 0
    for view, (leading, supporting) in zip(departments, counts, strict=True):
        if view.department.collective and rows and not rows[-1].department.collective:
            top += _BEFORE_COLLECTIVES
        cells = tuple(
            MatrixCell(topic, index * width, leading[topic.name], supporting[topic.name])
            for index, topic in enumerate(topics)
            if leading[topic.name] or supporting[topic.name]
        )
        rows.append(MatrixRow(view.department, top, cells))
        top += _ROW
    return Matrix(tuple(topics), tuple(rows), mark)


def _by_topic(tasks: Sequence[Task]) -> Counter[str]:
    return Counter(task.topic for task in tasks)


def _column_width(mark: int) -> int:
    return 2 * mark + _SPACE


def _share(count: int, most: int, whole: float, least: float) -> float:
    """A length in proportion to a count; what there is can be seen, however little it is."""
    return round(max(least, whole * count / most), 2) if count else 0
