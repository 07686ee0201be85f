"""Brings an office's folder up to date with the program that runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.language.problems import Place, PlanError, Problem
from generator.language.wording import Wording
from generator.offices.folder import DATA, REQUIREMENTS, program_files
from generator.offices.migrating import without_the_programs_part
from generator.offices.wheel import Wheel, version
from generator.table.atomic import write_atomically
from generator.table.loading import TABLE_FILE
from generator.table.syntax import Fault, decode

CONFIGURATION = "mkdocs.yml"
_TABLE = f"{DATA}/{TABLE_FILE}"
_PROGRAM = re.compile(r"^\./(work_plan-(\d+(?:\.\d+)*)-py3-none-any\.whl) ", re.MULTILINE)
_PACKAGE = re.compile(r"^(?!\./work_plan-)[^\s#=<>@;~!\[]+", re.MULTILINE)
_TEXTS = (".json", ".txt", ".yml")


class NotAnOfficeError(Exception):
    """The folder was not made by `work-plan new`."""


class NewerFolderError(Exception):
    """The folder is of a newer program than the one that runs."""


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade of a folder changes."""

    folder: Path
    old: str
    """The version that the folder had."""
    new: str
    files: Mapping[str, bytes]
    """The new content of each file that changes, or is new."""
    removed: tuple[str, ...]
    dropped: tuple[str, ...]
    """The packages that `requirements.txt` names no more."""

    def texts(self, name: str) -> tuple[str, str]:
        """A text file before and after."""
        return (self.folder / name).read_text(encoding="utf-8"), self.files[name].decode()


def prepare(folder: Path, wheel: Wheel, wording: Wording) -> Upgrade:
    """What would change, without writing a file.

    Raises:
        NotAnOfficeError: the folder has no `mkdocs.yml`, no table, or no program in its
            `requirements.txt`.
        NewerFolderError: its program is newer.
        OwnThemeError: its `mkdocs.yml` cannot be moved without a loss.
        PlanError: one of these files is not UTF-8.
        OSError: a file cannot be read.
    """
    if not all((folder / name).is_file() for name in (CONFIGURATION, REQUIREMENTS, _TABLE)):
        raise NotAnOfficeError
    requirements, settings = (_text(folder / name) for name in (REQUIREMENTS, CONFIGURATION))
    stated = _PROGRAM.search(requirements)
    if not stated:
        raise NotAnOfficeError
    if _in_order(stated[2]) > _in_order(version()):
        raise NewerFolderError(stated[2])
    wanted = program_files(wheel, wording)
    wanted[CONFIGURATION] = without_the_programs_part(settings).encode()
    files = {name: new for name, new in wanted.items() if not _has(folder / name, new)}
    is_old = stated[1] != wheel.name and (folder / stated[1]).exists()
    removed = (stated[1],) if is_old else ()
    named = _PACKAGE.findall(wanted[REQUIREMENTS].decode())
    dropped = tuple(name for name in _PACKAGE.findall(requirements) if name not in named)
    return Upgrade(folder, stated[2], version(), files, removed, dropped)


def carry_out(upgrade: Upgrade) -> None:
    """Write all files, then remove the old program.

    Raises:
        OSError: a file cannot be written; all are as they were.
    """
    before = {name: _read(upgrade.folder / name) for name in upgrade.files}
    try:
        for name, content in upgrade.files.items():
            write_atomically(upgrade.folder / name, content)
    except OSError:
        for name, old in before.items():
            if old is None:
                (upgrade.folder / name).unlink(missing_ok=True)
            elif _read(upgrade.folder / name) != old:
                write_atomically(upgrade.folder / name, old)
        raise
    for name in upgrade.removed:
        (upgrade.folder / name).unlink(missing_ok=True)


def _text(file: Path) -> str:
    try:
        return decode(file.read_bytes()).replace("\r\n", "\n")
    except Fault as fault:
        place = Place(file, fault.line, fault.column)
        raise PlanError([Problem(place, fault.code, fault.details)]) from None


def _has(file: Path, content: bytes) -> bool:
    """Whether a file has this content; git on Windows gives texts line breaks of Windows."""
    old = _read(file)
    if old and file.name.endswith(_TEXTS):
        old = old.replace(b"\r\n", b"\n")
    return old == content


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _in_order(stated: str) -> tuple[int, ...]:
    return tuple(map(int, stated.split(".")))
