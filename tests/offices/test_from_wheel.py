"""Test an office from its document to its live site, with nothing but the wheel installed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from generator.offices.wheel import own_wheel, version
from tests.command import run
from tests.importing.other_offices import EXPECTED, NAMES, OFFICES, YEAR
from tests.support import MADE_UP_OFFICE

pytestmark = pytest.mark.soak

LATER = "9.0.0"
SEEN = "回到最上面"
CHANGED = ("/METADATA", "/footer.html")


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


def put_under_git(folder: Path) -> None:
    call(folder, "git", "init", "--quiet", "--initial-branch=main")
    for name, value in (("user.name", "bianji"), ("user.email", "bianji@example.test")):
        call(folder, "git", "config", name, value)
    commit(folder)


def commit(folder: Path) -> str:
    call(folder, "git", "add", "--all")
    call(folder, "git", "commit", "--quiet", "--message", "改动")
    return call(folder, "git", "rev-parse", "HEAD").strip()


def push(folder: Path, server: Path) -> str:
    return call(folder, "git", "push", server / "plan.git", "main", REMOTE_USER="guanliyuan")


def newer_wheel(folder: Path) -> Path:
    """The program's wheel as one of a later version, which says so on each page."""
    wheel = own_wheel()
    later = wheel.name.replace(version(), LATER)
    with (
        zipfile.ZipFile(io.BytesIO(wheel.content)) as old,
        zipfile.ZipFile(folder / later, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name).decode("utf-8") if name.endswith(CHANGED) else old.read(name)
            if isinstance(content, str):
                content = content.replace(f"Version: {version()}", f"Version: {LATER}")
                content = content.replace("回到顶部", SEEN)
            if not name.endswith("/RECORD"):
                new.writestr(name.replace(f"-{version()}.dist", f"-{LATER}.dist"), content)
        new.writestr(f"work_plan-{LATER}.dist-info/RECORD", "")
    return folder / later


@pytest.mark.parametrize("layout", OFFICES)
def test_offices_of_other_layouts_go_live(binaries: Path, layout: str, tmp_path: Path) -> None:
    """Test that three commands and a push publish a document, whatever its layout."""
    program, server = binaries / "work-plan", tmp_path / "server"
    OFFICES[layout](tmp_path / "附件.docx")
    office = ("--office", NAMES[layout])
    call(tmp_path, program, "new", "单位 一", "--from", "附件.docx", *office)
    folder = tmp_path / "单位 一"
    call(folder, binaries / "mkdocs", "build", "--strict")
    put_under_git(folder)
    environment = ("--environment", binaries.parent)
    init = ("host", "init", server / "plan.git", "--www", server / "www")
    call(folder, program, *init, *environment)
    assert "已发布" in push(folder, server)
    whole = (server / f"www/current/{YEAR}/index.html").read_text(encoding="utf-8")
    assert whole.count(' id="task-') == len(EXPECTED[layout])


def test_from_a_document_to_the_live_site(binaries: Path, annex: Path, tmp_path: Path) -> None:
    """Test that a server gets the program from the folder, and a later one after an upgrade."""
    program, server = binaries / "work-plan", tmp_path / "server"
    call(tmp_path, program, "new", "plan", "--from", annex)
    folder = tmp_path / "plan"
    put_under_git(folder)
    call(folder, program, "host", "init", server / "plan.git", "--www", server / "www")
    setting = ("config", "--add", "workplan.maintainer", "guanliyuan")
    call(server / "plan.git", "git", *setting)
    assert "已发布" in push(folder, server)
    home = server / "www/current/index.html"
    assert "示例市样板局" in home.read_text(encoding="utf-8")

    call(folder, sys.executable, "-m", "venv", ".venv")
    pip = (".venv/bin/pip", "install", "--quiet", "--disable-pip-version-check")
    call(folder, *pip, "--require-hashes", "-r", "requirements.txt")
    call(folder, *pip, "--no-deps", newer_wheel(tmp_path))
    said = call(folder, ".venv/bin/work-plan", "upgrade")
    assert said.startswith(f"程序从 {version()} 换到 {LATER}，要改这些文件：\n")
    changed = call(folder, "git", "-c", "core.quotepath=false", "status", "--short").splitlines()
    assert sorted(line.split()[-1] for line in changed) == [
        "requirements.txt",
        own_wheel().name,
        own_wheel().name.replace(version(), LATER),
    ]
    later = commit(folder)
    push(folder, server)
    assert SEEN not in home.read_text(encoding="utf-8")
    call(server / "plan.git", program, "host", "upgrade", later)
    assert SEEN in home.read_text(encoding="utf-8")
