"""Reads the tables of a Word document, with all tracked changes accepted."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from docx import Document as open_document
from docx.oxml import parse_xml

from generator.importing.document import (
    Cell,
    CellMark,
    Document,
    DocumentKind,
    Grid,
    GridRow,
    Remark,
    Spot,
)
from generator.importing.word_numbers import ListNumbers
from generator.importing.word_text import (
    children,
    joins_next,
    local_name,
    paragraph_text,
    setting,
    tracked_changes,
)

_NOTES = ("comments", "footnotes", "endnotes")


def read_word(raw: bytes) -> Document:
    """Read the bytes of a .docx file; a nested table follows the table around it.

    Raises what python-docx and lxml raise for a damaged file.
    """

    opened = open_document(io.BytesIO(raw))
    reader = _Reader(ListNumbers(opened))
    paragraphs: list[str] = []
    reader.read_blocks(opened.element.body, paragraphs)
    changes = tracked_changes(opened.element.body)
    remarks = [Remark(Spot(DocumentKind.WORD), "tracked-changes", {"count": changes})]
    return Document(
        grids=tuple(reader.grids),
        remarks=tuple(remarks if changes else ()),
        lines=_lines(paragraphs),
        notes=tuple(_notes(opened)),
    )


def _lines(paragraphs: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for text in paragraphs for line in text.split("\n") if line.strip())


def _notes(opened: Any) -> Iterator[str]:
    """The texts of comments, footnotes and endnotes, each of which Word keeps in a part."""
    for relation in opened.part.rels.values():
        if relation.reltype.rpartition("/")[2] in _NOTES:
            for note in parse_xml(relation.target_part.blob):
                paragraphs = (one for one in note.iter() if local_name(one) == "p")
                text = "\n".join(paragraph_text(one).text for one in paragraphs)
                if text.strip():
                    yield text.strip()


class _Reader:
    def __init__(self, numbers: ListNumbers) -> None:
        self.grids: list[Grid] = []
        self._numbers = numbers
        self._count = 0

    def read_blocks(self, container: Any, lines: list[str]) -> None:
        """Collect the tables in a body or a cell; `lines` are those above the next table."""
        for block in children(container, ("p", "tbl")):
            if local_name(block) == "p":
                lines.append(paragraph_text(block).text)
            else:
                self._read_table(block, lines)

    def _read_table(self, table: Any, lines: Iterable[str]) -> None:
        self._count += 1
        label = str(self._count)
        place = len(self.grids)
        rows = []
        for number, row in enumerate(children(table, ("tr",)), start=1):
            if setting(row, "trPr", "del") is None:
                rows.append(GridRow(number, tuple(self._cells(row))))
        self.grids.insert(place, Grid(DocumentKind.WORD, label, tuple(rows), _lines(lines)))

    def _cells(self, row: Any) -> Iterator[Cell]:
        column = _count(setting(row, "trPr", "gridBefore"), default=0)
        for cell in children(row, ("tc",)):
            if setting(cell, "tcPr", "cellDel") is not None:
                continue
            width = _count(setting(cell, "tcPr", "gridSpan"), default=1)
            merge = setting(cell, "tcPr", "vMerge")
            continues = merge is not None and _value(merge) != "restart"
            if continues:
                yield Cell("", column, width, continues=True)
            else:
                text, marks = self._content(cell)
                yield Cell(text, column, width, marks=frozenset(marks))
            column += width

    def _content(self, cell: Any) -> tuple[str, set[CellMark]]:
        pieces: list[str] = []
        marks: set[CellMark] = set()
        counted: list[int] = []
        for paragraph in _paragraphs(cell):
            found = paragraph_text(paragraph)
            marks |= found.marks
            pieces.append(found.text + ("" if joins_next(paragraph) else "\n"))
            number = self._numbers.next_number(paragraph)
            if number is not None:
                counted.append(number)
        text = "".join(pieces).strip("\n")
        if any(True for block in children(cell, ("tbl",))):
            marks.add(CellMark.NESTED_TABLE)
            self.read_blocks(cell, [])
        if counted and text.strip():
            marks.add(CellMark.LIST_NUMBERS)
        elif len(counted) == 1:
            return str(counted[0]), marks | {CellMark.AUTOMATIC_NUMBER}
        return text, marks


def _paragraphs(container: Any) -> Iterator[Any]:
    """The paragraphs of a cell in order, including those of nested tables."""
    for block in children(container, ("p", "tbl")):
        if local_name(block) == "p":
            yield block
        else:
            for row in children(block, ("tr",)):
                for cell in children(row, ("tc",)):
                    yield from _paragraphs(cell)


def _value(element: Any) -> str | None:
    return next((str(value) for name, value in element.items() if name.endswith("}val")), None)


def _count(element: Any | None, default: int) -> int:
    value = None if element is None else _value(element)
    return int(value) if value and value.isdecimal() and int(value) < 1000 else default
