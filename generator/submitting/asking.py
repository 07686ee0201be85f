"""Asks the clerk: which of two changes is right, and who the clerk is."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

import click

from generator.language.wording import Wording
from generator.submitting.clone import Clone
from generator.submitting.combining import Clash
from generator.submitting.errors import StoppedError
from generator.submitting.telling import named, whole
from generator.table.merging import Side

_ANSWERS = {"1": Side.MINE, "2": Side.THEIRS, "3": None}
_NAME = re.compile(r"[^<>\s][^<>]*")
_ADDRESS = re.compile(r"[^<>\s@]+@[^<>\s@]+")


@dataclass
class Decisions:
    """What the clerk has chosen; nothing is asked twice."""

    take: Side | None
    """What to choose without asking."""
    wording: Wording
    chosen: dict[Clash, Side] = field(default_factory=dict)

    def decide(self, clashes: Sequence[Clash]) -> None:
        """Show each, and choose or ask.

        Raises:
            StoppedError: nobody is there to answer, or the clerk would rather leave it.
        """
        new = [one for one in clashes if one not in self.chosen]
        if not new:
            return
        click.echo(self.wording.say("submit.clashes", count=len(new)))
        for clash in new:
            self._show(clash)
            self.chosen[clash] = self.take or self._answer()

    def _show(self, clash: Clash) -> None:
        wording, conflict = self.wording, clash.conflict
        if conflict is None:
            click.echo(wording.say("submit.file-clash", file=clash.path))
            return
        if cell := named(conflict.row, conflict.key, wording):
            click.echo(wording.say("submit.cell-clash", file=clash.path, cell=cell))
        else:
            click.echo(wording.say("submit.place-clash", file=clash.path))
        click.echo(wording.say("submit.before") + whole(conflict.base, wording))
        click.echo(wording.say("submit.mine") + whole(conflict.mine, wording))
        click.echo(wording.say("submit.theirs") + whole(conflict.theirs, wording))

    def _answer(self) -> Side:
        while True:
            answer = ask(self.wording.say("submit.which"))
            if answer is None:
                raise StoppedError("undecided")
            if answer in _ANSWERS:
                break
        side = _ANSWERS[answer]
        if side is None:
            raise StoppedError("left")
        return side


def ask_who(clone: Clone, wording: Wording) -> None:
    """Ask for the clerk's name and address if git has none, and keep them in the repository.

    Raises:
        StoppedError: nobody is there to answer.
    """
    asked = {
        "user.name": (_NAME, wording.say("submit.name")),
        "user.email": (_ADDRESS, wording.say("submit.address")),
    }
    for key, (form, question) in asked.items():
        answer: str | None = clone.asked("config", key)
        if answer:
            continue
        while not form.fullmatch(answer or ""):
            answer = ask(question)
            if answer is None:
                raise StoppedError("no-identity")
        clone.git("config", "--local", key, str(answer))


def ask(question: str) -> str | None:
    """The clerk's answer; None if nobody is there."""
    click.echo(question, nl=False)
    try:
        line = sys.stdin.readline() if sys.stdin else ""
    except (UnicodeDecodeError, ValueError):  # or it is closed
        line = ""
    if not line:
        click.echo()
        return None
    return line.strip()
