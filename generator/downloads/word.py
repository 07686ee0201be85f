"""Writes a title and a table as a Word document in the form of an official annex.

The rows are written as XML, because python-docx needs seconds for a hundred rows with merged cells.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from html import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from generator.plan.columns import MERGED, Column

_TEXT_WIDTH = 25.7
"""The width of A4 landscape minus two margins of 2 cm, in cm."""

_TWIPS_PER_CM = 567
_BODY_FONT, _HEADING_FONT = "FangSong", "SimHei"


def word_table(
    title: str, office: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> bytes:
    """A .docx with the title above the table; a line break in a text starts a new paragraph."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, office, ""

    namespace = nsdecls("w")
    end = document.element.body.sectPr
    heading = _paragraph(title, "center", _HEADING_FONT, size=18)
    table = f"<w:tbl {namespace}>{_properties(columns)}{''.join(_rows(columns, rows))}</w:tbl>"
    end.addprevious(parse_xml(heading.replace("<w:p>", f"<w:p {namespace}>", 1)))
    end.addprevious(parse_xml(table))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _widths(columns: Sequence[Column]) -> list[int]:
    """The widths of the columns in twips."""
    whole = sum(column.width for column in columns)
    return [_twips(_TEXT_WIDTH * column.width / whole) for column in columns]


def _properties(columns: Sequence[Column]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths(columns))
    return (
        f'<w:tblPr><w:tblW w:w="{sum(_widths(columns))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def _rows(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = _widths(columns)
    header = zip(widths, (column.heading for column in columns), strict=True)
    cells = [_cell(width, text, "center", _HEADING_FONT) for width, text in header]
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"
    alignments = ["both" if column.is_prose else "center" for column in columns]
    names = [row[columns.index(MERGED)] for row in rows]
    for at, row in enumerate(rows):
        same_above = at > 0 and names[at - 1] == names[at]
        same_below = at + 1 < len(rows) and names[at + 1] == names[at]
        merge = "continue" if same_above else "restart" if same_below else ""
        cells = [
            _cell(width, text, alignment, _BODY_FONT, merge if column is MERGED else "")
            for column, width, text, alignment in zip(columns, widths, row, alignments, strict=True)
        ]
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, text: str, alignment: str, font: str, merge: str = "") -> str:
    """`width` is in twips."""
    lines = [""] if merge == "continue" else text.split("\n")
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f"{''.join(_paragraph(line, alignment, font) for line in lines)}</w:tc>"
    )


def _paragraph(text: str, alignment: str, font: str, size: int = 11) -> str:
    """`size` is in points."""
    run = (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
        f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'
    )
    spacing = (
        '<w:spacing w:before="0" w:after="0"/>' if size == 11 else '<w:spacing w:after="240"/>'
    )
    layout = f'<w:pPr>{spacing}<w:jc w:val="{alignment}"/></w:pPr>'
    return f"<w:p>{layout}{f'<w:r>{run}</w:r>' if text else ''}</w:p>"


def _twips(centimetres: float) -> int:
    return round(centimetres * _TWIPS_PER_CM)
