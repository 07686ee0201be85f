"""Test the site of a table that has only been started."""

from pathlib import Path

import pytest

from generator.language.problems import PlanError
from generator.publishing.link_check import check_site
from generator.table.loading import load_plan, load_site_data
from tests.importing.documents import excel, take
from tests.site_support import copy_project, find, words
from tests.support import past_table, short

EMPTY = """\
标题: 2033年示例市样板局工作要点任务分解表
年份: 2033
发布机构: 示例市样板局
主题: []
处室: []
任务: []
"""


def test_home_says_how_to_begin(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    project.table_file.write_text(EMPTY, encoding="utf-8")
    (project.folder / "data/site.yaml").unlink()
    (project.folder / "docs/guanyu.md").write_text("# 关于本站\n\n只为测试。\n", encoding="utf-8")
    site = project.build()
    home = words(find(site.pages[""], "main"))
    assert "怎样开始" in home and "work-plan import 附件.docx" in home
    assert check_site(site.folder).problems == []
    header = home.partition("第一行写“")[2].partition("”")[0].split("、")
    row = ["1", "种树", "种一百棵树", "园艺科", "", "9月底前", "绿化"]
    (task,) = take(tmp_path, excel([header, row]), "a.xlsx", into=EMPTY).plan.tasks
    assert (task.name, task.topic, task.lead_departments) == ("种树", "绿化", ("园艺科",))


def test_empty_plan_cannot_be_exported_or_follow_another(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    table = tmp_path / "tasks.yaml"
    table.write_text(EMPTY, encoding="utf-8")
    with pytest.raises(PlanError) as refused:
        load_plan(table)
    assert short(refused.value.problems) == ["6:5 no-tasks"]
    assert short(load_site_data(tmp_path).notices) == ["6:5 no-tasks"]
    (tmp_path / "archive/2029.yaml").write_text(past_table(2029), encoding="utf-8")
    with pytest.raises(PlanError) as refused:
        load_site_data(tmp_path)
    assert short(refused.value.problems) == ["2:5 no-tasks"]
