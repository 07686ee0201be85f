"""A submit that is killed, with all that it has started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.support import ROOT

KILLED = """
import os, pathlib, signal, subprocess, sys
import click
count, *names = sys.argv[1].split()
left = int(count)

def stopping(function):
    def run(*arguments, **options):
        global left
        left -= 1
        if left == 0:
            os.killpg(0, signal.SIGKILL)
        return function(*arguments, **options)
    return run

for name, owner in {"__init__": subprocess.Popen, "echo": click, "replace": pathlib.Path}.items():
    if name in names:
        setattr(owner, name, stopping(getattr(owner, name)))
del sys.argv[1]
from generator.cli import main
main()
"""
"""Before the so many-th call of some functions, the machine goes down for the process group."""

WHEREVER = "__init__ echo replace"
LONG_AGO = 1_000_000


def killed(folder: Path, count: int, names: str = WHEREVER) -> bool:
    """Whether the submit came so far as to be killed."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, f"{count} {names}", "submit", "改"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        start_new_session=True,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode != 0


def a_minute_later(*repositories: Path) -> None:
    """The locks that a killed git has left are old."""
    for repository in repositories:
        for lock in repository.rglob("*.lock"):
            os.utime(lock, (LONG_AGO, LONG_AGO))
