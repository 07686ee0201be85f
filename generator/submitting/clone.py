"""The clerk's copy of the office's repository, and what git knows of it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.submitting.errors import StoppedError
from generator.table.git import git_environment, run_git

_OF_THE_CLERK = (
    *("GIT_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"),
)
"""How the clerk's git gets at the server, and its settings."""
_SETTINGS = (
    *("-c", "core.quotePath=false"),
    *("-c", "core.safecrlf=false"),
    *("-c", "i18n.commitEncoding=utf-8"),
)
_UNDER_WAY = {
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
"""What git has in its folder while a command waits for somebody, and the command."""


@dataclass(frozen=True)
class Upstream:
    """The branch on the server to which a branch belongs."""

    remote: str
    ref: str
    """Its name there."""
    tracking: str
    """The reference here to what was last fetched of it."""


@dataclass(frozen=True)
class Clone:
    """A repository with its files; git runs at its top."""

    top: Path
    prefix: str
    """The office's folder in it: empty, or with a slash at the end."""
    git_dir: Path
    environment: Mapping[str, str]

    @property
    def office(self) -> Path:
        """The office's folder."""
        return self.top / self.prefix

    def git(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """What git prints.

        Raises:
            StoppedError: it failed.
        """
        return _run(self.top, self.environment, *arguments, stdin=stdin)

    def text(self, *arguments: str) -> str:
        """What git prints, without the line break at the end.

        Raises:
            StoppedError: it failed.
        """
        return os.fsdecode(self.git(*arguments)).rstrip("\n")

    def asked(self, *arguments: str) -> str:
        """The same; empty where git fails."""
        try:
            return self.text(*arguments)
        except StoppedError:
            return ""

    @contextmanager
    def with_index(self, tree: str) -> Iterator[Clone]:
        """The same with an index of its own, which has the files of a tree."""
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
            clone = replace(self, environment={**self.environment, **index})
            clone.git("read-tree", tree)
            yield clone

    def under_way(self) -> str | None:
        """The git command that waits for somebody to go on with it."""
        waiting = (git for name, git in _UNDER_WAY.items() if (self.git_dir / name).exists())
        return next(waiting, None)

    def branch(self) -> str:
        """The name of the branch that is checked out.

        Raises:
            StoppedError: there is none, or it has no commit.
        """
        branch = self.asked("symbolic-ref", "--quiet", "--short", "HEAD")
        if not branch:
            raise StoppedError("no-branch")
        if not self.commit("HEAD"):
            raise StoppedError("no-commit")
        return branch

    def upstream(self, branch: str) -> Upstream:
        """The branch on the server of a branch.

        Raises:
            StoppedError: there is none.
        """
        remotes = self.text("remote").splitlines()
        if not remotes:
            raise StoppedError("no-remote")
        remote = self.asked("config", f"branch.{branch}.remote")
        ref = self.asked("config", f"branch.{branch}.merge")
        named = "--format=%(upstream)"
        tracking = self.text("for-each-ref", named, f"refs/heads/{branch}")
        if remote not in remotes or not ref or not tracking:
            raise StoppedError("no-upstream", remote=remotes[0], branch=branch)
        return Upstream(remote, ref, tracking)

    def commit(self, revision: str) -> str:
        """The full hash of a commit; empty if there is none."""
        return self.asked("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")

    def common(self, commit: str, other: str) -> str:
        """The last commit that is in the history of both.

        Raises:
            StoppedError: there is none.
        """
        found = self.asked("merge-base", commit, other)
        if not found:
            raise StoppedError("unrelated")
        return found

    def tree(self, commit: str) -> str:
        """The tree of a commit."""
        return self.text("rev-parse", f"{commit}^{{tree}}")


def find_clone(folder: Path) -> Clone:
    """The repository in which an office's folder is.

    Raises:
        StoppedError: there is none, or no git.
    """
    own = {name: os.environ[name] for name in _OF_THE_CLERK if name in os.environ}
    environment = git_environment(**own)
    del environment["GIT_NO_LAZY_FETCH"]
    if sys.stdin and sys.stdin.isatty():
        del environment["GIT_TERMINAL_PROMPT"]  # somebody is there who knows the password
    try:
        facts = _run(
            folder,
            environment,
            "rev-parse",
            "--absolute-git-dir",
            "--show-toplevel",
            "--show-prefix",
        )
    except StoppedError as error:
        if "not a git repository" in error.said:
            raise StoppedError("no-repository") from error
        raise
    git_dir, top, prefix, *_ = os.fsdecode(facts).split("\n")
    return Clone(Path(top), prefix, Path(git_dir), environment)


def _run(
    folder: Path, environment: Mapping[str, str], *arguments: str, stdin: bytes = b""
) -> bytes:
    try:
        done = run_git(*_SETTINGS, *arguments, folder=folder, environment=environment, stdin=stdin)
    except OSError as error:
        raise StoppedError("no-git") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        code = "git-busy" if ".lock'" in said else "git-failed"
        raise StoppedError(code, said)
    return done.stdout
