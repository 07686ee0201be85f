"""Opens a file and reads its tables; refuses files that cannot be read, with the reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.importing.csv_text import read_csv
from generator.importing.document import Document, Refusal
from generator.importing.excel import read_excel
from generator.importing.word import read_word

MAX_BYTES = 20_000_000
MAX_UNPACKED = 100_000_000
"""Largest size of an unpacked .docx or .xlsx, including pictures, in bytes."""

MAX_XML = 30_000_000
"""Largest size of its XML, in bytes; parsed XML needs about ten times as much memory."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WEB_PAGE_STARTS = (b"<html", b"<!doctype", b"<?xml", b"<table", b"mime-version")
_STRICT = b"http://purl.oclc.org/ooxml/"

_READERS: Mapping[str, Callable[[bytes], Document]] = {
    ".docx": read_word,
    ".xlsx": read_excel,
    ".csv": read_csv,
}
_MAIN_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}

# The code of the refusal, by file ending.
_REFUSED_ENDINGS = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt", ".dot", ".docm", ".dotx"), "save-as-docx"),
    **dict.fromkeys((".xls", ".et", ".ods", ".xlsm", ".xlsb", ".xltx"), "save-as-xlsx"),
    **dict.fromkeys((".ofd", ".pdf"), "pdf"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff"), "picture"),
    **dict.fromkeys((".html", ".htm", ".mht", ".txt", ".md"), "text"),
    **dict.fromkeys((".zip", ".rar", ".7z"), "archive"),
    **dict.fromkeys((".yaml", ".yml"), "table-file"),
}  # fmt: skip


def open_document(file: Path) -> Document:
    """Read a document with a plan.

    Raises:
        Refusal: the file is missing, not of the kind that its name says, damaged or too large.
    """
    ending = file.suffix.lower()
    raw = _read(file)
    if ending not in _READERS:
        raise Refusal(_REFUSED_ENDINGS.get(ending, "unknown-kind"), ending=file.suffix)
    _refuse_other_kinds(raw, ending)
    try:
        return _READERS[ending](raw)
    except Refusal:
        raise
    except RecursionError:
        raise Refusal("damaged", ending=ending) from None
    except Exception as error:  # libraries raise many kinds for damaged files
        raise Refusal("damaged", ending=ending) from error


def _read(file: Path) -> bytes:
    try:
        if file.is_dir():
            raise Refusal("folder")
        if file.stat().st_size > MAX_BYTES:
            raise Refusal("too-large", limit=MAX_BYTES // 1_000_000)
        raw = file.read_bytes()
    except FileNotFoundError:
        raise Refusal("missing") from None
    except OSError as error:
        raise Refusal("unreadable", reason=error.strerror or "") from None
    if not raw:
        raise Refusal("empty-file")
    return raw


def _refuse_other_kinds(raw: bytes, ending: str) -> None:
    """Check by the first bytes that the file is of the kind that its name says."""
    head = raw[:1024].lstrip()
    if raw.startswith(_OLD_OFFICE):
        raise Refusal("password" if _ENCRYPTED in raw else "old-office", ending=ending)
    if head.startswith(b"%PDF"):
        raise Refusal("is-pdf", ending=ending)
    if head.startswith(b"{\\rtf"):
        raise Refusal("old-office", ending=ending)
    if head[:200].lower().startswith(_WEB_PAGE_STARTS):
        raise Refusal("web-page", ending=ending)
    if raw.startswith(b"PK"):
        _refuse_other_packages(raw, ending)
    elif ending in _MAIN_PARTS:
        raise Refusal("damaged", ending=ending)


def _refuse_other_packages(raw: bytes, ending: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            entries = {entry.filename: entry for entry in package.infolist()}
            if sum(entry.file_size for entry in entries.values()) > MAX_UNPACKED:
                raise Refusal("too-large", limit=MAX_UNPACKED // 1_000_000)
            texts = [name for name in entries if name.endswith((".xml", ".rels"))]
            if sum(entries[name].file_size for name in texts) > MAX_XML:
                raise Refusal("too-large", limit=MAX_XML // 1_000_000)
            for real, part in _MAIN_PARTS.items():
                if part in entries and real != ending:
                    raise Refusal("renamed", ending=ending, real=real)
            if _MAIN_PARTS.get(ending) not in entries:
                raise Refusal("other-package", ending=ending)
            for name in texts:
                _refuse_part(package.read(name), ending)
    except Refusal:
        raise
    except Exception as error:  # zipfile and zlib raise many kinds for broken packages
        raise Refusal("damaged", ending=ending) from error


def _refuse_part(part: bytes, ending: str) -> None:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"<\x00!\x00D" in part:
        raise Refusal("damaged", ending=ending)  # Office writes no entities; they can fill memory
    if _STRICT in part[:20_000]:
        raise Refusal("strict", ending=ending)
