"""Proposes identifiers for the rows of a table that have none, and says which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from generator.importing.existing import data_folder, read_existing
from generator.importing.updating import Merged
from generator.language.spans import runs
from generator.language.wording import Wording
from generator.plan.identifiers import has_identifiers, proposed_identifiers
from generator.plan.model import Task, WorkPlan
from generator.table.adding import with_identifiers
from generator.table.source import read_file
from generator.table.versions import versions_in


@dataclass(frozen=True)
class Identified:
    """A table with identifiers, ready to be written."""

    content: bytes
    tasks: Sequence[Task]
    identifiers: Mapping[int, str]
    """The new ones, by the index of their task."""


def identify(file: Path) -> Identified:
    """Propose identifiers for the tasks of a table that have none, without writing the file.

    One that any committed version of the table had is not proposed for another task.

    Raises:
        PlanError: the table has problems other than those that a later step mends, or a row is
            written in such a form that an identifier cannot be added to it.
    """
    plan = read_existing(file).plan
    identifiers = proposed_identifiers(plan.tasks, plan.year, _formerly_used(file, plan.year))
    content = read_file(file)
    if identifiers:
        content = with_identifiers(file, content, identifiers)
    return Identified(content, plan.tasks, identifiers)


def identify_imported(
    merged: Merged, table: WorkPlan | None, other: WorkPlan | None, file: Path
) -> Merged:
    """An import with an identifier for each task, if the table in the file has them.

    A table without tasks goes on as the plan of the other year does. A new task gets none that a
    task of the table, or of any committed version of it, had.
    """
    before = table.tasks if table else ()
    model = before or (other.tasks if other else ())
    if not has_identifiers(model):
        return merged
    plan = merged.plan
    used = {*_formerly_used(file, plan.year), *(one.identifier for one in before if one.identifier)}
    found = proposed_identifiers(plan.tasks, plan.year, used)
    tasks = tuple(
        task.model_copy(update={"identifier": found[at]}) if at in found else task
        for at, task in enumerate(plan.tasks)
    )
    proposals = replace(merged.proposals, identifiers=found)
    return replace(merged, plan=plan.model_copy(update={"tasks": tasks}), proposals=proposals)


def _formerly_used(file: Path, year: int) -> Set[str]:
    """The identifiers in the committed versions of a year's table, as far as git knows them."""
    versions = versions_in(data_folder(file)).get(year, ())
    return {task.identifier for one in versions for task in one.tasks if task.identifier}


def identifiers_line(
    identifiers: Mapping[int, str], tasks: Sequence[Task], wording: Wording
) -> str:
    """Which tasks get which identifiers; `identifiers` are by index."""
    pairs = list(_pairs(identifiers, tasks, wording))
    return wording.say("import.identifiers", count=len(identifiers), pairs=pairs)


def _pairs(
    identifiers: Mapping[int, str], tasks: Sequence[Task], wording: Wording
) -> Iterator[str]:
    year = next(iter(identifiers.values())).rpartition("-")[0]
    ends = [(tasks[at].number, int(one.rpartition("-")[2])) for at, one in identifiers.items()]
    for numbers, found in runs(ends):
        first, last = (f"{year}-{one}" for one in (found[0], found[-1]))
        if len(numbers) == 1:
            yield wording.say("import.identified", number=numbers[0], identifier=first)
        else:
            ends_of_run = {"number": numbers[0], "until": numbers[-1], "last": last}
            yield wording.say("import.identified-run", identifier=first, **ends_of_run)
