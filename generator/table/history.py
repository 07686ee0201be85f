"""When a table last changed: the last commit that touched it, and nothing where that is not known.

Unknown means: no git, no repository, no commit of the file, changes that are not committed, or a
history that was cut short (a shallow clone). A date is never guessed.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from generator.language.latest import keep_latest

REVISIONS = "WORK_PLAN_REVISIONS"
"""Environment variable: JSON, the ISO 8601 date of each table by its absolute path (or null).

For a build in a folder without a repository: whoever made the folder knows the history. A table
that is not named has no known date.
"""


def _newest_commit(folder: Path) -> str | None:
    """The one that is checked out, if its history is whole."""
    told = _git(git_environment(), folder, "rev-parse", "--is-shallow-repository", "HEAD")
    is_shallow, commit = told.split() if told else ("", "")
    return commit if is_shallow == "false" else None


def revision_reader() -> Callable[[Path], datetime | None]:
    """`last_revision` for one build, which asks for the newest commit once a folder."""
    newest_commit = cache(_newest_commit)
    return lambda table: last_revision(table, newest_commit)


def last_revision(
    table: Path, newest_commit: Callable[[Path], str | None] = _newest_commit
) -> datetime | None:
    """The committer's date of the last commit that touched a table, in the committer's time zone.

    It is the commit's own record, so it is the same on every machine.
    """
    known = os.environ.get(REVISIONS)
    if known is not None:
        date = json.loads(known).get(str(table.absolute()))
        return datetime.fromisoformat(date) if date else None
    commit = newest_commit(table.parent)
    return _revision_of(table, table.read_bytes(), commit) if commit else None


@keep_latest  # asking git twice takes 7 ms, which a preview waits for at every save
def _revision_of(table: Path, content: bytes, commit: str) -> datetime | None:
    folder, name = table.parent, f"./{table.name}"
    environment = git_environment()
    if _git(environment, folder, "diff", "--quiet", commit, "--", name) is None:
        return None
    return _date_at(commit, name, folder, environment)


def revision_at(
    commit: str, path: str, folder: Path, environment: Mapping[str, str]
) -> datetime | None:
    """The date of the last commit, up to `commit`, that touched a path.

    `path` is relative to the repository's root; to `folder` where it starts with `./`.
    """
    if _git(environment, folder, "rev-parse", "--is-shallow-repository") != "false":
        return None
    return _date_at(commit, path, folder, environment)


def _date_at(
    commit: str, path: str, folder: Path, environment: Mapping[str, str]
) -> datetime | None:
    date = _git(environment, folder, "log", "-1", "--format=%cI", commit, "--", path)
    return datetime.fromisoformat(date) if date else None


def git_environment(**variables: str) -> dict[str, str]:
    """This process's environment for a git that reads the repository as it is, and only reads.

    No variable of a git that called us, none of the replacements that anyone may push, no fetching
    of what a partial clone has not got.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
    return {**own, **fixed, "LC_ALL": "C", **variables}


def _git(environment: Mapping[str, str], folder: Path, *arguments: str) -> str | None:
    """What git says, or None where it fails or is not there."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=environment, capture_output=True, check=False
        )
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None
