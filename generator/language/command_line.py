"""What the command line says of itself: help, what is wrong with a command, why one has ended."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from generator.language.problems import PlanError
from generator.language.wording import Wording

PROGRAM = "work-plan"

data_option = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), default="data", show_default=True
)


class _Context(click.Context):
    def get_help(self) -> str:
        return "\n".join(_help(self, Wording()))


def word_help(command: click.Command) -> None:
    """Make a command, and those below it, show their help in the words of `wording.yaml`."""
    command.context_class = _Context
    if isinstance(command, click.Group):
        for below in command.commands.values():
            word_help(below)


def _help(context: click.Context, wording: Wording) -> Iterator[str]:
    command = context.command
    below = command.commands if isinstance(command, click.Group) else {}
    pieces = [piece for param in command.params for piece in param.get_usage_pieces(context)]
    if below:
        pieces.append(wording.say("usage.command"))
    yield wording.say("usage.line", command=context.command_path, rest=" ".join(pieces)).rstrip()
    yield from ("", wording.help(str(command.name)), "")
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    yield wording.say("usage.options")
    yield from _rows({option.opts[0]: _option(option, wording) for option in options})
    if below:
        yield from ("", wording.say("usage.commands"))
        yield from _rows({name: wording.help(name).split("\n")[0] for name in sorted(below)})


def _rows(texts: Mapping[str, str]) -> Iterator[str]:
    width = max(map(len, texts))
    yield from (f"  {name:{width}}  {text}" for name, text in texts.items())


def _option(option: click.Option, wording: Wording) -> str:
    says = wording.help(option.opts[0])
    if isinstance(option.type, click.IntRange):
        says += wording.say("usage.takes", kind=_kind(option, wording))
    if option.required:
        says += wording.say("usage.required")
    if option.show_default:
        says += wording.say("usage.default", value=option.default)
    return says


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
        case click.Choice(choices=choices):
            return wording.say("usage.choice", names=tuple(choices))
        case click.IntRange(min=least, max=None):
            return wording.say("usage.number", least=least)
        case click.IntRange(min=least, max=most):
            return wording.say("usage.range", least=least, most=most)
        case _:
            return wording.say("usage.text")


def fail_unwritten(file: Path, error: OSError, wording: Wording) -> NoReturn:
    """End the command because a file cannot be written."""
    if error.errno == errno.ENAMETOOLONG:
        fail_unusable(error, wording)
    reason = error.strerror or type(error).__name__
    fail(wording.say("import.unwritable", file=file.as_posix(), reason=reason))


def fail_unusable(error: OSError, wording: Wording) -> NoReturn:
    """End the command because of a file or folder that the system cannot use."""
    file = Path(str(error.filename)).as_posix()
    if error.errno == errno.ENAMETOOLONG:
        fail(wording.say("usage.too-long", file=file))
    reason = error.strerror or type(error).__name__
    fail(wording.say("usage.unusable", file=file, reason=reason))


def fail_table(error: PlanError, wording: Wording) -> NoReturn:
    """End the command with the problems of the tables."""
    fail(wording.problem_list([wording.message(problem) for problem in error.problems]))


def fail(text: str) -> NoReturn:
    """End the command with exit status 1."""
    click.echo(text, err=True)
    sys.exit(1)
