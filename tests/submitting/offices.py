"""A clerk and a colleague, each with a clone of the office's plain repository."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support import BASE, write_data

PAGE = "# 关于本站\n\n第一段。\n\n第二段。\n\n第三段。\n"


@dataclass(frozen=True)
class Clone:
    folder: Path

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def read(self, path: str) -> str:
        return (self.folder / path).read_bytes().decode()

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def edit(self, *edits: tuple[str, str], path: str = "data/tasks.yaml") -> None:
        text = self.read(path)
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        self.write(path, text)

    def commit(self, message: str = "改") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def push(self) -> None:
        """What is in the folder, by hand, on top of what is on the server."""
        self.commit("同事改的")
        self.git("pull", "--quiet", "--rebase")
        self.git("push", "--quiet")

    def changed(self) -> str:
        """What git says of files that differ from the last commit."""
        return self.git("status", "--porcelain")


@dataclass(frozen=True)
class Offices:
    folder: Path

    @property
    def server(self) -> Path:
        return self.folder / "server.git"

    @property
    def mine(self) -> Clone:
        """With a space and Chinese in its path."""
        return Clone(self.folder / "我的 文件夹")

    @property
    def theirs(self) -> Clone:
        return Clone(self.folder / "theirs")

    def on_server(self, path: str = "data/tasks.yaml") -> str:
        arguments = ["git", "--git-dir", str(self.server), "show", f"main:{path}"]
        return subprocess.run(arguments, capture_output=True, check=True).stdout.decode()

    def message(self) -> str:
        """That of the last commit on the server."""
        arguments = ["git", "--git-dir", str(self.server), "log", "-1", "--format=%B", "main"]
        return subprocess.run(arguments, capture_output=True, check=True).stdout.decode().strip()

    def hook(self, script: str) -> None:
        """What the server does with a push before it is taken."""
        file = self.server / "hooks" / "pre-receive"
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)

    def copy_to(self, folder: Path) -> Offices:
        shutil.copytree(self.folder, folder)
        copy = Offices(folder)
        for clone in (copy.mine, copy.theirs):
            clone.git("remote", "set-url", "origin", str(copy.server))
        return copy


def make_offices(folder: Path) -> Offices:
    offices = Offices(folder)
    first = Clone(folder / "first")
    write_data(first.folder / "data")
    first.write("docs/guanyu.md", PAGE)
    first.write("mkdocs.yml", "site_name: 示例\n")
    first.git("init", "--quiet", "--initial-branch=main")
    identify(first)
    first.commit()
    first.git("clone", "--quiet", "--bare", ".", str(offices.server))
    (offices.server / "hooks").mkdir(exist_ok=True)
    for clone in (offices.mine, offices.theirs):
        first.git("clone", "--quiet", str(offices.server), str(clone.folder))
        identify(clone)
    shutil.rmtree(first.folder)
    assert offices.on_server() == BASE
    return offices


def identify(clone: Clone) -> None:
    clone.git("config", "user.name", "甲")
    clone.git("config", "user.email", "jia@example.test")
    clone.git("config", "gc.auto", "0")
