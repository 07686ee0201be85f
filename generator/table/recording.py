"""Writes into the text of a table when links were seen, and what was there; all else stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from generator.language import vocabulary as words
from generator.language.problems import TablePath
from generator.table.editing import (
    Addition,
    Change,
    cells_of,
    end_of,
    line_end,
    newline_of,
    with_additions,
)


class Record(NamedTuple):
    """When a link was seen, and the digest of what was there."""

    seen_on: date
    digest: str


def with_records(file: Path, content: bytes, records: Mapping[TablePath, Record]) -> bytes:
    """The content of a table file with records of its evidence, by the paths of that.

    The evidence must have links, and the file must be one that `load_plan` takes.

    Raises:
        PlanError: evidence is written in such a form that its record cannot be added.
    """
    additions = {path: _addition(record) for path, record in records.items()}
    return with_additions(file, content, additions)


def _addition(record: Record) -> Addition:
    cells = {words.SEEN_ON: str(record.seen_on), words.DIGEST: f"'{record.digest}'"}

    def changes(text: str, evidence: Any) -> Iterator[Change]:
        there = cells_of(evidence)
        new = {key: value for key, value in cells.items() if key not in there}
        for key in cells.keys() - new.keys():
            start, end = there[key].value.start_mark.index, end_of(text, there[key].value)
            yield start, end, cells[key] if text[start - 1].isspace() else f" {cells[key]}"
        at, before = end_of(text, there[words.LINK].value), ", "
        if not evidence.flow_style:
            at, before = line_end(text, at), newline_of(text) + " " * evidence.start_mark.column
        yield at, at, "".join(f"{before}{key}: {value}" for key, value in new.items())

    says = {words.SEEN_ON: str(record.seen_on), words.DIGEST: record.digest}
    return Addition(changes, lambda _: says)
