"""Test a submit that is killed: nothing is lost, and the next submit or undo finds its way."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.submitting.killing import a_minute_later, killed
from tests.submitting.offices import Offices
from tests.submitting.test_submit import CONTENT, DEADLINE, assert_sent, submit
from tests.submitting.test_undo import undo
from tests.support import BASE


def both_changed(offices: Offices) -> str:
    """What both changes together give; the clerk and the colleague have changed the same row."""
    offices.hook("echo 收到 >&2")
    offices.theirs.edit(CONTENT)
    offices.theirs.push()
    offices.mine.edit(DEADLINE)
    return BASE.replace(*DEADLINE).replace(*CONTENT)


def assert_found_its_way(offices: Offices, both: str) -> None:
    text = offices.mine.read("data/tasks.yaml")
    assert text in (both, BASE.replace(*DEADLINE))
    a_minute_later(offices.mine.folder / ".git")
    for lock in offices.server.rglob("*.lock"):
        lock.unlink()  # as the office's server does
    assert_sent(submit("接着送"), offices)
    assert offices.on_server() == both
    for folder in (offices.mine.folder, offices.server):
        subprocess.run(["git", "fsck", "--strict"], cwd=folder, check=True, capture_output=True)
    assert list(Path("data").glob(".*")) == []


def test_killed_between_the_push_and_the_files(offices: Offices) -> None:
    both = both_changed(offices)
    assert killed(offices.mine.folder, 1, "replace")
    assert offices.on_server() == both
    assert "没有要收回的" in undo().output
    assert_found_its_way(offices, both)


@pytest.mark.soak
def test_killed_at_any_moment(new_offices: Offices, offices: Offices, tmp_path: Path) -> None:
    moments = 0
    count = 1
    while True:
        one = new_offices.copy_to(tmp_path / str(count))
        os.chdir(one.mine.folder)
        both = both_changed(one)
        if not killed(one.mine.folder, count):
            break
        if count % 4 == 0:
            a_minute_later(one.mine.folder / ".git")
            undo()
        assert_found_its_way(one, both)
        moments += 1
        count += 2
    assert moments >= 20
    os.chdir(offices.mine.folder)
