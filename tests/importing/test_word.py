"""Test the import of Word documents as offices write them."""

from pathlib import Path

import pytest

from generator.importing.document import Refusal
from tests.importing.documents import (
    ABOVE,
    EXPECTED,
    HEADER,
    ROWS,
    TITLE,
    Raw,
    across,
    cells,
    merged,
    plan_word,
    remarks,
    row,
    table,
    take,
    text,
    word,
)

FIRST, SECOND, THIRD = ROWS
MERGED_FIRST: list[str | Raw] = [FIRST[0], merged("第一件事"), *FIRST[2:]]
HEADING = text("附件1") + text(TITLE)


def tracked(kind: str, value: str) -> str:
    tag = "delText" if kind == "del" else "t"
    run = f'<w:r><w:{tag} xml:space="preserve">{value}</w:{tag}></w:r>'
    return f'<w:{kind} w:id="1" w:author="x" w:date="2031-01-01T00:00:00Z">{run}</w:{kind}>'


def run(value: str, properties: str = "") -> str:
    inner = f'<w:t xml:space="preserve">{value}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


OFF = '<w:strike w:val="0"/>'


def deleted(value: str) -> Raw:
    return Raw(f"<w:p>{tracked('del', value)}</w:p>")


def with_content(cell: str | Raw) -> list[str | Raw]:
    """The first row with another content."""
    return ["1", "第一件事", cell, "甲处室", "乙处室、丙处室", "全年"]


