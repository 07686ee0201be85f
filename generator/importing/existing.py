"""Reads the table that an import updates: its plan, and the comments in its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.language.problems import Finding, PlanError, Severity
from generator.plan.model import WorkPlan
from generator.table.comments import comments_by_place
from generator.table.rules import find_breaches
from generator.table.source import read_source
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
    return ExistingTable(draft.plan(), comments_by_place(text, source))


def blocking(*groups: Sequence[Finding] | Iterator[Finding]) -> list[Finding]:
    """The findings that stop publication, except undecided topics."""
    return [
        finding
        for findings in groups
        for finding in findings
        if finding.severity is Severity.PROBLEM and finding.code != UNDECIDED_CODE
    ]
