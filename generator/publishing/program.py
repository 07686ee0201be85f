"""The program that builds the site on this machine: its files, and its Python."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.building.mkdocs_process import module_command
from generator.publishing.guard import ProgramFile, is_editable

FACTS_FILE = "program.json"
ENVIRONMENT = "venv"

_CODE = ("generator", "overrides", "mkdocs.yml", "requirements.txt")
_NOT_LINKED = frozenset(("data", "docs", "site", ENVIRONMENT, FACTS_FILE))


@dataclass(frozen=True)
class Program:
    """A folder with `mkdocs.yml`, and a Python with everything installed."""

    folder: Path
    python: Path
    identity: str
    """Two programs with the same identity build the same site of the same plan."""
    commit: str | None = None
    """The commit that it was installed from; None for a checkout."""
    files: frozenset[ProgramFile] = frozenset()
    """All files of that commit that editors may not change."""

    @classmethod
    def installed(cls, folder: Path) -> Program:
        """The program that `installing.install` made in a folder."""
        facts = json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))
        python = folder / ENVIRONMENT / "bin" / "python"
        files = frozenset(ProgramFile(*file) for file in facts["files"])
        return cls(folder, python, folder.name, facts["commit"], files)

    @classmethod
    def of_checkout(cls, folder: Path, python: Path) -> Program:
        """The program of the files in a checkout, committed or not."""
        digest = sha256()
        for file in _files(folder):
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            digest.update(sha256(file.read_bytes()).digest())
        return cls(folder, python, digest.hexdigest())

    def lend_to(self, source: Path) -> None:
        """Put links to the program's files beside a plan's `data/` and `docs/`.

        Files in `docs/` that are neither pages nor images come from the program: editors may not
        change them.
        """
        for item in sorted(self.folder.iterdir()):
            if item.name not in _NOT_LINKED and not item.name.startswith("."):
                (source / item.name).symlink_to(item)
        docs = self.folder / "docs"
        for file in sorted(docs.rglob("*")):
            name = file.relative_to(self.folder)
            if file.is_file() and not is_editable(name.as_posix()):
                (source / name).parent.mkdir(parents=True, exist_ok=True)
                (source / name).symlink_to(file)

    def command(self, module: str, *arguments: str) -> list[str]:
        """A command line that runs a module of the program."""
        return module_command(self.python, module, *arguments)


def _files(folder: Path) -> Iterator[Path]:
    for name in _CODE:
        path = folder / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                yield file
