"""What passes between the clerk's repository and the server: fetching and pushing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.submitting.clone import Clone, Upstream
from generator.submitting.errors import StoppedError
from generator.table.git import follow_git

_REMOTE = "remote:"
"""The beginning of each line that the server says."""


@dataclass(frozen=True)
class Pushed:
    """How a push ended."""

    is_accepted: bool
    server: Sequence[str]
    """What the server said."""
    git: Sequence[str]
    """What git said of it."""


def fetch(clone: Clone, upstream: Upstream) -> None:
    """Fetch what colleagues have pushed.

    Raises:
        StoppedError: the server cannot be reached.
    """
    names = f"+{upstream.ref}:{upstream.tracking}"
    try:
        clone.git("fetch", "--quiet", "--no-tags", upstream.remote, names)
    except StoppedError as error:
        if error.code != "git-failed":
            raise
        raise StoppedError("fetch-failed", error.said) from error


def push(clone: Clone, upstream: Upstream, commit: str, tell: Callable[[str], None]) -> Pushed:
    """Push a commit, and tell each line of the server as it comes."""
    server: list[str] = []
    git: list[str] = []

    def take(line: str) -> None:
        if line.startswith(_REMOTE):
            server.append(line.removeprefix(_REMOTE).strip())
            tell(f"  {server[-1]}")
        elif line:
            git.append(line)

    arguments = ("push", "--no-progress", upstream.remote, f"{commit}:{upstream.ref}")
    status = follow_git(*arguments, folder=clone.top, environment=clone.environment, tell=take)
    return Pushed(status == 0, server, git)
