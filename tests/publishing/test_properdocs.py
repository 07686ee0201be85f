"""Test a server that has ProperDocs and no MkDocs: it publishes and refuses as any other."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.building.test_properdocs import GENERATOR
from tests.publishing.office import MAINTAINER, Office, make_office
from tests.support import contents

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The environment of the tests, without MkDocs."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    base = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", vars=base))
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if entry.name != "mkdocs" and not entry.name.startswith("mkdocs-"):
            (packages / entry.name).symlink_to(entry)
    return folder


@pytest.fixture(scope="module")
def published(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """It has published once. Not to be changed: copy it."""
    office = make_office(tmp_path_factory.mktemp("published") / "office", str(environment))
    pushed = office.push()
    assert pushed.accepted, pushed.output
    return office


@pytest.fixture
def office(published: Office, tmp_path: Path) -> Office:
    return published.copy_to(tmp_path / "office")


def test_environment_has_no_mkdocs(environment: Path) -> None:
    code = "import importlib.util as it; print(it.find_spec('mkdocs'), it.find_spec('properdocs'))"
    command = [str(environment / "bin/python"), "-I", "-c", code]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert found.startswith("None ModuleSpec(")


def test_push_publishes_what_mkdocs_would(office: Office) -> None:
    """Test also that the server can change to MkDocs, and back."""
    theirs = pages(office)
    assert "ProperDocs" in theirs["index.html"].decode()
    upgraded = office.run("host", "upgrade", office.tip(), "--environment", sys.prefix)
    assert upgraded.exit_code == 0, upgraded.output
    ours = pages(office)
    assert theirs.keys() == ours.keys()
    assert theirs != ours
    for name in ours:
        assert GENERATOR.sub(b"", theirs[name]) == GENERATOR.sub(b"", ours[name]), name


def pages(office: Office) -> dict[str, bytes]:
    """Every file of the live site, without compressed copies and notes of the program."""
    files = contents(office.www / "current").items()
    return {name: content for name, content in files if not name.endswith((".gz", "release.json"))}


def test_change_is_published(office: Office) -> None:
    office.write("docs/guanyu.md", "# 关于本站\n\n改过的一句话。\n")
    office.commit()
    pushed = office.push()
    assert pushed.accepted, pushed.output
    assert "改过的一句话。" in office.page("guanyu")


def test_wrong_table_is_refused_with_its_line(office: Office) -> None:
    before, live = office.public(), office.live
    office.replace("data/tasks.yaml", "责任处室: [甲处室", "责任处室: [丙处室")
    office.commit()
    pushed = office.push()
    assert not pushed.accepted
    assert "没有登记过处室“丙处室”" in pushed.output and "data/tasks.yaml:" in pushed.output
    assert (office.public(), office.live) == (before, live)


def test_warning_is_never_published(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    office.replace("mkdocs.yml", "nav:", "nav:\n  - 别处: /2030/")
    commit = office.commit()
    assert office.push(user=MAINTAINER).accepted
    before = office.public()
    assert office.upgrade(commit).exit_code == 1
    said = capfd.readouterr().err
    assert "生成页面时出错" in said and "absolute path to '/2030/'" in said
    assert office.public() == before


def test_editor_builds_without_mkdocs_too(
    environment: Path, office: Office, tmp_path: Path
) -> None:
    """Test the build of `work-plan check --site`."""
    code = (
        "import sys; from pathlib import Path; from generator.publishing.site_check import build;"
        "print(build(Path.cwd(), Path(sys.argv[1])))"
    )
    command = [str(environment / "bin/python"), "-c", code, str(tmp_path / "site")]
    done = subprocess.run(command, cwd=office.checkout, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("", "")
    assert (tmp_path / "site/2030/index.html").is_file()
    office.replace("mkdocs.yml", "nav:", "nav:\n  - 别处: /2030/")
    done = subprocess.run(command, cwd=office.checkout, capture_output=True, text=True, check=False)
    (line,) = done.stdout.strip().splitlines()
    assert "absolute path to '/2030/'" in line
