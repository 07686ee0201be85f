"""Turn YAML text into plain values, and record the line and column of each.

The reader is stricter than YAML, so that what an editor sees is what is published: every scalar
stays the text it was written as, and what YAML would silently convert, fold or merge is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.language.problems import Place, Problem
from generator.language.vocabulary import WIDE_COLON, WIDE_SPACES
from generator.language.yaml_loader import YAML_LOADER
from generator.table import syntax
from generator.table.syntax import Fault

# A value is text, a list, a mapping, or None where nothing is written.
Value = str | list["Value"] | dict[str, "Value"] | None

MAX_DEPTH = 12
MAX_VALUES = 300_000

_NULL_WORDS = ("", "~", "null", "Null", "NULL")
_COMMENT = re.compile(r"[ \t]+(?=#)")
_GLUED = re.compile(f"([^{WIDE_COLON}:]+)([{WIDE_COLON}:])(.+)")


@dataclass(frozen=True, slots=True)
class Marks:
    """The place of a value, of its keys and of its items; lines and columns count from 1."""

    line: int
    column: int
    children: Mapping[str | int, Marks] = field(default_factory=lambda: _NOTHING)
    keys: Mapping[str, Marks] = field(default_factory=lambda: _NOTHING)


_NOTHING: Mapping[Any, Marks] = {}  # shared, because most values have no items


class Composer:
    """Builds values and marks from libyaml's events, and collects problems on the way."""

    def __init__(self, file: Path, text: str) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._text = text
        self._count = 0
        self._events: Iterator[Any] = yaml.parse(text, Loader=YAML_LOADER)

    def document(self) -> tuple[Value, Marks]:
        """Return the file's value and its marks; add what is refused to `problems`.

        Raises:
            Fault: the text is not YAML, is nested too deep or holds too many values.
        """
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            raise syntax.explain_syntax_error(self._text, error) from None

    def _document(self) -> tuple[Value, Marks]:
        next(self._events)  # the stream's start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None, Marks(1, 1)
        value, marks = self._node(next(self._events), depth=0)
        next(self._events)  # the document's end
        rest = list(self._events)  # finds a syntax error further down
        if not isinstance(rest[0], yaml.StreamEndEvent):
            self._refuse(_marks(rest[0]), "second-document", sign="---")
        return value, marks

    def _refuse(self, at: Marks, code: str, **details: object) -> None:
        self.problems.append(Problem(Place(self._file, at.line, at.column), code, details))

    def _node(self, event: Any, depth: int) -> tuple[Value, Marks]:
        at = _marks(event)
        if depth > MAX_DEPTH:
            raise Fault("too-deep", at.line, at.column)
        self._count += 1
        if self._count > MAX_VALUES:
            raise Fault("too-many-values", at.line, at.column, limit=MAX_VALUES)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(at, "alias", name=event.anchor)
            return f"*{event.anchor}", at
        if event.anchor is not None:
            self._refuse(at, "anchor", name=event.anchor)
        if event.tag is not None:
            self._refuse(at, "tag", tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, at), at
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(at, depth + 1)
        return self._mapping(at, depth + 1)

    def _scalar(self, event: Any, at: Marks) -> Value:
        text: str = event.value
        if event.style == '"':
            try:
                syntax.refuse_characters(text)  # an escape may stand for one
            except Fault as fault:
                self._refuse(at, fault.code, **fault.details)
        if event.style == "|":
            return text.rstrip("\n")  # the last line break belongs to the block
        spans_lines = bool(text) and event.end_mark.line != event.start_mark.line
        if event.style == ">" or spans_lines:
            self._refuse(at, "folded-value")
        is_plain = not event.style
        if is_plain and (cut := _COMMENT.match(self._text, event.end_mark.index)):
            width = cut.end() - event.end_mark.index
            end = Marks(event.end_mark.line + 1, event.end_mark.column + 1 + width)
            self._refuse(end, "comment-after-value")
        return None if is_plain and text in _NULL_WORDS else text

    def _sequence(self, at: Marks, depth: int) -> tuple[Value, Marks]:
        values: list[Value] = []
        children: dict[str | int, Marks] = {}
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value, children[len(values)] = self._node(event, depth)
            values.append(value)
        return values, Marks(at.line, at.column, children)

    def _mapping(self, at: Marks, depth: int) -> tuple[Value, Marks]:
        values: dict[str, Value] = {}
        children: dict[str | int, Marks] = {}
        keys: dict[str, Marks] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, key_at = self._node(event, depth)
            value, value_at = self._node(next(self._events), depth)
            if not isinstance(key, str):
                self._refuse(key_at, "key-not-text")
                continue
            if value is None and (glued := _GLUED.fullmatch(key)):
                key, value = self._unglued(glued, key_at)
            if key.startswith(tuple(WIDE_SPACES)):
                self._refuse(key_at, "wide-space-indentation")
                key = key.strip(WIDE_SPACES)
            if key in values:
                self._refuse(key_at, "duplicate-key", key=key, first_line=keys[key].line)
            else:
                values[key], children[key], keys[key] = value, value_at, key_at
        return values, Marks(at.line, at.column, children, keys)

    def _unglued(self, glued: re.Match[str], at: Marks) -> tuple[str, str]:
        """Split a key from its value; in braces, YAML takes both for a key at a wrong colon."""
        key, colon, value = glued.groups()
        code = "wide-colon" if colon == WIDE_COLON else "colon-without-space"
        self._refuse(Marks(at.line, at.column + len(key)), code)
        return key, value


def _marks(event: Any) -> Marks:
    return Marks(event.start_mark.line + 1, event.start_mark.column + 1)
