"""Test that an import of the official document gives exactly the table of this repository."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.downloads.annex import WRITERS, official_table
from generator.importing.report import remark_line
from generator.language.wording import Wording
from generator.table.loading import load_plan
from tests.importing.documents import csv, take
from tests.importing.resaving import resave
from tests.office.annex import (
    FIXTURES,
    official_cells,
    official_excel,
    official_title,
    official_word,
)
from tests.support import ROOT

TABLE = ROOT / "data" / "tasks.yaml"
YAML = TABLE.read_text(encoding="utf-8")

ODDITIES = {
    "C24 deadline-contradicted": "文字里说“年底前”，时间节点却是“全年”。",
    "F44 unit-as-deadline": "“时间节点”一栏写的是“传媒中心”，是处室的名称，像是错了一栏；",
    "E63 names-alike": "“相关业务处室”和“相关业务处”很像。",
    "E66 leads-and-supports": "第 64 项里，“宣传处”既是责任处室又是协助处室。",
}


def documents() -> dict[str, tuple[str, bytes]]:
    header, *rows = official_cells()
    title = [official_title()]
    return {
        "Word, paragraphs": ("a.docx", official_word()),
        "Word, line breaks": ("a.docx", official_word("br")),
        "Word re-saved by LibreOffice": ("a.docx", (FIXTURES / "annex.docx").read_bytes()),
        "Excel": ("a.xlsx", official_excel()),
        "Excel re-saved by LibreOffice": ("a.xlsx", (FIXTURES / "annex.xlsx").read_bytes()),
        "CSV": ("a.csv", csv([title, header, *rows])),
        "CSV in GBK": ("a.csv", csv([title, header, *rows], "gb18030")),
    }


DOCUMENTS = documents()


@pytest.mark.parametrize("form", DOCUMENTS)
def test_table_comes_back_and_oddities_are_reported(form: str, tmp_path: Path) -> None:
    imported = take(tmp_path, DOCUMENTS[form][1], DOCUMENTS[form][0], into=YAML)
    assert imported.text == YAML
    said = [remark_line(remark, Wording()) for remark in imported.remarks]
    assert len(said) == len(ODDITIES)
    for sentence in ODDITIES.values():
        assert any(sentence in line for line in said)


def test_oddities_have_the_places_of_the_document(tmp_path: Path) -> None:
    word = take(tmp_path, official_word(), into=YAML)
    said = {remark.code: remark_line(remark, Wording()) for remark in word.remarks}
    assert said["unit-as-deadline"] == (
        "表格 1 第 43 行第 6 列：“时间节点”一栏写的是“传媒中心”，是处室的名称，像是错了一栏；"
        "这一项的时间节点空着。请与起草的处室核对。"
    )
    name, content = DOCUMENTS["Excel"]
    sheet = take(tmp_path, content, name, into=YAML)
    places = [remark_line(remark, Wording()).split("：")[0] for remark in sheet.remarks]
    assert {place.removeprefix("工作表“Sheet”") for place in places} == {
        key.split()[0] for key in ODDITIES
    }


def test_wrapped_unit_is_one_only_through_the_register(tmp_path: Path) -> None:
    """Without a table the import cannot know that 大数据中心 and 民政服务团队 are one unit."""
    new = take(tmp_path, official_word())
    assert len(new.plan.departments) == 25
    codes = {remark.code: dict(remark.details) for remark in new.remarks}
    assert codes["units-always-together"] == {"first": "大数据中心", "second": "民政服务团队"}
    assert {unit.name for unit in new.plan.departments if unit.collective} == {
        "各处室", "相关处室", "相关业务处", "相关业务处室", "相关局属单位",
    }  # fmt: skip


def test_shifted_cell_is_quoted_in_a_new_table(tmp_path: Path) -> None:
    task = take(tmp_path, official_word()).plan.tasks[41]
    assert task.deadline is None
    assert task.note == "原表此行“时间节点”一栏所载为“传媒中心”。"


def test_addresses_are_proposed_as_the_table_has_them(tmp_path: Path) -> None:
    plan = load_plan(TABLE)
    content = WRITERS[".docx"](official_table(plan))
    assert take(tmp_path, content).plan.departments == plan.departments


@pytest.mark.soak
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (official_word, "a.docx"),
        (lambda: official_word("br"), "a.docx"),
        (official_excel, "a.xlsx"),
    ],
)
def test_table_comes_back_when_libreoffice_has_saved_the_document_again(
    make: Callable[[], bytes], name: str, tmp_path: Path
) -> None:
    assert take(tmp_path, resave(make(), name), name, into=YAML).text == YAML
