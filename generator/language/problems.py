"""The types for problems of a table; their wording is separate, in `wording.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

TablePath = tuple[str | int, ...]
"""A path in a table's values: keys and list indexes from the top (a pydantic `loc`)."""


class Severity(Enum):
    """Whether a finding stops publication."""

    PROBLEM = "problem"
    NOTICE = "notice"


@dataclass(frozen=True)
class Finding:
    """A problem or notice at a path in the values; `code` is a key of `wording.yaml`."""

    path: TablePath
    code: str
    details: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.PROBLEM
    at_key: bool = False
    """Whether the finding is about the key, not its value."""
    first: TablePath | None = None
    """The path of the first of repeated values; `first_line` in the details becomes its line."""


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file; line and column count from 1, columns in characters."""

    file: Path
    line: int = 1
    column: int = 1

    @classmethod
    def at_offset(cls, file: Path, text: str, offset: int) -> Place:
        """The place of a character, by its offset in the text of the file."""
        return cls(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


@dataclass(frozen=True)
class Problem:
    """A finding with its place in a file."""

    place: Place
    code: str
    details: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.PROBLEM
    hides_rest: bool = False
    """Whether the rest of the file could not be read, and may have more problems."""


class PlanError(Exception):
    """Nothing can be published; carries all problems of the stage reached, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
