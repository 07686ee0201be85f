"""The files in the folder of evidence: whether they are there, and of the kind of their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from generator.language.problems import Problem
from generator.plan.edition import Attachment
from generator.plan.model import WorkPlan
from generator.table.across_years import LoadedPlan

EVIDENCE_FOLDER = "evidence"

_ZIP, _JPEG = b"PK\x03\x04", b"\xff\xd8\xff"
BEGINNINGS = {
    "docx": _ZIP,
    "jpeg": _JPEG,
    "jpg": _JPEG,
    "ofd": _ZIP,
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "pptx": _ZIP,
    "xlsx": _ZIP,
}
"""With which bytes files begin, by the endings of their names; the other kinds are text."""
_MACROS = "vbaproject.bin"


def attachments(folder: Path, plan: WorkPlan) -> tuple[Attachment, ...]:
    """The files of a data folder that are evidence for tasks of a plan, by name."""
    entries = (entry for task in plan.tasks for entry in task.progress)
    names = {one.file for entry in entries for one in entry.evidence if one.file}
    files = (folder / EVIDENCE_FOLDER / name for name in sorted(names))
    return tuple(Attachment(file.name, file.read_bytes()) for file in files)


def evidence_files(folder: Path) -> set[str]:
    """The names of the files in a data folder that may be evidence."""
    return {file.name for file in (folder / EVIDENCE_FOLDER).glob("*") if file.is_file()}


def evidence_problems(folder: Path, tables: Sequence[LoadedPlan]) -> Iterator[Problem]:
    """Files of evidence that are not there (letters must be of the same case), or are not plain.

    Raises:
        OSError: a file cannot be read.
    """
    there = evidence_files(folder)
    for table in tables:
        for name, place in table.evidence_at.items():
            if name not in there:
                yield Problem(place, "evidence-missing", {"value": name})
            elif not _is_plain(folder / EVIDENCE_FOLDER / name):
                yield Problem(place, "evidence-not-plain", {"value": name})


def _is_plain(file: Path) -> bool:
    """Whether a file is of the kind that its name says, and has no macros."""
    beginning = BEGINNINGS.get(file.suffix[1:])
    if beginning is None:
        # Text, in any encoding that Windows or a spreadsheet writes.
        return b"\0" not in file.read_bytes()
    with file.open("rb") as opened:
        begins_so = opened.read(len(beginning)) == beginning
    if not begins_so or beginning != _ZIP:
        return begins_so
    try:
        with ZipFile(file) as package:
            return not any(name.lower().endswith(_MACROS) for name in package.namelist())
    except BadZipFile:
        return False
