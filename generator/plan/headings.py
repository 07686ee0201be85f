"""What an office calls the columns of its plan, on its site and in its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.language import vocabulary as words
from generator.plan.columns import BY_KEY, COLUMNS, Column, Download, InDocuments, Kind
from generator.plan.model import ColumnNames, PlanHeader, Task, WorkPlan

OTHERS = "others"
"""The field of a task with the texts of the columns that only its office has."""
RESERVED = frozenset(
    (
        *(words.LAST_DAY, words.STATUS_DAY, words.ADDRESS, words.IS_WITHDRAWN),
        *(words.PROGRESS, words.DAY, words.STATUS, words.REMARK, words.EVIDENCE, words.LINK),
        *(words.LAST_PROGRESS, words.EVIDENCE_NAME, words.EVIDENCE_PLACE),
    )
)
"""Names of columns that only downloads and ledgers have, and of what pages show in their place."""


_NEVER_OTHER = RESERVED.union(column.heading for column in COLUMNS)


class OtherColumn(Column):
    """A column that only one office has; its heading is what the office calls it."""

    @classmethod
    def named(cls, name: str) -> OtherColumn:
        """The column with a name."""
        return cls(
            f"{OTHERS}.{name}",
            name,
            Kind.TEXT,
            width=18,
            rank=3,
            documents=InDocuments.OPTIONAL,
            downloads=frozenset((Download.TABLES, Download.CALENDAR)),
            is_prose=True,
            is_labelled=True,
        )

    def value(self, task: Task) -> str | None:
        """The text of a task."""
        return task.others.get(self.heading)


def may_be_other(name: str) -> bool:
    """Whether a column that only one office has may have this name."""
    return bool(name) and name not in _NEVER_OTHER


def renamed(plan: PlanHeader) -> Mapping[str, str]:
    """The office's name of each column that has one of its own, by the key of the table."""
    return plan.column_names.stated if plan.column_names else {}


def headings(plan: PlanHeader) -> Mapping[str, str]:
    """The heading of each column by the name of its field."""
    return {column.key: column.heading for column in columns_in(plan)}


def columns_in(plan: PlanHeader) -> tuple[Column, ...]:
    """All columns under the names that the office uses, and those that only it has."""
    own = renamed(plan)
    usual = [
        replace(column, heading=own[column.heading]) if column.heading in own else column
        for column in COLUMNS
    ]
    others = plan.other_columns if isinstance(plan, WorkPlan) else ()
    before = usual.index(BY_KEY["note"])
    return (*usual[:before], *map(OtherColumn.named, others), *usual[before:])


def taken(own: Mapping[str, str]) -> dict[str, str]:
    """Those of an office's names that another column has too, by the keys of the table."""
    shown = [own.get(column.heading, column.heading) for column in COLUMNS]
    return {key: name for key, name in own.items() if name in RESERVED or shown.count(name) > 1}


def with_titles(
    header: PlanHeader, titles: Mapping[str, str], table: PlanHeader | None
) -> PlanHeader:
    """A header with what a document calls its columns, by the keys of the table.

    The table's names stay for columns that the document does not have. A title that another column
    has too is left out.
    """
    known = {field.alias for field in ColumnNames.model_fields.values()}
    stated = {**(renamed(table) if table else {}), **titles}
    own = {
        key: title
        for key, title in stated.items()
        if key in known and (title != key or key == words.NOTE)
    }
    while found := taken(own):
        own = {key: title for key, title in own.items() if key not in found}
    names = ColumnNames.model_validate(own) if own else None
    return header.model_copy(update={"column_names": names})
