"""What every document is read as: tables of cells, and the lines that stand above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum


class DocumentKind(Enum):
    """How a person finds a place in a document; the value is a key of `wording.yaml`."""

    WORD = "word"
    EXCEL = "excel"
    CSV = "csv"


@dataclass(frozen=True)
class Spot:
    """A place in a document as its program shows it; rows and columns count from 1, 0 is none."""

    kind: DocumentKind
    table: str = ""
    row: int = 0
    column: int = 0


@dataclass(frozen=True)
class Remark:
    """Something about a document that a person should know; `code` is a key of `wording.yaml`."""

    spot: Spot
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


class Refusal(Exception):
    """A document that cannot be taken over, why, and every place that stands in the way.

    `code` is a key under `import.refused` of `wording.yaml`.
    """

    def __init__(self, code: str, remarks: Sequence[Remark] = (), **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.remarks = tuple(remarks)
        self.details = details


class CellMark(Enum):
    """What a cell holds beside plain text; the value is the code of the remark on it."""

    NESTED_TABLE = "nested-table"
    PICTURE = "picture"
    HIDDEN_TEXT = "hidden-text"
    LIST_NUMBERS = "list-numbers"
    AUTOMATIC_NUMBER = "automatic-number"
    DATE = "date-cell"
    NO_VALUE = "formula-without-value"


@dataclass(frozen=True)
class Cell:
    """A cell as it is seen: lines of text, and the columns of the grid it takes (from 0)."""

    text: str
    column: int
    width: int = 1
    continues: bool = False
    """It is merged with the cell above."""
    marks: frozenset[CellMark] = frozenset()

    @property
    def end(self) -> int:
        """The first column after the cell."""
        return self.column + self.width


@dataclass(frozen=True)
class GridRow:
    """A row; `number` counts from 1 as the document's program shows it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be seen in it."""
        return not any(cell.text.strip() for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """One table or sheet, and the lines of text that stand above it."""

    kind: DocumentKind
    label: str
    rows: tuple[GridRow, ...]
    lines_above: tuple[str, ...] = ()

    def spot(self, row: int, column: int = 0) -> Spot:
        """A place in it."""
        return Spot(self.kind, self.label, row, column)


@dataclass(frozen=True)
class Document:
    """All tables of a document in order, and what about the whole of it a person should know."""

    grids: tuple[Grid, ...]
    remarks: tuple[Remark, ...] = ()
