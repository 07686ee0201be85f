"""The whole import, from top to bottom: a document and the old table give the new table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.importing.continuing import Proposals
from generator.importing.document import Refusal, Remark
from generator.importing.existing import (
    ExistingTable,
    blocking,
    data_folder,
    is_archived,
    nearest_plan,
    plans_beside,
    read_existing,
    started,
)
from generator.importing.header import ANNEX_FORM
from generator.importing.heading import Heading, complete_header, read_heading
from generator.importing.identifying import identify_imported
from generator.importing.layout import read_document, read_layout
from generator.importing.oddities import find_oddities, first_spot
from generator.importing.opening import open_document
from generator.importing.tasks import TasksFound, read_tasks, spot_of
from generator.importing.told import read_told
from generator.importing.updating import Merged, merge, table_spot
from generator.language import vocabulary as words
from generator.language.problems import Finding, PlanError
from generator.language.wording import Wording
from generator.plan.columns import LABELLED
from generator.plan.headings import with_titles
from generator.plan.model import WorkPlan
from generator.table.loading import ARCHIVE_FOLDER, TABLE_FILE
from generator.table.rules import find_breaches
from generator.table.source import MAX_BYTES, parse_source
from generator.table.validation import validate_table
from generator.table.value_errors import nearest
from generator.table.writing import (
    ARCHIVE_TABLE_COMMENTS,
    NEW_TABLE_COMMENTS,
    CommentPlace,
    Comments,
    table_text,
)


@dataclass(frozen=True)
class Base:
    """What a new table is built on: the old table, if there is one, and plans of other years."""

    into: Path
    table: ExistingTable | None
    others: Sequence[WorkPlan]
    new_comments: Comments
    """For a new table."""


@dataclass(frozen=True)
class Imported:
    """The new table, and what to report about it."""

    plan: WorkPlan
    text: str
    """The whole text of the table's file."""
    table: WorkPlan | None
    """The old table, without tasks if it only has the registers; None if there was none."""
    remarks: Sequence[Remark]
    proposals: Proposals


def import_document(file: Path, into: Path, given: Heading, wording: Wording) -> Imported:
    """Read a document into the table `into`, without writing a file.

    Raises:
        Refusal: the document cannot be imported; names all places to correct.
        PlanError: the old table, or one of another year, has problems.
    """
    existing = read_existing(into) if into.exists() else None
    comments = ARCHIVE_TABLE_COMMENTS if is_archived(into) else NEW_TABLE_COMMENTS
    others = list(plans_beside(into).values())
    return import_onto(Base(into, existing, others, comments), file, given, wording)


def import_onto(base: Base, file: Path, given: Heading, wording: Wording) -> Imported:
    """Read a document into a new table that is built on a base, without writing a file.

    Raises:
        Refusal: the document cannot be imported; names all places to correct.
    """
    table = base.table.plan if base.table else None
    known = [table] if table else base.others
    form = ANNEX_FORM.of_plan(known[0]) if known else ANNEX_FORM
    rows = read_document(open_document(file), form)
    if not rows.rows and not rows.problems:
        raise Refusal("no-rows")
    heading = read_heading(rows.lines_above)
    year = given.year or heading.year or getattr(table, "year", None)
    registered = {unit.name for plan in known for unit in plan.departments}
    laid_out = read_layout(rows, registered)
    told, on_progress = read_told(laid_out.rows, rows.titles, year)
    on_rows = [*rows.remarks, *laid_out.remarks, *on_progress]
    found = read_tasks(told, registered)
    problems = [*rows.problems, *laid_out.problems, *found.problems]
    if problems:
        raise Refusal("problems", problems)

    office = next((plan.office for plan in known), None)
    header = with_titles(complete_header(heading, given, table, office), rows.titles, table)
    if table and table.year != header.year:
        raise other_year(base.into, table.year, header.year)
    if is_archived(base.into):
        _check_past(base, header.year)
    other = nearest_plan(base.others, header.year)
    if table is None and other:
        table = started(header, other.topics, other.departments)

    def shifted_note(column: str, text: str) -> str:
        return wording.say("import.shifted-note", column=column, value=text)

    merged = merge(found, header, table, other, shifted_note)
    merged = identify_imported(merged, table, other, base.into)
    text = table_text(merged.plan, _comments(base, merged))
    _verify(text, merged.plan, found)
    remarks = [
        *on_rows,
        *found.remarks,
        *find_oddities(found, header.year),
        *(_new_units(merged.plan, table, found) if table else ()),
        *merged.remarks,
        *_left_out(merged.proposals, found),
    ]
    return Imported(merged.plan, text, table, remarks, merged.proposals)


