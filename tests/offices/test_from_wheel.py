"""Test an office from its document to its live site, with nothing but the wheel installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.offices.wheel import own_wheel
from tests.command import run
from tests.support import MADE_UP_OFFICE

pytestmark = pytest.mark.soak


def call(folder: Path, *command: str | Path, **variables: str) -> str:
    """What a command prints; it must succeed. It sees no package but those of its own Python."""
    kept = {name: os.environ[name] for name in os.environ if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, env=kept | variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def binaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that was empty, installed as a folder's README says."""
    folder = tmp_path_factory.mktemp("first") / "plan"
    assert run("new", str(folder), "--office", "示例市测试局", "--year", "2030").exit_code == 0
    call(folder, sys.executable, "-m", "venv", ".venv")
    options = ("--quiet", "--disable-pip-version-check", "--require-hashes")
    call(folder, ".venv/bin/pip", "install", *options, "-r", "requirements.txt")
    assert "0 项任务" in call(folder, ".venv/bin/work-plan", "check")
    call(folder, ".venv/bin/mkdocs", "build", "--strict")
    assert "怎样开始" in (folder / "site/index.html").read_text(encoding="utf-8")
    return folder / ".venv/bin"


@pytest.fixture(scope="module")
def annex(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("annex") / "附件.docx"
    table = MADE_UP_OFFICE / "data/tasks.yaml"
    assert run("export", str(file), "--from", str(table)).exit_code == 0
    return file


def test_wheel_written_by_a_wheel_is_the_same(binaries: Path, tmp_path: Path) -> None:
    call(tmp_path, binaries / "work-plan", "new", "plan", "--office", "示例市测试局")
    wheel = own_wheel()
    assert (tmp_path / "plan" / wheel.name).read_bytes() == wheel.content


def test_from_a_document_to_the_live_site(binaries: Path, annex: Path, tmp_path: Path) -> None:
    program = binaries / "work-plan"
    call(tmp_path, program, "new", "plan", "--from", annex)
    folder = tmp_path / "plan"
    call(folder, "git", "init", "--quiet", "--initial-branch=main")
    for name, value in (("user.name", "bianji"), ("user.email", "bianji@example.test")):
        call(folder, "git", "config", name, value)
    call(folder, "git", "add", "--all")
    call(folder, "git", "commit", "--quiet", "--message", "第一版")
    server = tmp_path / "server"
    call(folder, program, "host", "init", server / "plan.git", "--www", server / "www")
    said = call(folder, "git", "push", server / "plan.git", "main", REMOTE_USER="bianji")
    assert "已发布" in said
    home = (server / "www/current/index.html").read_text(encoding="utf-8")
    assert "示例市样板局" in home
