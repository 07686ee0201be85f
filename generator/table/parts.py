"""Takes the text of a table or of the settings apart, into parts that can be put together again.

The parts are the keys of the file, and the rows of topics, departments and tasks. Each has the
comments above it, so a part of one version can stand in another version as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.language import vocabulary as words
from generator.language.problems import PlanError
from generator.language.yaml_loader import YAML_LOADER
from generator.table import syntax
from generator.table.composing import Value
from generator.table.editing import end_of, line_end
from generator.table.source import parse_source

ROW_KEYS = {words.TOPICS: words.SLUG, words.DEPARTMENTS: words.SLUG}
"""What the rows of the registers are followed by; their names may change."""

_COMMENTS = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")


class UnusualFormError(Exception):
    """A file is not readable, or not in a form that can be taken apart."""


@dataclass(frozen=True)
class Part:
    """A key of a file with its rows, or a row; `key` is what it is followed by."""

    key: str
    above: str
    """The comments and blank lines above it."""
    text: str
    """Its own lines; of a part with rows, those above the first of them."""
    value: Value
    rows: tuple[Part, ...] | None = None
    """None if it has no rows, or they are not on lines of their own."""
    below: str = ""
    """The comments below the last row of the file."""

    @property
    def whole(self) -> str:
        """All its lines."""
        rows = "".join(row.whole for row in self.rows or ())
        return f"{self.above}{self.text}{rows}{self.below}"


@dataclass(frozen=True)
class Reading:
    """A file as text, with `\\n` as its only line break, and what it says."""

    text: str
    value: dict[str, Value]

    @property
    def tasks(self) -> list[Any]:
        """The rows of the tasks."""
        rows = self.value.get(words.TASKS)
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def read(content: bytes) -> Reading:
    """Read the content of a file.

    Raises:
        UnusualFormError: it is not a table or settings, or has problems in its form.
    """
    try:
        source = parse_source(Path(), content)
    except PlanError as error:
        raise UnusualFormError from error
    if source.problems or not isinstance(source.value, dict):
        raise UnusualFormError
    text = re.sub(r"\r\n?", "\n", syntax.decode(content))
    return Reading(text if text.endswith("\n") else f"{text}\n", source.value)


def task_key(readings: Iterable[Reading]) -> str:
    """What tasks are followed by in all of these versions: identifiers, or else numbers."""
    rows = [row for one in readings for row in one.tasks]
    has_all = all(row.get(words.IDENTIFIER) for row in rows)
    return words.IDENTIFIER if has_all else words.NUMBER


def take_apart(reading: Reading, key_of_tasks: str) -> Part:
    """The whole file as a part whose rows are its keys.

    Raises:
        UnusualFormError: it is in braces, or has other lines than keys and comments.
    """
    text = reading.text
    root: Any = yaml.compose(text, Loader=YAML_LOADER)
    if root.flow_style:
        raise UnusualFormError
    keys = [(name.value, name, value) for name, value in root.value]
    row_keys = {**ROW_KEYS, words.TASKS: key_of_tasks}
    parts = []
    end = 0
    for key, above, start, end, node in _pieces(text, 0, keys):
        value = reading.value[key]
        if key in row_keys and isinstance(value, list) and not node.flow_style:
            parts.append(_section(key, above, text, (start, node), value, row_keys[key]))
        else:
            is_open = value is None and text[start:end].rstrip().endswith(":")
            rows = () if key in row_keys and is_open else None  # rows may be added below it
            parts.append(Part(key, above, text[start:end], value, rows))
    return Part("", "", "", reading.value, tuple(parts), _only_comments(text[end:]))


def _section(
    key: str, above: str, text: str, at: tuple[int, Any], values: Sequence[Any], row_key: str
) -> Part:
    start, node = at
    begin = line_end(text, start) + 1
    names = [str(value.get(row_key)) for value in values if isinstance(value, dict)]
    if len(set(names)) < len(values):
        raise UnusualFormError
    pieces = _pieces(text, begin, zip(names, node.value, node.value, strict=True))
    rows = [
        Part(name, over, text[first:end], value)
        for (name, over, first, end, _), value in zip(pieces, values, strict=True)
    ]
    return Part(key, above, text[start:begin], list(values), tuple(rows))


def _pieces(
    text: str, at: int, items: Iterable[tuple[str, Any, Any]]
) -> Iterator[tuple[str, str, int, int, Any]]:
    """The name of each item, the comments above it, where its lines begin and end, its node.

    An item is a name with its first and its last node.
    """
    for name, first, last in items:
        begin = text.rfind("\n", 0, first.start_mark.index) + 1
        end = line_end(text, end_of(text, last)) + 1
        yield name, _only_comments(text[at:begin]), begin, end, last
        at = end


def _only_comments(text: str) -> str:
    if not _COMMENTS.fullmatch(text):
        raise UnusualFormError
    return text
