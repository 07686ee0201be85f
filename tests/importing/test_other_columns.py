"""Test that columns that only one office has are kept with its tasks, as they are written."""

from pathlib import Path

import pytest

from generator.downloads.annex import WRITERS, official_table
from generator.importing.document import Refusal
from generator.importing.report import remark_line, report
from generator.language.wording import Wording
from generator.plan.model import ProgressEntry
from generator.table.adding import with_entries
from tests.importing.documents import (
    ABOVE,
    HEADER,
    ROWS,
    TITLE,
    Raw,
    csv,
    excel,
    merged,
    remarks,
    table,
    take,
    text,
    word,
)
from tests.support import BASE, load

FORMS = ["书面报告", "", "公告（一份）\n照片: 三张 # 号"]
OTHERS = """\
    其他:
      完成形式（样）: |
        公告（一份）
        照片: 三张 # 号
      'a: b': 甲
"""
OWN = BASE + OTHERS


def with_column(title: str, texts: list[str]) -> list[list[str]]:
    return [[*HEADER, title], *([*row, one] for row, one in zip(ROWS, texts, strict=True))]


def document(title: str, texts: list[str], ending: str = ".docx") -> bytes:
    rows = with_column(title, texts)
    return excel([[TITLE], *rows]) if ending == ".xlsx" else word(text(TITLE), table(*rows))


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_another_column_is_kept_as_written_and_reported(ending: str, tmp_path: Path) -> None:
    imported = take(tmp_path, document("完成 形式（样）", FORMS, ending), f"a{ending}")
    kept = [dict(task.others) for task in imported.plan.tasks]
    assert kept == [{"完成形式（样）": FORMS[0]}, {}, {"完成形式（样）": FORMS[2]}]
    said = "\n".join(report(imported, "data/tasks.yaml", Wording()))
    assert "“完成形式（样）”一栏照原样收进“其他”，和任务一起公布。" in said


def test_a_merged_cell_counts_for_each_of_its_rows(tmp_path: Path) -> None:
    rows: list[list[str | Raw]] = [
        [*ROWS[0], merged("书面报告")],
        [*ROWS[1], ABOVE],
        [*ROWS[2], ""],
    ]
    imported = take(tmp_path, word(text(TITLE), table([*HEADER, "完成形式"], *rows, columns=7)))
    assert [dict(task.others) for task in imported.plan.tasks] == [
        {"完成形式": "书面报告"},
        {"完成形式": "书面报告"},
        {},
    ]


@pytest.mark.parametrize("ending", WRITERS)
def test_an_export_comes_back_byte_for_byte(ending: str, tmp_path: Path) -> None:
    plan = load(tmp_path, {"tasks.yaml": OWN}).plans[0]
    annex = official_table(plan)
    assert annex.header == [*HEADER, "完成形式（样）", "a: b"]
    imported = take(tmp_path, WRITERS[ending](annex), f"a{ending}", into=OWN)
    assert imported.text == OWN


def test_a_document_without_the_column_keeps_it(tmp_path: Path) -> None:
    plan = load(tmp_path).plans[0]
    imported = take(tmp_path, WRITERS[".docx"](official_table(plan)), into=OWN)
    assert imported.text == OWN


def test_a_changed_text_is_reported(tmp_path: Path) -> None:
    plan = load(tmp_path, {"tasks.yaml": OWN.replace("'a: b': 甲", "'a: b': 乙")}).plans[0]
    imported = take(tmp_path, WRITERS[".docx"](official_table(plan)), into=OWN)
    assert imported.text == OWN.replace("'a: b': 甲", "'a: b': 乙")
    said = "\n".join(report(imported, "data/tasks.yaml", Wording()))
    assert "a: b" in said and "甲" in said and "乙" in said


def test_a_third_column_of_units_is_another_column(tmp_path: Path) -> None:
    header = ["序号", "工作任务", "具体要求", "责任单位", "牵头单位", "配合单位", "时限"]
    rows = [[*row[:3], "甲处室、各处室", *row[3:]] for row in ROWS]
    imported = take(tmp_path, word(text(TITLE), table(header, *rows, columns=7)))
    assert imported.plan.tasks[0].lead_departments == ("甲处室",)
    assert {task.others["责任单位"] for task in imported.plan.tasks} == {"甲处室、各处室"}


def test_a_column_of_the_downloads_is_not_read(tmp_path: Path) -> None:
    """Such as those of the site's own tasks.csv."""
    imported = take(tmp_path, document("网址", FORMS))
    assert remarks(imported) == ["表格 1 第 1 行第 7 列 extra-column"]
    assert "其他" not in imported.text


@pytest.mark.parametrize("ending", [".docx", ".csv"])
def test_a_cell_beyond_the_header_is_told(ending: str, tmp_path: Path) -> None:
    rows = [HEADER, [*ROWS[0], "多出来的"], *ROWS[1:]]
    content = csv([[TITLE], *rows]) if ending == ".csv" else word(text(TITLE), table(*rows))
    imported = take(tmp_path, content, f"a{ending}")
    (said,) = [remark_line(one, Wording()) for one in imported.remarks]
    assert "第 7 列：这一行比表头多出一格，里面的“多出来的”没有读。" in said


def test_a_text_alone_in_another_column_is_no_heading(tmp_path: Path) -> None:
    rows = [[*HEADER, "完成形式"], [*ROWS[0], ""], ["", "", "", "", "", "", "见网站"]]
    with pytest.raises(Refusal) as refusal:
        take(tmp_path, word(text(TITLE), table(*rows, columns=7)))
    assert {one.spot.row for one in refusal.value.remarks} == {3}


def test_an_empty_column_is_passed_over(tmp_path: Path) -> None:
    imported = take(tmp_path, document("完成形式", ["", "", ""]))
    assert (remarks(imported), "其他" in imported.text) == ([], False)


@pytest.mark.parametrize(
    ("title", "code"), [("完" * 31, "column-name-long"), ("完成\u202e形式", "problems")]
)
def test_a_name_that_cannot_be_kept_is_refused(title: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        take(tmp_path, document(title, FORMS))
    assert refusal.value.code == code


def test_an_entry_is_added_below_it(tmp_path: Path) -> None:
    entry = ProgressEntry.model_validate({"日期": "2020-05-20", "状态": "推进中"})
    added = with_entries(tmp_path / "tasks.yaml", OWN.encode(), {2: [entry]}).decode()
    assert added == f"{OWN}    落实情况:\n      - 日期: 2020-05-20\n        状态: 推进中\n"
