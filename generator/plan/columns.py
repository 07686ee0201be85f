"""The columns of a task, each declared once.

Everything that treats columns alike follows this list, from the table's file to the downloads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from generator.language import vocabulary as words
from generator.plan.deadlines import Deadline
from generator.plan.model import Task

Cell = str | int | date | None
"""A value in a cell of a table."""


class Kind(Enum):
    """The type of a column's values."""

    NUMBER = "number"
    TEXT = "text"
    NAMES = "names"
    DEADLINE = "deadline"


class InDocuments(Enum):
    """Whether a Word, Excel or CSV document has the column.

    ALWAYS: an import refuses a document without it. OPTIONAL: an export writes it if a task has a
    value, and an import reads it if the document has it. OWN: the same, but an export writes it if
    the names of columns have it, as after such an import. NEVER: an import keeps the table's value.
    """

    ALWAYS = "always"
    OPTIONAL = "optional"
    OWN = "own"
    NEVER = "never"


class Download(Enum):
    """The kinds of downloads: CSV and Excel, JSON, the text of a calendar's events."""

    TABLES = "tables"
    JSON = "json"
    CALENDAR = "calendar"


_EVERYWHERE = frozenset(Download)
_NOT_IN_CALENDAR = frozenset((Download.TABLES, Download.JSON))


@dataclass(frozen=True)
class Column:
    """A column: `key` is the field of `Task` and the name in JSON, `heading` the one in the table.

    Its descriptions are in `wording.yaml`: for editors under `keys`, for users of the data under
    `open-data`.
    """

    key: str
    heading: str
    kind: Kind
    width: int
    """In a spreadsheet, in characters."""
    rank: int | None
    """In the search: 0 counts most. None: the column is not searched."""
    documents: InDocuments
    downloads: frozenset[Download] = _EVERYWHERE
    is_required: bool = False
    is_prose: bool = False
    """Running text: aligned left, checked for odd characters, cut in the list of hits."""
    is_labelled: bool = False
    """Pages show it below the content, with its heading. Templates draw the others themselves."""
    label: str = ""
    """What pages and the search show instead of the heading, set off as the state of the task."""
    is_compared: bool = True
    """Whether another value counts as a change of the task."""
    is_only_where_stated: bool = False
    """Whether the downloads of a plan have it only if one of its tasks states it."""

    def value(self, task: Task) -> object:
        """The field of a task."""
        return getattr(task, self.key)

    def texts(self, task: Task) -> list[str]:
        """The texts of a task's cell: several for names, none where the table states nothing."""
        value = self.value(task)
        if value is None:
            return []
        if isinstance(value, tuple):
            return list(value)
        return [value.wording if isinstance(value, Deadline) else str(value)]

    def text(self, task: Task) -> str:
        """The cell as one text; empty where the table states nothing."""
        return words.UNIT_JOINER.join(self.texts(task))


COLUMNS = (
    Column(
        "number",
        words.NUMBER,
        Kind.NUMBER,
        width=7,
        rank=0,
        documents=InDocuments.ALWAYS,
        downloads=_NOT_IN_CALENDAR,
        is_required=True,
        is_compared=False,
    ),
    Column(
        "identifier",
        words.IDENTIFIER,
        Kind.TEXT,
        width=10,
        rank=None,
        documents=InDocuments.NEVER,
        downloads=_NOT_IN_CALENDAR,
        is_compared=False,
        is_only_where_stated=True,
    ),
    Column(
        "topic",
        words.TOPIC,
        Kind.TEXT,
        width=14,
        rank=1,
        documents=InDocuments.NEVER,
        downloads=_NOT_IN_CALENDAR,
        is_required=True,
    ),
    Column(
        "name",
        words.TASK_NAME,
        Kind.TEXT,
        width=26,
        rank=0,
        documents=InDocuments.ALWAYS,
        downloads=_NOT_IN_CALENDAR,
        is_required=True,
        is_prose=True,
    ),
    Column(
        "content",
        words.CONTENT,
        Kind.TEXT,
        width=56,
        rank=2,
        documents=InDocuments.ALWAYS,
        downloads=_NOT_IN_CALENDAR,
        is_required=True,
        is_prose=True,
    ),
    Column("lead_departments", words.LEAD, Kind.NAMES, 16, 1, InDocuments.ALWAYS, is_required=True),
    Column("supporting_departments", words.SUPPORT, Kind.NAMES, 18, 1, InDocuments.ALWAYS),
    Column(
        "deadline",
        words.DEADLINE,
        Kind.DEADLINE,
        width=12,
        rank=3,
        documents=InDocuments.ALWAYS,
        downloads=_NOT_IN_CALENDAR,
    ),
    Column(
        "note",
        words.NOTE,
        Kind.TEXT,
        width=16,
        rank=3,
        documents=InDocuments.OWN,
        is_prose=True,
        is_labelled=True,
    ),
    Column(
        "withdrawn",
        words.WITHDRAWN,
        Kind.TEXT,
        width=16,
        rank=3,
        documents=InDocuments.NEVER,
        is_prose=True,
        is_labelled=True,
        label=words.IS_WITHDRAWN,
    ),
    Column(
        "previous",
        words.PREVIOUS,
        Kind.NUMBER,
        width=8,
        rank=None,
        documents=InDocuments.NEVER,
        downloads=_NOT_IN_CALENDAR,
        is_compared=False,
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
LABELLED = tuple(column for column in COLUMNS if column.is_labelled)
PROSE = tuple(column for column in COLUMNS if column.is_prose)
SEARCHED = tuple(column for column in COLUMNS if column.rank is not None)
MERGED = BY_KEY["name"]
"""Documents merge neighbouring cells of this column that have the same text."""

ANNEX = tuple(column for column in COLUMNS if column.documents is InDocuments.ALWAYS)
"""The columns that every official annex has, in its order."""
OPTIONAL = tuple(
    column for column in COLUMNS if column.documents in (InDocuments.OPTIONAL, InDocuments.OWN)
)
"""The columns that an import reads if a document has them."""


def searched_texts(task: Task) -> Iterator[str]:
    """Every text of a task that the search finds, the number apart."""
    for column in (one for one in SEARCHED if one.kind is not Kind.NUMBER):
        yield from column.texts(task)
    yield from task.others.values()
