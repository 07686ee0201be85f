"""Test a push that is killed: the public sees one whole release, and the next push works."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

import psutil
import pytest

from generator.publishing.releases import FACTS_FILE
from tests.publishing.office import Digests, Office, digests

Victims = Callable[[int], list[int]]


def everything(leader: int) -> list[int]:
    """As when the machine goes down."""
    return [leader, *(child.pid for child in psutil.Process(leader).children(recursive=True))]


def running(word: str) -> Victims:
    """Only the process whose command line contains a word; its children go on."""

    def find(leader: int) -> list[int]:
        children = psutil.Process(leader).children(recursive=True)
        return [child.pid for child in children if word in command_line(child)][:1]

    return find


def command_line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


WAYS: tuple[Victims, ...] = (
    everything,
    running("generator.publishing.hooks"),
    running("receive-pack"),
    everything,
    running("mkdocs_child"),
)


@pytest.mark.soak
def test_killed_at_any_moment(office: Office) -> None:
    moments = 50
    duration = timed_push(office)
    states = set()
    for number in range(moments):
        before = office.public()
        office.write("docs/guanyu.md", f"# 关于\n\n第 {number} 次\n")
        office.commit()
        found = interrupted_push(
            office, number / moments * duration * 1.1, WAYS[number % len(WAYS)]
        )
        after = finish(office)
        assert f"第 {number} 次" in office.page("guanyu")
        assert found in (before, after), f"moment {number} of {moments}"
        states.add("old" if found == before else "new")
        check_folder(office)
    assert "old" in states


def timed_push(office: Office) -> float:
    office.write("docs/guanyu.md", "# 关于\n\n量时间\n")
    office.commit()
    start = time.monotonic()
    assert office.push().accepted
    return time.monotonic() - start


def interrupted_push(office: Office, delay: float, victims: Victims) -> Digests:
    """What the public saw when all that was left of a push had ended."""
    process = office.start_push()
    time.sleep(delay)
    try:
        started = psutil.Process(process.pid).children(recursive=True)
        doomed = victims(process.pid)
    except psutil.Error:
        started, doomed = [], []
    for pid in doomed:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # it had ended
    seen = office.public()
    process.communicate(timeout=60)
    assert psutil.wait_procs(started, timeout=60)[1] == []
    assert office.public() == seen or victims is not everything
    return office.public()


@pytest.mark.soak
def test_killed_between_the_switch_and_the_end(office: Office) -> None:
    old = office.live
    office.write("docs/guanyu.md", "# 关于\n\n换上了\n")
    office.commit()
    process = office.start_push()
    leader = psutil.Process(process.pid)
    while office.live == old:
        assert process.poll() is None
        doomed = everything(leader.pid)
    for pid in doomed:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.communicate(timeout=60)
    assert "换上了" in office.page("guanyu")
    assert office.run("publish").exit_code == 0
    check_folder(office)
    office.write("docs/guanyu.md", "# 关于\n\n又换上了\n")
    office.commit()
    assert office.push().accepted and "又换上了" in office.page("guanyu")


@pytest.mark.soak
@pytest.mark.parametrize("note", ["{", "", '{"old": null}', "[]"])
def test_note_of_the_last_push_that_was_half_written(office: Office, note: str) -> None:
    (office.www / ".accepted").write_text(note)
    office.write("docs/guanyu.md", f"# 关于\n\n{len(note)}\n")
    office.commit()
    assert office.push().accepted


@pytest.mark.soak
def test_build_whose_publication_was_killed(office: Office) -> None:
    """Test that it goes on alone, disturbs no other push, and that all it writes is removed."""
    office.write("docs/guanyu.md", "# 关于\n\n甲\n")
    office.commit()
    process = office.start_push()
    leader = psutil.Process(process.pid)
    while not (builds := running("mkdocs_child")(leader.pid)):
        assert process.poll() is None
    build = psutil.Process(builds[0])
    for hook in running("generator.publishing.hooks")(leader.pid):
        os.kill(hook, signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode and build.is_running()

    office.write("docs/guanyu.md", "# 关于\n\n乙\n")
    office.commit()
    assert office.push().accepted
    assert "乙" in office.page("guanyu")
    build.wait(timeout=60)
    assert office.run("publish").exit_code == 0
    check_folder(office)


def finish(office: Office) -> Digests:
    """The editor pushes again; what the branch had already, the server finishes.

    Where git was killed with a lock on a ref, that goes by in a minute.
    """
    pushed = office.push()
    if ".lock': File exists" in pushed.output:
        for lock in office.repository.rglob("*.lock"):
            os.utime(lock, (time.time() - 61,) * 2)
        pushed = office.push()
    assert pushed.accepted, pushed.output
    if "up-to-date" in pushed.output:
        assert office.run("publish").exit_code == 0
    return office.public()


@pytest.mark.soak
def test_lock_that_a_killed_git_left(office: Office) -> None:
    """A lock of just now may be held; an old one is nobody's."""
    names = ("HEAD.lock", "refs/heads/main.lock", "packed-refs.lock")
    head, branch, packed = locks = [office.repository / name for name in names]
    office.write("docs/guanyu.md", "# 关于\n\n新的\n")
    office.commit()
    for lock in (head, branch):  # a push to a branch that is there does without the third one
        lock.touch()
        assert not office.push().accepted and lock.exists()
        lock.unlink()
    packed.touch()
    for lock in (head, branch):
        lock.touch()
        os.utime(lock, (time.time() - 61,) * 2)
    assert office.push().accepted
    assert [lock.exists() for lock in locks] == [False, False, True]
    assert "新的" in office.page("guanyu")
    os.utime(packed, (time.time() - 61,) * 2)
    office.write("docs/guanyu.md", "# 关于\n\n又新的\n")
    office.commit()
    assert office.push().accepted and not packed.exists()


def check_folder(office: Office) -> None:
    """Nothing is left half done, in the public folder or in the repository."""
    for release in (office.www / "releases").iterdir():
        assert (release / FACTS_FILE).exists(), release
        assert (release / "index.html").exists() and len(digests(release)) > 50
    assert [one.name for one in office.www.glob(".current-*")] == []
    done = subprocess.run(
        ["git", "fsck", "--strict"], cwd=office.repository, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
