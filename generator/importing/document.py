"""The common form of all documents: tables of cells, and the lines above each table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum


class DocumentKind(Enum):
    """The kind of a document; `wording.yaml` has words for the places of each kind."""

    WORD = "word"
    EXCEL = "excel"
    CSV = "csv"
    TEXT = "text"
    """Lines of a document without a table, which count from 1 without empty ones."""


@dataclass(frozen=True)
class Spot:
    """A place in a document, as Word or Excel numbers it: from 1; 0 means no row or column."""

    kind: DocumentKind
    table: str = ""
    row: int = 0
    column: int = 0


@dataclass(frozen=True)
class Remark:
    """Something to report about a document; `code` is a key of `wording.yaml`."""

    spot: Spot
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


class Refusal(Exception):
    """A document cannot be imported; carries the reason and the places to correct.

    `code` is a key under `import.refused` of `wording.yaml`.
    """

    def __init__(self, code: str, remarks: Sequence[Remark] = (), **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.remarks = tuple(remarks)
        self.details = details


class CellMark(Enum):
    """What a cell contains besides plain text; the value is the code of its remark."""

    NESTED_TABLE = "nested-table"
    PICTURE = "picture"
    HIDDEN_TEXT = "hidden-text"
    STRUCK_TEXT = "struck-text"
    LIST_NUMBERS = "list-numbers"
    AUTOMATIC_NUMBER = "automatic-number"
    DATE = "date-cell"
    NO_VALUE = "formula-without-value"


@dataclass(frozen=True)
class Cell:
    """A cell as readers see it: lines of text, and its columns in the grid (from 0)."""

    text: str
    column: int
    width: int = 1
    continues: bool = False
    """Whether the cell is merged with the cell above."""
    marks: frozenset[CellMark] = frozenset()

    @property
    def end(self) -> int:
        """The first column after the cell."""
        return self.column + self.width


@dataclass(frozen=True)
class GridRow:
    """A row; `number` counts from 1, as Word or Excel does."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        """Whether all cells are blank."""
        return not any(cell.text.strip() for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """One table or sheet, and the lines of text above it."""

    kind: DocumentKind
    label: str
    rows: tuple[GridRow, ...]
    lines_above: tuple[str, ...] = ()

    def spot(self, row: int, column: int = 0) -> Spot:
        """A place in this grid."""
        return Spot(self.kind, self.label, row, column)


@dataclass(frozen=True)
class Document:
    """All tables of a document in order, and remarks about the whole document."""

    grids: tuple[Grid, ...]
    remarks: tuple[Remark, ...] = ()
    lines: tuple[str, ...] = ()
    """The lines of text outside the tables of a Word document."""
    notes: tuple[str, ...] = ()
    """The texts of its comments, footnotes and endnotes."""
