"""Test that documents of the made-up office's table give exactly that table when imported."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.downloads.annex import WRITERS, official_table
from generator.importing.report import remark_line
from generator.language.wording import Wording
from generator.table.loading import load_plan
from tests.importing.documents import HEADER, TABLE, annex_excel, annex_word, csv, take
from tests.site_support import read_table

YAML = TABLE.read_text(encoding="utf-8")
TITLE = read_table()["标题"]
WRAPPED = {"数字花园与智慧灌溉服务团队": "数字花园与智慧\n灌溉服务团队"}
SHIFTED = {23: "广播站"}
REMARKED = {
    "deadline-contradicted": "文字里说“年底前”，时间节点却是“全年”。",
    "deadline-not-understood": "“入冬以前”",
    "unit-as-deadline": "“时间节点”一栏写的是“广播站”，是处室的名称，像是错了一栏；",
    "leads-and-supports": "第 28 项里，“灯具科”既是责任处室又是协助处室。",
}


def annex_cells() -> list[list[str]]:
    """Header and rows with what a document has: merged names, units on lines, a shifted cell."""
    rows: list[list[str]] = []
    names = [""]
    for task in read_table()["任务"]:
        units = [
            "\n".join(WRAPPED.get(name, name) for name in task.get(column, ()))
            for column in ("责任处室", "协助处室")
        ]
        name = task["任务名称"] if task["任务名称"] != names[-1] else ""
        names.append(task["任务名称"])
        deadline = task.get("时间节点", SHIFTED.get(task["序号"]))
        rows.append([str(task["序号"]), name, task["任务内容"], *units, deadline])
    return [[*HEADER], *rows]


DOCUMENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "Word, paragraphs": ("a.docx", lambda: annex_word(TITLE, annex_cells())),
    "Word, line breaks": ("a.docx", lambda: annex_word(TITLE, annex_cells(), "br")),
    "Excel": ("a.xlsx", lambda: annex_excel(TITLE, annex_cells())),
    "CSV in GBK": ("a.csv", lambda: csv([[TITLE], *annex_cells()], "gb18030")),
}


@pytest.mark.parametrize("form", DOCUMENTS)
def test_document_comes_back_and_its_oddities_are_reported(form: str, tmp_path: Path) -> None:
    name, make = DOCUMENTS[form]
    imported = take(tmp_path, make(), name, into=YAML)
    assert imported.text == YAML
    said = {one.code: remark_line(one, Wording()) for one in imported.remarks}
    assert said.keys() == REMARKED.keys()
    assert [code for code, sentence in REMARKED.items() if sentence not in said[code]] == []


@pytest.mark.parametrize("ending", WRITERS)
def test_export_comes_back(ending: str, tmp_path: Path) -> None:
    content = WRITERS[ending](official_table(load_plan(TABLE)))
    assert take(tmp_path, content, f"a{ending}", into=YAML).text == YAML


def test_wrapped_unit_is_one_only_through_the_register(tmp_path: Path) -> None:
    """Without a table nobody knows that the two lines are one name, so the import asks."""
    new = take(tmp_path, annex_word(TITLE, annex_cells()))
    codes = {remark.code: dict(remark.details) for remark in new.remarks}
    assert codes["units-always-together"] == {"first": "数字花园与智慧", "second": "灌溉服务团队"}
    collective = {unit.name for unit in new.plan.departments if unit.collective}
    assert collective == {unit["名称"] for unit in read_table()["处室"] if unit.get("统称")}
