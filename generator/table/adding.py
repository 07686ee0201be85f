"""Adds entries and identifiers to the tasks in the text of a table; all else stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.language import vocabulary as words
from generator.language.problems import TablePath
from generator.plan.model import ProgressEntry
from generator.table.editing import (
    Addition,
    Cell,
    Change,
    cells_of,
    end_of,
    line_end,
    newline_of,
    with_additions,
)
from generator.table.writing import progress_in_braces, progress_lines


def with_entries(file: Path, content: bytes, added: Mapping[int, Sequence[ProgressEntry]]) -> bytes:
    """The content of a table file with entries added behind those of tasks, by their index.

    The file must be one that `load_plan` takes.

    Raises:
        PlanError: a row is written in such a form that the entries cannot be added to it.
    """
    additions: dict[TablePath, Addition] = {
        (words.TASKS, at): _entries(new) for at, new in added.items() if new
    }
    return with_additions(file, content, additions)


def with_identifiers(file: Path, content: bytes, added: Mapping[int, str]) -> bytes:
    """The content of a table file with identifiers of tasks that have none, by their index.

    The file must be one that `read_source` takes without problems.

    Raises:
        PlanError: a row is written in such a form that the identifier cannot be added to it.
    """
    additions: dict[TablePath, Addition] = {
        (words.TASKS, at): _identifier(new) for at, new in added.items()
    }
    return with_additions(file, content, additions)


def _identifier(identifier: str) -> Addition:
    """Behind the key if it is there, or else below the number; in braces, in front of it."""

    def changes(text: str, task: Any) -> Iterator[Change]:
        cells = cells_of(task)
        cell = f"{words.IDENTIFIER}: {identifier}"
        key, value = cells[words.NUMBER]
        if words.IDENTIFIER in cells:
            yield _filled(text, cells[words.IDENTIFIER], identifier)
        elif task.flow_style:
            yield key.start_mark.index, key.start_mark.index, f"{cell}, "
        else:
            at = line_end(text, end_of(text, value))
            yield at, at, f"{newline_of(text)}{' ' * task.start_mark.column}{cell}"

    return Addition(changes, lambda _: {words.IDENTIFIER: identifier})


def _entries(entries: Sequence[ProgressEntry]) -> Addition:
    values = [
        entry.model_dump(mode="json", by_alias=True, exclude_defaults=True) for entry in entries
    ]
    return Addition(
        lambda text, task: [_entries_change(text, task, entries)],
        lambda there: {words.PROGRESS: [*(there.get(words.PROGRESS) or ()), *values]},
    )


def _entries_change(text: str, task: Any, entries: Sequence[ProgressEntry]) -> Change:
    in_braces = ", ".join(map(progress_in_braces, entries))
    there = cells_of(task).get(words.PROGRESS)
    progress: Any = there.value if there else None
    column = task.start_mark.column
    if isinstance(progress, yaml.SequenceNode) and not progress.flow_style:
        at = line_end(text, end_of(text, progress))
        return at, at, _block(text, entries, progress.start_mark.column)
    if isinstance(progress, yaml.SequenceNode) and progress.value:
        at = end_of(text, progress.value[-1])
        return at, at, f", {in_braces}"
    if isinstance(progress, yaml.SequenceNode):
        at = progress.start_mark.index + 1
        return at, at, in_braces
    if there and task.flow_style:
        return _filled(text, there, f"[{in_braces}]")
    if there:
        end = line_end(text, progress.end_mark.index)
        return progress.start_mark.index, end, _block(text, entries, column + 2)
    at = end_of(text, task.value[-1][1])
    if task.flow_style:
        return at, at, f", {words.PROGRESS}: [{in_braces}]"
    at = line_end(text, at)
    heading = f"{newline_of(text)}{' ' * column}{words.PROGRESS}:"
    return at, at, heading + _block(text, entries, column + 2)


def _filled(text: str, empty: Cell, new: str) -> Change:
    """A value where nothing, or YAML's word for it, stands behind a key."""
    start, end = empty.value.start_mark.index, empty.value.end_mark.index
    if start < end:
        return start, end, new
    behind = empty.key.end_mark.index
    colon = text.find(":", behind, start)
    if colon < 0:
        return behind, behind, f": {new}"
    return colon + 1, colon + 1, f" {new}"


def _block(text: str, entries: Sequence[ProgressEntry], column: int) -> str:
    """The entries on lines of their own, each after a line break."""
    lines = [line for entry in entries for line in progress_lines(entry, " " * column)]
    return "".join(newline_of(text) + line for line in lines)
