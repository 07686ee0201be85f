"""Writes identifiers into the rows of a table that have none; nothing else of the file changes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from generator.importing.existing import data_folder, read_existing
from generator.importing.updating import Merged
from generator.language import vocabulary as words
from generator.language.spans import runs
from generator.language.wording import Wording
from generator.plan.identifiers import has_identifiers, proposed_identifiers
from generator.plan.model import Task, WorkPlan
from generator.table.composing import Marks
from generator.table.source import parse_source, read_file
from generator.table.versions import versions_in

_NOTHING = re.compile(r"^(?:~|null|Null|NULL)")
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


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
        PlanError: the table has problems other than those that a later step mends.
    """
    plan = read_existing(file).plan
    content = read_file(file)
    identifiers = proposed_identifiers(plan.tasks, plan.year, _formerly_used(file, plan.year))
    marks = parse_source(file, content).marks.children[words.TASKS] if identifiers else None
    rows = {at: marks.children[at] for at in identifiers} if marks else {}
    return Identified(_inserted(content, rows, identifiers), plan.tasks, identifiers)


def with_identifiers(
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


def _inserted(content: bytes, rows: Mapping[int, Marks], identifiers: Mapping[int, str]) -> bytes:
    """The content with an identifier in each of the rows, the last row first."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    lines = _LINES.findall(content.decode("utf-8-sig"))
    for at, row in sorted(rows.items(), reverse=True):
        if words.IDENTIFIER in row.keys:
            _fill(lines, row.children[words.IDENTIFIER], identifiers[at])
        else:
            _add(lines, row, f"{words.IDENTIFIER}: {identifiers[at]}")
    return mark + "".join(lines).encode()


def _fill(lines: list[str], empty: Marks, identifier: str) -> None:
    """Write an identifier where nothing, or YAML's word for it, is written."""
    line, start = lines[empty.line - 1], empty.column - 1
    rest = _NOTHING.sub("", line[start:])
    lines[empty.line - 1] = f"{line[:start].rstrip()} {identifier}{rest}"


def _add(lines: list[str], row: Marks, cell: str) -> None:
    """Add a cell after the number of a row; in a row in braces, in front of it."""
    key, value = row.keys[words.NUMBER], row.children[words.NUMBER]
    line, start = lines[key.line - 1], key.column - 1
    if lines[row.line - 1][row.column - 1] == "{":
        lines[key.line - 1] = f"{line[:start]}{cell}, {line[start:]}"
        return
    last = lines[value.line - 1]
    text = last.rstrip("\r\n")
    line_break = last[len(text) :] or "\n"
    lines[value.line - 1 : value.line] = [text + line_break, " " * start + cell + line_break]


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
