"""Reads what the layout of a document says: topics, numbers, who leads and who supports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from generator.importing.document import Remark
from generator.importing.numbering import numbered
from generator.importing.roles import with_roles_apart
from generator.importing.rows import RowsFound, TaskRow
from generator.importing.topics import with_sections


@dataclass(frozen=True)
class LaidOut:
    """The rows with everything in columns of its own, what to report, and what is unclear."""

    rows: Sequence[TaskRow]
    remarks: Sequence[Remark]
    problems: Sequence[Remark]


def read_layout(found: RowsFound, registered: Collection[str]) -> LaidOut:
    """Give each row its topic, its number, and its leading and supporting units."""
    rows, on_topics = with_sections(found.rows, found.headings)
    rows, on_numbers = numbered(rows)
    roles = with_roles_apart(rows, registered)
    return LaidOut(roles.rows, [*on_topics, *on_numbers, *roles.remarks], roles.problems)
