"""Test what is found that still speaks of another year or office: little else may be."""

from pathlib import Path

import pytest

from generator.importing.old_words import find_left_over, find_old_words
from generator.language.problems import Problem, Severity
from generator.language.wording import Wording
from generator.plan.model import WorkPlan
from generator.table.loading import load_site_data
from tests.support import BASE, MADE_UP_OFFICE, ROOT, load_base, past_table, short, write_data

OFFICE, FORMER = "示例市测试局", "示例市检测局"


@pytest.fixture
def plans(tmp_path: Path) -> list[WorkPlan]:
    """A plan of 2030 and one of 2029, when the office had another name."""
    past = past_table(2029).replace(OFFICE, FORMER)
    write_data(tmp_path / "data", {"archive/2029.yaml": past})
    (tmp_path / "docs").mkdir()
    return list(load_site_data(tmp_path / "data").plans)


def in_page(folder: Path, plans: list[WorkPlan], text: str) -> list[str]:
    (folder / "docs" / "guanyu.md").write_text(text, encoding="utf-8")
    return short(find_old_words(plans, folder / "data", folder / "docs"))


TOLD = {
    "# 关于\n\n按2029年的要点，\n": ["3:2 other-year-named"],
    "说的是2028年和2029年，2029年": ["1:4 other-year-named", "1:10 other-year-named"],
    f"本站由{FORMER}主办": ["1:4 other-office-named"],
    f"---\ntitle: 2029年的要点\n---\n{FORMER}": ["2:8 other-year-named", "4:1 other-office-named"],
}
NOT_TOLD = [
    "按2030年的要点",
    "2029年的要点见旧页，2030年的见首页",
    "现行的是 2030 年的；2029年的也在",
    "按《2019年政务公开条例》和某发〔2019〕3号文",
    "《条例》2019年修订，2008年5月1日起施行，2007年以来共三次",
    "电话 20291234，编号12029年",
    f"{OFFICE}（原{FORMER}）主办",
    "见 [第 3 项](2029/index.md#task-3)",
]


@pytest.mark.parametrize("text", TOLD)
def test_pages_that_speak_of_another_year_or_office(
    text: str, tmp_path: Path, plans: list[WorkPlan]
) -> None:
    assert in_page(tmp_path, plans, text) == TOLD[text]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_pages_that_do_not(text: str, tmp_path: Path, plans: list[WorkPlan]) -> None:
    assert in_page(tmp_path, plans, text) == []


def test_an_office_whose_name_grew_is_not_taken_for_the_former(tmp_path: Path) -> None:
    plan = load_base(tmp_path / "data")
    former = plan.model_copy(update={"year": 2029, "office": "测试局"})
    (tmp_path / "docs").mkdir()
    assert in_page(tmp_path, [plan, former], "测试局主办") == []


def test_settings_of_the_site_are_read_line_by_line(tmp_path: Path, plans: list[WorkPlan]) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: {FORMER}工作要点 2029\n"
        "site_description: 2030年的要点\n"
        "# 2029年的写法\n"
        "nav:\n"
        "  - 2029年的说明: a.md  # 2028年\n"
        "  - 2029/b.md\n",
        encoding="utf-8",
    )
    found = find_old_words(plans, tmp_path / "data", tmp_path / "docs")
    assert short(found) == [
        "1:23 other-year-named",
        "1:12 other-office-named",
        "5:5 other-year-named",
    ]
    assert {problem.severity for problem in found} == {Severity.NOTICE}
    assert str(Wording().message(found[0], tmp_path)) == (
        "mkdocs.yml:1:23: 这里说的是2029年，而现行的任务表是2030年的。"
        "如果说的是往年的事，请改，页里写的“第几项”也要对照新表；一并写明2030年的，不会报。"
        "mkdocs.yml 请找管程序的同事改。"
    )


@pytest.mark.parametrize("project", [ROOT, MADE_UP_OFFICE], ids=["this", "made up"])
def test_no_false_alarm_in_a_site_of_one_year(project: Path) -> None:
    plans = load_site_data(project / "data").plans
    assert find_old_words(plans, project / "data", project / "docs") == []


def left_over(folder: Path, plans: list[WorkPlan]) -> list[Problem]:
    return find_left_over(plans, folder / "data" / "tasks.yaml", folder / "docs")


def test_a_change_of_year_lists_summaries_examples_and_settings_too(
    tmp_path: Path, plans: list[WorkPlan]
) -> None:
    table = BASE.replace("第二类事情", "在8月举办第二类事情")
    settings = f"# 2029年\n主办单位: {FORMER}\n搜索示例: [测试, 样园]\n"
    write_data(tmp_path / "data", {"tasks.yaml": table, "site.yaml": settings})
    (tmp_path / "docs" / "guanyu.md").write_text("2029年", encoding="utf-8")
    found = left_over(tmp_path, plans)
    assert [(problem.place.file.name, line) for problem, line in
            zip(found, short(found), strict=True)] == [
        ("tasks.yaml", "6:33 summary-dated"),
        ("site.yaml", "3:12 example-without-hit"),
        ("site.yaml", "2:7 other-office-named"),
        ("guanyu.md", "1:1 other-year-named"),
    ]  # fmt: skip


def test_nothing_is_left_over_where_nothing_speaks_of_a_year(
    tmp_path: Path, plans: list[WorkPlan]
) -> None:
    assert left_over(tmp_path, plans) == []
