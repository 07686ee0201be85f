"""Read a repository's commits, trees and blobs, without a checkout or filters."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.publishing.errors import GitError, NoRepositoryError
from generator.table.git import git_environment, remove_stale_locks, run_git

_QUARANTINE = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")


@dataclass(frozen=True)
class Entry:
    """One file of a commit; `mode` is git's (`100644`, `120000` for a symlink …)."""

    path: str
    mode: str
    blob: str
    size: int
    """In bytes; 0 for a submodule."""


@dataclass(frozen=True)
class Repository:
    """A repository, by its git directory; `environment` is the one in which git runs."""

    git_dir: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    _trees: dict[str, list[Entry]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def at(cls, git_dir: Path) -> Repository:
        """A repository; in its pre-receive hook, with the objects that were pushed."""
        quarantine = {name: os.environ[name] for name in _QUARANTINE if name in os.environ}
        absolute = git_dir.resolve()
        return cls(absolute, git_environment(GIT_DIR=str(absolute), **quarantine))

    @classmethod
    def find(cls, folder: Path) -> Repository:
        """The repository of a folder.

        Raises:
            NoRepositoryError: there is none.
        """
        try:
            found = cls(folder, git_environment()).run("rev-parse", "--absolute-git-dir")
        except GitError as error:
            raise NoRepositoryError(folder=folder.absolute().as_posix()) from error
        return cls.at(Path(os.fsdecode(found).rstrip("\n")))

    def remove_stale_locks(self) -> None:
        """Remove the locks that a killed git left; with them, git refuses every push."""
        remove_stale_locks(self.git_dir)

    def is_locked(self, branch: str) -> bool:
        """Whether a git holds a lock on a branch, or a killed one has left it just now."""
        locks = (f"refs/heads/{branch}.lock", "HEAD.lock")
        return any((self.git_dir / lock).exists() for lock in locks)

    def run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """Run git and return its output.

        Raises:
            GitError: it failed.
        """
        done = run_git(*arguments, folder=self.git_dir, environment=self.environment, stdin=stdin)
        if done.returncode:
            raise GitError(done.stderr.decode("utf-8", "replace").strip())
        return done.stdout

    def settings(self) -> dict[str, list[str]]:
        """Every value of each setting in the repository's own configuration file only.

        Sections and names are in small letters.
        """
        try:
            listing = self.run("config", "--file", str(self.git_dir / "config"), "--list", "--null")
        except GitError:  # there is none
            return {}
        found: dict[str, list[str]] = {}
        for line in os.fsdecode(listing).split("\0")[:-1]:
            name, _, value = line.partition("\n")
            found.setdefault(name, []).append(value)
        return found

    def set_setting(self, name: str, value: str) -> None:
        """Give a setting one value."""
        self.run("config", "--file", str(self.git_dir / "config"), "--replace-all", name, value)

    def commit(self, revision: str) -> str | None:
        """The full hash of a commit, or None where there is no such commit."""
        wanted = f"{revision}^{{commit}}"
        try:
            found = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
        except GitError:
            return None
        return found.decode().strip()

    def kind(self, name: str) -> str:
        """What an object is, by its full hash: `commit`, `tag`, `tree` or `blob`.

        Raises:
            GitError: there is no such object.
        """
        return self.run("cat-file", "-t", name).decode().strip()

    def is_held(self, commit: str) -> bool:
        """Whether a commit is in the history of any reference."""
        try:
            return bool(self.run("for-each-ref", "--count=1", f"--contains={commit}"))
        except GitError:  # there is no such commit
            return False

    def holds(self, commit: str, branch: str) -> bool:
        """Whether a commit is in a branch's history."""
        try:
            self.run("merge-base", "--is-ancestor", commit, f"refs/heads/{branch}")
        except GitError:
            return False
        return True

    def tree(self, commit: str) -> list[Entry]:
        """Every file of a commit (by its full hash), in git's order; git is asked once a commit.

        Bytes of a name that are not UTF-8 are surrogate escapes.
        """
        if commit not in self._trees:
            self._trees[commit] = list(self._listed(commit))
        return self._trees[commit]

    def _listed(self, commit: str) -> Iterator[Entry]:
        listing = os.fsdecode(self.run("ls-tree", "-r", "-z", "--long", "--full-tree", commit))
        for line in listing.split("\0")[:-1]:
            facts, _, path = line.partition("\t")
            mode, _, blob, size = facts.split()
            yield Entry(path, mode, blob, 0 if size == "-" else int(size))

    def blobs(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """The content of files, byte for byte, without attributes, filters or line endings."""
        wanted = list(entries)
        names = "".join(f"{entry.blob}\n" for entry in wanted).encode()
        output = self.run("cat-file", "--batch", stdin=names)
        start = 0
        for entry in wanted:
            start = output.index(b"\n", start) + 1
            yield entry, output[start : start + entry.size]
            start += entry.size + 1

    def paths_changed_between(self, old: str, new: str) -> set[str]:
        """Every path changed by any commit that is in `new` and not in `old`.

        A merge counts only the paths that differ from all its parents.
        """
        listing = self.run(
            *("log", "--format=", "--name-only", "--no-renames", "-z", "-c", "--root"),
            f"{old}..{new}",
        )
        return {path for path in os.fsdecode(listing).split("\0") if path.strip()}
