"""What a clerk has changed in the folder, as a tree of git; nothing in the folder changes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.language.scratch_files import is_scratch
from generator.language.vocabulary import COPIES_FOLDER
from generator.submitting.clone import Clone
from generator.table.loading import SETTINGS_FILE, is_table

_DATA = "data/"
_FOLDERS = (_DATA, "docs/", "overrides/")
_FILES = ("mkdocs.yml",)
_EVIDENCE = f"{_DATA}evidence/"
_DOCUMENTS = frozenset(
    (".csv", ".doc", ".docx", ".et", ".ods", ".odt", ".rar", ".wps", ".xls", ".xlsx", ".zip")
)
"""Endings of documents; beside the tables and pages they are exports or other left-overs."""


@dataclass(frozen=True)
class Snapshot:
    """The files of the folder at one moment."""

    tree: str
    """Those of the last commit, with the clerk's changes to what is sent."""
    left_out: Sequence[str]
    """The paths of changed files that are not sent."""


@dataclass(frozen=True)
class Blob:
    """A file of a tree."""

    mode: str
    """git's, such as `100644`."""
    name: str
    """The hash of its content."""


def take_snapshot(clone: Clone) -> Snapshot:
    """What is in the folder now.

    Raises:
        StoppedError: git failed, as when another program keeps a file to itself.
    """
    changed = list(_changed(clone))
    sent = [path for path, is_new in changed if _is_sent(clone, path, is_new)]
    names = "".join(f"{path}\0" for path in sent)
    with clone.with_index("HEAD") as index:
        arguments = ("update-index", "--add", "--remove", "--replace", "-z", "--stdin")
        index.git(*arguments, stdin=os.fsencode(names))
        tree = index.text("write-tree")
    kept = f"{clone.prefix}{COPIES_FOLDER}/"
    left_out = {path for path, _ in changed if not path.startswith(kept)} - {*sent}
    return Snapshot(tree, sorted(left_out))


def _changed(clone: Clone) -> Iterator[tuple[str, bool]]:
    """The path of each file that differs from the last commit, and whether git knows nothing of it.

    What `.gitignore` names is left out.
    """
    arguments = ("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    listing = os.fsdecode(clone.git(*arguments, "--ignore-submodules=all"))
    for line in listing.split("\0")[:-1]:
        yield line[3:], line.startswith("??")


def _is_sent(clone: Clone, path: str, is_new: bool) -> bool:
    if not path.startswith(clone.prefix):
        return False
    name = path.removeprefix(clone.prefix)
    if not name.startswith(_FOLDERS) and name not in _FILES:
        return False
    file = PurePosixPath(name)
    if any(is_scratch(PurePosixPath(part)) for part in file.parts):
        return False
    is_document = file.suffix.lower() in _DOCUMENTS and not name.startswith(_EVIDENCE)
    return not (is_new and is_document)


def has_rows(name: str) -> bool:
    """Whether a file of the office's folder is a table, or the settings."""
    if not name.startswith(_DATA):
        return False
    in_data = PurePosixPath(name.removeprefix(_DATA))
    return is_table(in_data) or in_data.as_posix() == SETTINGS_FILE


def files_between(
    clone: Clone, before: str, after: str
) -> dict[str, tuple[Blob | None, Blob | None]]:
    """The files that differ between two trees or commits; None where there is no file."""
    arguments = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev")
    pieces = os.fsdecode(clone.git(*arguments, before, after)).split("\0")[:-1]
    found = {}
    for facts, path in zip(pieces[::2], pieces[1::2], strict=True):
        old_mode, new_mode, old, new, _ = facts.removeprefix(":").split()
        found[path] = _blob(old_mode, old), _blob(new_mode, new)
    return found


def _blob(mode: str, name: str) -> Blob | None:
    return Blob(mode, name) if name.strip("0") else None


def content(clone: Clone, blob: Blob | None) -> bytes:
    """The content of a file as git keeps it; nothing where there is none."""
    return clone.git("cat-file", "blob", blob.name) if blob else b""
