"""The tables of a commit, each with its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.language.latest import keep_latest
from generator.language.problems import Finding, Problem
from generator.plan.model import WorkPlan
from generator.publishing.guard import DATA
from generator.publishing.repository import Entry, Repository
from generator.table.loading import TABLE_FILE, is_table, parse_plan
from generator.table.source import parse_source

_IN_FORCE = f"{DATA}{TABLE_FILE}"


class Table(NamedTuple):
    """A table file, by its path in the repository."""

    path: str
    content: bytes
    plan: WorkPlan


@keep_latest
def tables_of(commit: str, repository: Repository) -> dict[int, Table]:
    """The tables of a commit by year: the plan in force first, then past years, the latest first.

    A commit never changes, so they are read once.

    Raises:
        PlanError: a table is not valid, by the current rules.
        GitError: the commit is not in the repository.
    """
    found = [entry for entry in repository.tree(commit) if _is_table(entry)]
    tables = [
        Table(entry.path, content, parse_plan(Path(entry.path), content))
        for entry, content in repository.blobs(found)
    ]
    tables.sort(key=lambda table: (table.path != _IN_FORCE, -table.plan.year))
    return {table.plan.year: table for table in tables}


def problems_by_year(
    before: Mapping[int, Table],
    after: Mapping[int, Table],
    find: Callable[[WorkPlan, WorkPlan], Iterable[Finding]],
) -> Iterator[Problem]:
    """What `find` finds in the later tables of the years that are in both."""
    for year in sorted(before.keys() & after.keys()):
        findings = list(find(before[year].plan, after[year].plan))
        if findings:
            source = parse_source(Path(after[year].path), after[year].content)
            yield from map(source.locate, findings)


def _is_table(entry: Entry) -> bool:
    path = PurePosixPath(entry.path)
    return path.is_relative_to(DATA) and is_table(path.relative_to(DATA))
