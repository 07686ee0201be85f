"""Test strange pushes: each is published or refused in plain Chinese, and the site stays whole."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from tests.publishing.office import Office, Pushed
from tests.publishing.strange import KINDS, Strange

CHINESE = re.compile("[\u4e00-\u9fff]")
OF_THE_SYSTEM = re.compile(r"Errno|Traceback|File \"|Error\b|0x[0-9a-f]{6}")

# A small process of its own, so that its children's memory is not that of the tests.
_MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:])
_, status, used = os.wait4(process.pid, 0)
print("peak", used.ru_maxrss // 1024, flush=True)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True)
class Measured:
    """How a push ended, how long it took, and the memory of its largest process, in MB."""

    pushed: Pushed
    seconds: float
    memory: int


def push(office: Office, strange: Strange) -> Measured:
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURE, "git", "push", "origin", *strange.arguments],
        cwd=office.checkout,
        env=os.environ | {"REMOTE_USER": strange.user},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    seconds = time.monotonic() - start
    output = done.stdout.decode("utf-8", "replace")
    [memory] = re.findall(r"^peak (\d+)$", output, re.MULTILINE)
    return Measured(Pushed(done.returncode == 0, output), seconds, int(memory))


def assess(office: Office, pushed: Pushed, before: dict[str, str]) -> None:
    """The site is the old one or a whole new one; all lines are Chinese, without the server's."""
    wrong = [
        line
        for line in pushed.said
        if line.strip()
        and (not CHINESE.search(line) or OF_THE_SYSTEM.search(line) or str(office.folder) in line)
        and not line.startswith("  ")
    ]
    assert wrong == [], pushed.output
    after = office.public()
    assert (after == before) or pushed.accepted
    assert {"index.html", "404.html", "sitemap.xml"} <= after.keys()
    assert list((office.www / "releases").glob(".*")) == []
    assert not (office.repository / "work-plan-errors.log").exists(), pushed.output


ALL = [(kind, name) for kind, cases in KINDS.items() for name in cases]
QUICK = {"folder robots.txt", "file as the branch", "no docs"}
"""These stand for the others in a quick run."""


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        pytest.param(kind, name, marks=[] if name in QUICK else pytest.mark.soak)
        for kind, name in ALL
    ],
)
def test_strange_push(office: Office, kind: str, name: str) -> None:
    strange = KINDS[kind][name]
    strange.make(office)
    before = office.public()
    measured = push(office, strange)
    print(f"{kind}: {name}: {measured.seconds:.1f} s, {measured.memory} MB")
    assert measured.pushed.accepted == strange.is_published, measured.pushed.output
    assert strange.says in "\n".join(measured.pushed.said), measured.pushed.output
    assess(office, measured.pushed, before)
