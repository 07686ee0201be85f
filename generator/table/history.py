"""When a table last changed: the date of the last commit that touched it, or None.

It is None without git, a repository or a commit of the file, with changes that are not committed,
and with an incomplete history (a shallow clone). A date is never guessed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from generator.language.latest import keep_latest
from generator.table.git import git_environment, run_git

REVISIONS = "WORK_PLAN_REVISIONS"
"""Environment variable: JSON, the ISO 8601 date of each table by its absolute path (or null).

For a build in a folder without a repository. A table that is not named has no known date.
"""


@dataclass(frozen=True)
class _Checkout:
    """What git says of a folder: the commit that is checked out, and files that differ from it."""

    commit: str
    changed: Set[str]
    """The paths of the files, relative to the folder."""


def revision_reader() -> Callable[[Path], datetime | None]:
    """A function for one build: the committer's date of the last commit that touched a table.

    The date stands in the commit, in the committer's time zone, so it is the same on every machine.
    Git is asked once for the state of each folder: for 139 years of tables, a second less.
    """
    checkout = cache(_checkout)
    return lambda table: _last_revision(table, checkout)


def _checkout(folder: Path) -> _Checkout | None:
    """The state of a folder; None where the history is not known or not complete."""
    environment = git_environment()
    told = _git(environment, folder, "rev-parse", "--is-shallow-repository", "HEAD")
    is_shallow, commit = told.split() if told else ("", "")
    if is_shallow != "false":
        return None
    changed = _git(
        environment, folder, "diff", "--name-only", "-z", "--relative", commit, "--", "."
    )
    return None if changed is None else _Checkout(commit, frozenset(changed.split("\0")))


def _last_revision(table: Path, checkout_of: Callable[[Path], _Checkout | None]) -> datetime | None:
    known = os.environ.get(REVISIONS)
    if known is not None:
        date = json.loads(known).get(str(table.absolute()))
        return datetime.fromisoformat(date) if date else None
    checkout = checkout_of(table.parent)
    if checkout is None or table.name in checkout.changed:
        return None
    return _date_in_history(table.absolute(), checkout.commit)


@keep_latest
def _date_in_history(table: Path, commit: str) -> datetime | None:
    """A commit never changes, so a preview asks once a commit."""
    return _date_at(commit, f"./{table.name}", table.parent, git_environment())


def revision_at(
    commit: str, path: str, folder: Path, environment: Mapping[str, str]
) -> datetime | None:
    """The date of the last commit, up to `commit`, that touched a path.

    `path` is relative to the repository's root, or to `folder` where it starts with `./`.
    """
    if _git(environment, folder, "rev-parse", "--is-shallow-repository") != "false":
        return None
    return _date_at(commit, path, folder, environment)


def _date_at(
    commit: str, path: str, folder: Path, environment: Mapping[str, str]
) -> datetime | None:
    date = _git(environment, folder, "log", "-1", "--format=%cI", commit, "--", path)
    try:
        found = datetime.fromisoformat(date) if date else None
        if found:
            found.astimezone(UTC)
    except (ValueError, OverflowError):  # no calendar has it
        return None
    return found


def _git(environment: Mapping[str, str], folder: Path, *arguments: str) -> str | None:
    """What git prints, or None where it fails or is not installed."""
    try:
        done = run_git(*arguments, folder=folder, environment=environment)
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None
