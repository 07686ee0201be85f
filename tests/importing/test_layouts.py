"""Test the layouts in which other offices draw their tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.importing.flow import Imported
from generator.importing.report import remark_line
from generator.language.wording import Wording
from tests.importing.documents import cells, csv, excel, table, take, text, word

TITLE = "2031年示例县测试中心政务公开工作要点任务分解表"
SHORT = ("工作任务", "工作内容", "责任科室")
SHORT_ROWS = [
    ["公布预算", "公布本年预算", "财务科"],
    ["答复来信", "答复群众来信", "办公室"],
]
SHORT_CELLS = [
    ["1", "公布预算", "公布本年预算", "财务科", "", ""],
    ["2", "答复来信", "答复群众来信", "办公室", "", ""],
]
COUNTED = (
    "文件里没有序号一栏，任务照先后编成了 1 到 2。请核对；要用别的序号的，请在文件里加上序号一栏。"
)


def said(imported: Imported, code: str) -> list[str]:
    """The remarks of a kind, as the report has them."""
    return [remark_line(one, Wording()) for one in imported.remarks if one.code == code]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", lambda: word(text(TITLE), table(SHORT, *SHORT_ROWS, columns=3))),
        ("a.xlsx", lambda: excel([[TITLE], SHORT, *SHORT_ROWS])),
        ("a.csv", lambda: csv([[TITLE], SHORT, *SHORT_ROWS])),
    ],
)
def test_rows_without_numbers_are_counted(
    name: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    imported = take(tmp_path, make(), name)
    assert cells(imported) == SHORT_CELLS
    (sentence,) = said(imported, "rows-numbered")
    assert sentence.endswith(COUNTED)
    (sentence,) = said(imported, "columns-absent")
    assert "文件里没有这几栏：协助处室、时间节点。" in sentence


def test_two_columns_are_enough(tmp_path: Path) -> None:
    rows = [["任务", "责任单位"], ["公布预算", "财务科"], ["答复来信", "办公室、财务科"]]
    imported = take(tmp_path, word(text(TITLE), table(*rows, columns=2)))
    assert cells(imported) == [
        ["1", "公布预算", "公布预算", "财务科", "", ""],
        ["2", "答复来信", "答复来信", "办公室、财务科", "", ""],
    ]


def test_table_without_numbers_goes_on_in_the_next(tmp_path: Path) -> None:
    first, second = (table(*rows, columns=3) for rows in ([SHORT, SHORT_ROWS[0]], SHORT_ROWS[1:]))
    signed = table(["审核", "", ""], columns=3)
    imported = take(tmp_path, word(text(TITLE), first, text(""), second, text(""), signed))
    assert cells(imported) == SHORT_CELLS
    assert said(imported, "continued-without-header") == [
        "表格 2：这张表没有表头，按上一张表的接着读了。请核对。"
    ]


def test_numbers_that_begin_again_in_each_table_are_replaced(tmp_path: Path) -> None:
    tables = [table(["序号", *SHORT], ["1", *row], columns=4) for row in SHORT_ROWS]
    imported = take(tmp_path, word(text(TITLE), tables[0], text(""), tables[1]))
    assert cells(imported) == SHORT_CELLS
    (sentence,) = said(imported, "rows-renumbered")
    assert "文件里的序号不是一项任务一个，任务照先后重新编成了 1 到 2。" in sentence


def test_number_of_several_rows_is_replaced(tmp_path: Path) -> None:
    rows = [["序号", *SHORT], ["一", *SHORT_ROWS[0]], ["", "", "公布本年决算", "财务科"]]
    imported = take(tmp_path, excel([[TITLE], *rows], merge=["A3:A4", "B3:B4"]), "a.xlsx")
    assert cells(imported) == [SHORT_CELLS[0], ["2", "公布预算", "公布本年决算", "财务科", "", ""]]
    assert said(imported, "rows-renumbered")


def test_table_keeps_what_a_document_has_no_column_for(tmp_path: Path) -> None:
    whole = [["序号", *SHORT, "配合科室", "完成时限"]]
    whole += [["1", *SHORT_ROWS[0], "办公室", "全年"], ["2", *SHORT_ROWS[1], "", "9月底前"]]
    before = take(tmp_path, excel([[TITLE], *whole]), "a.xlsx")
    after = take(tmp_path, excel([[TITLE], SHORT, *SHORT_ROWS]), "b.xlsx", into=before.text)
    assert after.text == before.text
