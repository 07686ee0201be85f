"""Writes Word documents of paragraphs and tables.

They are written as XML, because python-docx needs seconds for a hundred rows with merged cells.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence, Set
from html import escape
from typing import Any, NamedTuple

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

LANDSCAPE_WIDTH, PORTRAIT_WIDTH = 25.7, 17.0
"""The width of A4 minus two margins of 2 cm, in cm."""

_TWIPS_PER_CM = 567
_SMALL = 10
"""The size of sources, in points."""
BODY_FONT, HEADING_FONT = "FangSong", "SimHei"


class Look(NamedTuple):
    """How a paragraph looks; `size` and `after` (the room below) are in points."""

    alignment: str = "both"
    font: str = BODY_FONT
    size: int = 11
    after: int = 0
    level: int = 0
    """Of a heading, in the list of headings beside the text; 0 for other paragraphs."""
    indent: int = 0
    """Of the first line, in characters."""


_SHADING = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'
_PADDING = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 45), ("left", 85), ("bottom", 45), ("right", 85))
)
_PAGE_NUMBER = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_GREY = '<w:color w:val="595959"/>'
TITLE = Look("center", HEADING_FONT, size=18, after=12)


def document(title: str, office: str, blocks: Sequence[str], is_landscape: bool = True) -> bytes:
    """A .docx on A4, its pages numbered, of paragraphs and tables, which are given as XML."""
    found = Document()
    section = found.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if is_landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    properties = found.core_properties
    properties.title, properties.author, properties.comments = title, office, ""
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot._p.append(_elements(_PAGE_NUMBER)[0])
    end = found.element.body.sectPr
    for block in _elements(*blocks):
        end.addprevious(block)
    stream = io.BytesIO()
    found.save(stream)
    return stream.getvalue()


def _elements(*xml: str) -> Sequence[Any]:
    return list(parse_xml(f"<w:body {nsdecls('w')}>{''.join(xml)}</w:body>"))


def table(
    header: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
    looks: Sequence[Look],
    *,
    merged: int | None = None,
    width: float = LANDSCAPE_WIDTH,
    shaded: Set[int] = frozenset(),
) -> str:
    """A table that is `width` cm wide, with its header on every page.

    `widths` are relative, `looks` those of the columns, which count from 0. Neighbouring cells of
    the column `merged` that have the same text are merged. The columns `shaded` are grey.
    """
    twips = [_twips(width * one / sum(widths)) for one in widths]
    shades = [_SHADING if at in shaded else "" for at in range(len(widths))]
    titles = [Look("center", HEADING_FONT, look.size) for look in looks]
    lines = [_row(map(_cell, twips, header, titles, shades), is_header=True)]
    names = [row[merged] if merged is not None else None for row in rows]
    for at, row in enumerate(rows):
        merges = [""] * len(row)
        if merged is not None:
            same_above = at > 0 and names[at - 1] == names[at]
            same_below = at + 1 < len(rows) and names[at + 1] == names[at]
            merges[merged] = "continue" if same_above else "restart" if same_below else ""
        lines.append(_row(map(_cell, twips, row, looks, shades, merges)))
    return f"<w:tbl>{_properties(twips)}{''.join(lines)}</w:tbl>"


def _properties(twips: Sequence[int]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_PADDING}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _row(cells: Iterator[str], is_header: bool = False) -> str:
    repeated = "<w:tblHeader/>" if is_header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, text: str, look: Look, shade: str, merge: str = "") -> str:
    """`width` is in twips, `shade` a property as XML."""
    lines = [""] if merge == "continue" else text.split("\n")
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{shade}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f"{''.join(paragraph(line, look) for line in lines)}</w:tc>"
    )


def paragraph(text: str, look: Look, *more: tuple[str, str]) -> str:
    """A paragraph as XML; `more` are pairs of a text and its source, which is small and grey."""
    runs = _run(text, look) if text else ""
    for sentence, source in more:
        runs += _run(sentence, look)
        if source:
            runs += _run(source, look._replace(size=_SMALL), _GREY)
    keeps = "<w:keepNext/>" if look.level else ""
    indent = f'<w:ind w:firstLine="{20 * look.size * look.indent}"/>' if look.indent else ""
    level = f'<w:outlineLvl w:val="{look.level - 1}"/>' if look.level else ""
    layout = (
        f'<w:pPr>{keeps}<w:spacing w:before="0" w:after="{20 * look.after}"/>{indent}'
        f'<w:jc w:val="{look.alignment}"/>{level}</w:pPr>'
    )
    return f"<w:p>{layout}{runs}</w:p>"


def _run(text: str, look: Look, colour: str = "") -> str:
    fonts = f'w:ascii="{look.font}" w:hAnsi="{look.font}" w:eastAsia="{look.font}"'
    size = f'<w:sz w:val="{2 * look.size}"/><w:szCs w:val="{2 * look.size}"/>'
    return (
        f"<w:r><w:rPr><w:rFonts {fonts}/>{colour}{size}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    )


def _twips(centimetres: float) -> int:
    return round(centimetres * _TWIPS_PER_CM)
