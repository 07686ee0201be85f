"""Test that the table of 2022 has the text of the official document, cell by cell.

Whoever changes a row of this table changes what the office published, and has to say so in
`fixtures/annex-cells.txt` and here too.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

import pytest

from generator.language.wording import Wording
from generator.offices.folder import office_files
from generator.offices.wheel import Wheel
from generator.plan.model import WorkPlan
from generator.table.loading import load_plan
from generator.table.writing import table_text
from tests.office.annex import FIXTURES, official_cells
from tests.support import ROOT, read_yaml
from tests.table.test_schema import complaints

TABLE = ROOT / "data" / "tasks.yaml"
SHIFTED = {42: "传媒中心"}
"""The 时间节点 cell of a row that names a unit; the row's deadline is not stated."""

# name, address, rows
TOPICS = """
公文公开 gongwen-gongkai 1-7          公开平台 gongkai-pingtai 8-15
依申请公开 yishenqing-gongkai 16-19   标准化规范化 biaozhunhua 20-23
重点领域公开 zhongdian-lingyu 24-34   政策解读 zhengce-jiedu 35-41
政策推送 zhengce-tuisong 42-45        政民互动 zhengmin-hudong 46-50
决策公开 juece-gongkai 51-55          政府开放活动 kaifang-huodong 56-59
网站与新媒体 wangzhan-xinmeiti 60-65  组织保障 zuzhi-baozhang 66-72
"""

COLLECTIVE = {"各处室", "相关处室", "相关业务处", "相关业务处室", "相关局属单位"}


@pytest.fixture(scope="module")
def plan() -> WorkPlan:
    return load_plan(TABLE)


def columns(table: str, width: int) -> Iterator[list[str]]:
    words = table.split()
    return (words[start : start + width] for start in range(0, len(words), width))


def rows(spans: str) -> list[int]:
    """The row numbers of a text like ``"1,3-5"``."""
    ends = [span.split("-") for span in spans.split(",")]
    return [row for end in ends for row in range(int(end[0]), int(end[-1]) + 1)]


def test_heading(plan: WorkPlan) -> None:
    assert plan.title == "2022年上海市民政局政务公开工作要点任务分解表"
    assert (plan.year, plan.office) == (2022, "上海市民政局")
    assert [task.number for task in plan.tasks] == list(range(1, 73))


def test_files_are_in_the_house_layout_and_name_and_pass_their_schema(plan: WorkPlan) -> None:
    assert table_text(plan) == TABLE.read_text(encoding="utf-8")
    for name in ("tasks", "site"):
        text = TABLE.with_name(f"{name}.yaml").read_text(encoding="utf-8")
        assert text.startswith(f"# yaml-language-server: $schema={name}.schema.json\n")
        assert complaints(read_yaml(text), f"{name}.schema.json") == []


def test_topics(plan: WorkPlan) -> None:
    expected = list(columns(TOPICS, 3))
    assert [[topic.name, topic.slug] for topic in plan.topics] == [line[:2] for line in expected]
    for name, _, spans in expected:
        assert [task.number for task in plan.tasks if task.topic == name] == rows(spans), name
    for summary in (topic.summary or "" for topic in plan.topics):
        assert summary.find("。") == len(summary) - 1, f"not one sentence: {summary}"


def units(cell: str) -> tuple[str, ...]:
    """The units of a cell, one of which is wrapped over two lines."""
    whole = cell.replace("大数据中心\n民政服务团队", "大数据中心民政服务团队")
    return tuple(filter(None, re.split("[、\n]+", whole)))


def test_every_cell_is_that_of_the_document(plan: WorkPlan) -> None:
    header, *document = official_cells()
    assert header == ["序号", "任务名称", "任务内容", "责任处室", "协助处室", "时间节点"]
    for row, above in zip(document[1:], document, strict=False):
        row[1] = row[1] or above[1]  # a name that is merged with the one above
    expected = [
        (int(number), name, content, units(leads), units(supports), due)
        for number, name, content, leads, supports, due in document
    ]
    found = [
        (
            task.number,
            task.name,
            task.content,
            task.lead_departments,
            task.supporting_departments,
            task.deadline.wording if task.deadline else SHIFTED[task.number],
        )
        for task in plan.tasks
    ]
    assert found == expected
    assert len({task.name for task in plan.tasks}) == 50


def test_document_is_the_one_that_was_published() -> None:
    digest = sha256((FIXTURES / "annex-cells.txt").read_bytes()).hexdigest()
    assert digest == "d78eb10b585f9ab0abebcf9ae28509aabd5910a4e5f2c699cc5bd8fe0f9f7a4a"


def test_departments(plan: WorkPlan) -> None:
    registered = [department.name for department in plan.departments]
    named = (task.lead_departments + task.supporting_departments for task in plan.tasks)
    assert registered == list(dict.fromkeys(name for names in named for name in names))
    assert len(registered) == 24
    assert {unit.name for unit in plan.departments if unit.collective} == COLLECTIVE


def test_oddities_of_the_document_are_kept(plan: WorkPlan) -> None:
    """They are the office's to correct; `test_official_annex` tests what an import says of them."""
    texts = {task.number: task.name + task.content for task in plan.tasks}
    rare = {
        (number, character)
        for number, text in texts.items()
        for character in text
        if not character.encode("gb2312", errors="ignore")
    }
    assert rare == {(17, "査"), (54, "釆")}
    assert "于年底前全面完成" in texts[22]


def test_row_without_a_deadline_quotes_its_cell(plan: WorkPlan) -> None:
    assert [task.number for task in plan.tasks if task.note] == [42]
    task = plan.tasks[41]
    assert (task.deadline, task.supporting_departments) == (None, ("办公室",))
    assert task.note == "原表未列明时间节点，此行“时间节点”一栏所载为“传媒中心”。"


def test_files_beside_the_table_are_those_of_any_office(plan: WorkPlan) -> None:
    """Test that `work-plan new` writes them; the settings here only add examples of searches."""
    files = office_files(plan, "", (), Wheel("", b""), Wording())
    for name in ("mkdocs.yml", "docs/guanyu.md", "data/tasks.schema.json", "data/site.schema.json"):
        assert (ROOT / name).read_bytes() == files[name], name
    settings = (ROOT / "data/site.yaml").read_text(encoding="utf-8")
    assert settings.startswith(files["data/site.yaml"].decode())
    assert {file.name for file in (ROOT / "docs").iterdir()} == {"guanyu.md"}
