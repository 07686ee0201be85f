"""The commands `import` and `export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from generator.downloads.annex import WRITERS, official_table
from generator.importing.document import Refusal
from generator.importing.flow import import_document
from generator.importing.heading import Heading
from generator.importing.report import refusal_lines, report
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.plan.values import FIRST_YEAR, LAST_YEAR
from generator.table.loading import load_plan
from generator.table.writing import write_atomically

_FILE = click.Path(path_type=Path)
_TABLE = Path("data", "tasks.yaml")


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--into", type=_FILE, default=_TABLE, show_default=True)
@click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
@click.option("--title")
@click.option("--office")
@click.option("--dry-run", is_flag=True)
def import_table(
    file: Path, into: Path, year: int | None, title: str | None, office: str | None, dry_run: bool
) -> None:
    """Read the plan from a Word, Excel or CSV FILE into the table.

    Tasks that stay keep their topics, addresses and notes. Nothing changes if the whole document
    cannot be read.
    """
    wording = Wording()
    given = Heading((title or "").strip(), year, (office or "").strip())
    try:
        imported = import_document(file, into, given, wording)
    except Refusal as refusal:
        _fail("\n".join(refusal_lines(refusal, file.as_posix(), wording)))
    except PlanError as error:
        _fail_table(error, wording)
    for line in report(imported, into.as_posix(), wording):
        click.echo(line)
    if dry_run:
        click.echo(wording.say("import.dry-run"))
        return
    _write(into, imported.text.encode(), wording)
    click.echo(wording.say("import.written", table=into.as_posix()))


@click.command("export")
@click.argument("file", type=_FILE)
@click.option("--from", "table", type=_FILE, default=_TABLE, show_default=True)
def export_table(file: Path, table: Path) -> None:
    """Write the plan to a new FILE in the form of the official annex: .docx, .xlsx or .csv.

    In CSV, a text that a spreadsheet would run as a formula gets an apostrophe in front. `import`
    removes it again.
    """
    wording = Wording()
    writer = WRITERS.get(file.suffix.lower())
    if writer is None:
        _fail(wording.say("export.unknown-kind", file=file.as_posix()))
    if file.exists():
        _fail(wording.say("export.exists", file=file.as_posix()))
    try:
        plan = load_plan(table)
    except PlanError as error:
        _fail_table(error, wording)
    _write(file, writer(official_table(plan)), wording)
    click.echo(wording.say("export.written", file=file.as_posix(), tasks=len(plan.tasks)))


COMMANDS = (import_table, export_table)


def _write(file: Path, content: bytes, wording: Wording) -> None:
    try:
        write_atomically(file, content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        _fail(wording.say("import.unwritable", file=file.as_posix(), reason=reason))


def _fail_table(error: PlanError, wording: Wording) -> NoReturn:
    _fail(wording.problem_list([wording.message(problem) for problem in error.problems]))


def _fail(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(1)