def other_year(table: Path, old: int, new: int) -> Refusal:
    """The refusal of a document that is not of the table's year."""
    code = "older-year" if new < old else "newer-year"
    archive = data_folder(table) / ARCHIVE_FOLDER
    return Refusal(
        code, table=table.as_posix(), old=old, year=new,
        kept=(archive / f"{old}.yaml").as_posix(), into=(archive / f"{new}.yaml").as_posix(),
    )  # fmt: skip


def _check_past(base: Base, year: int) -> None:
    """Refuse a year that cannot be in this file of the archive."""
    years = [plan.year for plan in base.others]
    if years and year > max(years):
        raise Refusal("year-not-past", (), year=year, old=max(years))
    if year in years:
        raise Refusal("year-kept", (), year=year)
    if base.table is None and base.into.stem != str(year):
        into = base.into.with_name(f"{year}.yaml").as_posix()
        raise Refusal("not-its-file", (), table=base.into.as_posix(), into=into, year=year)


def _comments(base: Base, merged: Merged) -> Comments:
    """The comments of the old table, at the new places of their tasks."""
    if base.table is None:
        return base.new_comments
    old_places: dict[CommentPlace, CommentPlace] = {
        (words.TASKS, old): (words.TASKS, new) for new, old in merged.matches.items()
    }
    return {
        old_places.get(place, place): lines
        for place, lines in base.table.comments.items()
        if place[0] != words.TASKS or place[1] == "" or place in old_places
    }


def _verify(text: str, plan: WorkPlan, found: TasksFound) -> None:
    """Read the new table as `check` does, and compare it with the plan.

    Raises:
        Refusal: `check` would report problems (other than undecided topics); gives their places
            in the document.
    """
    too_large = Refusal("too-large", limit=MAX_BYTES // 1_000_000)
    content = text.encode()
    if len(content) > MAX_BYTES:
        raise too_large
    try:
        source = parse_source(Path(TABLE_FILE), content)
    except PlanError as error:  # each text was checked, so only their number can be too large
        raise too_large from error
    draft, findings = validate_table(source.value)
    problems = blocking(findings, find_breaches(draft))
    if problems:
        raise Refusal("problems", [_located(finding, found) for finding in problems])
    assert not source.problems and tuple(draft.tasks.values()) == plan.tasks


def _located(finding: Finding, found: TasksFound) -> Remark:
    in_row = finding.path[:1] == (words.TASKS,) and len(finding.path) > 1
    spot = spot_of(found.rows, finding.path) if in_row else table_spot(found)
    return Remark(spot, finding.code, finding.details)


def _new_units(plan: WorkPlan, table: WorkPlan, found: TasksFound) -> Iterator[Remark]:
    known = tuple(table.departments_by_name)
    for unit in plan.departments:
        if unit.name not in table.departments_by_name:
            near = nearest(unit.name, known)
            details = {"value": unit.name, "slug": unit.slug, "suggestion": near}
            yield Remark(first_spot(found, unit.name), "unit-new", details)


def _left_out(proposals: Proposals, found: TasksFound) -> Iterator[Remark]:
    """The notes of continued tasks; most of them are about last year's document."""
    before = {task.number: task for task in proposals.other.tasks} if proposals.other else {}
    for at, number in proposals.previous.items():
        for column in LABELLED:
            if value := column.text(before[number]):
                details = {"number": number, "key": column.heading, "value": value}
                yield Remark(found.rows[at].spots[words.NUMBER], "value-left-out", details)
