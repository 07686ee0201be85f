"""Test what the built pages say of what has become of the tasks of a made-up plan."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest

from generator.pipeline import generate_site
from generator.plan.values import EVIDENCE_KINDS
from generator.publishing.link_check import check_site
from generator.table.evidence import BEGINNINGS
from tests.site_support import BuiltSite, copy_project
from tests.support import ROOT, past_table
from tests.three_years import HOSTILE

TABLE = (ROOT / "tests/years/2020.yaml").read_text(encoding="utf-8")
COUNTED = ["推进中 1 项", "已完成 1 项", "持续推进 1 项", "已调整 1 项", "未公布 1 项"]
"""The tasks in force; the fifth is withdrawn."""


def build_told(folder: Path) -> BuiltSite:
    project = copy_project(folder)
    project.table_file.write_text(TABLE, encoding="utf-8")
    project.write_data("site.yaml", {})
    return project.build()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_told(tmp_path_factory.mktemp("progress"))


@pytest.mark.parametrize(
    ("newest", "leads_to"),
    [
        (TABLE.replace("2020", "2021"), '<a href="../../2021/luoshi/">看2021年的落实情况</a>'),
        (past_table(2021), '<a href="../../2021/">看2021年的全部任务</a>'),
    ],
    ids=["with entries", "without"],
)
def test_page_of_a_past_year_leads_to_the_newest(
    newest: str, leads_to: str, tmp_path: Path
) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/2020.yaml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "tasks.yaml").write_text(newest, encoding="utf-8")
    site = generate_site(tmp_path, tmp_path)
    pages = {page.address: page.markdown for page in site.pages}
    assert leads_to in pages["2020/luoshi/"]
    of_reports = leads_to.replace("luoshi", "huitoukan").replace("落实情况", "回头看")
    assert of_reports in pages["2020/huitoukan/"]


def with_class(page: Element, name: str) -> Iterator[Element]:
    return (one for one in page.iter() if name in (one.get("class") or "").split())


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def counts(page: Element) -> list[str]:
    line = next(with_class(page, "wp-statuses"))
    return [text_of(unit) for unit in with_class(line, "wp-unit")]


def test_statuses_are_counted_where_tasks_are_listed(told: BuiltSite) -> None:
    assert counts(told.pages[""]) == COUNTED
    assert counts(told.pages["2020/luoshi/"]) == COUNTED
    assert counts(told.pages["2020/shijian/"]) == COUNTED
    assert counts(told.pages["2020/huamu/"]) == ["推进中 1 项", "已完成 1 项", "未公布 1 项"]
    assert counts(told.pages["2020/chushi/shuiwu-ke/"]) == ["持续推进 1 项", "已调整 1 项"]


def test_nothing_is_counted_where_no_task_in_force_is_led(told: BuiltSite) -> None:
    assert not list(with_class(told.pages["2020/chushi/ge-keshi/"], "wp-statuses"))


def test_page_counts_what_is_unproven_and_all_that_is_led(tmp_path: Path) -> None:
    """Test that the tasks of a collective name are there too."""
    table = TABLE.replace(
        "责任处室: [水务科]\n    时间节点: 全年", "责任处室: [各科室]\n    时间节点: 全年"
    )
    (tmp_path / "tasks.yaml").write_text(table, encoding="utf-8")
    pages = {page.address: page.markdown for page in generate_site(tmp_path, tmp_path).pages}
    page = pages["2020/luoshi/"]
    assert '<a href="../huitoukan/#unproven">没有公布或者没有依据的有 4 项</a>' in page
    led = page.partition("## 各责任处室牵头的")[2]
    assert [led.count(f">{unit}</a>") for unit in ("园艺科", "水务科", "各科室")] == [1, 1, 1]
    assert sum(map(int, re.findall(r"</span>\s*(\d+) 项", led))) == 5


def test_statuses_are_counted_for_each_month_of_the_deadlines(told: BuiltSite) -> None:
    lines = [text_of(one) for one in with_class(told.pages["2020/shijian/"], "wp-statuses")]
    assert lines[1:] == [
        "未公布 1 项",  # March
        "推进中 1 项",
        "已完成 1 项",
        "持续推进 1 项",  # all year
        "已调整 1 项",  # not stated; the withdrawn task is not counted
    ]


def test_picture_of_outcomes_has_the_year_the_topics_and_the_departments(told: BuiltSite) -> None:
    page = told.pages["2020/tushi/"]
    rows = [text_of(one) for one in with_class(page, "wp-outcomes__row")]
    assert rows == [
        "3月 未公布 1 项",
        "6月 推进中 1 项",
        "9月 已完成 1 项",
        "全年 持续推进 1 项",
        "原表未列明 已调整 1 项",
        "花木 推进中 1 项 已完成 1 项 未公布 1 项",
        "水面 持续推进 1 项 已调整 1 项",
        "水务科 持续推进 1 项 已调整 1 项",
        "园艺科 推进中 1 项 已完成 1 项 未公布 1 项",
    ]
    parts = [one.attrib for one in with_class(page, "wp-outcomes__part")]
    thirds = [(one["x"], one["width"]) for one in parts if one["width"] not in ("100.0%", "50.0%")]
    assert thirds[:3] == [("0.0%", "33.33%"), ("33.33%", "33.34%"), ("66.67%", "33.33%")]


def test_newest_entry_of_each_task_is_shown_with_its_evidence(told: BuiltSite) -> None:
    tasks = {one.get("id"): one for one in with_class(told.pages["2020/huamu/"], "wp-task")}
    first = next(with_class(tasks["task-1"], "wp-progress"))
    newest, *earlier = (text_of(one) for one in first.iter() if one.tag in ("p", "li"))
    assert newest == "落实情况：已完成 2020年9月20日 种了100棵 依据：种树的报道"
    assert earlier == ["推进中 2020年5月10日 种了40棵", "未启动 2020年2月1日"]
    (link,) = with_class(first, "wp-progress__evidence")
    assert [one.get("href") for one in link] == ['https://www.example.test/1.html?a=1&b=<2>"']
    assert HOSTILE in text_of(tasks["task-2"])
    assert not list(with_class(tasks["task-3"], "wp-progress"))


def evidence_of(name: str) -> bytes:
    """A file of the kind that its name says."""
    beginning = BEGINNINGS.get(name.rpartition(".")[2], b"")
    if beginning.startswith(b"PK"):
        stream = io.BytesIO()
        with ZipFile(stream, "w") as package:
            package.writestr("a.xml", name)
        return stream.getvalue()
    return beginning + name.encode() + b"\r\n<script>"


def test_three_years_with_every_kind_of_evidence(tmp_path: Path) -> None:
    """Test that each file is published as it is, for its year alone, and each page leads to it."""
    project = copy_project(tmp_path)
    data = project.folder / "data"
    tables = {2020: "tasks.yaml", 2019: "archive/2019.yaml", 2018: "archive/2018.yaml"}
    for name in ("archive", "evidence"):
        (data / name).mkdir()
    contents = {}
    for year, table in tables.items():
        names = [f"总结 {year}.{kind}" for kind in EVIDENCE_KINDS]
        rows = [f"          - {{名称: 示例 {name}, 文件: {name}}}\n" for name in names]
        text = TABLE.replace("2020", str(year))
        text = text.replace("        依据:\n", f"        依据:\n{''.join(rows)}")
        (data / table).write_text(text, encoding="utf-8")
        for name in names:
            contents[f"{year}/evidence/{name}"] = evidence_of(name)
            (data / "evidence" / name).write_bytes(contents[f"{year}/evidence/{name}"])
    project.write_data("site.yaml", {})
    site = project.build()
    folder = site.folder / "data"
    files = folder.rglob("evidence/*")
    assert {file.relative_to(folder).as_posix(): file.read_bytes() for file in files} == contents
    assert check_site(site.folder).problems == []
    for year in tables:
        for address in (f"{year}/huamu/", f"{year}/luoshi/"):
            targets = [one.get("href") or "" for one in site.pages[address].iter("a")]
            linked = [target for target in targets if f"data/{year}/evidence/" in target]
            assert len(set(linked)) == len(EVIDENCE_KINDS), address


def test_nothing_is_said_to_be_done_that_no_entry_proves(told: BuiltSite) -> None:
    for address in ("2020/", "2020/luoshi/", "2020/shijian/", "2020/chushi/yuanyi-ke/"):
        page = told.pages[address]
        rows = [one for one in page.iter() if one.tag in ("tr", "li", "article")]
        said = [row for row in rows if "已完成 2020" in text_of(row)]
        assert said and all("种树的报道" in text_of(row) for row in said), address


def test_no_page_says_that_nothing_is_published(told: BuiltSite) -> None:
    for address in ("", "2020/huamu/", "guanyu/"):
        footer = next(with_class(told.pages[address], "wp-footer"))
        assert "未公布：原文、联系方式、留言" in text_of(footer) and "完成情况" not in text_of(
            footer
        )
    about = told.pages["guanyu/"]
    assert any(one.get("href") == "../2020/luoshi/" for one in about.iter("a"))


def test_page_of_what_became_of_the_tasks_has_each_task_in_force_once(told: BuiltSite) -> None:
    page = told.pages["2020/luoshi/"]
    headings = [text_of(one) for one in page.iter("h2")]
    assert headings == [
        "有时间节点、还没有完成的 2 项",
        "已经完成的 1 项",
        "其他有情况的 2 项",
        "各责任处室牵头的",
    ]


def test_page_of_the_reports_leads_from_each_sentence_to_what_proves_it(told: BuiltSite) -> None:
    page = told.pages["2020/huitoukan/"]
    (leads,) = [
        one
        for one in told.pages["2020/luoshi/"].iter("a")
        if text_of(one) == "看逐项核查（回头看）"
    ]
    assert leads.get("href") == "../huitoukan/"
    counts, annual = with_class(page, "wp-traced")
    assert "“已完成”的有 1 项。〔第 1 项，2020年9月20日〕" in text_of(counts)
    assert text_of(annual) == "“种树”已完成：种了100棵。〔第 1 项，2020年9月20日〕"
    for source in with_class(page, "wp-source"):
        assert all((one.get("href") or "").startswith("../#task-") for one in source.iter("a"))
        assert any(True for _ in source.iter("a")) and any(True for _ in source.iter("time"))


def test_page_of_the_reports_has_each_task_in_force_and_each_unproven_one(told: BuiltSite) -> None:
    page = told.pages["2020/huitoukan/"]
    lists = [
        [text_of(name).split()[0] for name in with_class(one, "wp-brief__name")]
        for one in with_class(page, "wp-briefs")
    ]
    numbers = [[number.strip("第项") for number in one] for one in lists]
    assert numbers == [["1", "2", "3"], ["4", "6"], ["2", "3", "4", "6"], ["5"]]
    checked = {text_of(next(one.iter("a"))): text_of(one) for one in with_class(page, "wp-brief")}
    assert HOSTILE in checked["第2项 养树"]
    first = next(with_class(page, "wp-brief"))
    assert "已完成 2020年9月20日 种了100棵 依据：种树的报道" in text_of(first)
