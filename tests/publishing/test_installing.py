"""Test a new server with an environment made from the lock, and a new program on it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publishing.installing import backend_lines
from tests.publishing.office import MAINTAINER, Office
from tests.support import ROOT

LOCK = "generator/offices/requirements.txt"


def test_backend_is_taken_from_the_lock() -> None:
    lines = backend_lines((ROOT / LOCK).read_text(encoding="utf-8")).splitlines()
    assert lines[0].startswith("setuptools==") and len(lines) >= 2
    assert all(line.startswith("    --hash=sha256:") for line in lines[1:])
    assert backend_lines("click==8.4\nsetuptools==1\nx==1\n") == "setuptools==1\n"
    assert backend_lines("setuptools==1 \\\n") == "setuptools==1 \\\n"
    assert backend_lines("click==8.4\n") == ""


@pytest.mark.soak
def test_failed_installation_leaves_nothing(office: Office) -> None:
    """Test that the old program stays when the lock names a package that is not there."""
    office.write(LOCK, "setuptools==0.0.0 \\\n    --hash=sha256:00\n")
    commit = office.commit()
    assert office.push(user=MAINTAINER).accepted
    programs = office.repository / "work-plan"
    before = sorted(programs.iterdir()), (programs / "current").readlink()
    result = office.run("host", "upgrade", commit)
    assert result.exit_code == 1 and "装不好运行环境" in result.output
    assert (sorted(programs.iterdir()), (programs / "current").readlink()) == before


@pytest.mark.soak
def test_server_from_nothing(new_office: Office, tmp_path: Path) -> None:
    office = new_office.copy_to(tmp_path / "office")
    server = Office(tmp_path / "server")
    options = ["--www", str(server.www), "--program", str(office.checkout)]
    result = CliRunner().invoke(main, ["host", "init", str(server.repository), *options])
    assert result.exit_code == 0, result.output
    office.git("remote", "set-url", "origin", str(server.repository))
    pushed = office.push()
    assert pushed.accepted, pushed.output
    first = server.live

    current = server.repository / "work-plan/current"
    places = [where_generator_is(current)]
    assert places[0].is_relative_to(current.resolve())

    settings = ["config", "--add", "workplan.maintainer", MAINTAINER]
    subprocess.run(["git", *settings], cwd=server.repository, check=True)
    office.write("generator/pages/templates/_page.md.jinja", changed_template(office))
    commit = office.commit()
    assert office.push(user=MAINTAINER).accepted
    assert "新的程序" not in server.page("2030")
    command = current.resolve() / "venv/bin/work-plan"
    upgraded = subprocess.run(
        [command, "host", "upgrade", commit],
        cwd=server.repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert upgraded.returncode == 0, upgraded.stderr
    assert "新的程序" in server.page("2030") and server.live != first
    places.append(where_generator_is(current))
    assert places[1].is_relative_to(current.resolve()) and places[1] != places[0]
    office.write("docs/guanyu.md", "# 关于\n")
    office.commit()
    assert office.push().accepted


def where_generator_is(program: Path) -> Path:
    done = subprocess.run(
        [program / "venv/bin/python", "-I", "-c", "import generator; print(generator.__file__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return Path(done.stdout.strip()).resolve()


def changed_template(office: Office) -> str:
    file = office.checkout / "generator/pages/templates/_page.md.jinja"
    text = file.read_text(encoding="utf-8")
    return text.replace("{% block content %}", "<p>新的程序</p>\n\n{% block content %}", 1)
