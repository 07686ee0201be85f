"""Changes parts of the text of a table; all else in it stays as it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import yaml

from generator.language.yaml_loader import YAML_LOADER
from generator.table import syntax

Change = tuple[int, int, str]
"""Start and end of a part of the text, and what it becomes."""


class Cell(NamedTuple):
    """The nodes of a key and its value."""

    key: Any
    value: Any


def edited(content: bytes, changes_of: Callable[[str, Any], Iterable[Change]]) -> bytes:
    """The content of a table file with parts of its text changed, none of which overlap.

    `changes_of(text, root)` gives the changes, from the text and its topmost node.
    """
    text = syntax.decode(content)
    changes = changes_of(text, yaml.compose(text, Loader=YAML_LOADER))
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()


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
