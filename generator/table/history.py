"""What git knows of a table: the date of the last commit that touched it, and its old versions.

Nothing is known without git, a repository or a commit of the file, and with an incomplete history
(a shallow clone). With changes that are not committed, there is no date. A date is never guessed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from generator.language.latest import keep_latest
from generator.table.git import git_environment, run_git

REVISIONS = "WORK_PLAN_REVISIONS"
"""Environment variable: JSON, as `named` gives it, for a build in a folder without a repository."""


@dataclass(frozen=True)
class Origin:
    """The commit from which the files of a folder are, and where git is asked about it."""

    commit: str
    folder: Path
    """The folder in which git runs."""
    prefix: str
    """The path of the files' folder in the repository: empty, or with a slash at the end."""
    environment: Mapping[str, str] = field(compare=False, repr=False)

    def git(self, *arguments: str, stdin: bytes = b"") -> bytes | None:
        """What git prints, or None where it fails or is not installed."""
        return _git(self.environment, self.folder, *arguments, stdin=stdin)

    def pathspec(self, name: str) -> str:
        """What names a file or folder below the files' folder to git."""
        return f":(top,literal){self.prefix}{name}"


def named(root: Path, commit: str, environment: Mapping[str, str]) -> str:
    """What `REVISIONS` tells a build: the files below `root` are those of a commit.

    `environment` names the repository to git, by variables that begin with `GIT_`.
    """
    variables = {name: text for name, text in environment.items() if name.startswith("GIT_")}
    return json.dumps({"root": str(root), "commit": commit, "environment": variables})


def origin_of(folder: Path) -> Origin | None:
    """The origin of a folder's files; None where the history is not known or not complete."""
    known = os.environ.get(REVISIONS)
    if known is not None:
        return _named_origin(folder.absolute(), json.loads(known))
    environment = git_environment()
    arguments = ("rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD")
    told = _git(environment, folder, *arguments)
    is_shallow, prefix, commit, *_ = (told or b"\n\n").decode("utf-8", "replace").split("\n")
    return Origin(commit, folder, prefix, environment) if is_shallow == "false" else None


def _named_origin(folder: Path, known: Mapping[str, object]) -> Origin | None:
    root, variables = Path(str(known["root"])), known["environment"]
    assert isinstance(variables, dict)
    environment = git_environment(**variables)
    is_shallow = _git(environment, root, "rev-parse", "--is-shallow-repository")
    if is_shallow != b"false\n" or not folder.is_relative_to(root):
        return None
    path = folder.relative_to(root).as_posix()
    return Origin(str(known["commit"]), root, "" if path == "." else f"{path}/", environment)


def revision_reader() -> Callable[[Path], datetime | None]:
    """A function for one build: the committer's date of the last commit that touched a table.

    The date stands in the commit, in the committer's time zone, so it is the same on every machine.
    Git is asked once for the state of each folder: for 139 years of tables, a second less.
    """
    state = cache(_state)
    return lambda table: _last_revision(table, *state(table.parent))


def _state(folder: Path) -> tuple[Origin | None, frozenset[str]]:
    """The origin of a folder's files, and the names of those that differ from it."""
    origin = origin_of(folder)
    if origin is None or REVISIONS in os.environ:
        return origin, frozenset()
    names = ("diff", "--name-only", "-z", "--relative", origin.commit, "--", ".")
    changed = origin.git(*names)
    if changed is None:
        return None, frozenset()
    return origin, frozenset(os.fsdecode(changed).split("\0"))


def _last_revision(table: Path, origin: Origin | None, changed: frozenset[str]) -> datetime | None:
    if origin is None or table.name in changed:
        return None
    return _date_in_history(table.absolute(), origin)


@keep_latest
def _date_in_history(table: Path, origin: Origin) -> datetime | None:
    """A commit never changes, so a preview asks once a commit."""
    pathspec = origin.pathspec(table.name)
    date = origin.git("log", "-1", "--format=%cI", origin.commit, "--", pathspec)
    return date_in(date.decode("ascii", "replace").strip()) if date else None


def date_in(text: str) -> datetime | None:
    """A committer's date in ISO 8601; None if it is one that no calendar has."""
    try:
        found = datetime.fromisoformat(text)
        found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found


def _git(
    environment: Mapping[str, str], folder: Path, *arguments: str, stdin: bytes = b""
) -> bytes | None:
    try:
        done = run_git(*arguments, folder=folder, environment=environment, stdin=stdin)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
