"""Test that the changes of two people to one table come together, and that nothing is guessed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.table.differences import Kind, Row, differences
from generator.table.loading import parse_plan
from generator.table.merging import CannotMergeError, Conflict, Side, merge
from tests.support import BASE, past_table

Edit = tuple[str, str]
ROW_4 = """\
  - 序号: 4
    主题: 乙主题
    任务名称: 第三件事
    任务内容: 公布第四项
    责任处室: [甲处室]
"""
ROW_5 = ROW_4.replace("4", "5").replace("第四", "第五")
ROW_2 = BASE[BASE.index("  - 序号: 2") : BASE.index("  - 序号: 3")]
DEADLINE: Edit = ("9月底前", "10月底前")
CONTENT: Edit = ("开展第二次测试", "开展又一次测试")
NUMBERED = re.sub(r"- 序号: (\d)\n", r"- 序号: \1\n    编号: 2030-\1\n", BASE)
ENTRY = "      - {{日期: 2020-0{month}-01, 状态: 推进中, 说明: {remark}}}\n"


def edited(*edits: Edit, text: str = BASE) -> str:
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def no_choice(conflict: Conflict) -> Side:
    raise AssertionError(conflict)


def merged(mine: str, theirs: str, base: str = BASE) -> str:
    """The merged table, which nobody has to decide about."""
    return merge(base.encode(), mine.encode(), theirs.encode(), no_choice).decode()


def refused(mine: str, theirs: str, base: str = BASE) -> tuple[str, Row]:
    with pytest.raises(CannotMergeError) as caught:
        merged(mine, theirs, base)
    return caught.value.code, caught.value.row


APART: dict[str, tuple[list[Edit], list[Edit]]] = {
    "rows": ([DEADLINE], [("开展第一次", "开展头一次")]),
    "cells of one row": ([DEADLINE], [CONTENT]),
    "neighbouring cells": ([("[乙处室]\n", "[各处室]\n")], [DEADLINE]),
    "a cell taken out": ([("    协助处室: [乙处室, 各处室]\n", "")], [("全年", "年内")]),
    "a cell put in": ([("前\n", "前\n    备注: 一\n")], [DEADLINE]),
    "columns of one's own": (
        [("9月底前\n", "9月底前\n    其他: {甲栏: 一}\n")],
        [("开展第二次测试\n", "开展第二次测试\n    其他: {乙栏: 二}\n")],
    ),
    "head and rows": ([("2030年示例市", "示例市")], [DEADLINE]),
    "a key of the head put in": (
        [("主题:", "索引号: 甲\n主题:")],
        [("主题:", "主题分类: 乙\n主题:")],
    ),
    "a register's row": (
        [("网址: jia-chushi", "网址: jia-chushi, 别名: [甲办]")],
        [("网址: jia-chushi", "网址: jia-chushi, 曾用名: [旧甲]")],
    ),
    "register and tasks": ([("第一类事情", "头一类事情")], [DEADLINE]),
    "a renamed department": (
        [("名称: 乙处室", "名称: 丙处室"), *[("乙处室", "丙处室")] * 3],
        [DEADLINE],
    ),
}  # fmt: skip


IN_OTHER_ORDER = ("a key of the head put in", "columns of one's own")
"""What both have added at one place, which is behind what the other side has."""


@pytest.mark.parametrize("kind", APART)
def test_changes_apart_are_both_taken(kind: str) -> None:
    mine, theirs = APART[kind]
    both = merged(edited(*mine), edited(*theirs))
    assert both == merged(edited(*theirs), edited(*mine)) or kind in IN_OTHER_ORDER
    found = parse_plan(Path(), both.encode())
    if kind == "columns of one's own":
        assert set(found.tasks[1].others.items()) == {("甲栏", "一"), ("乙栏", "二")}
    elif kind == "a register's row":
        (unit, *_) = found.departments
        assert (unit.aliases, unit.former_names) == (("甲办",), ("旧甲",))
    else:
        assert found == parse_plan(Path(), edited(*mine, *theirs).encode())


def test_lines_that_nobody_changed_stay_as_they_are() -> None:
    base = BASE.replace("任务:\n", "任务:\n  # 第一段\n\n").replace("全年", "'全年'")
    theirs = edited(("年份: 2030", "年份: '2030'"), text=base)
    both = merged(edited(DEADLINE, text=base), theirs, base)
    assert both == edited(DEADLINE, text=theirs)


def test_same_change_twice_is_one() -> None:
    assert merged(edited(DEADLINE), edited(DEADLINE)) == edited(DEADLINE)
    both = merged(BASE + ROW_4, edited(DEADLINE) + ROW_4)
    assert both == edited(DEADLINE) + ROW_4


def test_new_rows_of_both_are_in_the_order_of_their_numbers() -> None:
    assert merged(BASE + ROW_5, BASE + ROW_4) == BASE + ROW_4 + ROW_5
    assert merged(BASE + ROW_4, BASE + ROW_5) == BASE + ROW_4 + ROW_5


def test_first_rows_of_both() -> None:
    """Test a table that has only been started."""
    started = BASE[: BASE.index("  - 序号: 1")]
    assert merged(started + ROW_5, started + ROW_4, started) == started + ROW_4 + ROW_5
    mine, theirs = started + "# 我\n", started + "# 他\n"
    assert merged(mine, theirs, started) == started + "# 他\n# 我\n"


def test_new_departments_of_both() -> None:
    last = "  - {名称: 各处室, 网址: ge-chushi, 统称: true}\n"
    one, other = (f"  - {{名称: {name}处, 网址: {name}}}\n" for name in "xy")
    both = merged(edited((last, last + one)), edited((last, last + other)))
    assert last + other + one in both


def test_removed_row_goes_unless_the_other_side_has_changed_it() -> None:
    without = BASE.replace(ROW_2, "")
    assert merged(without, edited(("全年", "年内"))) == edited(("全年", "年内"), (ROW_2, ""))
    wanted = "removed-and-changed", Row("任务", "2")
    assert refused(without, edited(DEADLINE)) == refused(edited(DEADLINE), without) == wanted


def test_both_have_added_a_row_of_one_number() -> None:
    wanted = "added-twice", Row("任务", "4")
    assert refused(BASE + ROW_4, BASE + ROW_4.replace("第四项", "另一项")) == wanted
    mine, theirs = (
        NUMBERED + ROW_4.replace("4\n", f"4\n    编号: {name}\n", 1) for name in ("甲", "乙")
    )
    assert refused(mine, theirs, NUMBERED)[0] == "added-twice"


def test_tasks_are_followed_by_their_identifiers() -> None:
    mine = NUMBERED.replace("序号: 3", "序号: 4").replace("序号: 2", "序号: 3")
    both = merged(mine, edited(DEADLINE, text=NUMBERED), NUMBERED)
    assert both == edited(DEADLINE, text=mine)


def test_tasks_without_identifiers_must_keep_their_numbers() -> None:
    mine = BASE.replace("序号: 3", "序号: 4").replace("序号: 2", "序号: 3")
    assert refused(mine, edited(DEADLINE))[0] == "renumbered"
    assert refused(edited(DEADLINE), mine)[0] == "renumbered"


def test_tables_of_two_years_do_not_go_together() -> None:
    assert refused(past_table(2031), edited(DEADLINE))[0] == "another-year"
    (head, year) = differences(BASE.encode(), past_table(2031).replace(*DEADLINE).encode())
    assert [one.cells[0].key for one in (head, year)] == ["标题", "年份"]


def test_entries_of_both_are_added_the_others_first() -> None:
    """Test that those of the other side, which may be published, stay in their order."""
    past = past_table(2020)
    base = f"{past}    落实情况:\n{ENTRY.format(month=1, remark='一')}"
    both = merged(
        base + ENTRY.format(month=3, remark="三"), base + ENTRY.format(month=2, remark="二"), base
    )
    entries = parse_plan(Path(), both.encode()).tasks[2].progress
    assert [entry.remark for entry in entries] == ["一", "二", "三"]
    first = past + "    落实情况:\n" + ENTRY.format(month=1, remark="甲")
    other = past + "    落实情况:\n" + ENTRY.format(month=1, remark="乙")
    entries = parse_plan(Path(), merged(first, other, past).encode()).tasks[2].progress
    assert [entry.remark for entry in entries] == ["乙", "甲"]


def test_order_of_who_has_moved_rows() -> None:
    one, other = (line + "\n" for line in BASE.splitlines() if "主题, 网址" in line)
    mine = edited((one + other, other + one))
    added = "  - {名称: 丙主题, 网址: bing-zhuti, 简介: 三。}\n"
    theirs = edited((other, other + added))
    assert other + added + one in merged(mine, theirs)
    assert other + added + one in merged(theirs, mine)


def chosen(mine: str, theirs: str, side: Side, base: str = BASE) -> tuple[str, list[Conflict]]:
    conflicts: list[Conflict] = []

    def choose(conflict: Conflict) -> Side:
        conflicts.append(conflict)
        return side

    both = merge(base.encode(), mine.encode(), theirs.encode(), choose)
    return both.decode(), conflicts


def test_one_cell_changed_by_both_is_chosen_and_the_rest_taken() -> None:
    mine = edited(DEADLINE, ("开展第一次", "开展头一次"))
    theirs = edited(("9月底前", "11月底前"), CONTENT)
    for side, deadline in ((Side.MINE, "10月底前"), (Side.THEIRS, "11月底前")):
        both, conflicts = chosen(mine, theirs, side)
        assert conflicts == [
            Conflict(Row("任务", "2"), "时间节点", "9月底前", "10月底前", "11月底前")
        ]
        assert both == edited(("9月底前", deadline), CONTENT, ("开展第一次", "开展头一次"))


def test_choice_about_what_one_side_has_taken_out() -> None:
    mine, theirs = edited(("    时间节点: 9月底前\n", "")), edited(DEADLINE)
    both, conflicts = chosen(mine, theirs, Side.MINE)
    assert both == mine
    assert [one.mine for one in conflicts] == [""]
    assert chosen(mine, theirs, Side.THEIRS)[0] == theirs


def test_choice_about_the_head_and_the_settings() -> None:
    mine, theirs = edited(("示例市测试局任务", "甲任务")), edited(("示例市测试局任务", "乙任务"))
    both, conflicts = chosen(mine, theirs, Side.MINE)
    assert (both, conflicts[0].row, conflicts[0].key) == (mine, Row(), "标题")
    settings = [f"# 甲\n网站名称: {name}\n联系方式: 电话\n" for name in ("一", "二", "三")]
    assert chosen(settings[1], settings[2], Side.THEIRS, settings[0])[0] == settings[2]
    gone = settings[0].replace("联系方式: 电话\n", "")
    assert merged(gone, settings[1], settings[0]) == gone.replace("一", "二")


def test_comments_of_both_are_kept() -> None:
    mine = edited(("  - 序号: 2", "  # 我说\n  - 序号: 2"), ("全年", "年内"))
    theirs = edited(("  - 序号: 2", "  # 他说\n  - 序号: 2"), DEADLINE)
    both = merged(mine, theirs)
    assert "  # 他说\n  # 我说\n  - 序号: 2" in both and "10月底前" in both
    inside = edited(("    责任处室: [乙处室]", "    # 问过\n    责任处室: [乙处室]"))
    assert "# 问过" in merged(inside, edited(DEADLINE))
    assert "# 问过" in merged(edited(DEADLINE), inside)
    both = merged(inside + "# 末尾\n", edited(DEADLINE, CONTENT) + "# 也是\n")
    assert both.endswith("# 也是\n# 末尾\n")


def test_comments_of_a_row_that_is_written_anew_stand_above_it() -> None:
    """Test those behind a value, and those that were there before and nobody has taken out."""
    noted = "    # 早有的\n    责任处室: [乙处室]  # 问过"
    base = edited(("    责任处室: [乙处室]", noted))
    mine = edited(DEADLINE, ("# 问过", "# 又问过"), text=base)
    both = merged(mine, edited(CONTENT, text=base), base)
    assert "  # 早有的\n  # 又问过\n  - 序号: 2\n" in both
    assert "# 问过" not in both


def test_text_that_looks_like_a_comment_is_none() -> None:
    mine = edited(("开展第二次测试", "'测试 # 一'"))
    assert merged(mine, edited(DEADLINE)).count("# 一") == 1
    mine = edited(("开展第二次测试", "|\n      第一段\n      # 第二段"))
    assert merged(mine, edited(DEADLINE)).count("# 第二段") == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_breaks_of_the_file_stay(newline: str) -> None:
    mine, theirs, base = (
        text.replace("\n", newline) for text in (edited(DEADLINE), edited(CONTENT), BASE)
    )
    both = merged(mine, theirs, base)
    assert both == edited(DEADLINE, CONTENT).replace("\n", newline)
    mark = "\ufeff"
    assert merged(mark + mine, theirs, base) == mark + both


UNUSUAL = {
    "no YAML": BASE.replace("主题:\n", "主题：\n"),
    "in braces": '{"标题": 甲}',
    "no table": "- 甲\n",
    "rows in brackets": re.sub(r"处室:\n(?:  - .*\n)+", "处室: [{名称: 甲处室, 网址: a}]\n", BASE),
    "another encoding": "\udcff",
    "a row that is none": f"{BASE}  - 甲\n",
    "a number that is none": BASE.replace("序号: 2", "序号: 二").replace("全年", "年内"),
}


@pytest.mark.parametrize("kind", UNUSUAL)
def test_file_in_an_unusual_form_is_refused(kind: str) -> None:
    other = edited(DEADLINE, ("网址: jia-chushi", "网址: jia"))
    content = UNUSUAL[kind].encode("utf-8", "surrogateescape")
    with pytest.raises(CannotMergeError):
        merge(BASE.encode(), content, other.encode(), no_choice)


CELLS = (
    "开展第一次测试",
    "开展第二次测试",
    "公布测试结果",
    "全年",
    "9月底前",
    "2月20日",
    "第一类事情。",
)


@given(some.dictionaries(some.sampled_from(CELLS), some.booleans()))
def test_whoever_changed_a_cell_is_heard(changed: dict[str, bool]) -> None:
    """Test cells that were changed by me (true) or by the other one (false)."""
    news = {"全年": "年内", "9月底前": "10月底前", "2月20日": "2月21日"}
    edits = {cell: (cell, news.get(cell, "新的")) for cell in changed}
    sides = [[edits[cell] for cell in changed if changed[cell] is one] for one in (True, False)]
    both = merged(edited(*sides[0]), edited(*sides[1]))
    assert both == edited(*edits.values())


def test_differences_are_told_by_row_and_cell() -> None:
    without = BASE.replace(ROW_2, "")
    found = differences(BASE.encode(), edited(("全年", "年内"), text=without + ROW_4).encode())
    assert [(one.row.name, one.kind) for one in found] == [
        ("1", Kind.CHANGED), ("4", Kind.ADDED), ("2", Kind.REMOVED),
    ]  # fmt: skip
    (cell,) = found[0].cells
    assert (cell.key, cell.before, cell.after) == ("时间节点", "全年", "年内")
    (head,) = differences(BASE.encode(), BASE.replace("任务分解表", "表").encode())
    assert head.row == Row() and head.cells[0].key == "标题"
    assert differences(BASE.encode(), f"# 甲\n{BASE}".encode()) == []
