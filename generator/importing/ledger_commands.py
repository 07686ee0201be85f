"""The commands `ledger` and `import-ledger`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.downloads.ledger import ledger_bytes, ledger_files, ledger_tasks
from generator.importing.endings import (
    write_folder_or_fail,
    write_new_or_fail,
    write_or_fail,
)
from generator.importing.ledger_report import ledger_report, refused_ledgers
from generator.importing.ledgers import RefusedLedgers, take_ledgers
from generator.language.command_line import fail, fail_table
from generator.language.problems import PlanError
from generator.language.scratch_files import is_scratch
from generator.language.wording import Wording
from generator.plan.model import WorkPlan
from generator.table.loading import load_plan
from generator.table.value_errors import nearest

_FILE = click.Path(path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_TABLE = Path("data", "tasks.yaml")
_WORD = ".docx"


@click.command("ledger")
@click.argument("department", required=False)
@click.option("-o", "file", type=_FILE)
@click.option("--all", "folder", type=_FOLDER)
@click.option("--from", "table", type=_FILE, default=_TABLE, show_default=True)
def write_ledger(
    department: str | None, file: Path | None, folder: Path | None, table: Path
) -> None:
    """Write the ledger of a DEPARTMENT to a new Word file, or one for each into a folder.

    It has the tasks in force that the department leads, the newest entry of each, and empty cells
    for what is new.
    """
    wording = Wording()
    try:
        plan = load_plan(table)
    except PlanError as error:
        fail_table(error, wording)
    if folder and not department and not file:
        _write_all(plan, folder, wording)
    elif department and file and not folder:
        _write_one(plan, department, file, wording)
    else:
        fail(wording.say("ledger.which"))


def _write_one(plan: WorkPlan, department: str, file: Path, wording: Wording) -> None:
    known = plan.departments_by_name
    if department not in known:
        details = {"value": department, "suggestion": nearest(department, tuple(known))}
        fail(wording.explain("problems", "department-unknown", details))
    tasks = ledger_tasks(plan, department)
    if not tasks:
        fail(wording.say("ledger.leads-nothing", department=department))
    if file.suffix.lower() != _WORD:
        fail(wording.say("ledger.not-word", file=file.as_posix()))
    write_new_or_fail(file, ledger_bytes(plan, department, wording), wording)
    click.echo(wording.say("ledger.written", file=file.as_posix(), tasks=len(tasks)))


def _write_all(plan: WorkPlan, folder: Path, wording: Wording) -> None:
    """One file for each department that leads a task, collective ones too; see the handbook."""
    tasks = {name: ledger_tasks(plan, name) for name in plan.departments_by_name}
    files = ledger_files(name for name, led in tasks.items() if led)
    contents = {name: ledger_bytes(plan, one, wording) for one, name in files.items()}
    write_folder_or_fail(folder, contents, wording)
    click.echo(wording.say("ledger.written-all", folder=folder.as_posix(), count=len(files)))
    for department, name in files.items():
        count = len(tasks[department])
        click.echo(wording.say("ledger.of-one", file=name, department=department, tasks=count))
    without = [name for name in tasks if name not in files]
    if without:
        click.echo(wording.say("ledger.without", names=without))


@click.command("import-ledger")
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--into", type=_FILE, default=_TABLE, show_default=True)
@click.option("--dry-run", is_flag=True)
def import_ledgers(files: tuple[Path, ...], into: Path, dry_run: bool) -> None:
    """Read what departments have filled in in their ledgers, FILES, into the table.

    Nothing changes if one of them cannot be read whole.
    """
    wording = Wording()
    for file in filter(is_scratch, files):
        click.echo(wording.say("import-ledger.scratch", file=file.as_posix()))
    try:
        taken = take_ledgers([file for file in files if not is_scratch(file)], into)
    except RefusedLedgers as refused:
        fail("\n".join(refused_ledgers(refused, wording)))
    except PlanError as error:
        fail_table(error, wording)
    for line in ledger_report(taken, wording):
        click.echo(line)
    if dry_run:
        click.echo(wording.say("import.dry-run"))
    elif taken.new:
        write_or_fail(into, taken.content, wording)
        click.echo(wording.say("import.written", table=into.as_posix()))


COMMANDS = (write_ledger, import_ledgers)
