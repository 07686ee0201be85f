"""Files → trusted types, or a `PlanError` with every problem of the stage reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import TypeVar

from generator.language import vocabulary as words
from generator.language.latest import keep_latest
from generator.language.problems import Finding, PlanError, Problem, Severity
from generator.language.scratch_files import is_scratch
from generator.plan.columns import searched_texts
from generator.plan.model import Department, SiteSettings, Topic, WorkPlan
from generator.plan.progress import as_text, has_progress
from generator.table import across_years
from generator.table.across_years import LoadedPlan, copied, is_copy
from generator.table.evidence import evidence_problems
from generator.table.progress_rules import evidence_in
from generator.table.register_rules import former_names, repeated
from generator.table.rules import find_breaches
from generator.table.source import Source, parse_source, read_file, read_source
from generator.table.text_rules import cell
from generator.table.validation import validate_settings, validate_table

TABLE_FILE = "tasks.yaml"
ARCHIVE_FOLDER = "archive"
SETTINGS_FILE = "site.yaml"

_Loaded = TypeVar("_Loaded")


@dataclass(frozen=True)
class SiteData:
    """An office's data: the plan in force first, then past years, the latest first."""

    plans: Sequence[WorkPlan]
    settings: SiteSettings
    notices: Sequence[Problem]
    files: Mapping[int, Path]
    """The table file of each year."""

    @cached_property
    def has_progress(self) -> bool:
        """Whether any of the plans says what has become of a task."""
        return any(map(has_progress, self.plans))


def load_site_data(folder: Path) -> SiteData:
    """Everything in a data folder: `tasks.yaml`, `archive/*.yaml`, `site.yaml`.

    Raises:
        PlanError: with the problems of all files together.
    """
    problems: list[Problem] = []
    current = _collect(problems, _load_table, folder / TABLE_FILE)
    past = [_collect(problems, _load_table, file) for file in archived_tables(folder)]
    tables = [table for table in past if table]
    copies = [table for table in tables if current and is_copy(current, table)]
    earlier = [table for table in tables if table not in copies]
    breaches = [*map(copied, copies), *across_years.find_breaches(current, earlier)]
    problems.extend(one for one in breaches if one.severity is Severity.PROBLEM)
    problems.extend(evidence_problems(folder, [table for table in (current, *past) if table]))
    settings = _collect(problems, _load_settings, folder / SETTINGS_FILE, current)
    if problems or current is None or settings is None:
        raise PlanError(problems)
    in_order = [current, *sorted(earlier, key=lambda table: -table.plan.year)]
    notices = [*breaches, *(notice for table in in_order for notice in table.notices)]
    files = {table.plan.year: table.year_at.file for table in in_order}
    return SiteData([table.plan for table in in_order], settings, notices, files)


def is_table(path: PurePath) -> bool:
    """Whether a path in a data folder is that of the table in force, or of one in the archive."""
    in_archive = path.parent.as_posix() == ARCHIVE_FOLDER and path.suffix in (".yaml", ".yml")
    return path.as_posix() == TABLE_FILE or (in_archive and not is_scratch(path))


def archived_tables(folder: Path) -> list[Path]:
    """The table files of past years in a data folder, by name."""
    files = sorted((folder / ARCHIVE_FOLDER).glob("*.y*ml"))  # .yml is YAML too
    return [file for file in files if not is_scratch(file)]


def load_plan(file: Path) -> WorkPlan:
    """The plan in a table file, which has tasks.

    Raises:
        PlanError: with all problems of the stage reached, or there are no tasks.
    """
    table = _load_table(file)
    if not table.plan.tasks:
        raise PlanError([replace(one, severity=Severity.PROBLEM) for one in table.notices])
    return table.plan


def parse_plan(file: Path, content: bytes) -> WorkPlan:
    """The plan in a table file of this content; the file itself is not read.

    Raises:
        PlanError: as for `load_plan`.
    """
    return _table_in(file, content).plan


def _load_table(file: Path) -> LoadedPlan:
    return _table_in(file, read_file(file))


@keep_latest
def _table_in(file: Path, content: bytes) -> LoadedPlan:
    source = parse_source(file, content)
    draft, findings = validate_table(source.value)
    findings.extend(find_breaches(draft))
    problems, notices = _located(source, findings)
    if problems or draft.header is None:
        raise PlanError(problems)
    year_at = source.locate(Finding((words.YEAR,), "year-repeated")).place
    previous_at = {
        task.number: source.locate(Finding(cell(at, words.PREVIOUS), "previous-unknown")).place
        for at, task in draft.tasks.items()
        if task.previous
    }
    former_names_at = {
        (key, name): source.locate(Finding(path, "former-name-unknown")).place
        for key, path, name in former_names(draft)
    }
    in_order = sorted(notices, key=lambda notice: notice.place)
    evidence_at = {
        one.file: source.locate(Finding((*path, words.FILE), "evidence-missing")).place
        for path, one in reversed([*evidence_in(draft)])
        if one.file
    }
    return LoadedPlan(draft.plan(), in_order, year_at, previous_at, former_names_at, evidence_at)


def _load_settings(file: Path, current: LoadedPlan | None) -> SiteSettings:
    if not file.exists():
        return SiteSettings()
    source = read_source(file)
    settings, findings = validate_settings(source.value)
    if settings:
        findings.extend(_repeated_synonyms(settings))
    if settings and current:
        findings.extend(_examples_without_hit(settings, current.plan))
    problems, _ = _located(source, findings)
    if problems or settings is None:
        raise PlanError(problems)
    return settings


def examples_without_hit(file: Path, plan: WorkPlan) -> list[Problem]:
    """The example queries in a settings file that find nothing in a plan.

    Raises:
        PlanError: the file cannot be read.
    """
    if not file.exists():
        return []
    source = read_source(file)
    settings, _ = validate_settings(source.value)
    found = _examples_without_hit(settings, plan) if settings else ()
    return [source.locate(finding) for finding in found]


def _collect(
    problems: list[Problem], load: Callable[..., _Loaded], *inputs: object
) -> _Loaded | None:
    try:
        return load(*inputs)
    except PlanError as error:
        problems.extend(error.problems)
        return None


def _examples_without_hit(settings: SiteSettings, plan: WorkPlan) -> Iterator[Finding]:
    texts = [text for task in plan.tasks for text in searched_texts(task)]
    texts.extend(map(as_text, plan.tasks))
    registered: tuple[Topic | Department, ...] = (*plan.topics, *plan.departments)
    for row in registered:
        texts.extend((*row.aliases, *row.former_names))
    for index, query in enumerate(settings.example_queries):
        if not any(query in text for text in texts):
            path = (words.EXAMPLE_QUERIES, index)
            yield Finding(path, "example-without-hit", {"value": query})


def _repeated_synonyms(settings: SiteSettings) -> Iterator[Finding]:
    cells = (
        ((words.SYNONYMS, group, place), word)
        for group, synonyms in enumerate(settings.synonyms)
        for place, word in enumerate(synonyms)
    )
    return repeated(cells, "synonym-repeated")


def _located(source: Source, findings: Sequence[Finding]) -> tuple[list[Problem], list[Problem]]:
    located = [*source.problems, *(source.locate(finding) for finding in findings)]
    problems = [found for found in located if found.severity is Severity.PROBLEM]
    notices = [found for found in located if found.severity is Severity.NOTICE]
    return problems, notices
