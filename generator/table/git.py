"""The one place that runs git."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

_STALE = 60
"""Seconds."""


def git_environment(**variables: str) -> dict[str, str]:
    """This process's environment for a git that reads a repository as it is.

    Variables of a git that called us are left out, replacement objects are not followed, missing
    objects are not fetched, nobody is asked for a password. `variables` are added.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
    return {**own, **fixed, "LC_ALL": "C", **variables}


def run_git(
    *arguments: str, folder: Path, environment: Mapping[str, str], stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder and wait for it; the caller looks at its exit status.

    Raises:
        OSError: there is no git, or no such folder.
    """
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment,
        input=stdin,
        capture_output=True,
        check=False,
    )


def follow_git(
    *arguments: str, folder: Path, environment: Mapping[str, str], tell: Callable[[str], None]
) -> int:
    """Run git, tell each line of its messages as it comes, and return its exit status.

    Raises:
        OSError: as for `run_git`.
    """
    with subprocess.Popen(
        ["git", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        for line in process.stderr or ():
            tell(line.decode("utf-8", "replace").rstrip())
    return process.returncode


def remove_stale_locks(git_dir: Path) -> None:
    """Remove the locks that a killed git left in a repository; with them, git refuses to write.

    git holds such a lock for milliseconds, so one that is a minute old is stale.
    """
    locks = (git_dir / "refs").rglob("*.lock")
    for lock in [*locks, *(git_dir / f"{name}.lock" for name in ("HEAD", "packed-refs", "index"))]:
        with suppress(FileNotFoundError):
            if abs(time.time() - lock.stat().st_mtime) > _STALE:  # or from a wrong clock
                lock.unlink()
