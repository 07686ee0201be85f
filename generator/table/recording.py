"""Writes into the text of a table when links were seen, and what was there; all else stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from generator.language import vocabulary as words
from generator.language.problems import TablePath
from generator.table.editing import Change, cells_of, edited, end_of, line_end, newline_of


class Record(NamedTuple):
    """When a link was seen, and the digest of what was there."""

    seen_on: date
    digest: str


def with_records(content: bytes, records: Mapping[TablePath, Record]) -> bytes:
    """The content of a table file with records of its evidence, by the paths of that.

    The evidence must have links, and the file must be one that `load_plan` takes.
    """
    return edited(
        content,
        lambda text, root: [
            change
            for path, record in records.items()
            for change in _changes(text, root, path, record)
        ],
    )


def _changes(text: str, root: Any, path: TablePath, record: Record) -> Iterator[Change]:
    evidence = root
    for step in path:
        evidence = cells_of(evidence)[step].value if isinstance(step, str) else evidence.value[step]
    cells = {words.SEEN_ON: str(record.seen_on), words.DIGEST: f"'{record.digest}'"}
    there = {key: cell.value for key, cell in cells_of(evidence).items()}
    new = {key: value for key, value in cells.items() if key not in there}
    for key, value in cells.items():
        if key in there:
            start, end = there[key].start_mark.index, end_of(text, there[key])
            yield start, end, value if text[start - 1].isspace() else f" {value}"
    if not new:
        return
    at, before = end_of(text, there[words.LINK]), ", "
    if not evidence.flow_style:
        at, before = line_end(text, at), newline_of(text) + " " * evidence.start_mark.column
    yield at, at, "".join(f"{before}{key}: {value}" for key, value in new.items())
