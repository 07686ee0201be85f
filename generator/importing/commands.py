"""The commands that read and write documents, and `identifiers`; those for ledgers are added."""

from __future__ import annotations

from pathlib import Path

import click

from generator.downloads.annex import WRITERS, official_table
from generator.downloads.report_document import WRITERS as REPORT_WRITERS
from generator.importing.document import Refusal
from generator.importing.endings import write_new_or_fail, write_or_fail
from generator.importing.existing import read_existing
from generator.importing.flow import import_document
from generator.importing.heading import Heading
from generator.importing.identifying import identifiers_line, identify
from generator.importing.ledger_commands import COMMANDS as LEDGER_COMMANDS
from generator.importing.new_year import carry_out, prepare
from generator.importing.old_words import find_left_over
from generator.importing.report import new_year_report, refusal_lines, report
from generator.language.command_line import data_option, fail, fail_table, fail_unwritten
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.plan.progress import has_progress
from generator.plan.report import report_on
from generator.plan.values import FIRST_YEAR, LAST_YEAR
from generator.table.loading import TABLE_FILE, archived_tables, load_plan

_FILE = click.Path(path_type=Path)
_TABLE = Path("data", "tasks.yaml")
_DOCS = "docs"


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
        fail("\n".join(refusal_lines(refusal, file.as_posix(), wording)))
    except PlanError as error:
        fail_table(error, wording)
    for line in report(imported, into.as_posix(), wording):
        click.echo(line)
    if dry_run:
        click.echo(wording.say("import.dry-run"))
        return
    write_or_fail(into, imported.text.encode(), wording)
    click.echo(wording.say("import.written", table=into.as_posix()))


@click.command("new-year")
@click.argument("file", type=_FILE, required=False)
@click.option("--into", type=_FILE, default=_TABLE, show_default=True)
@click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
@click.option("--title")
@click.option("--office")
@click.option("--dry-run", is_flag=True)
def start_year(
    file: Path | None,
    into: Path,
    year: int | None,
    title: str | None,
    office: str | None,
    dry_run: bool,
) -> None:
    """Move the plan in force to the archive, and start the next one, from FILE or empty.

    Both happen, or nothing does. A run that was stopped is finished by running it again.
    """
    wording = Wording()
    given = Heading((title or "").strip(), year, (office or "").strip())
    try:
        new_year = prepare(into, file, given, wording)
    except Refusal as refusal:
        name = file.as_posix() if file else into.as_posix()
        fail("\n".join(refusal_lines(refusal, name, wording)))
    except PlanError as error:
        fail_table(error, wording)
    if not dry_run:
        try:
            carry_out(new_year)
        except OSError as error:
            fail_unwritten(Path(error.filename or into), error, wording)
    for line in new_year_report(new_year, wording):
        click.echo(line)
    if dry_run:
        click.echo(wording.say("import.dry-run"))
        return
    plans = [new_year.plan, new_year.old, *new_year.past]
    left_over = find_left_over(plans, into, into.parent.parent / _DOCS)
    if left_over:
        click.echo(wording.say("new-year.left-over", count=len(left_over)))
        click.echo("\n".join(str(wording.message(problem)) for problem in left_over))
    click.echo(wording.say("new-year.written", table=into.as_posix()))


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
        fail(wording.say("export.unknown-kind", file=file.as_posix()))
    try:
        plan = load_plan(table)
    except PlanError as error:
        fail_table(error, wording)
    write_new_or_fail(file, writer(official_table(plan)), wording)
    click.echo(wording.say("export.written", file=file.as_posix(), tasks=len(plan.tasks)))


@click.command("report")
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
@click.option("--as", "kind", type=click.Choice(list(REPORT_WRITERS)), required=True)
@click.option("-o", "file", type=_FILE, required=True)
@data_option
def write_report(year: int, kind: str, file: Path, data: Path) -> None:
    """Write a report on what has become of the tasks of a YEAR to a new Word document."""
    wording = Wording()
    if file.suffix.lower() != ".docx":
        fail(wording.say("report.not-word", file=file.as_posix()))
    try:
        # The plan in force may have no tasks yet: then the report is on the year before.
        tables = [data / TABLE_FILE, *archived_tables(data)]
        plans = {read_existing(table).plan.year: table for table in tables}
        plan = load_plan(plans[year]) if year in plans else None
    except PlanError as error:
        fail_table(error, wording)
    if plan is None:
        fail(wording.say("report.no-year", year=year, years=sorted(plans)))
    if not has_progress(plan):
        fail(wording.say("report.no-progress", year=year))
    write_new_or_fail(file, REPORT_WRITERS[kind](report_on(plan), wording), wording)
    click.echo(wording.say("report.written", file=file.as_posix()))


@click.command("identifiers")
@click.option("--into", type=_FILE, default=_TABLE, show_default=True)
@click.option("--dry-run", is_flag=True)
def write_identifiers(into: Path, dry_run: bool) -> None:
    """Write an identifier into each row of the table that has none; nothing else changes."""
    wording = Wording()
    try:
        found = identify(into)
    except PlanError as error:
        fail_table(error, wording)
    if not found.identifiers:
        click.echo(wording.say("identifiers.none", table=into.as_posix()))
        return
    click.echo(identifiers_line(found.identifiers, found.tasks, wording))
    if dry_run:
        click.echo(wording.say("import.dry-run"))
        return
    write_or_fail(into, found.content, wording)
    click.echo(wording.say("import.written", table=into.as_posix()))


COMMANDS = (
    import_table,
    start_year,
    export_table,
    write_report,
    write_identifiers,
    *LEDGER_COMMANDS,
)
