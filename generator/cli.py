"""The command `work-plan` with all its subcommands."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import click

from generator.assembling.configuration import read_configuration
from generator.assembling.office_site import OfficeSite
from generator.assembling.zensical import zensical_files
from generator.evidence.commands import COMMANDS as EVIDENCE_COMMANDS
from generator.importing.commands import COMMANDS as IMPORTING_COMMANDS
from generator.importing.old_words import find_old_words
from generator.language.command_line import (
    PROGRAM,
    data_option,
    fail_table,
    fail_unusable,
    usage_error,
    word_help,
)
from generator.language.problems import PlanError, Problem
from generator.language.wording import Message, Wording
from generator.offices.commands import COMMANDS as OFFICE_COMMANDS
from generator.pipeline import Site, generate_site
from generator.plan.addresses import markdown_path
from generator.plan.deadlines import known_wordings
from generator.plan.progress import today
from generator.publishing.commands import COMMANDS as PUBLISHING_COMMANDS
from generator.publishing.site_check import check_whole_site
from generator.submitting.commands import COMMANDS as SUBMITTING_COMMANDS
from generator.table.history import revision_reader
from generator.table.loading import TABLE_FILE, load_plan
from generator.table.schema import schema_texts
from generator.table.versions import versions_in

_FOLDER = click.Path(file_okay=False, path_type=Path)
_docs_option = click.option("--docs", type=_FOLDER, default="docs", show_default=True)


class _Program(click.Group):
    """Explains a mistyped command with a sentence of `wording.yaml`; keeps click's exit status."""

    def main(self, *arguments: Any, **options: Any) -> NoReturn:
        # Without this, a message with a character outside cp936 (Windows) ends in a traceback.
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            status = super().main(*arguments, **{**options, "standalone_mode": False})
        except click.ClickException as error:
            click.echo(usage_error(error, Wording()), err=True)
            status = error.exit_code
        except click.Abort:
            click.echo(Wording().say("usage.stopped"), err=True)
            status = 1
        except OSError as error:
            if error.filename is None:
                raise
            fail_unusable(error, Wording())
        sys.exit(status)


@click.group(PROGRAM, cls=_Program)
def main() -> None:
    """Check and render an office's open-government work plan."""


for _command in (
    *OFFICE_COMMANDS,
    *IMPORTING_COMMANDS,
    *SUBMITTING_COMMANDS,
    *PUBLISHING_COMMANDS,
    *EVIDENCE_COMMANDS,
):
    main.add_command(_command)


@main.command()
@data_option
@_docs_option
@click.option("--site", is_flag=True)
def check(data: Path, docs: Path, site: bool) -> None:
    """Say everything that is wrong with the tables, and what is worth a look.

    With `--site`, the whole site is built and checked too, as its readers get it.
    """
    wording = Wording()
    generated = _generate(data, docs, wording)
    old_words = find_old_words(generated.data.plans, data, docs)
    notices = _messages([*generated.data.notices, *old_words], wording)
    if any(not plan.tasks for plan in generated.data.plans):
        click.echo(wording.say("check.notices-unfinished", count=len(notices)))
    elif notices:
        click.echo(wording.say("check.notices", count=len(notices)))
    if notices:
        click.echo("\n".join(map(str, notices)))
    for plan in generated.data.plans:
        counts = {
            "tasks": len(plan.tasks),
            "topics": len(plan.topics),
            "departments": len(plan.departments),
        }
        click.echo(wording.say("check.passed", year=plan.year, **counts))
    if site:
        check_whole_site(data.resolve().parent, wording)


@main.command()
@click.argument("folder", type=_FOLDER)
@data_option
@_docs_option
@click.option("--for", "builder", type=click.Choice(["zensical"]))
def pages(folder: Path, data: Path, docs: Path, builder: str | None) -> None:
    """Write the generated Markdown pages and the downloads into a new or empty FOLDER.

    With `--for`, everything that another generator needs to build the whole site is written.
    """
    wording = Wording()
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(wording.say("pages.not-empty", folder=folder))
    if builder:
        site, files = _for_zensical(data, docs, wording)
    else:
        site = _generate(data, docs, wording)
        files = {markdown_path(page.address): page.markdown.encode() for page in site.pages}
        files |= {download.address: download.content for download in site.files}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    click.echo(
        wording.say("pages.written", count=len(site.pages), files=len(site.files), folder=folder)
    )
    if builder:
        click.echo(wording.say("pages.next", folder=folder))


@main.command()
@data_option
def deadlines(data: Path) -> None:
    """List the wordings of deadlines that are read, and what they mean in the plan's year."""
    wording = Wording()
    year = _year_of(data / TABLE_FILE)
    click.echo(wording.say("deadline-list.title", year=year))
    for examples, meaning in known_wordings(year, wording):
        click.echo(wording.say("deadline-list.row", examples=examples, meaning=meaning))
    click.echo(wording.say("deadline-list.end"))


@main.command()
@data_option
def schema(data: Path) -> None:
    """Write the tables' JSON Schemas beside them, so that editors complete and check keys."""
    wording = Wording()
    for name, text in schema_texts(wording).items():
        file = data / name
        file.write_text(text, encoding="utf-8", newline="\n")
        click.echo(wording.say("schema.written", file=file))


def _generate(data: Path, docs: Path, wording: Wording) -> Site:
    """All pages and files, or a list of the problems of the tables and the end of the command."""
    try:
        return generate_site(data, docs, revision_reader(), None, versions_in)
    except PlanError as error:
        fail_table(error, wording)


def _for_zensical(data: Path, docs: Path, wording: Wording) -> tuple[Site, Mapping[str, bytes]]:
    """The site, and the files of the folder that Zensical builds it from, or the problems."""
    try:
        folder = data.parent if data.name else data.resolve().parent
        configuration = read_configuration(folder / "mkdocs.yml")
        site = generate_site(data, docs, revision_reader(), configuration.site_url, versions_in)
        return site, zensical_files(OfficeSite(site, docs, configuration))
    except PlanError as error:
        fail_table(error, wording)


def _year_of(table: Path) -> int:
    """The year of a table, or the current one while the table cannot be read."""
    try:
        return load_plan(table).year
    except PlanError:
        return today().year


def _messages(problems: Iterable[Problem], wording: Wording) -> list[Message]:
    return [wording.message(problem) for problem in problems]


word_help(main)
