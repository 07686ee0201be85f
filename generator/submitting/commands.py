"""The commands `submit` and `undo`."""

from __future__ import annotations

import click

from generator.language.command_line import fail, fail_table
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.submitting.errors import StoppedError
from generator.submitting.flow import submit
from generator.submitting.undoing import undo
from generator.table.merging import Side


@click.command("submit")
@click.argument("message", required=False)
@click.option("--take", type=click.Choice([side.value for side in Side]))
def submit_changes(message: str | None, take: str | None) -> None:
    """Send the changes in this folder to the office's server, with a MESSAGE about them.

    Without a message, only take over what colleagues have sent, and show what would be sent.
    """
    wording = Wording()
    try:
        submit((message or "").strip(), Side(take) if take else None, wording, click.echo)
    except PlanError as error:
        fail_table(error, wording)
    except StoppedError as stopped:
        fail(stopped.explained(wording))


@click.command("undo")
@click.option("--files", is_flag=True)
def undo_changes(files: bool) -> None:
    """Take back commits that are not pushed, and a git command that waits; files stay.

    With --files, the changed files too go back to the office's, and copies of them are kept.
    """
    wording = Wording()
    try:
        undo(files, wording, click.echo)
    except StoppedError as stopped:
        fail(stopped.explained(wording))


COMMANDS = (submit_changes, undo_changes)
