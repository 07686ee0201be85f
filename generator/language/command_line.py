"""What the command line says about itself: what is wrong with a command as it was typed."""

from __future__ import annotations

import click
from click.exceptions import NoArgsIsHelpError

from generator.language.wording import Wording

PROGRAM = "work-plan"


def usage_error(error: click.ClickException, wording: Wording) -> str:
    """Return what is wrong with a command as it was typed, and how to show its help."""
    if not isinstance(error, click.UsageError) or isinstance(error, NoArgsIsHelpError):
        return error.format_message()
    says = _slip(error, wording)
    if isinstance(error, (click.NoSuchCommand, click.NoSuchOption)) and error.possibilities:
        says += wording.say("usage.suggestion", name=error.possibilities[0])
    command = error.ctx.command_path if error.ctx else PROGRAM
    return says + wording.say("usage.help", command=command)


def _slip(error: click.UsageError, wording: Wording) -> str:
    match error:
        case click.NoSuchCommand():
            return wording.say("usage.no-such-command", name=error.command_name)
        case click.NoSuchOption():
            return wording.say("usage.no-such-option", name=error.option_name)
        case click.BadOptionUsage():
            return wording.say("usage.option-value", name=error.option_name)
        case click.MissingParameter(param=click.Parameter() as param):
            return wording.say("usage.missing", name=_name(param), kind=_kind(param, wording))
        case click.BadParameter(param=click.Parameter() as param):
            return wording.say("usage.wrong-value", name=_name(param), kind=_kind(param, wording))
        case _:
            return wording.say("usage.not-understood")


def _name(param: click.Parameter) -> str:
    return param.human_readable_name if isinstance(param, click.Argument) else param.opts[0]


def _kind(param: click.Parameter, wording: Wording) -> str:
    """Return the kind of value that a parameter takes."""
    match param.type:
        case click.Path(file_okay=False, exists=True):
            return wording.say("usage.existing-folder")
        case click.Path(file_okay=False):
            return wording.say("usage.folder")
        case click.Path():
            return wording.say("usage.file")
        case click.IntRange(min=least, max=None):
            return wording.say("usage.number", least=least)
        case click.IntRange(min=least, max=most):
            return wording.say("usage.range", least=least, most=most)
        case _:
            return wording.say("usage.text")
