"""Reads the table that an import updates: its plan, and the comments in its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.language import vocabulary as words
from generator.language.problems import Finding, PlanError, Severity
from generator.plan.model import WorkPlan
from generator.table.rules import find_breaches
from generator.table.source import Source, read_source
from generator.table.validation import validate_table
from generator.table.writing import CommentPlace

UNDECIDED_CODE = "topic-undecided"
"""The only problem the table may have: an import leaves it, and can be repeated."""


@dataclass(frozen=True)
class ExistingTable:
    """The table before the import."""

    plan: WorkPlan
    comments: Mapping[CommentPlace, Sequence[str]]


def read_existing(file: Path) -> ExistingTable:
    """Read the table in a file.

    Raises:
        PlanError: the table has problems other than undecided topics.
    """
    source = read_source(file)
    draft, findings = validate_table(source.value)
    problems = [*source.problems, *map(source.locate, blocking(findings, find_breaches(draft)))]
    if problems or draft.header is None:
        raise PlanError(problems)
    text = file.read_text(encoding="utf-8-sig")
    return ExistingTable(draft.plan(), dict(_comments(text, source)))


def blocking(*groups: Sequence[Finding] | Iterator[Finding]) -> list[Finding]:
    """The findings that stop publication, except undecided topics."""
    return [
        finding
        for findings in groups
        for finding in findings
        if finding.severity is Severity.PROBLEM and finding.code != UNDECIDED_CODE
    ]


def _comments(text: str, source: Source) -> Iterator[tuple[CommentPlace, Sequence[str]]]:
    """Comment lines, by the entry below them; the table has no comments after values."""
    lines = text.splitlines()
    places = _places(source)
    inside = _lines_of_blocks(text)
    run: list[str] = []
    found: dict[CommentPlace, list[str]] = {}
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith("#") and number not in inside:
            run.append(line.rstrip())
        elif number in places and run:
            found.setdefault(places[number], []).extend(run)
            run = []
    if run:
        found["", ""] = run
    yield from found.items()


def _places(source: Source) -> dict[int, CommentPlace]:
    """The entry of each line; a comment inside a task moves above the task."""
    places: dict[int, CommentPlace] = {}
    assert isinstance(source.value, dict)
    for key, rows in source.value.items():
        places[source.marks.keys[key].line] = (key, "")
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            assert isinstance(row, dict)
            name = index if key == words.TASKS else str(row[words.NAME])
            marks = source.marks.children[key].children[index]
            for within in marks.keys.values():
                places[within.line] = (key, name)
    return places


def _lines_of_blocks(text: str) -> set[int]:
    """The lines inside multi-line texts, where # does not start a comment."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    inside: set[int] = set()
    for token in yaml.scan(text, Loader=loader):
        if isinstance(token, yaml.ScalarToken):
            inside.update(range(token.start_mark.line + 2, token.end_mark.line + 1))
    return inside
