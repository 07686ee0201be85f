"""Writes what a command has made, or ends it with a sentence that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.language.command_line import fail, fail_unwritten
from generator.language.wording import Wording
from generator.table.atomic import write_atomically


def write_or_fail(file: Path, content: bytes, wording: Wording) -> None:
    """Replace a file as a whole, in a folder that is made if need be, or end the command."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, content)
    except OSError as error:
        fail_unwritten(file, error, wording)


def write_new_or_fail(file: Path, content: bytes, wording: Wording) -> None:
    """Write a new file, or end the command. One that is there already is not replaced."""
    try:
        if file.exists():
            fail(wording.say("export.exists", file=file.as_posix()))
        write_atomically(file, content)
    except OSError as error:
        fail_unwritten(file, error, wording)


def write_folder_or_fail(folder: Path, files: Mapping[str, bytes], wording: Wording) -> None:
    """Write new files into a folder, all of them, or end the command and leave none."""
    folders: list[Path] = []
    written: list[Path] = []
    try:
        there = [name for name in files if (folder / name).exists()]
        if there:
            fail(wording.say("export.some-exist", folder=folder.as_posix(), files=there))
        for name, content in files.items():
            file = folder / name
            folders[:0] = [one for one in file.parents if not one.exists()]
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, content)
            written.append(file)
    except OSError as error:
        with suppress(OSError):
            for file in written:
                file.unlink()
            for made in filter(Path.exists, folders):
                made.rmdir()
        fail_unwritten(Path(error.filename or folder), error, wording)
