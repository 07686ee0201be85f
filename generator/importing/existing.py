"""Reads the table that an import updates, and the plans of other years beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.language.problems import Finding, PlanError, Severity
from generator.plan.model import Department, PlanHeader, Topic, WorkPlan
from generator.table.comments import comments_by_place
from generator.table.loading import ARCHIVE_FOLDER, TABLE_FILE, archived_tables
from generator.table.rules import find_breaches
from generator.table.source import read_source
from generator.table.validation import validate_table
from generator.table.writing import CommentPlace

UNFINISHED_CODES = ("topic-undecided", "no-tasks", "identifier-missing")
"""The only problems the table may have: a new year and an import leave them, or mend them."""


@dataclass(frozen=True)
class ExistingTable:
    """The table before the import."""

    plan: WorkPlan
    comments: Mapping[CommentPlace, Sequence[str]]


def read_existing(file: Path) -> ExistingTable:
    """Read the table in a file.

    Raises:
        PlanError: the table has problems other than undecided topics and lacking tasks.
    """
    source = read_source(file)
    draft, findings = validate_table(source.value)
    problems = [*source.problems, *map(source.locate, blocking(findings, find_breaches(draft)))]
    if problems or draft.header is None:
        raise PlanError(problems)
    text = file.read_text(encoding="utf-8-sig")
    comments = comments_by_place(text, source)
    if draft.tasks:
        return ExistingTable(draft.plan(), comments)
    registers = tuple(draft.topics.values()), tuple(draft.departments.values())
    return ExistingTable(started(draft.header, *registers), comments)


def started(
    header: PlanHeader, topics: tuple[Topic, ...], departments: tuple[Department, ...]
) -> WorkPlan:
    """A plan that has its registers, and no task yet. It cannot be published."""
    return WorkPlan.model_construct(
        **dict(header), topics=topics, departments=departments, tasks=()
    )


def plans_beside(file: Path) -> dict[Path, WorkPlan]:
    """The other plans beside a table in the data folder or in its archive, by their files.

    Raises:
        PlanError: as for `read_existing`.
    """
    folder = data_folder(file)
    files = [folder / TABLE_FILE] if is_archived(file) else []
    files += archived_tables(folder)
    found = [one for one in files if one.exists() and one.resolve() != file.resolve()]
    return {one: read_existing(one).plan for one in found}


def is_archived(file: Path) -> bool:
    """Whether a table is one of the archive."""
    return file.parent.name == ARCHIVE_FOLDER


def data_folder(file: Path) -> Path:
    """The data folder of a table."""
    return file.parent.parent if is_archived(file) else file.parent


def nearest_plan(plans: Sequence[WorkPlan], year: int) -> WorkPlan | None:
    """The latest plan before a year, or else the first after it."""
    others = sorted(plans, key=lambda plan: (plan.year > year, abs(plan.year - year)))
    return next((plan for plan in others if plan.year != year), None)


def blocking(*groups: Sequence[Finding] | Iterator[Finding]) -> list[Finding]:
    """The findings that stop publication, except those of a table that is not finished."""
    return [
        finding
        for findings in groups
        for finding in findings
        if finding.severity is Severity.PROBLEM and finding.code not in UNFINISHED_CODES
    ]
