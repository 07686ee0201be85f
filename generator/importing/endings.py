"""Ends a command with a sentence: a file that cannot be written, a table that has problems."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.table.writing import write_atomically


def write_or_fail(file: Path, content: bytes, wording: Wording) -> None:
    """Replace a file as a whole, or end the command."""
    try:
        write_atomically(file, content)
    except OSError as error:
        fail_unwritten(file, error, wording)


def fail_unwritten(file: Path, error: OSError, wording: Wording) -> NoReturn:
    """End the command because a file cannot be written."""
    reason = error.strerror or type(error).__name__
    fail(wording.say("import.unwritable", file=file.as_posix(), reason=reason))


def fail_table(error: PlanError, wording: Wording) -> NoReturn:
    """End the command with the problems of a table."""
    fail(wording.problem_list([wording.message(problem) for problem in error.problems]))


def fail(text: str) -> NoReturn:
    """End the command with exit status 1."""
    click.echo(text, err=True)
    sys.exit(1)
