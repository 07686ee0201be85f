"""When a table last changed: the date of the last commit that touched it, or None.

It is None without git, a repository or a commit of the file, with changes that are not committed,
and with an incomplete history (a shallow clone). A date is never guessed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from generator.table.git import git_environment, run_git

REVISIONS = "WORK_PLAN_REVISIONS"
"""Environment variable: JSON, the ISO 8601 date of each table by its absolute path (or null).

For a build in a folder without a repository. A table that is not named has no known date.
"""


def revision_reader() -> Callable[[Path], datetime | None]:
    """`last_revision` for one build, which asks for the newest commit once a folder.

    With 139 years of tables, asking for each table takes 0.4 s.
    """
    newest_commit = cache(_newest_commit)
    return lambda table: last_revision(table, newest_commit)


def _newest_commit(folder: Path) -> str | None:
    """The commit that is checked out, if its history is complete."""
    told = _git(git_environment(), folder, "rev-parse", "--is-shallow-repository", "HEAD")
    is_shallow, commit = told.split() if told else ("", "")
    return commit if is_shallow == "false" else None


def last_revision(
    table: Path, newest_commit: Callable[[Path], str | None] = _newest_commit
) -> datetime | None:
    """The committer's date of the last commit that touched a table, in the committer's time zone.

    The date stands in the commit, so it is the same on every machine.
    """
    known = os.environ.get(REVISIONS)
    if known is not None:
        date = json.loads(known).get(str(table.absolute()))
        return datetime.fromisoformat(date) if date else None
    commit = newest_commit(table.parent)
    if commit is None:
        return None
    folder, name = table.parent, f"./{table.name}"
    environment = git_environment()
    if _git(environment, folder, "diff", "--quiet", commit, "--", name) is None:
        return None
    return _date_at(commit, name, folder, environment)


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
    return datetime.fromisoformat(date) if date else None


def _git(environment: Mapping[str, str], folder: Path, *arguments: str) -> str | None:
    """What git prints, or None where it fails or is not installed."""
    try:
        done = run_git(*arguments, folder=folder, environment=environment)
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None
