"""The reports as Word documents, read by python-docx, and saved again by LibreOffice."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document

from generator.downloads.report_document import WRITERS
from generator.language.wording import Wording
from generator.plan.report import report_on
from generator.table.loading import load_plan, parse_plan
from tests.importing.resaving import resave
from tests.support import ROOT
from tests.three_years import HOSTILE

TABLE = ROOT / "tests/years/2020.yaml"
HEADER = ["序号", "任务名称", "任务内容", "时间节点", "落实结果", "依据", "未了事项"]


def written(kind: str, table: str = "") -> bytes:
    plan = parse_plan(Path("2020.yaml"), table.encode()) if table else load_plan(TABLE)
    return WRITERS[kind](report_on(plan), Wording())


def paragraphs(content: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(content)).paragraphs if one.text]


def tables(content: bytes) -> list[list[list[str]]]:
    found = Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def assert_checked(content: bytes) -> None:
    texts = paragraphs(content)
    assert texts[:2] == [
        "示例市园林局2020年工作要点落实情况“回头看”",
        "草稿，截至2020年9月20日（最近一条落实情况的日期）",
    ]
    assert "“已完成”的有 1 项。〔第 1 项，2020年9月20日〕" in texts[4]
    assert [text for text in texts if text.endswith("）")][1:] == [
        "园艺科（3 项）",
        "水务科（2 项）",
        "没有公布情况或者没有依据的任务（4 项）",
        "已经撤销的任务（1 项）",
    ]
    first, second, unproven, withdrawn = tables(content)
    assert first == [
        HEADER,
        [
            "1",
            "种树",
            "种100棵树",
            "9月底前",
            "已完成（2020年9月20日）\n种了100棵",
            '种树的报道\nhttps://www.example.test/1.html?a=1&b=<2>"',
            "无",
        ],
        [
            "2",
            "养树",
            "给新种的树浇水",
            "6月底前",
            f"推进中（2020年7月10日）\n{HOSTILE}",
            "",
            "时间节点2020年6月30日已过，没有公布完成。\n最近一条没有依据。",
        ],
        [
            "3",
            "修剪",
            "修剪灌木",
            "3月底前",
            "没有公布",
            "",
            "时间节点2020年3月31日已过，没有公布完成。\n没有公布落实情况。",
        ],
    ]
    assert [row[0] for row in second] == ["序号", "4", "6"]
    assert [row[0] for row in unproven] == ["序号", "2", "3", "4", "6"]
    assert withdrawn[1:] == [["5", "清淤", "示例市园林局的通知"]]


def assert_annual(content: bytes) -> None:
    texts = paragraphs(content)
    assert texts[0] == "示例市园林局2020年工作要点落实情况"
    assert texts[3].startswith("截至2020年9月20日，2020年工作要点现行的任务有 5 项。“推进中”")
    assert texts[4:6] == ["花木", "“种树”已完成：种了100棵。〔第 1 项，2020年9月20日〕"]
    (unproven,) = tables(content)
    assert [row[0] for row in unproven] == ["序号", "2", "3", "4", "6"]


def test_check_of_every_task() -> None:
    assert_checked(written("huitoukan"))


def test_text_for_the_annual_report() -> None:
    assert_annual(written("nianbao"))


@pytest.mark.soak
def test_another_program_keeps_the_reports() -> None:
    assert_checked(resave(written("huitoukan"), "a.docx"))
    assert_annual(resave(written("nianbao"), "a.docx"))


@pytest.mark.parametrize("kind", WRITERS)
def test_same_plan_gives_the_same_bytes(kind: str) -> None:
    assert written(kind) == written(kind)


@pytest.mark.parametrize("kind", WRITERS)
def test_texts_of_the_table_are_only_text(kind: str) -> None:
    """Test with names, remarks and evidence that look like markup; nothing is active."""
    table = TABLE.read_text(encoding="utf-8")
    hostile = '</w:t></w:r><w:r><w:instrText>DDE cmd</w:instrText> &amp; "{{ 7*7 }}" {0} {a}'
    for text in ("名称: 种树的报道", "任务名称: 种树", "说明: 种了100棵", "任务名称: 修剪"):
        key = text.split(": ")[0]
        table = table.replace(text, f"{key}: '{hostile}'")
    content = written(kind, table)
    cells = [cell for rows in tables(content) for row in rows for cell in row]
    assert hostile in cells and any(hostile in text for text in [*paragraphs(content), *cells])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = package.read("word/document.xml").decode()
    assert not re.search("<w:(instrText|fldSimple|fldChar|hyperlink|object)", body)


def test_whole_text_of_a_task_is_there() -> None:
    long = "很长的内容" * 1000
    table = TABLE.read_text(encoding="utf-8").replace("种100棵树", long)
    first, *_ = tables(written("huitoukan", table))
    assert first[1][2] == long
