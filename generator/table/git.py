"""The one place that runs git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path


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
