"""Test what becomes of a column that tells what has become of tasks, and of one with notes."""

from datetime import date
from pathlib import Path

import pytest

from generator.downloads.annex import WRITERS, official_table
from generator.importing.report import remark_line
from generator.importing.told import entry_in
from generator.language.wording import Wording
from generator.plan.values import Status
from tests.importing.documents import HEADER, ROWS, excel, remarks, table, take, text, word

TITLE = "2020年示例市测试局政务公开工作要点任务分解表"
OTHER_WORDS = ("未完成", "欠进度", "超进度", "达到序时进度", "未达序时进度", "提前完成", "推进缓慢")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("推进中（2020年5月20日）", ("2020-05-20", "推进中")),
        ("2020-05-20，未启动", ("2020-05-20", "未启动")),
        ("持续推进\n2020.5.20", ("2020-05-20", "持续推进")),
        ("推进中", None),
        ("5月20日推进中", None),
        ("推进中（2020年5月20日），已印发方案", None),
        ("推进中（2020年5月20日前）", None),
        ("推进中（2020年2月30日）", None),
        ("推进中（2021年5月20日）", None),
        ("正常推进（2020年5月20日）", None),
        ("已完成（2020年5月20日）", None),
        ("", None),
        *((f"{word}（2020年5月20日）", None) for word in OTHER_WORDS),
    ],
)
def test_an_entry_is_a_status_and_a_day_and_nothing_else(
    cell: str, expected: tuple[str, str] | None
) -> None:
    found = entry_in(cell, 2020)
    assert (found and tuple(found.values())) == expected


def test_a_day_in_the_future_is_none() -> None:
    assert entry_in("推进中（2999年1月1日）", 2999) is None


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_what_is_told_is_kept_as_an_entry_or_in_the_note(ending: str, tmp_path: Path) -> None:
    header = [*HEADER, "完成情况", "备注"]
    told = [["推进中（2020年5月20日）", ""], ["已完成", "见网站"], ["—", "另行通知"]]
    rows = [[*row, *more] for row, more in zip(ROWS, told, strict=True)]
    content = excel([[TITLE], header, *rows])
    if ending == ".docx":
        content = word(text(TITLE), table(header, *rows, columns=8))
    imported = take(tmp_path, content, f"a{ending}")
    first, second, third = imported.plan.tasks
    (entry,) = first.progress
    assert (entry.day, entry.status, first.note) == (date(2020, 5, 20), Status.UNDER_WAY, None)
    assert (second.progress, second.note) == ((), "完成情况：已完成\n见网站")
    assert (third.progress, third.note) == ((), "另行通知")
    said = {one.code: remark_line(one, Wording()) for one in imported.remarks}
    assert "读成了一条落实情况：推进中（2020-05-20）。" in said["told-as-entry"]
    assert "“完成情况”里写的“已完成”" in said["told-as-note"]
    assert "\n栏名: {备注: 备注}\n" in imported.text

    again = take(tmp_path, content, f"a{ending}", into=imported.text)
    assert again.text == imported.text


@pytest.mark.parametrize("ending", WRITERS)
def test_the_column_of_notes_is_exported_and_comes_back(ending: str, tmp_path: Path) -> None:
    rows = [[*row, note] for row, note in zip(ROWS, ["甲", "", "乙"], strict=True)]
    imported = take(tmp_path, word(text(TITLE), table([*HEADER, "备注"], *rows, columns=7)))
    assert remarks(imported) == []
    annex = official_table(imported.plan)
    assert annex.header == [*HEADER, "备注"]
    again = take(tmp_path, WRITERS[ending](annex), f"a{ending}", into=imported.text)
    assert again.text == imported.text


def test_a_document_without_notes_keeps_those_of_the_table(tmp_path: Path) -> None:
    rows = [[*row, "甲"] for row in ROWS]
    noted = take(tmp_path, word(text(TITLE), table([*HEADER, "备注"], *rows, columns=7))).text
    imported = take(tmp_path, word(text(TITLE), table(HEADER, *ROWS)), into=noted)
    assert imported.text == noted
