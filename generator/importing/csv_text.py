"""Reads a CSV file as one table; detects its encoding and separator."""

from __future__ import annotations

import codecs
import csv
import io

from generator.downloads.guarded_csv import unguarded
from generator.importing.document import Cell, Document, DocumentKind, Grid, GridRow, Refusal
from generator.importing.header import document_names
from generator.plan.columns import ANNEX

_SEPARATORS = (",", "\t", ";")


def read_csv(raw: bytes) -> Document:
    """Read the bytes of a CSV file in UTF-8, UTF-16 with a byte order mark, or GB18030 (or GBK).

    Raises:
        Refusal: the bytes are in none of these encodings, or are not CSV.
    """
    text = _decoded(raw)
    if "\0" in text:
        raise Refusal("not-csv")
    try:
        records = max((_records(text, separator) for separator in _SEPARATORS), key=_header_cells)
    except csv.Error:
        raise Refusal("not-csv") from None
    rows = (
        GridRow(number, tuple(Cell(unguarded(cell), at) for at, cell in enumerate(record)))
        for number, record in enumerate(records, start=1)
    )
    return Document((Grid(DocumentKind.CSV, "", tuple(rows)),))


def _decoded(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("csv-encoding")


def _records(text: str, separator: str) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    return list(csv.reader(lines, delimiter=separator))


def _header_cells(records: list[list[str]]) -> int:
    """The most column names that one record has."""
    known = {name for column in ANNEX for name in document_names(column)}
    return max((len(known.intersection(map(str.strip, record))) for record in records), default=0)
