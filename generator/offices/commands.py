"""The commands that make an office's folder and bring it up to date."""

from __future__ import annotations

import difflib
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from generator.importing.document import Refusal
from generator.importing.endings import write_folder_or_fail
from generator.importing.existing import started
from generator.importing.flow import import_document
from generator.importing.heading import Heading, complete_header
from generator.importing.report import refusal_lines, report
from generator.language import vocabulary as words
from generator.language.command_line import fail, fail_table, fail_unwritten
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.offices.folder import DATA, office_files, with_one_topic
from generator.offices.migrating import OwnThemeError
from generator.offices.upgrading import (
    CONFIGURATION,
    NewerFolderError,
    NotAnOfficeError,
    Upgrade,
    carry_out,
    prepare,
)
from generator.offices.wheel import own_wheel, version
from generator.plan.values import FIRST_YEAR, LAST_YEAR
from generator.table.loading import TABLE_FILE
from generator.table.writing import table_text

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("new")
@click.argument("folder", type=_FOLDER)
@click.option("--from", "file", type=click.Path(path_type=Path))
@click.option("--office")
@click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
def new_office(folder: Path, file: Path | None, office: str | None, year: int | None) -> None:
    """Write a new office's FOLDER, with the plan of a document or none yet.

    Nothing that is there is overwritten.
    """
    wording = Wording()
    given = Heading(year=year, office=(office or "").strip())
    table = folder / DATA / TABLE_FILE
    if not file and not given.office:
        fail(wording.say("new.no-office"))
    remarks: set[str] = set()
    try:
        if file:
            imported = import_document(file, table, given, wording)
            plan, text = imported.plan, imported.text
            remarks = {remark.code for remark in imported.remarks}
            undecided = sum(task.topic == words.UNDECIDED for task in plan.tasks)
            if undecided:
                plan = with_one_topic(plan)
                text = table_text(plan)
            for line in report(replace(imported, plan=plan), table.as_posix(), wording):
                click.echo(line)
            if undecided:
                names = {"count": undecided, "topic": words.ONLY_TOPIC}
                click.echo(wording.say("new.one-topic", **names))
        else:
            year = year or date.today().year
            title = wording.say("new.title", year=year, office=given.office)
            header = complete_header(Heading(), Heading(title, year, given.office), None, None)
            plan = started(header, (), ())
            text = table_text(plan)
    except Refusal as refusal:
        name = file.as_posix() if file else table.as_posix()
        fail("\n".join(refusal_lines(refusal, name, wording)))
    except PlanError as error:
        fail_table(error, wording)
    files = office_files(plan, text, remarks, own_wheel(), wording)
    write_folder_or_fail(folder, files, wording)
    click.echo(wording.say("new.written", folder=folder.as_posix()))


@click.command("upgrade")
@click.argument("folder", type=_FOLDER, default=Path())
@click.option("--dry-run", is_flag=True)
def upgrade_office(folder: Path, dry_run: bool) -> None:
    """Bring an office's FOLDER up to date with this program; show what changes first."""
    wording = Wording()
    try:
        upgrade = prepare(folder, own_wheel(), wording)
    except NotAnOfficeError:
        fail(wording.say("upgrade.no-office", folder=folder.absolute().as_posix()))
    except NewerFolderError as error:
        fail(wording.say("upgrade.newer", theirs=str(error), ours=version()))
    except OwnThemeError as error:
        file = (folder / CONFIGURATION).as_posix()
        fail(wording.say("upgrade.own-theme", file=file, line=error.line))
    except PlanError as error:
        fail_table(error, wording)
    except OSError as error:
        fail_unwritten(Path(error.filename or folder), error, wording)
    if not upgrade.files:
        click.echo(wording.say("upgrade.nothing", version=upgrade.new))
        return
    _show(upgrade, wording)
    if dry_run:
        click.echo(wording.say("import.dry-run"))
        return
    try:
        carry_out(upgrade)
    except OSError as error:
        fail_unwritten(Path(error.filename or folder), error, wording)
    click.echo(wording.say("upgrade.written"))


def _show(upgrade: Upgrade, wording: Wording) -> None:
    click.echo(wording.say("upgrade.changes", old=upgrade.old, new=upgrade.new))
    for name in upgrade.files:
        if (upgrade.folder / name).exists():
            click.echo(wording.say("upgrade.changed", file=name))
        else:
            click.echo(wording.say("upgrade.added", file=name))
        if name == CONFIGURATION:
            before, after = (text.splitlines() for text in upgrade.texts(name))
            for line in list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]:
                if not line.startswith("@@"):
                    click.echo(f"    {line}")
    for name in upgrade.removed:
        click.echo(wording.say("upgrade.removed", file=name))
    if upgrade.dropped:
        click.echo(wording.say("upgrade.dropped", names=upgrade.dropped))


COMMANDS = (new_office, upgrade_office)
