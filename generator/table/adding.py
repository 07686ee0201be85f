"""Adds entries and identifiers to the tasks in the text of a table; all else stays as it is.

The text is changed where it stands, so that comments and layout are kept. What comes out is read
back: if it does not say what was meant, because a row is written in an unusual form, it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.language import vocabulary as words
from generator.language.problems import Finding, PlanError
from generator.plan.model import ProgressEntry
from generator.table.editing import Cell, Change, cells_of, edited, end_of, line_end, newline_of
from generator.table.source import parse_source
from generator.table.writing import progress_in_braces, progress_lines


@dataclass(frozen=True)
class _Addition:
    """What is added to a task: the change of the text, and the value that the key has then."""

    key: str
    change: Callable[[str, Any], Change]
    value: Callable[[Any], Any]
    """The value from the one that is there, if any."""


def with_entries(file: Path, content: bytes, added: Mapping[int, Sequence[ProgressEntry]]) -> bytes:
    """The content of a table file with entries added behind those of tasks, by their index.

    The file must be one that `load_plan` takes.

    Raises:
        PlanError: a row is written in such a form that the entries cannot be added to it.
    """
    return _with(file, content, {at: _entries(new) for at, new in added.items() if new})


def with_identifiers(file: Path, content: bytes, added: Mapping[int, str]) -> bytes:
    """The content of a table file with identifiers of tasks that have none, by their index.

    The file must be one that `read_source` takes without problems.

    Raises:
        PlanError: a row is written in such a form that the identifier cannot be added to it.
    """
    return _with(file, content, {at: _identifier(new) for at, new in added.items()})


def _with(file: Path, content: bytes, additions: Mapping[int, _Addition]) -> bytes:
    new = _text_with(content, additions)
    if _is_meant(file, content, new, additions):
        return new
    alone = (
        (at, one)
        for at, one in additions.items()
        if not _is_meant(file, content, _text_with(content, {at: one}), {at: one})
    )
    at, one = next(alone, next(iter(additions.items())))
    finding = Finding((words.TASKS, at), "row-unusual", {"key": one.key})
    raise PlanError([parse_source(file, content).locate(finding)])


def _text_with(content: bytes, additions: Mapping[int, _Addition]) -> bytes:
    def changes(text: str, root: Any) -> Iterator[Change]:
        tasks = cells_of(root)[words.TASKS].value.value
        return (one.change(text, tasks[at]) for at, one in additions.items())

    return edited(content, changes)


def _is_meant(file: Path, old: bytes, new: bytes, additions: Mapping[int, _Addition]) -> bool:
    """Whether the new content says what the old one does, and the additions, and nothing else."""
    meant: Any = parse_source(file, old).value
    for at, one in additions.items():
        task = meant[words.TASKS][at]
        task[one.key] = one.value(task.get(one.key))
    try:
        found = parse_source(file, new)
    except PlanError:
        return False
    return not found.problems and found.value == meant


def _identifier(identifier: str) -> _Addition:
    """Behind the key if it is there, or else below the number; in braces, in front of it."""

    def change(text: str, task: Any) -> Change:
        cells = cells_of(task)
        if words.IDENTIFIER in cells:
            return _filled(text, cells[words.IDENTIFIER], identifier)
        cell = f"{words.IDENTIFIER}: {identifier}"
        key, value = cells[words.NUMBER]
        if task.flow_style:
            return key.start_mark.index, key.start_mark.index, f"{cell}, "
        at = line_end(text, end_of(text, value))
        return at, at, f"{newline_of(text)}{' ' * task.start_mark.column}{cell}"

    return _Addition(words.IDENTIFIER, change, lambda _: identifier)


def _entries(entries: Sequence[ProgressEntry]) -> _Addition:
    values = [
        entry.model_dump(mode="json", by_alias=True, exclude_defaults=True) for entry in entries
    ]
    return _Addition(
        words.PROGRESS,
        lambda text, task: _entries_change(text, task, entries),
        lambda there: [*(there or ()), *values],
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
