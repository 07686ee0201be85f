"""Test that the same commit gives the same bytes on every machine."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.publishing.office import SITE_URL, Digests, Office, digests

REVERSE = """
import os

class Reversed:
    def __init__(self, *arguments):
        with scandir(*arguments) as found:
            self.rest = sorted(found, key=lambda entry: entry.name)
    def __iter__(self):
        return self
    def __next__(self):
        if not self.rest:
            raise StopIteration
        return self.rest.pop()
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass

scandir, listdir = os.scandir, os.listdir
os.scandir = Reversed
os.listdir = lambda *arguments: sorted(listdir(*arguments), reverse=True)
"""


@dataclass(frozen=True)
class Machine:
    """What differs from one machine to another."""

    environment: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    reverses_folders: bool = False


MACHINES = (
    Machine({"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
    Machine({"TZ": "America/Anchorage", "LC_ALL": "C", "PYTHONHASHSEED": "4242"}, 0o077, True),
)
MORE_MACHINES = (
    Machine({"TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "PYTHONHASHSEED": "7"}, 0o027),
    Machine({"TZ": "UTC", "LANG": "zh_CN.GB18030", "PYTHONHASHSEED": "random"}, 0o002, True),
)


def clone(office: Office, folder: Path, *options: str) -> Path:
    source = f"file://{office.repository}"
    subprocess.run(["git", "clone", "--quiet", *options, source, str(folder)], check=True)
    return folder


def built(*checkouts: tuple[Path, Machine]) -> list[Path]:
    """The site that plain MkDocs builds in each checkout; all are built at the same time."""
    builds = [start_build(checkout, machine) for checkout, machine in checkouts]
    assert [build.wait(timeout=120) for build in builds] == [0] * len(builds)
    return [checkout / "site" for checkout, _ in checkouts]


def start_build(checkout: Path, machine: Machine) -> subprocess.Popen[bytes]:
    added = checkout.with_name(f"{checkout.name}-python")
    added.mkdir()
    (added / "sitecustomize.py").write_text(REVERSE if machine.reverses_folders else "")
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(added)} | machine.environment
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=checkout,
        env=environment,
        umask=machine.umask,
    )


def without_copies(found: Digests) -> Digests:
    """MkDocs makes one compressed file itself; the others are made when a release is."""
    return {name: value for name, value in found.items() if not name.endswith(".gz")}


@pytest.mark.soak
@pytest.mark.parametrize(
    "machines", [MACHINES, pytest.param(MACHINES + MORE_MACHINES, marks=pytest.mark.soak)]
)
def test_same_bytes_on_every_machine(
    published_office: Office, tmp_path: Path, machines: tuple[Machine, ...]
) -> None:
    checkouts = [
        (clone(published_office, tmp_path / "那里" / str(number)), machine)
        for number, machine in enumerate(machines)
    ]
    first, *others = map(digests, built(*checkouts))
    assert len(first) > 30 and "data/2030/tasks.xlsx" in first
    assert all(other == first for other in others)
    assert without_copies(published_office.public()) == without_copies(first)


@pytest.mark.soak
def test_published_twice_gives_the_same_tree(published_office: Office, tmp_path: Path) -> None:
    """Test a later time and another public folder, with the compressed copies."""
    result = published_office.run("publish", "main", "--www", str(tmp_path / "elsewhere"))
    assert result.exit_code == 0, result.output
    assert digests(tmp_path / "elsewhere/current") == published_office.public()


@pytest.mark.soak
def test_sitemap_follows_the_plan(office: Office) -> None:
    office.write("docs/guanyu.md", "# 关于\n")
    office.commit()
    assert office.push().accepted
    date = office.git("log", "-1", "--format=%cs", "--", "data/tasks.yaml")
    sitemap = (office.www / "current/sitemap.xml").read_text(encoding="utf-8")
    entry = f"<loc>{SITE_URL}2030/</loc>\n    <lastmod>{date}</lastmod>"
    assert entry in sitemap
    assert f"<loc>{SITE_URL}guanyu/</loc>\n  </url>" in sitemap


@pytest.mark.soak
def test_no_date_without_the_whole_history(published_office: Office, tmp_path: Path) -> None:
    """Test a shallow clone, and a download without a repository."""
    shallow = clone(published_office, tmp_path / "shallow", "--depth", "1")
    download = clone(published_office, tmp_path / "download")
    (download / ".git").rename(tmp_path / "git")
    assert "网页更新" in published_office.page("2030")
    for site in built((shallow, MACHINES[0]), (download, MACHINES[0])):
        assert "网页更新" not in (site / "2030/index.html").read_text(encoding="utf-8")
        assert "<lastmod>" not in (site / "sitemap.xml").read_text(encoding="utf-8")
