"""The whole import, from top to bottom: a document and the old table give the new table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.importing.document import Refusal, Remark
from generator.importing.existing import ExistingTable, blocking, read_existing
from generator.importing.heading import Heading, complete_header, read_heading
from generator.importing.oddities import find_oddities, first_spot
from generator.importing.opening import open_document
from generator.importing.rows import read_rows
from generator.importing.tasks import TasksFound, read_tasks, spot_of
from generator.importing.updating import Merged, merge, table_spot
from generator.language import vocabulary as words
from generator.language.problems import Finding, PlanError
from generator.language.wording import Wording
from generator.plan.model import WorkPlan
from generator.table.loading import ARCHIVE_FOLDER, TABLE_FILE
from generator.table.rules import find_breaches
from generator.table.source import MAX_BYTES, parse_source
from generator.table.validation import nearest, validate_table
from generator.table.writing import NEW_TABLE_COMMENTS, CommentPlace, table_text


@dataclass(frozen=True)
class Imported:
    """The new table, and what to report about it."""

    plan: WorkPlan
    text: str
    """The whole text of the table's file."""
    table: WorkPlan | None
    """The old table; None if there was none."""
    remarks: Sequence[Remark]


def import_document(file: Path, into: Path, given: Heading, wording: Wording) -> Imported:
    """Read a document into the table `into`, without writing a file.

    Raises:
        Refusal: the document cannot be imported; names all places to correct.
        PlanError: the old table has problems.
    """
    existing = read_existing(into) if into.exists() else None
    table = existing.plan if existing else None
    rows = read_rows(open_document(file))
    if not rows.rows and not rows.problems:
        raise Refusal("no-rows")
    found = read_tasks(rows.rows, [unit.name for unit in table.departments] if table else [])
    problems = [*rows.problems, *found.problems]
    if problems:
        raise Refusal("problems", problems)

    header = complete_header(read_heading(rows.lines_above), given, table)
    if table:
        _refuse_to_lose_a_year(table.year, header.year, into)

    def shifted_note(column: str, text: str) -> str:
        return wording.say("import.shifted-note", column=column, value=text)

    merged = merge(found, header, table, shifted_note)
    text = table_text(merged.plan, _comments(existing, merged))
    _verify(text, merged.plan, found)
    remarks = [
        *rows.remarks,
        *found.remarks,
        *find_oddities(found, header.year),
        *(_new_units(merged.plan, table, found) if table else ()),
        *merged.remarks,
    ]
    return Imported(merged.plan, text, table, remarks)


def _refuse_to_lose_a_year(old: int, new: int, into: Path) -> None:
    archived = into.parent / ARCHIVE_FOLDER / f"{old}.yaml"
    if old != new and not archived.exists():
        raise Refusal("other-year", table=into, old=old, year=new, archive=archived)


def _comments(
    existing: ExistingTable | None, merged: Merged
) -> Mapping[CommentPlace, Sequence[str]]:
    """The comments of the old table, at the new places of their tasks."""
    if existing is None:
        return NEW_TABLE_COMMENTS
    old_places: dict[CommentPlace, CommentPlace] = {
        (words.TASKS, old): (words.TASKS, new) for new, old in merged.matches.items()
    }
    return {
        old_places.get(place, place): lines
        for place, lines in existing.comments.items()
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
            details = {
                "value": unit.name,
                "slug": unit.slug,
                "suggestion": nearest(unit.name, known),
            }
            yield Remark(first_spot(found, unit.name), "unit-new", details)