# The shapes of one plan, all read alike: blocks of a document, and what is remarked.
SHAPES: dict[str, tuple[list[str], list[str]]] = {
    "names merged": (
        [table(HEADER, MERGED_FIRST, ["2", ABOVE, *SECOND[2:]], THIRD)],
        [],
    ),
    "empty rows": ([table([""] * 6, HEADER, FIRST, [""] * 6, SECOND, THIRD, [""] * 6)], []),
    "columns in another order": (
        [table(HEADER[::-1], FIRST[::-1], SECOND[::-1], THIRD[::-1])],
        [],
    ),
    "an extra column": (
        [table([*HEADER[:3], "完成形式", *HEADER[3:]],
               *([*one[:3], "书面报告", *one[3:]] for one in ROWS), columns=7)],
        ["表格 1 第 1 行第 4 列 column-kept"],
    ),
    "title rows in the table": (
        [table([across(TITLE, 6)], [across("（按职责分工）", 6)], HEADER, *ROWS)],
        [],
    ),
    "header over two rows": (
        [table(
            [*map(merged, HEADER[:3]), across("处室", 2), merged("时间节点")],
            [ABOVE, ABOVE, ABOVE, "责任处室", "协助处室", ABOVE],
            *ROWS)],
        [],
    ),
    "header words over two rows": (
        [table(["序号", "任务", "任务", "责任", "协助", "时间"],
               ["", "名称", "内容", "处室", "处室", "节点"], *ROWS)],
        [],
    ),
    "header in letters set apart": (
        [table(["序　号", "任务\n名称", "任 务 内 容", "责任\n处室", "协助处室 ", "\u00a0时间节点"],
               *ROWS)],
        [],
    ),
    "two tables, header repeated": (
        [table(HEADER, FIRST), text("（续表）"), table(HEADER, SECOND, THIRD)],
        [],
    ),
    "names merged across a split": (
        [table(HEADER, MERGED_FIRST), text(""), table(HEADER, ["2", ABOVE, *SECOND[2:]], THIRD)],
        [],
    ),
    "header repeated inside a table": ([table(HEADER, FIRST, HEADER, SECOND, THIRD)], []),
    "continued without a header": (
        [table(HEADER, FIRST, SECOND), text(""), table(THIRD)],
        ["表格 2 continued-without-header"],
    ),
    "another table before and after": (
        [table(["说明", "一", "二", "三"], columns=4), text(""), table(HEADER, *ROWS), text(""),
         table(["甲", "乙", "丙", "丁"], columns=4)],
        ["表格 1 table-without-header", "表格 3 table-without-header"],
    ),
    "a table for the layout": (
        [table([Raw(HEADING + table(HEADER, *ROWS) + "<w:p/>")], columns=1)],
        [],
    ),
    "line breaks instead of paragraphs": (
        [table(HEADER, *(row(one, break_with="br") for one in ROWS))],
        [],
    ),
    "several runs": (
        [table(HEADER, with_content(Raw(
            f"<w:p>{run('开展', '<w:b/>')}{run('第一')}{run('次测试')}</w:p>")), SECOND, THIRD)],
        [],
    ),
    "runs inside links and content controls": (
        [table(HEADER, with_content(Raw(
            f"<w:p><w:hyperlink>{run('开展')}</w:hyperlink>"
            f"<w:sdt><w:sdtContent>{run('第一次')}</w:sdtContent></w:sdt>"
            f"<w:smartTag>{run('测试')}</w:smartTag></w:p>")), SECOND, THIRD)],
        [],
    ),
    "rows and cells in content controls": (
        [table(HEADER, f"<w:sdt><w:sdtContent>{row(FIRST)}</w:sdtContent></w:sdt>", SECOND, THIRD)],
        [],
    ),
    "full-width digits and signs": (
        [table(HEADER, ["１", *FIRST[1:]], ["2．", *SECOND[1:]], ["（３）", *THIRD[1:]])],
        [],
    ),
    "spaces of every width": (
        [table(HEADER, [" 1\u00a0", "\u3000第一件事 ", "开展第一次测试\u3000",
                        "甲　处　室", "乙处室、 丙处室", "全年\u00a0"],
               SECOND, THIRD)],
        [],
    ),
    "tracked changes": (
        [table(HEADER, with_content(Raw(
            f"<w:p>{run('开展')}{tracked('del', '不该有的')}{tracked('ins', '第一次')}"
            f"{run('测试')}</w:p>")),
            row([deleted(cell) for cell in ["9", *FIRST[1:]]], '<w:del w:id="2" w:author="x"/>'),
            row(SECOND, '<w:ins w:id="3" w:author="x"/>'), THIRD)],
        ["全文 tracked-changes"],
    ),
    "a tracked end of a paragraph": (
        [table(HEADER, with_content(Raw(
            '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>'
            f"{run('开展第一次')}</w:p><w:p>{run('测试')}</w:p>")), SECOND, THIRD)],
        ["全文 tracked-changes"],
    ),
    "moved text": (
        [table(HEADER, with_content(Raw(
            f"<w:p>{tracked('moveFrom', '测试')}{run('开展第一次')}"
            f"{tracked('moveTo', '测试')}</w:p>")),
            SECOND, THIRD)],
        ["全文 tracked-changes"],
    ),
    "a nested table in a cell": (
        [table(HEADER,
               [*FIRST[:4], Raw(table(["乙处室"], ["丙处室"], columns=1) + "<w:p/>"), "全年"],
               SECOND, THIRD)],
        ["表格 1 第 2 行第 5 列 nested-table"],
    ),
    "struck text": (
        [table(HEADER, with_content(Raw(
            f"<w:p>{run('旧的', '<w:strike/>')}{run('开展第一次', OFF)}"
            f"{run('旧的', '<w:dstrike/>')}{run('测试')}</w:p>")),
            SECOND, THIRD)],
        ["表格 1 第 2 行第 3 列 struck-text"],
    ),
    "hidden text": (
        [table(HEADER, with_content(Raw(
            f"<w:p>{run('开展第一次测试')}{run('（内部）', '<w:vanish/>')}</w:p>")),
            SECOND, THIRD)],
        ["表格 1 第 2 行第 3 列 hidden-text"],
    ),
    "a picture": (
        [table(HEADER, with_content(Raw(
            f"<w:p>{run('开展第一次测试')}<w:r><w:drawing/></w:r></w:p>")), SECOND, THIRD)],
        ["表格 1 第 2 行第 3 列 picture"],
    ),
    "cells drawn over more columns of the grid": (
        [table(["序号", across("任务名称", 2), "任务内容", "责任处室", "协助处室", "时间节点"],
               ["1", "第一件事", across("开展第一次测试", 2), "甲处室", "乙处室、丙处室", "全年"],
               ["2", across("", 2), *SECOND[2:]], ["3", across("第二件事", 2), *THIRD[2:]],
               columns=7)],
        [],
    ),
    "units parted by every sign": (
        [table(HEADER, [*FIRST[:4], "乙处室，\n丙处室；", "全年"], SECOND,
               [*THIRD[:3], "甲处室\n\n乙处室", "各处室", "2月20日"])],
        [],
    ),
    "units parted by spaces": (
        [table(HEADER, FIRST, SECOND, [*THIRD[:3], "甲处室 乙处室", "各处室", "2月20日"])],
        [],
    ),
    "headings across the table": (
        [table(HEADER, [across("一、测试", 6)], FIRST, SECOND, ["二、公布", "", "", "", "", ""],
               THIRD, [across("注：本表由测试局解释", 6)])],
        ["表格 1 第 7 行 section-row", "表格 1 第 2 行 topics-in-headings"],
    ),
    "other names of columns": (
        [table(["序号", "工作任务", "工作内容", "牵头部门", "配合单位", "完成时限"], *ROWS)],
        [f"表格 1 第 1 行第 {at} 列 column-renamed" for at in range(2, 7)],
    ),
    "two units twice in a cell": (
        [table(HEADER, [*FIRST[:4], "乙处室、丙处室、乙处室", "全年"], SECOND, THIRD)],
        ["表格 1 第 2 行第 5 列 unit-twice"],
    ),
    "a dash for no unit": (
        [table(HEADER, FIRST, [*SECOND[:4], "——", "9月底前"], THIRD)],
        ["表格 1 第 3 行第 5 列 no-unit"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_shape(shape: str, tmp_path: Path) -> None:
    blocks, remarked = SHAPES[shape]
    imported = take(tmp_path, word(HEADING, *blocks))
    assert cells(imported) == EXPECTED
    assert (imported.plan.title, imported.plan.year) == (TITLE, 2031)
    assert remarks(imported) == remarked


def test_merged_cells_repeat_what_stands_above(tmp_path: Path) -> None:
    rows: list[list[str | Raw]] = [[*FIRST[:5], merged("全年")], [*SECOND[:5], ABOVE], [*THIRD]]
    imported = take(tmp_path, plan_word(rows))
    assert [task[5] for task in cells(imported)] == ["全年", "全年", "2月20日"]


def test_paragraphs_of_a_content_stay(tmp_path: Path) -> None:
    content = "开展第一次测试。\n其中：\n结果要公布"
    imported = take(tmp_path, plan_word([with_content(content), SECOND, THIRD]))
    assert imported.plan.tasks[0].content == content
    assert remarks(imported) == []


def test_line_break_inside_a_sentence_is_kept_and_remarked(tmp_path: Path) -> None:
    imported = take(tmp_path, plan_word([with_content("开展第一次\n测试"), SECOND, THIRD]))
    assert imported.plan.tasks[0].content == "开展第一次\n测试"
    assert remarks(imported) == ["表格 1 第 2 行第 3 列 line-break-inside"]


def test_name_over_two_lines_is_one(tmp_path: Path) -> None:
    rows = [["1", "第一件\n大事", *FIRST[2:]], SECOND, ["3", "做好 IT\nservice 工作", *THIRD[2:]]]
    imported = take(tmp_path, plan_word(rows))
    names = [task.name for task in imported.plan.tasks]
    assert names == ["第一件大事", "第一件大事", "做好 IT service 工作"]


LIST = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr>'


def test_numbers_that_word_counts(tmp_path: Path) -> None:
    """Lists 1 to 10 come with python-docx's template; those of decimals count from 1."""
    from docx import Document

    decimal = next(
        style.element.pPr.numPr.numId.val
        for style in Document().styles
        if style.name == "List Number"
    )
    number = Raw(f"<w:p>{LIST.format(decimal)}</w:p>")
    rows: list[list[str | Raw]] = [[number, *one[1:]] for one in ROWS]
    empty: list[str | Raw] = [number, "", "", "", "", ""]
    imported = take(tmp_path, plan_word([*rows, empty]))
    assert cells(imported) == EXPECTED
    assert remarks(imported) == ["表格 1 第 2 行第 1 列 automatic-number"]


def test_list_in_a_content_is_remarked(tmp_path: Path) -> None:
    content = Raw(f"<w:p>{LIST.format(1)}{run('开展第一次测试')}</w:p>")
    bulleted = take(tmp_path, plan_word([with_content(content), SECOND, THIRD]))
    assert cells(bulleted) == EXPECTED


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([FIRST, ["", "", "开展第二次测试", "乙处室", "", "全年"], THIRD], ["3:1 number-missing"]),
        ([FIRST, ["二", *SECOND[1:]], THIRD], ["3:1 number-unreadable"]),
        ([FIRST, SECOND, ["2", *THIRD[1:]]], ["4:1 number-repeated"]),
        ([FIRST, ["5", *SECOND[1:]], THIRD], ["4:1 number-out-of-order"]),
        ([["1", "", *FIRST[2:]], SECOND, THIRD], ["2:2 empty", "3:2 empty"]),
        ([FIRST, ["2", "", "", "乙处室", "", "全年"], THIRD], ["3:3 empty"]),
        ([FIRST, ["2", "", "开展", "", "", "全年"], THIRD], ["3:4 empty-list"]),
        ([FIRST, [*SECOND[:5], "13月底前"], THIRD], ["3:6 impossible-date"]),
        ([FIRST, [*SECOND[:5], "2月29日"], THIRD], ["3:6 impossible-date"]),
        ([FIRST, ["2", "", "开展\u202e测试", *SECOND[3:]], THIRD], ["3:3 character"]),
        ([FIRST, ["2", "", "长" * 20_001, *SECOND[3:]], THIRD], ["3:3 too-long"]),
        (
            [["一", *FIRST[1:]], SECOND, [*THIRD[:3], "", "", "2月30日"]],
            ["2:1 number-unreadable", "4:4 empty-list", "4:6 impossible-date"],
        ),
    ],
)
def test_rows_that_cannot_be_tasks_refuse_the_document(
    rows: list[list[str]], problems: list[str], tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as refusal:
        take(tmp_path, plan_word(rows))
    assert refusal.value.code == "problems"
    found = [f"{one.spot.row}:{one.spot.column} {one.code}" for one in refusal.value.remarks]
    assert found == problems
    assert not (tmp_path / "data" / "tasks.yaml").exists()


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["附件", TITLE], TITLE),
        (["附件1：", "", TITLE, "（责任处室见表）"], TITLE),
        (["2031年示例市测试局政务公开工作要点", "任务分解表"], TITLE),
        (["二〇三一年示例市测试局工作要点分解表"], "二〇三一年示例市测试局工作要点分解表"),
        (["示例市测试局2031年政务公开任务分解表"], "示例市测试局2031年政务公开任务分解表"),
        (
            [
                "示例市测试局关于印发2031年工作要点的通知",
                "各处室：",
                "现印发给你们。",
                "附件：",
                TITLE,
            ],
            TITLE,
        ),
        ([TITLE, "根据省2031年工作要点，制定本表。", "现将2031年任务分解如下："], TITLE),
    ],
)
def test_title_above_the_table(lines: list[str], title: str, tmp_path: Path) -> None:
    imported = take(tmp_path, word(*map(text, lines), table(HEADER, *ROWS)))
    plan = imported.plan
    assert (plan.title, plan.year, plan.office) == (title, 2031, "示例市测试局")
