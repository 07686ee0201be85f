"""Merges the values of a row that two sides changed, and writes the row anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.language import vocabulary as words
from generator.language.problems import PlanError
from generator.plan.model import Department, Task, Topic
from generator.table.composing import Value
from generator.table.parts import UnusualFormError
from generator.table.source import parse_source
from generator.table.writing import register_line, task_lines

Three = tuple[Value, Value, Value]
"""What stood there, what one side has and what the other has; None if nothing is there."""
ChooseValue = Callable[[str, Three], Value]
"""The value of a key that both changed differently."""

_INDENT = "  "
"""Of rows as the program writes them."""


def merged_values(rows: Three, choose: ChooseValue) -> dict[str, Value]:
    """The values of a row with the changes of both."""
    base, mine, theirs = (one if isinstance(one, dict) else {} for one in rows)
    found: dict[str, Value] = {}
    for key in [*theirs, *(key for key in mine if key not in theirs)]:
        three = base.get(key), mine.get(key), theirs.get(key)
        if key == words.PROGRESS:
            value: Value = list(_entries(three, choose))
        elif isinstance(three[1], dict) and isinstance(three[2], dict):
            value = merged_values(three, choose)
        else:
            value = _value(key, three, choose)
        if value:
            found[key] = value
    return found


def _value(key: str, three: Three, choose: ChooseValue) -> Value:
    """What one side alone changed, or both to the same, or else what was chosen."""
    base, mine, theirs = three
    if mine in (base, theirs):
        return theirs
    return mine if theirs == base else choose(key, three)


def _entries(three: Three, choose: ChooseValue) -> Iterator[Value]:
    """The entries of theirs, which may be published, then those that mine has added."""
    base, mine, theirs = map(_by_claim, three)
    for claim, entry in theirs.items():
        if claim in mine:
            yield _value(words.PROGRESS, (base.get(claim), mine[claim], entry), choose)
        elif claim not in base:
            yield entry
    yield from (entry for claim, entry in mine.items() if claim not in theirs | base)


def _by_claim(entries: Value) -> dict[str, Value]:
    """Entries by what the office says in them, without what was recorded of the links."""
    return {repr(_claim(entry)): entry for entry in entries or ()}


def _claim(value: Any) -> Any:
    if isinstance(value, dict):
        recorded = (words.SEEN_ON, words.DIGEST)
        return {key: _claim(one) for key, one in sorted(value.items()) if key not in recorded}
    return [_claim(one) for one in value] if isinstance(value, list) else value


def row_text(section: str, values: dict[str, Value], like: str) -> tuple[str, Value]:
    """The lines of a row with these values, indented as other lines are, and what they say.

    Raises:
        UnusualFormError: the values are not valid in this section.
    """
    try:
        if section == words.TASKS:
            lines = list(task_lines(Task.model_validate(values, by_alias=True, by_name=False)))
        else:
            kind = Topic if section == words.TOPICS else Department
            lines = [register_line(kind.model_validate(values, by_alias=True, by_name=False))]
        text = "".join(f"{line}\n" for line in lines)
        rows: Any = parse_source(Path(), f"{section}:\n{text}".encode()).value
    except (ValidationError, PlanError) as error:
        raise UnusualFormError from error
    indent = like[: len(like) - len(like.lstrip(" "))]
    moved = (line and indent + line.removeprefix(_INDENT) for line in text.split("\n"))
    return "\n".join(moved), rows[section][0]
