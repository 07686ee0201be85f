"""Adds entries on the progress of tasks to the text of a table; all else in it stays as it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from generator.language import vocabulary as words
from generator.language.yaml_loader import YAML_LOADER
from generator.plan.model import ProgressEntry
from generator.table import syntax
from generator.table.writing import progress_in_braces, progress_lines

_Change = tuple[int, int, str]
"""Start and end of a part of the text, and what it becomes."""


def with_entries(content: bytes, added: Mapping[int, Sequence[ProgressEntry]]) -> bytes:
    """The content of a table file with entries added behind those of tasks, by their index.

    The file must be one that `load_plan` takes.
    """
    text = syntax.decode(content)
    root = yaml.compose(text, Loader=YAML_LOADER)
    tasks = _values(root)[words.TASKS].value
    changes = [_change(text, tasks[at], entries) for at, entries in added.items() if entries]
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()


def _values(mapping: Any) -> dict[str, Any]:
    return {key.value: value for key, value in mapping.value}


def _change(text: str, task: Any, entries: Sequence[ProgressEntry]) -> _Change:
    in_braces = ", ".join(map(progress_in_braces, entries))
    progress = _values(task).get(words.PROGRESS)
    column = task.value[0][0].start_mark.column
    if isinstance(progress, yaml.SequenceNode) and not progress.flow_style:
        at = _line_end(text, _end(text, progress))
        return at, at, _block(text, entries, progress.start_mark.column)
    if isinstance(progress, yaml.SequenceNode) and progress.value:
        at = _end(text, progress.value[-1])
        return at, at, f", {in_braces}"
    if isinstance(progress, yaml.SequenceNode):
        at = progress.start_mark.index + 1
        return at, at, in_braces
    if progress is not None and task.flow_style:
        return progress.start_mark.index, progress.end_mark.index, f" [{in_braces}]"
    if progress is not None:
        end = _line_end(text, progress.end_mark.index)
        return progress.start_mark.index, end, _block(text, entries, column + 2)
    at = _end(text, task.value[-1][1])
    if task.flow_style:
        return at, at, f", {words.PROGRESS}: [{in_braces}]"
    at = _line_end(text, at)
    heading = f"{_newline(text)}{' ' * column}{words.PROGRESS}:"
    return at, at, heading + _block(text, entries, column + 2)


def _block(text: str, entries: Sequence[ProgressEntry], column: int) -> str:
    """The entries on lines of their own, each after a line break."""
    lines = [line for entry in entries for line in progress_lines(entry, " " * column)]
    return "".join(_newline(text) + line for line in lines)


def _end(text: str, node: Any) -> int:
    """Where the last value of a node ends.

    libyaml ends a block where the next one begins, after the comments between them.
    """
    if isinstance(node, yaml.ScalarNode):
        end: int = node.end_mark.index
        return len(text[:end].rstrip("\r\n")) if node.style == "|" else end
    if node.flow_style:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _line_end(text: str, at: int) -> int:
    found = re.compile(r"[\r\n]|\Z").search(text, at)
    assert found
    return found.start()


def _newline(text: str) -> str:
    """The line break that the file has."""
    found = re.search(r"\r\n|[\r\n]", text)
    return found[0] if found else "\n"
