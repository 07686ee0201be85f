"""Adds entries on the progress of tasks to the text of a table; all else in it stays as it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from generator.language import vocabulary as words
from generator.language.yaml_loader import YAML_LOADER
from generator.plan.model import ProgressEntry
from generator.table import syntax
from generator.table.writing import progress_in_braces, progress_lines

Change = tuple[int, int, str]
"""Start and end of a part of the text, and what it becomes."""


def with_entries(content: bytes, added: Mapping[int, Sequence[ProgressEntry]]) -> bytes:
    """The content of a table file with entries added behind those of tasks, by their index.

    The file must be one that `load_plan` takes.
    """
    text = syntax.decode(content)
    root = yaml.compose(text, Loader=YAML_LOADER)
    tasks = values_of(root)[words.TASKS].value
    changes = [_change(text, tasks[at], entries) for at, entries in added.items() if entries]
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark + changed(text, changes).encode()


def changed(text: str, changes: Iterable[Change]) -> str:
    """A text with some parts changed, none of which overlap."""
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def values_of(mapping: Any) -> dict[str, Any]:
    """The nodes of a mapping's values, by its keys."""
    return {key.value: value for key, value in mapping.value}


def _change(text: str, task: Any, entries: Sequence[ProgressEntry]) -> Change:
    in_braces = ", ".join(map(progress_in_braces, entries))
    progress = values_of(task).get(words.PROGRESS)
    column = task.value[0][0].start_mark.column
    if isinstance(progress, yaml.SequenceNode) and not progress.flow_style:
        at = line_end(text, end_of(text, progress))
        return at, at, _block(text, entries, progress.start_mark.column)
    if isinstance(progress, yaml.SequenceNode) and progress.value:
        at = end_of(text, progress.value[-1])
        return at, at, f", {in_braces}"
    if isinstance(progress, yaml.SequenceNode):
        at = progress.start_mark.index + 1
        return at, at, in_braces
    if progress is not None and task.flow_style:
        return progress.start_mark.index, progress.end_mark.index, f" [{in_braces}]"
    if progress is not None:
        end = line_end(text, progress.end_mark.index)
        return progress.start_mark.index, end, _block(text, entries, column + 2)
    at = end_of(text, task.value[-1][1])
    if task.flow_style:
        return at, at, f", {words.PROGRESS}: [{in_braces}]"
    at = line_end(text, at)
    heading = f"{newline_of(text)}{' ' * column}{words.PROGRESS}:"
    return at, at, heading + _block(text, entries, column + 2)


def _block(text: str, entries: Sequence[ProgressEntry], column: int) -> str:
    """The entries on lines of their own, each after a line break."""
    lines = [line for entry in entries for line in progress_lines(entry, " " * column)]
    return "".join(newline_of(text) + line for line in lines)


def end_of(text: str, node: Any) -> int:
    """Where the last value of a node ends.

    libyaml ends a block where the next one begins, after the comments between them.
    """
    if isinstance(node, yaml.ScalarNode):
        end: int = node.end_mark.index
        return len(text[:end].rstrip("\r\n")) if node.style == "|" else end
    if node.flow_style:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(text, last[1] if isinstance(last, tuple) else last)


def line_end(text: str, at: int) -> int:
    """Where the line of a place ends."""
    found = re.compile(r"[\r\n]|\Z").search(text, at)
    assert found
    return found.start()


def newline_of(text: str) -> str:
    """The line break that the file has."""
    found = re.search(r"\r\n|[\r\n]", text)
    return found[0] if found else "\n"
