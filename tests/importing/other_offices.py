"""Whole made-up annexes of other offices, each in another layout, and what is read in them.

Offices, tasks and departments are made up. The layouts are those of published annexes.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH

YEAR = 2020


def _annex(title: str) -> WordDocument:
    document = Document()
    document.add_paragraph("附件")
    document.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    return document


def _table(document: WordDocument, header: Sequence[str]) -> Any:
    table = document.add_table(1, len(header), "Table Grid")
    for cell, title in zip(table.rows[0].cells, header, strict=True):
        cell.text = title
    return table


def _row(table: Any, *cells: str) -> None:
    """A row whose empty first cell is merged with the one above."""
    row = table.add_row()
    for cell, text in zip(row.cells, cells, strict=True):
        cell.text = text
    if not cells[0]:
        above = table.cell(len(table.rows) - 2, 0)
        text = above.text
        above.merge(row.cells[0]).text = text


def _heading(table: Any, text: str) -> None:
    cells = table.add_row().cells
    cells[0].merge(cells[-1]).text = text


def headings_across(file: Path) -> None:
    """No numbers, topics in rows across the table, deadlines in many wordings."""
    document = _annex("示例县园林中心2020年政务公开工作要点任务分解表")
    table = _table(document, ["工作任务", "具体要求", "责任科室", "时限要求"])
    _heading(table, "一、推进苗圃公开")
    _row(table, "公布苗木目录", "编制并公布全年苗木目录", "苗圃科", "3 月底前")
    _row(table, "公布价格", "每季度公布苗木价格", "苗圃科、财务科", "每季度")
    _heading(table, "二、做好园林解读")
    _row(table, "解读养护办法", "在办法印发时同步公布解读材料", "养护科", "第三季度")
    _row(table, "回应来信", "及时回应群众来信", "办公室", "长期坚持")
    document.save(str(file))


def title_over_two_columns(file: Path) -> None:
    """One title over topics and tasks, units that lead beside responsible ones, no deadlines."""
    document = _annex("2020年示例区水务站政务公开重点工作任务分工")
    table = _table(document, ["工作任务", "", "牵头单位", "责任单位"])
    table.cell(0, 0).merge(table.cell(0, 1)).text = "工作任务"
    _row(table, "（一）深化供水公开", "每日公布水质检测结果", "水质科", "各水厂")
    _row(table, "", "提前公布停水安排", "调度科", "各水厂、办公室")
    _row(table, "（二）改进服务", "整理并公布办事指南", "营业科", "")
    document.save(str(file))


def tables_below_headings(file: Path) -> None:
    """A table below each heading, numbers that begin again, leading and supporting in one cell."""
    document = _annex("示例市集邮馆2020年政务公开工作要点任务清单")
    header = ["序号", "任务", "责任单位", "时限"]
    document.add_paragraph("一、办好展览")
    table = _table(document, header)
    _row(table, "1", "公布全年展览安排", "展览部牵头，各部室配合", "1月31日前")
    _row(table, "2", "公布展品目录", "展览部", "开展前")
    document.add_paragraph("二、规范管理")
    table = _table(document, header)
    _row(table, "1", "公布年度预算", "牵头：财务部 配合：办公室", "2020年2月底前")
    _row(table, "2", "公开招募志愿者", "办公室（牵头）、宣传部", "上半年")
    document.save(str(file))


def three_levels(file: Path) -> None:
    """Three columns of headings, of which the first two are merged."""
    document = _annex("2020年示例县灯具检验所政务公开工作要点任务分解表")
    header = ["一级指标", "二级指标", "三级指标", "责任部门", "完成时限"]
    table = _table(document, header)
    _row(table, "主动公开", "检验公开", "公布检验项目目录", "检验部门", "6月底前")
    _row(table, "", "检验公开", "按月公布检验结果", "检验部门/信息部门", "每月")
    _row(table, "", "收费公开", "公布收费标准", "财务部门", "年内")
    _row(table, "答复申请", "规范答复", "修订答复文书样式", "综合部门", "9月底前")
    table.cell(1, 1).merge(table.cell(2, 1)).text = "检验公开"
    document.save(str(file))


def progress_in_the_table(file: Path) -> None:
    """Names merged in the first column, several lines of units, and what came of each task."""
    document = _annex("示例镇2020年政务公开工作要点任务分解表")
    header = ["工作任务", "具体要求", "责任单位", "完成情况", "备注"]
    table = _table(document, header)
    _row(table, "1.公开集市安排", "公布全年集市日期", "集市办公室\n市场服务中心", "已完成", "")
    _row(table, "", "公布摊位分配结果", "集市办公室", "推进中", "11月底前完成")
    _row(table, "2.公开桥梁养护", "公布桥梁名单", "道路服务中心", "", "")
    document.save(str(file))


def list_without_table(file: Path) -> None:
    """No table: numbered items below headings, each with who is responsible at its end."""
    document = _annex("示例县风筝博物馆2020年政务公开工作要点")
    for line in (
        "为做好本年政务公开，制定本要点。",
        "一、办好展览",
        "（一）公布安排",
        "1.公布全年展览安排，有变动的及时更新。（责任单位：展览部；完成时限：1月31日前）",
        "2.公布展品目录（责任单位：展览部、藏品部）",
        "（二）公布价格",
        "1.公布门票价格。（财务部牵头，办公室配合）",
        "二、规范管理",
        "（一）招募志愿者。公开招募条件，并公布名单。",
        "（牵头单位：办公室；配合单位：各部室；完成时限：上半年）",
        "示例县风筝博物馆",
    ):
        document.add_paragraph(line)
    document.save(str(file))


OFFICES: dict[str, Callable[[Path], None]] = {
    "headings-across": headings_across,
    "title-over-two-columns": title_over_two_columns,
    "tables-below-headings": tables_below_headings,
    "three-levels": three_levels,
    "progress-in-the-table": progress_in_the_table,
    "list-without-table": list_without_table,
}
"""Functions that write an annex into a .docx, by the name of its layout."""

NAMES = {
    "headings-across": "示例县园林中心",
    "title-over-two-columns": "示例区水务站",
    "tables-below-headings": "示例市集邮馆",
    "three-levels": "示例县灯具检验所",
    "progress-in-the-table": "示例镇人民政府",
    "list-without-table": "示例县风筝博物馆",
}
"""What each office is called. A town's title does not say it, so its import needs `--office`."""

