"""The ledgers that departments fill in, as Word documents."""

import io
import re
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from hypothesis import given
from hypothesis import strategies as st

from generator.downloads.ledger import FILLED_IN, HEADER, ledger_bytes, ledger_files, ledger_tasks
from generator.language.wording import Wording
from generator.table.loading import load_plan, parse_plan
from tests.support import ROOT

TEXT = (ROOT / "tests/years/2020.yaml").read_text(encoding="utf-8")
PLAN = load_plan(ROOT / "tests/years/2020.yaml")
CONTENT = ledger_bytes(PLAN, "园艺科", Wording())


def rows(content: bytes) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells] for row in Document(io.BytesIO(content)).tables[0].rows
    ]


def notes(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def test_ledger_has_the_tasks_that_a_department_leads_and_cells_to_fill_in() -> None:
    assert rows(CONTENT) == [
        ["序号", "任务名称", "任务内容", "时间节点", "上次落实情况",
         "日期", "状态", "说明", "依据名称", "依据链接或文件"],
        ["1", "种树", "种100棵树", "9月底前",
         "2020-09-20\n已完成\n种了100棵\n依据：种树的报道", *[""] * 5],
        ["2", "养树", "给新种的树浇水", "6月底前",
         "2020-07-10\n推进中\n<script>alert(1)</script> {{ 7*7 }} | a | b | **粗**", *[""] * 5],
        ["3", "修剪", "修剪灌木", "3月底前", "（还没有）", *[""] * 5],
    ]  # fmt: skip


def test_title_and_notes_say_whose_it_is_and_how_to_fill_it_in() -> None:
    title, *how = notes(CONTENT)
    assert title == "示例市园林局2020年工作要点落实情况台账（园艺科）"
    assert [note[:2] for note in how] == ["怎么", "日期", "状态", "说明", "依据", "只填"]
    assert "未启动、推进中、已完成、持续推进、已调整" in how[2]
    assert "2020-05-20" in how[1]


def test_tasks_that_are_withdrawn_or_only_supported_are_left_out() -> None:
    assert [task.number for task in ledger_tasks(PLAN, "水务科")] == [4, 6]
    assert ledger_tasks(PLAN, "各科室") == []


def test_notes_name_tasks_with_several_leaders_and_names_of_no_single_department() -> None:
    text = TEXT.replace("责任处室: [水务科]", "责任处室: [水务科, 各科室]", 1)
    plan = parse_plan(Path("tasks.yaml"), text.encode())
    *_, shared = notes(ledger_bytes(plan, "水务科", Wording()))
    assert shared == "第 4 项由几个处室牵头，请先商定由谁填，不要重复填；都做完了，才写“已完成”。"
    *_, collective, _ = notes(ledger_bytes(plan, "各科室", Wording()))
    assert (
        collective
        == "“各科室”不单指哪一个处室：有关的处室各用一份，只填自己做的；都做完了，才写“已完成”。"
    )


def test_page_is_a4_landscape_with_numbers_and_the_header_on_every_page() -> None:
    document = Document(io.BytesIO(CONTENT))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width and section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert "PAGE" in section.footer._element.xml
    table = document.tables[0]
    assert "w:tblHeader" in table.rows[0]._tr.xml and "w:tblHeader" not in table.rows[1]._tr.xml
    shaded = ["w:shd" in cell._tc.xml for cell in table.rows[1].cells]
    assert shaded == [column not in FILLED_IN for column in HEADER]


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert ledger_bytes(PLAN, "园艺科", Wording()) == CONTENT


def test_a_hostile_text_stays_text() -> None:
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as package:
        xml = package.read("word/document.xml").decode()
    assert "&lt;script&gt;" in xml and "<script>" not in xml


def test_file_names_are_those_that_windows_takes() -> None:
    names = ["养老处", "甲/乙:处", "CON", "con.", "甲\n乙", "...", "处" * 300, "a", "A", " "]
    assert ledger_files(names) == {
        "养老处": "养老处.docx",
        "甲/乙:处": "甲_乙_处.docx",
        "CON": "_CON.docx",
        "con.": "_con-2.docx",
        "甲\n乙": "甲_乙.docx",
        "...": "_.docx",
        "处" * 300: "处" * 60 + ".docx",
        "a": "a.docx",
        "A": "A-2.docx",
        " ": "_-2.docx",
    }


@given(st.lists(st.text(min_size=1).filter(str.strip), unique=True))
def test_file_names_are_all_different(names: list[str]) -> None:
    files = ledger_files(names)
    assert list(files) == names
    assert len({file.casefold() for file in files.values()}) == len(names)
    for file in files.values():
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]|[ .]\.docx$', file) and len(file) < 80
