"""What has become of tasks: the newest entry of each tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from generator.plan.model import ProgressEntry, Task, WorkPlan
from generator.plan.values import Status
from generator.plan.views import by_day, has_day

OFFICE_TIME = timezone(timedelta(hours=8))
"""The office's time zone."""


def today() -> date:
    """The current day in the office's time zone, wherever the program runs."""
    return datetime.now(OFFICE_TIME).date()


def history(task: Task) -> tuple[ProgressEntry, ...]:
    """All entries, the newest first; of several of one day, the last one."""
    oldest_first = sorted(task.progress, key=lambda entry: entry.day)
    return tuple(oldest_first[::-1])


def newest(task: Task) -> ProgressEntry | None:
    """The entry that tells what has become of the task; None if there is none."""
    return next(iter(history(task)), None)


def status(task: Task) -> Status | None:
    """What has become of a task; None if nothing is published."""
    entry = newest(task)
    return entry.status if entry else None


def is_done(task: Task) -> bool:
    """Whether the newest entry says so. A task that is done is never overdue."""
    return status(task) is Status.DONE


def is_proven(task: Task) -> bool:
    """Whether the newest entry has evidence."""
    entry = newest(task)
    return entry is not None and bool(entry.evidence)


def is_overdue(task: Task, year: int, day: date) -> bool:
    """Whether the last day of a plan of a year has passed on a day, and the task is not done.

    A task that was withdrawn is due no more. One that was adjusted is still due on the day that the
    table states.
    """
    last_day = task.deadline.last_day(year) if task.deadline else None
    if last_day is None or task.withdrawn:
        return False
    return last_day < day and not is_done(task)


def as_text(task: Task) -> str:
    """All that is published of what has become of a task, as one text, the newest first."""
    entries = (
        (one.status.value, one.day.isoformat(), one.remark, *(each.name for each in one.evidence))
        for one in history(task)
    )
    return "\n".join(" ".join(filter(None, entry)) for entry in entries)


def has_progress(plan: WorkPlan) -> bool:
    """Whether the plan says of any task what has become of it."""
    return any(task.progress for task in plan.tasks)


@dataclass(frozen=True)
class Outcomes:
    """The tasks in force by what has become of them; each is in one group."""

    due: tuple[Task, ...]
    """Not done, with a dated deadline, by day."""
    done: tuple[Task, ...]
    others: tuple[Task, ...]
    """Not done, without such a deadline."""
    unknown: tuple[Task, ...]
    """Without such a deadline, and nothing is published."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All of them."""
        return (*self.due, *self.done, *self.others, *self.unknown)

    @property
    def unproven(self) -> tuple[Task, ...]:
        """Those of which no entry is published, or whose newest has no evidence."""
        return tuple(task for task in self.tasks if not is_proven(task))


def outcomes(plan: WorkPlan) -> Outcomes:
    """What has become of the tasks of a plan that are in force."""
    in_force = [task for task in plan.tasks if not task.withdrawn]
    open_tasks = [task for task in in_force if not is_done(task)]
    undated = [task for task in open_tasks if not has_day(task)]
    return Outcomes(
        due=by_day(open_tasks, plan.year),
        done=tuple(task for task in in_force if is_done(task)),
        others=tuple(task for task in undated if task.progress),
        unknown=tuple(task for task in undated if not task.progress),
    )


def counts(tasks: Iterable[Task]) -> Mapping[Status | None, int]:
    """How many tasks in force have each status, in the order of `Status`; None is not published.

    Statuses without a task are left out.
    """
    found = [status(task) for task in tasks if not task.withdrawn]
    return {one: found.count(one) for one in (*Status, None) if one in found}