EXPECTED: Mapping[str, list[list[str]]] = {
    "headings-across": [
        ["推进苗圃公开", "公布苗木目录", "编制并公布全年苗木目录", "苗圃科", "", "3 月底前"],
        ["推进苗圃公开", "公布价格", "每季度公布苗木价格", "苗圃科、财务科", "", "每季度"],
        ["做好园林解读", "解读养护办法", "在办法印发时同步公布解读材料", "养护科", "", "第三季度"],
        ["做好园林解读", "回应来信", "及时回应群众来信", "办公室", "", "长期坚持"],
    ],
    "title-over-two-columns": [
        ["深化供水公开", "每日公布水质检测结果", "每日公布水质检测结果", "水质科", "各水厂", ""],
        ["深化供水公开", "提前公布停水安排", "提前公布停水安排", "调度科", "各水厂、办公室", ""],
        ["改进服务", "整理并公布办事指南", "整理并公布办事指南", "营业科", "", ""],
    ],
    "tables-below-headings": [
        ["办好展览", "公布全年展览安排", "公布全年展览安排", "展览部", "各部室", "1月31日前"],
        ["办好展览", "公布展品目录", "公布展品目录", "展览部", "", "开展前"],
        ["规范管理", "公布年度预算", "公布年度预算", "财务部", "办公室", "2020年2月底前"],
        ["规范管理", "公开招募志愿者", "公开招募志愿者", "办公室", "宣传部", "上半年"],
    ],
    "three-levels": [
        ["主动公开", "检验公开", "公布检验项目目录", "检验部门", "", "6月底前"],
        ["主动公开", "检验公开", "按月公布检验结果", "检验部门、信息部门", "", "每月"],
        ["主动公开", "收费公开", "公布收费标准", "财务部门", "", "年内"],
        ["答复申请", "规范答复", "修订答复文书样式", "综合部门", "", "9月底前"],
    ],
    "progress-in-the-table": [
        ["公开集市安排", "公开集市安排", "公布全年集市日期", "集市办公室、市场服务中心", "", ""],
        ["公开集市安排", "公开集市安排", "公布摊位分配结果", "集市办公室", "", ""],
        ["公开桥梁养护", "公开桥梁养护", "公布桥梁名单", "道路服务中心", "", ""],
    ],
    "list-without-table": [
        [
            *("办好展览", "公布安排", "公布全年展览安排，有变动的及时更新。"),
            *("展览部", "", "1月31日前"),
        ],
        ["办好展览", "公布安排", "公布展品目录", "展览部、藏品部", "", ""],
        ["办好展览", "公布价格", "公布门票价格。", "财务部", "办公室", ""],
        ["规范管理", "招募志愿者", "公开招募条件，并公布名单。", "办公室", "各部室", "上半年"],
    ],
}
"""Topic, name, content, leading and supporting units, and deadline of each task."""

NOTES = {
    "progress-in-the-table": ["完成情况：已完成", "完成情况：推进中\n11月底前完成", ""],
}
"""The notes of each task, where a layout has any."""
