"""The change of year: the plan in force goes into the archive, and the next one takes its place.

Two files cannot be replaced at once, so the archive is written first. A change that was stopped
between the two leaves the old plan in both places. Running it again finishes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.importing.document import Refusal
from generator.importing.existing import ExistingTable, plans_beside, read_existing, started
from generator.importing.flow import Base, Imported, import_onto, other_year
from generator.importing.heading import Heading
from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.plan.model import PlanHeader, WorkPlan
from generator.table.atomic import write_atomically
from generator.table.loading import ARCHIVE_FOLDER, load_plan
from generator.table.source import read_file
from generator.table.writing import CommentPlace, archived, table_text


@dataclass(frozen=True)
class NewYear:
    """A change of year, ready to be written."""

    table: Path
    old: WorkPlan
    past: Sequence[WorkPlan]
    """The plans that are in the archive already."""
    archive: Path
    """The file of the old plan in the archive."""
    archived: bytes
    """Its content."""
    plan: WorkPlan
    """The next plan; it has no tasks if it was started without a document."""
    text: str
    imported: Imported | None


def prepare(table: Path, file: Path | None, given: Heading, wording: Wording) -> NewYear:
    """Read the plan in force and the next one, without writing a file.

    Raises:
        Refusal: the document cannot be imported, or the year cannot be changed.
        PlanError: the plan in force, or one in the archive, has problems.
    """
    existing = read_existing(table)
    old = existing.plan
    if not old.tasks:
        raise Refusal("year-started", table=table.as_posix(), year=old.year)
    archive = table.parent / ARCHIVE_FOLDER / f"{old.year}.yaml"
    content = archived(read_file(table))
    past = _past_plans(table, old, archive, content)
    comments = _comments_of_registers(existing)
    imported = None
    if file:
        base = Base(table, None, [old, *past], comments)
        imported = import_onto(base, file, given, wording)
        plan, text = imported.plan, imported.text
    else:
        plan = started(_next_header(old, given), old.topics, old.departments)
        text = table_text(plan, comments)
    if plan.year == old.year:
        raise Refusal("year-in-force", table=table.as_posix(), year=old.year)
    if plan.year < old.year:
        raise other_year(table, old.year, plan.year)
    if plan.year <= max((one.year for one in past), default=old.year):
        raise Refusal("year-kept", (), year=plan.year)
    load_plan(table)  # a plan with undecided topics would be wrong in the archive too
    return NewYear(table, old, past, archive, content, plan, text, imported)


def carry_out(new_year: NewYear) -> None:
    """Write both files.

    Raises:
        OSError: a file cannot be written; all files are as they were.
    """
    archive = new_year.archive
    was_there = archive.exists()  # a change of year that was stopped has left it
    archive.parent.mkdir(exist_ok=True)
    write_atomically(archive, new_year.archived)
    try:
        write_atomically(new_year.table, new_year.text.encode())
    except OSError:
        if not was_there:
            archive.unlink()
        raise


def _past_plans(table: Path, old: WorkPlan, archive: Path, content: bytes) -> list[WorkPlan]:
    """The plans in the archive, apart from a copy that a stopped change of year has left.

    Raises:
        Refusal: the archive has another table of the old year.
        PlanError: a table in the archive has problems.
    """
    others = plans_beside(table)
    for file, plan in others.items():
        is_copy = file == archive and read_file(file) == content
        if plan.year == old.year and not is_copy:
            names = {"table": table.as_posix(), "archive": file.as_posix()}
            raise Refusal("archive-differs", (), **names, year=old.year)
    return [plan for plan in others.values() if plan.year != old.year]


def _comments_of_registers(existing: ExistingTable) -> Mapping[CommentPlace, Sequence[str]]:
    """The comments, apart from those on single tasks and at the end."""
    return {
        place: lines
        for place, lines in existing.comments.items()
        if place[0] and (place[0] != words.TASKS or place[1] == "")
    }


def _next_header(old: WorkPlan, given: Heading) -> PlanHeader:
    """The header of a plan that has no document yet: the old one with the new year.

    Raises:
        Refusal: the old title does not name its year, so the new one is not known.
    """
    year = given.year or old.year + 1
    title = given.title or old.title.replace(str(old.year), str(year))
    if title == old.title:
        raise Refusal("title-unknown")
    office = given.office or old.office
    return PlanHeader(title=title, year=year, office=office, column_names=old.column_names)
