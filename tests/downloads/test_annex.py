"""The annex as Word and Excel documents, with its columns in any order."""

import io

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from generator.downloads.annex import OfficialTable, docx_bytes, xlsx_bytes
from generator.plan.columns import BY_KEY

TABLE = OfficialTable(
    title="2031年工作要点任务分解表",
    office="某某局",
    columns=tuple(map(BY_KEY.__getitem__, ("content", "deadline", "name", "number"))),
    rows=(
        ("第一项", "全年", "公开", "1"),
        ("第二项", "全年", "公开", "2"),
        ("第三项", "全年", "解读", "3"),
    ),
)


def test_names_are_merged_in_excel_wherever_their_column_is() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(TABLE))).active
    assert sheet is not None
    assert {str(span) for span in sheet.merged_cells.ranges} == {"A1:D1", "C3:C4"}
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows == [
        ("第一项", "全年", "公开", 1),
        ("第二项", "全年", None, 2),
        ("第三项", "全年", "解读", 3),
    ]


def test_names_are_merged_in_word_wherever_their_column_is() -> None:
    table = Document(io.BytesIO(docx_bytes(TABLE))).tables[0]
    merges = [
        [merge.get(qn("w:val")) for cell in row._tr.tc_lst for merge in cell.iter(qn("w:vMerge"))]
        for row in table.rows
    ]
    assert merges == [[], ["restart"], ["continue"], []]
    assert [table.cell(1, 2).text, table.cell(2, 2).text] == ["公开", "公开"]
    assert [[cell.text for cell in row.cells[:2]] for row in table.rows][2] == ["第二项", "全年"]
