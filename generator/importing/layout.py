"""Reads what the layout of a document says: topics, numbers, who leads and who supports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from generator.importing.document import Document, Remark
from generator.importing.header import Form
from generator.importing.listing import is_list, read_list
from generator.importing.numbering import numbered
from generator.importing.roles import with_roles_apart
from generator.importing.rows import RowsFound, TaskRow, read_rows
from generator.importing.topics import with_sections


@dataclass(frozen=True)
class LaidOut:
    """The rows with everything in columns of its own, what to report, and what is unclear."""

    rows: Sequence[TaskRow]
    remarks: Sequence[Remark]
    problems: Sequence[Remark]


def read_document(document: Document, form: Form) -> RowsFound:
    """The rows of a document's tables, or of its items if it has none.

    Raises:
        Refusal: as for `read_rows`.
    """
    return read_list(document) if is_list(document, form) else read_rows(document, form)


def read_layout(found: RowsFound, registered: Collection[str]) -> LaidOut:
    """Give each row its topic, its number, and its leading and supporting units."""
    rows, on_topics = with_sections(found.rows, found.headings)
    rows, on_numbers = numbered(rows)
    roles = with_roles_apart(rows, registered)
    return LaidOut(roles.rows, [*on_topics, *on_numbers, *roles.remarks], roles.problems)
