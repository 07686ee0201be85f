"""Documents for the tests, in Word, Excel and CSV, and what an import reads from them."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from generator.importing.flow import Imported, import_document
from generator.importing.heading import Heading
from generator.importing.report import place
from generator.language.wording import Wording
from tests.support import MADE_UP_OFFICE

FIXTURES = Path(__file__).with_name("fixtures")
TABLE = MADE_UP_OFFICE / "data" / "tasks.yaml"
TITLE = "2031年示例市测试局政务公开工作要点任务分解表"
HEADER = ("序号", "任务名称", "任务内容", "责任处室", "协助处室", "时间节点")
ROWS: list[list[str]] = [
    ["1", "第一件事", "开展第一次测试", "甲处室", "乙处室、丙处室", "全年"],
    ["2", "", "开展第二次测试", "乙处室", "", "9月底前"],
    ["3", "第二件事", "公布测试结果", "甲处室\n乙处室", "各处室", "2月20日"],
]
"""A plan as its document has it: the second row's name is merged with the first's."""


@dataclass(frozen=True)
class Raw:
    """A Word cell written out: its properties and its content as WordprocessingML."""

    content: str
    properties: str = ""


ABOVE = Raw("<w:p/>", "<w:vMerge/>")
"""A cell that is merged with the one above."""


def text(value: str, break_with: str = "p") -> str:
    """Paragraphs of a text; its line breaks are new ones, or `<w:br/>` in one."""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in value.split("\n")]
    if break_with == "br":
        return f"<w:p><w:r>{'<w:br/>'.join(lines)}</w:r></w:p>"
    return "".join(f"<w:p><w:r>{line}</w:r></w:p>" for line in lines)


def merged(value: str) -> Raw:
    """A cell that those below it are merged with."""
    return Raw(text(value), '<w:vMerge w:val="restart"/>')


def across(value: str, columns: int) -> Raw:
    """A cell over several columns of the grid."""
    return Raw(text(value), f'<w:gridSpan w:val="{columns}"/>')


def row(cells: Sequence[str | Raw], properties: str = "", break_with: str = "p") -> str:
    written = (
        f"<w:tc><w:tcPr>{cell.properties}</w:tcPr>{cell.content}</w:tc>"
        if isinstance(cell, Raw)
        else f"<w:tc>{text(cell, break_with)}</w:tc>"
        for cell in cells
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"


def table(*rows: Sequence[str | Raw] | str, columns: int = 6) -> str:
    """A table of rows; one that is a text already is written out."""
    grid = '<w:gridCol w:w="1500"/>' * columns
    body = "".join(one if isinstance(one, str) else row(one) for one in rows)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def word(*blocks: str) -> bytes:
    """A .docx of paragraphs and tables."""
    document = Document()
    end = document.element.body.sectPr
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(blocks)}</w:body>")
    for block in list(body):
        end.addprevious(block)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel(*sheets: Sequence[Sequence[object]], merge: Sequence[str] = ()) -> bytes:
    """An .xlsx; `merge` are ranges of the first sheet."""
    book = Workbook()
    for at, rows in enumerate(sheets):
        sheet = book.worksheets[0] if at == 0 else book.create_sheet(f"第{at + 1}张")
        for cells in rows:
            sheet.append([value if value != "" else None for value in cells])
    for area in merge:
        book.worksheets[0].merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in cells) for cells in rows)
    return "".join(line + "\r\n" for line in quoted).encode(encoding)


def plan_word(rows: Sequence[Sequence[str | Raw]] = ROWS, title: str = TITLE) -> bytes:
    return word(text("附件"), text(title), table(HEADER, *rows))


def take(
    folder: Path,
    content: bytes,
    name: str = "plan.docx",
    *,
    into: str = "",
    given: Heading | None = None,
) -> Imported:
    """Import a document into a table, given as its text, or else into none."""
    file = folder / name
    file.write_bytes(content)
    target = folder / "data" / "tasks.yaml"
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    if into:
        target.write_bytes(into.encode())
    return import_document(file, target, given or Heading(), Wording())


def cells(imported: Imported) -> list[list[str]]:
    """The six columns of every task, units joined by 、."""
    return [
        [
            str(task.number),
            task.name,
            task.content,
            "、".join(task.lead_departments),
            "、".join(task.supporting_departments),
            task.deadline.wording if task.deadline else "",
        ]
        for task in imported.plan.tasks
    ]


EXPECTED = [
    ["1", "第一件事", "开展第一次测试", "甲处室", "乙处室、丙处室", "全年"],
    ["2", "第一件事", "开展第二次测试", "乙处室", "", "9月底前"],
    ["3", "第二件事", "公布测试结果", "甲处室、乙处室", "各处室", "2月20日"],
]
"""What `ROWS` are read as."""


def remarks(imported: Imported) -> list[str]:
    """Codes of remarks with their places."""
    return [f"{place(one.spot, Wording())} {one.code}" for one in imported.remarks]


def annex_word(title: str, cells: Sequence[Sequence[str]], break_with: str = "p") -> bytes:
    """An official annex as Word has it; an empty name is merged with the one above."""
    header, *rows = cells
    written = [row(header, "<w:tblHeader/>")]
    written += (row(one, break_with=break_with) for one in _names_merged(rows))
    return word(text("附件"), text(""), text(title), table(*written))


def _names_merged(rows: Sequence[Sequence[str]]) -> Iterator[list[str | Raw]]:
    for at, (number, name, *rest) in enumerate(rows):
        below_is_empty = at + 1 < len(rows) and not rows[at + 1][1]
        cell = ABOVE if not name else merged(name) if below_is_empty else name
        yield [number, cell, *rest]


def annex_excel(title: str, cells: Sequence[Sequence[str]]) -> bytes:
    """An official annex as a sheet; every run of rows with one name is merged."""
    _, *rows = cells
    merges, start = ["A1:F1"], 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at][1]:
            if at - start > 1:
                merges.append(f"B{start + 3}:B{at + 2}")
            start = at
    return excel([[title], *cells], merge=merges)
