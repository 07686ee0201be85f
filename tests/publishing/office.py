"""An office that publishes by pushing: its editor's checkout, its server, its public folder.

Program and theme are the project's; plan, settings and pages are made up.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main
from generator.publishing.releases import FACTS_FILE
from tests.support import BASE, ROOT

SITE_URL = "https://plan.example.test/"
PROGRAM = (
    *("generator", "overrides"),
    *("pyproject.toml", "requirements.txt", "LICENSE", ".gitignore"),
)
SETTINGS = f"""\
site_name: 示例市测试局工作要点
site_url: {SITE_URL}
theme:
  name: work-plan
  custom_dir: overrides
plugins:
  - work-plan
nav:
  - guanyu.md
"""
PAGE = "# 关于本站\n\n看[首页](index.md)。\n"
SCRIPT = "probe.js"
"""A script of the program that every page asks for."""
MAINTAINER = "guanliyuan"
EDITOR = "bianji"

Digests = dict[str, str]
"""The content of every file of a tree, by its path in it."""


@dataclass(frozen=True)
class Office:
    """Everything in one folder."""

    folder: Path

    @property
    def checkout(self) -> Path:
        return self.folder / "checkout"

    @property
    def repository(self) -> Path:
        return self.folder / "plan.git"

    @property
    def www(self) -> Path:
        return self.folder / "www"

    @property
    def live(self) -> str:
        """The name of the release that the public sees."""
        return (self.www / "current").readlink().name

    def write(self, path: str, content: str | bytes) -> None:
        file = self.checkout / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.checkout / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def commit(self, message: str = "改动") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.head()

    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def tip(self, branch: str = "main") -> str:
        return self.git("--git-dir", str(self.repository), "rev-parse", f"refs/heads/{branch}")

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.checkout, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def start_push(self, *arguments: str, user: str = EDITOR) -> subprocess.Popen[str]:
        """Push as someone the server has let in; in a process group of its own."""
        return subprocess.Popen(
            ["git", "push", "origin", *(arguments or ("main",))],
            cwd=self.checkout,
            env=os.environ | {"REMOTE_USER": user},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def push(self, *arguments: str, user: str = EDITOR) -> Pushed:
        process = self.start_push(*arguments, user=user)
        output = process.communicate(timeout=120)[0]
        return Pushed(process.returncode == 0, output)

    def run(self, *arguments: str) -> Result:
        """`work-plan …` on the server, in the repository."""
        options = ("--repo", str(self.repository))
        return CliRunner().invoke(main, [*arguments, *options])

    def upgrade(self, commit: str) -> Result:
        """`work-plan host upgrade` with the environment that the server has."""
        environment = (self.repository / "work-plan/current/venv").resolve()
        return self.run("host", "upgrade", commit, "--environment", str(environment))

    def rename_script(self, old: str, new: str) -> str:
        """Change the program: the script of every page gets another name. The commit is pushed."""
        self.git("mv", f"overrides/assets/{old}", f"overrides/assets/{new}")
        self.replace("overrides/main.html", f"assets/{old}", f"assets/{new}")
        commit = self.commit()
        pushed = self.push(user=MAINTAINER)
        assert pushed.accepted, pushed.output
        return commit

    def public(self) -> Digests:
        """What the public sees, its compressed copies included."""
        return digests(self.www / "current")

    def page(self, address: str = "") -> str:
        return (self.www / "current" / address / "index.html").read_text(encoding="utf-8")

    def copy_to(self, folder: Path) -> Office:
        """The same office elsewhere."""
        shutil.copytree(self.folder, folder, symlinks=True, copy_function=_copy_or_link)
        office = Office(folder)
        office.git("remote", "set-url", "origin", str(office.repository))
        office.git(
            "config", "--file", str(office.repository / "config"), "workplan.www", str(office.www)
        )
        return office


@dataclass(frozen=True)
class Pushed:
    """How a push ended, and what the editor read."""

    accepted: bool
    output: str

    @property
    def said(self) -> list[str]:
        """The server's lines."""
        lines = re.findall(r"^remote: (.*)$", self.output, re.MULTILINE)
        return [line.rstrip() for line in lines]


def make_office(folder: Path, environment: str = sys.prefix) -> Office:
    """An office whose server waits for the first push; it builds with an environment's Python."""
    office = Office(folder)
    office.checkout.mkdir(parents=True)
    for name in PROGRAM:
        if (ROOT / name).is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, office.checkout / name, ignore=ignore)
        else:
            shutil.copy(ROOT / name, office.checkout)
    start = "{% block content %}"
    script = f"""<script type="module" src="{{{{ 'assets/{SCRIPT}' | url }}}}"></script>"""
    office.replace("overrides/main.html", start, f"{start}{script}")
    office.write(f"overrides/assets/{SCRIPT}", "export const probe = 1;\n")
    office.write("mkdocs.yml", SETTINGS)
    office.write("docs/guanyu.md", PAGE)
    office.write("data/tasks.yaml", BASE)
    office.git("init", "--quiet", "--initial-branch=main")
    office.git("config", "user.name", "编辑")
    office.git("config", "user.email", "bianji@example.test")
    office.git("config", "gc.auto", "0")
    office.git("remote", "add", "origin", str(office.repository))
    office.commit("第一次")
    result = CliRunner().invoke(
        main,
        [
            *("host", "init", str(office.repository), "--www", str(office.www)),
            *("--program", str(office.checkout), "--environment", environment, "--keep", "3"),
        ],
    )
    assert result.exit_code == 0, result.output
    office.git(
        *("config", "--file", str(office.repository / "config")),
        *("workplan.maintainer", MAINTAINER),
    )
    return office


def _copy_or_link(source: str, copy: str) -> None:
    """Releases, programs and git's objects never change, so a second name for them will do."""
    if any(f"/{folder}/" in source for folder in ("releases", "work-plan", "objects")):
        os.link(source, copy)
    else:
        shutil.copy2(source, copy)


def digests(tree: Path) -> Digests:
    return dict(_digests(tree))


def _digests(tree: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(tree.rglob("*")):
        if file.is_file() and file.name != FACTS_FILE:
            name = file.relative_to(tree).as_posix()
            yield name, hashlib.sha256(file.read_bytes()).hexdigest()
