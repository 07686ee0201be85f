"""Test that a site shows what the office calls its columns, and nowhere the usual names."""

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook

from tests.site_support import BuiltSite, copy_project, find, find_all, read_table, text

NAMES = {
    "序号": "项次",
    "任务名称": "工作任务",
    "任务内容": "具体要求",
    "责任处室": "责任科室",
    "协助处室": "配合单位",
    "时间节点": "完成时限",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    project = copy_project(tmp_path_factory.mktemp("names"))
    table = read_table()
    for task in table["任务"]:
        task.pop("备注", None)  # some speak of columns
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
    schema = json.loads((folder / "tasks.schema.json").read_text(encoding="utf-8"))
    columns = schema["properties"]["tasks"]["items"]["properties"]
    assert columns["lead_departments"]["title"] == "责任科室"
    assert columns["supporting_departments"]["description"].startswith("谁配合，写法与责任科室相同")
    for name in ("datapackage.json", "tasks.schema.json", "tasks.ics"):
        content = (folder / name).read_text(encoding="utf-8")
        assert usual_names_in(content) == [], name


def test_search_says_them(site: BuiltSite) -> None:
    texts = json.loads((site.folder / "search/2031.json").read_text(encoding="utf-8"))
    said = {about.split("，")[0] for _, _, about, *_ in texts["departments"]}
    assert said == {"责任科室", "统称"}
