"""Test that a site shows what the office calls its columns, and nowhere the usual names."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.site_support import BuiltSite, copy_project, find, find_all, read_table, serve, text
from tests.support import BASE, read_yaml

NAMES = {
    "序号": "项次",
    "任务名称": "工作任务",
    "任务内容": "具体要求",
    "责任处室": "责任科室",
    "协助处室": "配合单位",
    "时间节点": "完成时限",
}

FORM, WRITTEN = "完成形式<b>（样）", "书面 *报告* <i>\n{{ 7*7 }}"
"""A column that only this office has, and what a task says there."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    project = copy_project(tmp_path_factory.mktemp("names"))
    table = read_table()
    for task in table["任务"]:
        task.pop("备注", None)  # some speak of columns
    table["任务"][0]["其他"] = {FORM: WRITTEN}
    table["任务"][5]["任务内容"] = table["任务"][5]["任务名称"]
    table["任务"][1]["其他"] = {FORM: "样册", "考核": "是"}
    project.write_data("tasks.yaml", {"栏名": NAMES, **table})
    return project.build()


def usual_names_in(content: str) -> list[str]:
    """Those that are not a part of another column's name."""
    return [name for name in NAMES if name in content.replace("上年序号", "")]


def test_no_page_has_a_usual_name(site: BuiltSite) -> None:
    for address in site.pages:
        if address in ("guanyu/", "404.html"):
            continue  # the first is written by hand
        html = (site.folder / address / "index.html").read_text(encoding="utf-8")
        html = re.sub(r'data-label="[^"]*"', "", html)
        assert usual_names_in(html) == [], address


def test_pages_have_the_offices_names(site: BuiltSite) -> None:
    table = site.pages["2031/"]
    assert [text(cell) for cell in find_all(find(table, "thead"), "th")] == [*NAMES.values()]
    first = find_all(find(table, "tbody"), "tr")[0]
    assert [cell.get("data-shown") for cell in first] == [*NAMES.values()]
    assert "责任科室" in [text(one) for one in find_all(table, "label")]
    assert text(find(site.pages["2031/chushi/"], "h1")).startswith("责任科室")
    assert text(find(site.pages["2031/shijian/"], "h1")).startswith("完成时限")
    facts = find_all(site.pages["2031/jieshui-shidian/"], "dt")
    assert {text(one) for one in facts} <= {"责任科室", "配合单位", "完成时限"}


def test_downloads_have_them_and_json_keeps_its_keys(site: BuiltSite) -> None:
    folder = site.folder / "data/2031"
    header = next(csv.reader(io.StringIO((folder / "tasks.csv").read_text("utf-8-sig"))))
    assert set(NAMES.values()) <= set(header) and not set(NAMES) & set(header)
    first = next(load_workbook(folder / "tasks.xlsx")["tasks"].iter_rows(values_only=True))
    assert list(first) == header
    assert header[header.index("完成时限") + 2 :][:3] == [FORM, "考核", "备注"]
    schema = json.loads((folder / "tasks.schema.json").read_text(encoding="utf-8"))
    columns = schema["properties"]["tasks"]["items"]["properties"]
    assert columns["lead_departments"]["title"] == "责任科室"
    assert columns["supporting_departments"]["description"].startswith("谁配合，写法与责任科室相同")
    for name in ("datapackage.json", "tasks.schema.json", "tasks.ics"):
        content = (folder / name).read_text(encoding="utf-8")
        assert usual_names_in(content) == [], name


def test_another_column_is_shown_as_written_wherever_the_task_is(site: BuiltSite) -> None:
    for address in ("2031/", "2031/yuanwu-gonggao/", "2031/chushi/zonghe-ke/", "2031/shijian/"):
        notes = [text(one) for one in find_all(site.pages[address], "p", class_="wp-note")]
        assert f"{FORM} {WRITTEN}" in notes and "考核 是" in notes, address
    described = [text(one) for one in find_all(site.pages["data/2031/"], "th")]
    assert FORM in described and "考核" in described


def test_another_column_is_in_every_download(site: BuiltSite) -> None:
    folder = site.folder / "data/2031"
    rows = list(csv.DictReader(io.StringIO((folder / "tasks.csv").read_text("utf-8-sig"))))
    assert [row[FORM] for row in rows[:3]] == [WRITTEN, "样册", ""]
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    schema = json.loads((folder / "tasks.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(tasks)
    assert tasks["tasks"][1]["others"] == {FORM: "样册", "考核": "是"}
    assert tasks["tasks"][2]["others"] == {}
    calendar = (folder / "tasks.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    assert "考核：是" in calendar


def test_a_text_that_is_both_name_and_content_stands_once(site: BuiltSite) -> None:
    task = read_table()["任务"][5]
    place = f"task-{task['序号']}"
    (row,) = [one for one in find_all(site.pages["2031/"], "tr") if one.get("id") == place]
    assert [text(cell) for cell in row][1:3] == [task["任务名称"], ""]
    article = find(site.pages["2031/yuanwu-gonggao/"], "article", id=place)
    assert find_all(article, "p", class_="wp-content") == []


@pytest.mark.browser
def test_search_finds_another_column(site: BuiltSite, browser: Browser) -> None:
    with serve(site) as url, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}?q=样册")
        hit = page.locator(".wp-hit").first
        expect(hit).to_contain_text(f"{FORM} 样册")
        expect(hit).to_contain_text("责任科室")


def test_search_says_them(site: BuiltSite) -> None:
    texts = json.loads((site.folder / "search/2031.json").read_text(encoding="utf-8"))
    said = {about.split("，")[0] for _, _, about, *_ in texts["departments"]}
    assert said == {"责任科室", "统称"}


def test_a_plan_without_supporting_departments_has_no_column_for_them(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    table = read_yaml(BASE)
    table["处室"] = [unit for unit in table["处室"] if unit["名称"] != "各处室"]
    for task in table["任务"]:
        task.pop("协助处室", None)
    project.write_data("tasks.yaml", table)
    project.write_data("site.yaml", {})
    page = project.build().pages["2030/"]
    header = [text(cell) for cell in find_all(find(page, "thead"), "th")]
    assert header == ["序号", "任务名称", "任务内容", "责任处室", "时间节点"]
    assert "协助处室" not in [text(one) for one in find_all(page, "label")]
