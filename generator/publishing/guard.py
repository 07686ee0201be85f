"""What a push may hold, and what of it an editor may change: the plan, not the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.language.problems import Place, Problem
from generator.publishing.git import Entry

DATA = "data/"
DOCS = "docs/"
IMAGES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp"))

MEGABYTE = 1_000_000
MAX_FILE = 10 * MEGABYTE
MAX_TOTAL = 200 * MEGABYTE
MAX_FILES = 5_000

PLAIN_MODES = ("100644", "100755")


class ProgramFile(NamedTuple):
    """A file that is no editor's, by its content."""

    path: str
    mode: str
    blob: str


def is_editable(path: str) -> bool:
    """Whether a file is an editor's: what is in `data/`, Markdown and images in `docs/`."""
    suffix = PurePosixPath(path).suffix
    is_page = suffix == ".md" or suffix.lower() in IMAGES
    return path.startswith(DATA) or (path.startswith(DOCS) and is_page)


def refusals(tree: Sequence[Entry]) -> list[Problem]:
    """What is refused from anyone: no file of a commit is read before this has passed."""
    editable = [entry for entry in tree if is_editable(entry.path)]
    total = sum(entry.size for entry in editable)
    problems = [problem for entry in tree for problem in _refusals(entry)]
    if total > MAX_TOTAL or len(editable) > MAX_FILES:
        limits = {"limit": MAX_TOTAL // MEGABYTE, "files": MAX_FILES}
        problems.append(Problem(Place(Path(DATA)), "push-too-large", limits))
    return problems


def _refusals(entry: Entry) -> Iterator[Problem]:
    place = Place(Path(shown(entry.path)))
    if entry.mode not in PLAIN_MODES:
        yield Problem(place, "not-a-plain-file")
    if not entry.path.isprintable() or "\\" in entry.path:
        yield Problem(place, "file-name")
    in_office = entry.path.startswith((DATA, DOCS))
    if in_office and entry.path.lower().endswith((".svg", ".svgz")):
        yield Problem(place, "svg-refused")
    if in_office and entry.size > MAX_FILE:
        yield Problem(place, "file-too-large", {"limit": MAX_FILE // MEGABYTE})


def beyond_editing(
    before: frozenset[ProgramFile], after: frozenset[ProgramFile], changed: set[str]
) -> list[Problem]:
    """Every file that an editor has no say in, and that differs or was `changed` on the way."""
    differing = {file.path for file in before ^ after}
    paths = differing | {path for path in changed if not is_editable(path)}
    return [Problem(Place(Path(shown(path))), "beyond-editing") for path in sorted(paths)]


def program_files(tree: Iterable[Entry]) -> frozenset[ProgramFile]:
    """All files of a commit that are no editor's."""
    return frozenset(
        ProgramFile(entry.path, entry.mode, entry.blob)
        for entry in tree
        if not is_editable(entry.path)
    )


def shown(path: str) -> str:
    """A path as it can be printed, whatever it holds."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in path
    )
