"""Lays the plans of two years side by side, by what the later one states that it continues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.language.latest import keep_latest
from generator.plan.changes import TaskPair
from generator.plan.columns import COLUMNS, Column, Kind
from generator.plan.continuity import Succession, successions
from generator.plan.model import Task, Topic, WorkPlan
from generator.plan.wording_changes import Piece, changed_names, changed_words


@dataclass(frozen=True)
class ColumnChange:
    """What has changed in a column of a task."""

    column: Column
    pieces: tuple[Piece, ...]

    @classmethod
    def between(cls, column: Column, before: Sequence[str], after: Sequence[str]) -> ColumnChange:
        """What differs between the texts of a column."""
        if column.is_prose:
            return cls(column, changed_words("".join(before), "".join(after)))
        return cls(column, changed_names(before, after))


@dataclass(frozen=True)
class ContinuedTask:
    """A task and the one of the year before that it continues."""

    before: Task
    after: Task
    changes: tuple[ColumnChange, ...]
    """Empty if all texts are the same, but for what only has another name now."""

    def pieces(self, key: str) -> tuple[Piece, ...] | None:
        """The pieces of a column that has changed."""
        return next((one.pieces for one in self.changes if one.column.key == key), None)

    @property
    def short_changes(self) -> tuple[ColumnChange, ...]:
        """The changes other than those of running text."""
        return tuple(one for one in self.changes if not one.column.is_prose)


@dataclass(frozen=True)
class TopicSide:
    """What became of the tasks of a topic."""

    topic: Topic
    is_ended: bool
    """Whether the topic is one of the earlier plan that the later one does not go on with."""
    reworded: tuple[ContinuedTask, ...]
    kept: tuple[ContinuedTask, ...]
    new: tuple[Task, ...]
    ended: tuple[Task, ...]

    @property
    def has_tasks(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.reworded or self.kept or self.new or self.ended)


_COMPARED = tuple(one for one in COLUMNS if one.is_compared and not one.is_labelled)
"""Not the editor's remarks about a task."""


@dataclass(frozen=True)
class SideBySide:
    """Two plans side by side."""

    link: Succession

    @cached_property
    def continued(self) -> tuple[ContinuedTask, ...]:
        """The tasks that continue one of the year before, in the later plan's order."""
        return tuple(
            ContinuedTask(pair.before, pair.after, tuple(self._changes(pair)))
            for pair in self.link.continued
        )

    @property
    def reworded(self) -> tuple[ContinuedTask, ...]:
        """Those with another text."""
        return tuple(one for one in self.continued if one.changes)

    @property
    def continued_before(self) -> tuple[Task, ...]:
        """The tasks of the earlier plan that go on; several may continue one of them."""
        return _each_once(one.before for one in self.continued)

    @property
    def reworded_before(self) -> tuple[Task, ...]:
        """The tasks of the earlier plan that go on with another text."""
        return _each_once(one.before for one in self.reworded)

    @cached_property
    def topics(self) -> tuple[TopicSide, ...]:
        """By topic: those of the later plan in its order, then those that have ended."""
        after, before = self.link.after.topics, self.link.before.topics
        ended = [topic for topic in before if self.link.topic_after(topic) is None]
        sides = (self._side(topic, topic in ended) for topic in (*after, *ended))
        return tuple(side for side in sides if side.has_tasks)

    def _side(self, topic: Topic, is_ended: bool) -> TopicSide:
        name = None if is_ended else topic.name
        continued = [one for one in self.continued if one.after.topic == name]
        return TopicSide(
            topic,
            is_ended,
            reworded=tuple(one for one in continued if one.changes),
            kept=tuple(one for one in continued if not one.changes),
            new=tuple(task for task in self.link.new if task.topic == name),
            ended=tuple(task for task in self.link.ended if self._topic_of(task) == topic),
        )

    def _topic_of(self, ended: Task) -> Topic:
        """The topic with which an ended task is listed."""
        before = self.link.before.topics_by_name[ended.topic]
        return self.link.topic_after(before) or before

    def _changes(self, pair: TaskPair) -> Iterator[ColumnChange]:
        """The changes of the columns; what has only another name now has not changed."""
        for column in _COMPARED:
            before, after = column.texts(pair.before), column.texts(pair.after)
            if self._renamed(column, before) == after or before == after:
                continue
            yield ColumnChange.between(column, before, after)

    def _renamed(self, column: Column, texts: Sequence[str]) -> list[str]:
        """A column's texts, with the names of topics and departments in the later year."""
        names = {}
        if column.key == "topic":
            names = self._later_topics
        elif column.kind is Kind.NAMES:
            names = self._later_departments
        return list(dict.fromkeys(names.get(text, text) for text in texts))

    @cached_property
    def _later_topics(self) -> dict[str, str]:
        pairs = ((one, self.link.topic_after(one)) for one in self.link.before.topics)
        return {before.name: after.name for before, after in pairs if after}

    @cached_property
    def _later_departments(self) -> dict[str, str]:
        pairs = ((one, self.link.department_after(one)) for one in self.link.before.departments)
        return {before.name: after.name for before, after in pairs if after}


@keep_latest
def side_by_side(year: int, before: WorkPlan, after: WorkPlan) -> SideBySide:
    """The plan of a year beside the one before it; two pages show it, and a preview keeps it."""
    return SideBySide(Succession(before, after))


def _each_once(tasks: Iterable[Task]) -> tuple[Task, ...]:
    return tuple({task.number: task for task in tasks}.values())


@dataclass(frozen=True)
class YearRow:
    """A year's plan, and what became of its tasks."""

    plan: WorkPlan
    from_before: SideBySide | None
    into_next: SideBySide | None


def year_rows(plans: Sequence[WorkPlan]) -> tuple[YearRow, ...]:
    """All years, the latest first."""
    pairs = [(link.before, link.after) for link in successions(plans)]
    links = [side_by_side(after.year, before, after) for before, after in pairs]
    earlier = {one.link.after.year: one for one in links}
    later = {one.link.before.year: one for one in links}
    in_order = sorted(plans, key=lambda plan: -plan.year)
    return tuple(YearRow(one, earlier.get(one.year), later.get(one.year)) for one in in_order)
