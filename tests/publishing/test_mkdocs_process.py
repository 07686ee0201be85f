"""MkDocs that is ready before its order: it does what it is told once, and outlives nobody."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from generator.building.mkdocs_process import MOST_MEMORY, MOST_SECONDS, MkDocs
from generator.language.wording import Wording
from generator.publishing.git import Repository
from generator.publishing.host import Host
from generator.publishing.publication import Publication
from tests.publishing.office import Office


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A site that is built in no time."""
    folder = tmp_path / "source"
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: !ENV NAME\ntheme: mkdocs\n", encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# x\n", encoding="utf-8")
    return folder


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[int]:
    with (tmp_path / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def test_builds_with_what_it_was_given(source: Path, lock: int, tmp_path: Path) -> None:
    mkdocs = MkDocs(sys.executable)
    mkdocs.build(source, tmp_path / "site", lock, NAME="某单位")
    output, is_built = mkdocs.said()
    assert is_built, output
    assert "<title>某单位</title>" in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_knows_nothing_else_of_our_environment(
    source: Path, lock: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does it import anything from where it is started, or from where it builds."""
    monkeypatch.setenv("NAME", "某单位")
    monkeypatch.setenv("PYTHONPATH", str(source))
    monkeypatch.chdir(source)
    for name in ("generator", "mkdocs", "json", "sitecustomize"):
        (source / f"{name}.py").write_text("raise SystemExit('not to be imported')")
    mkdocs = MkDocs(sys.executable)
    mkdocs.build(source, tmp_path / "site", lock)
    output, is_built = mkdocs.said()
    assert not is_built and "site_name" in output


def test_its_resources_are_bounded() -> None:
    with MkDocs(sys.executable):
        process = started_by(os.getpid())
        assert ends(lambda: process.rlimit(psutil.RLIMIT_CPU)[0] == MOST_SECONDS)
        assert process.rlimit(psutil.RLIMIT_AS)[0] == MOST_MEMORY
    assert not process.is_running()


def test_says_why_it_could_not(source: Path, lock: int, tmp_path: Path) -> None:
    (source / "docs" / "index.md").write_text("[x](no.md)\n", encoding="utf-8")
    mkdocs = MkDocs(sys.executable)
    mkdocs.build(source, tmp_path / "site", lock, NAME="某单位")
    output, is_built = mkdocs.said()
    assert not is_built and "no.md" in output

    mkdocs = MkDocs(sys.executable)
    mkdocs.build(tmp_path / "nowhere", tmp_path / "site", lock)
    output, is_built = mkdocs.said()
    assert not is_built and "nowhere" in output

    mkdocs = MkDocs(sys.executable)
    started_by(os.getpid()).kill()
    mkdocs.build(source, tmp_path / "site", lock, NAME="某单位")
    assert mkdocs.said() == ("Killed", False)


def test_holds_the_lock_while_it_builds(source: Path, lock: int, tmp_path: Path) -> None:
    """Also where the process that gave the order has ended."""
    mkdocs = MkDocs(sys.executable)
    mkdocs.build(source, tmp_path / "site", lock, NAME="某单位")
    own = os.dup(lock)  # the fixture closes its own
    os.dup2(os.open(os.devnull, os.O_RDONLY), lock)
    os.close(own)
    with (tmp_path / "lock").open() as other:
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert mkdocs.said()[1]
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_ends_with_whoever_started_it() -> None:
    code = f"import sys, time; from {MkDocs.__module__} import MkDocs; "
    code += "mkdocs = MkDocs(sys.executable); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as starter:
        assert starter.stdout and starter.stdout.readline()
        started = started_by(starter.pid)
        starter.kill()
    assert ends(lambda: not started.is_running())


def test_ends_with_a_push_that_is_refused(office: Office) -> None:
    office.write("docs/guanyu.md", "# 关于\n")
    office.commit()
    process = office.start_push()
    assert ends(lambda: bool(builders_of(office)))
    process.communicate(timeout=60)

    office.write("program.py", "x = 1\n")
    office.commit()
    assert not office.push().accepted
    assert ends(lambda: not builders_of(office))


def test_one_of_another_program_is_not_used(office: Office) -> None:
    """The program was changed between the start of a push and its turn."""
    host = Host.of(Repository.at(office.repository))
    office.write("docs/guanyu.md", "# 关于\n\n新的\n")
    office.git("push", "--quiet", str(office.repository), f"{office.commit()}:refs/heads/other")
    with MkDocs(sys.executable) as ready:
        Publication(host, print, Wording(), ready).publish(office.head())
        assert "新的" in office.page("guanyu")
        assert started_by(os.getpid()).is_running()


def started_by(parent: int) -> psutil.Process:
    def found() -> list[psutil.Process]:
        processes = psutil.Process(parent).children()
        return [one for one in processes if MkDocs.__module__ in one.cmdline()]

    assert ends(lambda: bool(found()))  # its command line can be read a moment after it started
    return found()[0]


def builders_of(office: Office) -> list[psutil.Process]:
    """Processes of the office's program that build."""
    word = f"{office.repository}/"
    processes = psutil.process_iter(["cmdline"])
    lines = ((process, " ".join(process.info["cmdline"] or ())) for process in processes)
    return [process for process, line in lines if word in line and MkDocs.__module__ in line]


def ends(condition: Callable[[], bool]) -> bool:
    """Whether it comes true soon."""
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()
