"""Writes a title and a table as a Word document: A4 landscape, with the header on every page.

The rows are written as XML, because python-docx needs seconds for a hundred rows with merged cells.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from html import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

_TEXT_WIDTH = 25.7
"""The width of A4 landscape minus two margins of 2 cm, in cm."""

_TWIPS_PER_CM = 567
_BODY_FONT, _HEADING_FONT = "FangSong", "SimHei"
_SHADING = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'
_CONTINUES = '<w:vMerge w:val="continue"/>'


@dataclass(frozen=True)
class WordTable:
    """A header and rows below a title; `widths` are relative, `left` are the columns not centred.

    Columns count from 0. `merged` is the column whose neighbouring cells with the same text are
    merged. `notes` are paragraphs between the title and the table. `shaded` are columns in grey.
    `size` is that of the table's text, in points.
    """

    title: str
    author: str
    header: Sequence[str]
    widths: Sequence[int]
    left: Set[int]
    rows: Sequence[Sequence[str]]
    merged: int | None = None
    notes: Sequence[str] = ()
    shaded: Set[int] = frozenset()
    size: float = 11


def word_table(table: WordTable) -> bytes:
    """The table as .docx; a line break in a text starts a new paragraph."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = table.title, table.author, ""

    end = document.element.body.sectPr
    for block in _blocks(table):
        end.addprevious(parse_xml(block.replace(">", f" {nsdecls('w')}>", 1)))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _blocks(table: WordTable) -> Iterator[str]:
    """The elements of the document's body."""
    yield _paragraph(table.title, "center", _HEADING_FONT, 18, after=240)
    for at, note in enumerate(table.notes, start=1):
        yield _paragraph(note, "left", _BODY_FONT, 10.5, after=120 * (at == len(table.notes)))
    yield f"<w:tbl>{_properties(table)}{''.join(_rows(table))}</w:tbl>"


def _widths(table: WordTable) -> list[int]:
    """The widths of the columns in twips."""
    return [_twips(_TEXT_WIDTH * width / sum(table.widths)) for width in table.widths]


def _properties(table: WordTable) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths(table))
    return (
        f'<w:tblPr><w:tblW w:w="{sum(_widths(table))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def _rows(table: WordTable) -> Iterator[str]:
    widths = _widths(table)
    shading = [_SHADING if at in table.shaded else "" for at in range(len(widths))]
    cells = [
        _cell(width, shade, _paragraph(text, "center", _HEADING_FONT, table.size))
        for width, shade, text in zip(widths, shading, table.header, strict=True)
    ]
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"
    for row, merge in zip(table.rows, _merges(table), strict=True):
        cells = []
        for at, text in enumerate(row):
            alignment = "both" if at in table.left else "center"
            mark = merge if at == table.merged else ""
            lines = [""] if _CONTINUES in mark else text.split("\n")
            content = (_paragraph(line, alignment, _BODY_FONT, table.size) for line in lines)
            cells.append(_cell(widths[at], mark + shading[at], "".join(content)))
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _merges(table: WordTable) -> Iterator[str]:
    """The property of each row's cell in the merged column."""
    texts = [None if table.merged is None else row[table.merged] for row in table.rows]
    for at, text in enumerate(texts):
        if text is not None and at and texts[at - 1] == text:
            yield _CONTINUES
        elif text is not None and at + 1 < len(texts) and texts[at + 1] == text:
            yield '<w:vMerge w:val="restart"/>'
        else:
            yield ""


def _cell(width: int, properties: str, content: str) -> str:
    """`width` is in twips."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def _paragraph(text: str, alignment: str, font: str, size: float, after: int = 0) -> str:
    """`size` is in points, the space `after` the paragraph in twips."""
    half_points = round(2 * size)
    run = (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'
    )
    layout = (
        f'<w:pPr><w:spacing w:before="0" w:after="{after}"/><w:jc w:val="{alignment}"/></w:pPr>'
    )
    return f"<w:p>{layout}{f'<w:r>{run}</w:r>' if text else ''}</w:p>"


def _twips(centimetres: float) -> int:
    return round(centimetres * _TWIPS_PER_CM)
