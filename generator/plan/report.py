"""What the entries of a plan prove, as sentences for the reports that an office owes.

A sentence is data: the code of its wording, what is filled in, and the entries that prove it. So
nothing can be said that no entry says, and every sentence can be traced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.language import vocabulary as words
from generator.language.spans import spans
from generator.plan.model import Department, ProgressEntry, Task, Topic, WorkPlan
from generator.plan.progress import is_done, is_overdue, is_proven, newest
from generator.plan.values import Status
from generator.plan.views import grouped, under_topics


@dataclass(frozen=True)
class Cited:
    """An entry that proves a sentence, and its task."""

    task: Task
    entry: ProgressEntry


@dataclass(frozen=True)
class Sentence:
    """A sentence; `code` is a key of `sentences` in `wording.yaml`."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    cited: tuple[Cited, ...] = ()

    @property
    def sources(self) -> Mapping[date, tuple[Task, ...]]:
        """The tasks whose entries prove it, by the day of the entry, the latest day first."""
        days: dict[date, list[Task]] = {}
        for one in sorted(self.cited, key=lambda one: one.entry.day, reverse=True):
            days.setdefault(one.entry.day, []).append(one.task)
        return {day: tuple(tasks) for day, tasks in days.items()}


@dataclass(frozen=True)
class Checked:
    """A task in force with its newest entry, and what is open; nothing is if it is done."""

    task: Task
    entry: ProgressEntry | None
    open: tuple[Sentence, ...]

    @property
    def cited(self) -> tuple[Cited, ...]:
        """The newest entry as a source; nothing if there is none."""
        return (Cited(self.task, self.entry),) if self.entry else ()


@dataclass(frozen=True)
class Report:
    """What has become of the tasks of a plan, as of the day of its newest entry."""

    plan: WorkPlan
    day: date
    checked: tuple[Checked, ...]
    """The tasks in force, in the order of the plan."""
    counts: tuple[Sentence, ...]
    """How many tasks there are of each kind; the numbers add up to all tasks."""
    by_topic: tuple[tuple[Topic, tuple[Sentence, ...]], ...]
    """A sentence for each proven task; topics without any are left out."""

    @property
    def by_department(self) -> tuple[tuple[Department, tuple[Checked, ...]], ...]:
        """The tasks of each leading department, in the order of the register.

        A task that several departments lead is under each of them.
        """
        found = {one.task.number: one for one in self.checked}
        led = grouped((one.task for one in self.checked), lambda task: task.lead_departments)
        return tuple(
            (unit, tuple(found[task.number] for task in led[unit.name]))
            for unit in self.plan.departments
            if unit.name in led
        )

    @property
    def shared(self) -> tuple[str, ...]:
        """The numbers of the tasks in force that several departments lead, drawn together."""
        shared = (one.task for one in self.checked if len(one.task.lead_departments) > 1)
        return tuple(spans(sorted(task.number for task in shared)))

    @property
    def unproven(self) -> tuple[Checked, ...]:
        """The tasks in force without an entry, or whose newest entry has no evidence."""
        return tuple(one for one in self.checked if not is_proven(one.task))

    @property
    def withdrawn(self) -> tuple[Task, ...]:
        """The tasks that are not in force any more."""
        return tuple(task for task in self.plan.tasks if task.withdrawn)


def report_on(plan: WorkPlan) -> Report:
    """The report on a plan that says of some task what has become of it.

    The day is that of the newest entry, not that of the clock: the same table gives the same
    report, and no sentence tells more than the entries do. The rules of the table see to it that
    no entry says that a task is done without evidence.
    """
    day = max(entry.day for task in plan.tasks for entry in task.progress)
    in_force = [task for task in plan.tasks if not task.withdrawn]
    checked = tuple(
        Checked(task, newest(task), tuple(_open(task, plan.year, day))) for task in in_force
    )
    return Report(
        plan, day, checked, tuple(_counts(plan, day, checked)), tuple(_by_topic(plan, checked))
    )


def _open(task: Task, year: int, day: date) -> Iterator[Sentence]:
    entry = newest(task)
    if not is_done(task):
        due = task.deadline.last_day(year) if task.deadline else None
        code = "open-overdue" if is_overdue(task, year, day) else "open-due" if due else "open"
        yield Sentence(code, {"due": due})
    if entry is None:
        yield Sentence("open-unpublished")
    elif not entry.evidence:
        yield Sentence("open-unproven")


def _counts(plan: WorkPlan, day: date, checked: Sequence[Checked]) -> Iterator[Sentence]:
    yield Sentence("in-force", {"day": day, "year": plan.year, "count": len(checked)})
    for status in Status:
        with_status = [one for one in checked if one.entry and one.entry.status is status]
        if with_status:
            values = {"status": status.value, "count": len(with_status)}
            yield Sentence("with-status", values, _cited(with_status))
    silent = [one for one in checked if one.entry is None]
    if silent:
        yield Sentence("unpublished", _numbered(one.task for one in silent))
    overdue = [one for one in checked if is_overdue(one.task, plan.year, day)]
    if overdue:
        yield Sentence("overdue", _numbered(one.task for one in overdue), _cited(overdue))
    withdrawn = [task for task in plan.tasks if task.withdrawn]
    if withdrawn:
        yield Sentence("withdrawn", _numbered(withdrawn))


def _by_topic(
    plan: WorkPlan, checked: Sequence[Checked]
) -> Iterator[tuple[Topic, tuple[Sentence, ...]]]:
    names = Counter(one.task.name for one in checked)
    found = {one.task.number: one for one in checked if is_proven(one.task)}
    for topic, tasks in under_topics(plan, [one.task for one in found.values()]):
        yield topic, tuple(_outcome(found[task.number], names[task.name] > 1) for task in tasks)


def _outcome(one: Checked, shares_name: bool) -> Sentence:
    """What the newest entry says, in its own words; a task that shares its name with its text."""
    assert one.entry is not None
    values: dict[str, object] = {"name": one.task.name, "status": one.entry.status.value}
    code = "outcome"
    if shares_name:
        code, values["content"] = "outcome-content", one.task.content
    if one.entry.remark:
        is_ended = one.entry.remark.endswith(tuple(words.CLAUSE_ENDS))
        code += "-remark-ended" if is_ended else "-remark"
        values["remark"] = one.entry.remark
    return Sentence(code, values, one.cited)


def _cited(several: Iterable[Checked]) -> tuple[Cited, ...]:
    return tuple(source for one in several for source in one.cited)


def _numbered(tasks: Iterable[Task]) -> dict[str, object]:
    numbers = sorted(task.number for task in tasks)
    return {"numbers": tuple(spans(numbers)), "count": len(numbers)}
