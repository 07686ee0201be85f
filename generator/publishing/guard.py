"""Checks what a push contains, and that editors change only the plan, not the program."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from unicodedata import normalize

from generator.language.problems import Place, Problem
from generator.publishing.repository import Entry

DATA = "data/"
DOCS = "docs/"
IMAGES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp"))

MEGABYTE = 1_000_000
MAX_FILE = 10 * MEGABYTE
MAX_TOTAL = 200 * MEGABYTE
MAX_FILES = 5_000

LONGEST_NAME = 200
"""Of a file or folder, in bytes; most systems take 255."""
MOST_FOLDERS = 20

PLAIN_MODES = ("100644", "100755")
_NOT_ON_WINDOWS = re.compile(
    r"""[\\<>:"|?*] | [. ](/|$) | (^|/)(con|prn|aux|nul|com\d|lpt\d)(\.[^/]*)?(/|$)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Names with which an editor on Windows can't get the files of the office."""
_LONGEST_SHOWN = 120


class ProgramFile(NamedTuple):
    """A file that editors may not change, with its mode and content."""

    path: str
    mode: str
    blob: str


def is_editable(path: str) -> bool:
    """Whether an editor may change a file: all in `data/`, Markdown and images in `docs/`."""
    suffix = PurePosixPath(path).suffix
    is_page = suffix == ".md" or suffix.lower() in IMAGES
    return path.startswith(DATA) or (path.startswith(DOCS) and is_page)


def refusals(tree: Sequence[Entry]) -> list[Problem]:
    """The files that no one may push. No file of a commit is read before this check."""
    editable = [entry for entry in tree if is_editable(entry.path)]
    total = sum(entry.size for entry in editable)
    problems = [problem for entry in tree for problem in _refusals(entry)]
    problems.extend(_names_twice(editable))
    if total > MAX_TOTAL or len(editable) > MAX_FILES:
        limits = {"limit": MAX_TOTAL // MEGABYTE, "files": MAX_FILES}
        problems.append(Problem(Place(Path(DATA)), "push-too-large", limits))
    return problems


def _refusals(entry: Entry) -> Iterator[Problem]:
    place = Place(Path(shown(entry.path)))
    if entry.mode not in PLAIN_MODES:
        yield Problem(place, "not-a-plain-file")
    in_office = entry.path.startswith((DATA, DOCS))
    if not entry.path.isprintable() or _NOT_ON_WINDOWS.search(entry.path):
        yield Problem(place, "file-name")
    *folders, name = entry.path.split("/")
    if any(len(os.fsencode(part)) > LONGEST_NAME for part in (*folders, name)):
        yield Problem(place, "file-name-length", {"limit": LONGEST_NAME})
    if len(folders) > MOST_FOLDERS:
        yield Problem(place, "folder-depth", {"limit": MOST_FOLDERS})
    if in_office and (dotted := next((folder for folder in folders if "." in folder), None)):
        yield Problem(place, "folder-name", {"name": dotted})
    if in_office and entry.path.lower().endswith((".svg", ".svgz")):
        yield Problem(place, "svg-refused")
    if in_office and entry.size > MAX_FILE:
        yield Problem(place, "file-too-large", {"limit": MAX_FILE // MEGABYTE})


def _names_twice(entries: Iterable[Entry]) -> Iterator[Problem]:
    """The files of whose names some systems keep only one, each with the first of that name."""
    first: dict[str, str] = {}
    for entry in entries:
        other = first.setdefault(normalize("NFC", entry.path).casefold(), entry.path)
        if other != entry.path:
            place = Place(Path(shown(entry.path)))
            yield Problem(place, "file-name-twice", {"other": shown(other)})


def beyond_editing(
    before: frozenset[ProgramFile], after: frozenset[ProgramFile], changed: set[str]
) -> list[Problem]:
    """Every file that editors may not change and that differs, or was `changed` and restored."""
    differing = {file.path for file in before ^ after}
    paths = differing | {path for path in changed if not is_editable(path)}
    return [Problem(Place(Path(shown(path))), "beyond-editing") for path in sorted(paths)]


def program_files(tree: Iterable[Entry]) -> frozenset[ProgramFile]:
    """All files of a commit that editors may not change."""
    return frozenset(
        ProgramFile(entry.path, entry.mode, entry.blob)
        for entry in tree
        if not is_editable(entry.path)
    )


def shown(path: str) -> str:
    """A path with unprintable characters escaped, and its middle left out if it is long."""
    if len(path) > _LONGEST_SHOWN:
        half = _LONGEST_SHOWN // 2
        path = f"{path[:half]}...{path[-half:]}"
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in path
    )
