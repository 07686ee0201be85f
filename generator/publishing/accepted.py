"""What is pushed, and a note of the push that was accepted last.

    FOLDER/.accepted    JSON: old and new commit, the process of git, the addresses to withdraw

git moves the branch after its hook has ended, so the next push has to wait for that.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_NOTE = ".accepted"
_MOST_SECONDS = 5
"""git needs milliseconds; a process that is there for longer is another one of the same number."""


@dataclass(frozen=True)
class Push:
    """A wish to move the published branch from one commit (or none) to another."""

    old: str | None
    new: str
    is_by_maintainer: bool
    withdrawn: Sequence[str] = ()
    """The addresses to withdraw, each with all that is below it."""


@dataclass(frozen=True)
class Accepted:
    """A push that passed; `git` is the number of the process that has to move the branch."""

    old: str | None
    new: str
    git: int
    withdrawn: Sequence[str] = ()

    def wait(self, tip: Callable[[], str | None]) -> None:
        """Wait until the branch, whose commit `tip` gives, has moved, or git has ended without."""
        start = time.monotonic()
        while tip() == self.old and self._is_there() and time.monotonic() < start + _MOST_SECONDS:
            time.sleep(0.02)

    def _is_there(self) -> bool:
        try:
            os.kill(self.git, 0)
        except ProcessLookupError:
            return False
        except PermissionError:  # it is somebody else's
            return True
        return True

    def write(self, www: Path) -> None:
        """Replace the note in the public folder, in one step."""
        new = www / f"{_NOTE}.new"
        new.write_text(json.dumps(asdict(self)) + "\n", encoding="utf-8")
        new.replace(www / _NOTE)


def last_accepted(www: Path) -> Accepted | None:
    """The note in a public folder; None if there is none, or only half of one."""
    try:
        return Accepted(**json.loads((www / _NOTE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):  # a machine may go down while it is written
        return None
