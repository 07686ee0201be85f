"""Adds to the text of a table; all else in it stays as it is.

The text is changed where it stands, so that comments and layout are kept. What comes out is read
back: if it does not say what was meant, because a row is written in an unusual form, it is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.language.problems import Finding, PlanError, TablePath
from generator.language.yaml_loader import YAML_LOADER
from generator.table import syntax
from generator.table.source import parse_source

Change = tuple[int, int, str]
"""Start and end of a part of the text, and what it becomes."""


class Cell(NamedTuple):
    """The nodes of a key and its value."""

    key: Any
    value: Any


@dataclass(frozen=True)
class Addition:
    """What is added to a mapping of a table, such as a task.

    `changes` are those of the text, from the whole text and the mapping's node. `values` are those
    that keys have then, from the values that keys have now.
    """

    changes: Callable[[str, Any], Iterable[Change]]
    values: Callable[[Mapping[str, Any]], Mapping[str, Any]]


def with_additions(file: Path, content: bytes, additions: Mapping[TablePath, Addition]) -> bytes:
    """The content of a table file with additions to mappings, by their paths.

    The file must be one that `read_source` takes without problems.

    Raises:
        PlanError: a mapping is written in such a form that nothing can be added to it.
    """
    new = _text_with(content, additions)
    if _is_meant(file, content, new, additions):
        return new
    alone = (
        (path, one)
        for path, one in additions.items()
        if not _is_meant(file, content, _text_with(content, {path: one}), {path: one})
    )
    path, one = next(alone, next(iter(additions.items())))
    finding = Finding(path, "row-unusual", {"key": next(iter(one.values({})))})
    raise PlanError([parse_source(file, content).locate(finding)])


def _text_with(content: bytes, additions: Mapping[TablePath, Addition]) -> bytes:
    text = syntax.decode(content)
    for start, end, new in sorted(_changes(text, additions), reverse=True):
        text = text[:start] + new + text[end:]
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()


def _changes(text: str, additions: Mapping[TablePath, Addition]) -> Iterator[Change]:
    root: Any = yaml.compose(text, Loader=YAML_LOADER)
    for path, one in additions.items():
        node = root
        for step in path:
            node = cells_of(node)[step].value if isinstance(step, str) else node.value[step]
        yield from one.changes(text, node)


def _is_meant(file: Path, old: bytes, new: bytes, additions: Mapping[TablePath, Addition]) -> bool:
    """Whether the new content says what the old one does, and the additions, and nothing else."""
    meant: Any = parse_source(file, old).value
    for path, one in additions.items():
        mapping = meant
        for step in path:
            mapping = mapping[step]
        mapping.update(one.values(mapping))
    try:
        found = parse_source(file, new)
    except PlanError:
        return False
    return not found.problems and found.value == meant


def cells_of(mapping: Any) -> dict[str, Cell]:
    """The cells of a mapping by their keys."""
    return {key.value: Cell(key, value) for key, value in mapping.value}


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
