"""Test that files become plans, or that every problem of every file is reported together."""

import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.language.problems import Place, PlanError, Problem, Severity
from generator.plan.edition import Attachment
from generator.table.evidence import attachments
from generator.table.loading import load_plan, load_site_data
from tests.support import BASE, load, past_table, short, try_to_load, write_data

BROKEN_SYNTAX = BASE.replace("年份: 2030", "年份：2030")
BROKEN_RULE = past_table(2028).replace("[甲处室]", "[丙处室]")
BROKEN_SETTINGS = "网站名: 测试网\n"


def found(folder: Path) -> list[str]:
    """Every problem with its file, as `archive/2029.yaml 3:1 code`."""
    problems = try_to_load(folder).problems
    files = [problem.place.file.relative_to(folder).as_posix() for problem in problems]
    return [f"{file} {line}" for file, line in zip(files, short(problems), strict=True)]


def test_base_table(tmp_path: Path) -> None:
    data = load(tmp_path)
    (plan,) = data.plans
    assert (plan.title, plan.year, plan.office) == (
        "2030年示例市测试局任务分解表",
        2030,
        "示例市测试局",
    )
    assert [topic.name for topic in plan.topics] == ["甲主题", "乙主题"]
    assert [unit.collective for unit in plan.departments] == [False, False, True]
    assert plan.tasks[1].supporting_departments == ()
    assert plan.tasks[2].lead_departments == ("甲处室", "乙处室")
    assert plan.tasks[2].deadline and plan.tasks[2].deadline.wording == "2月20日"
    assert data.notices == []
    assert data.files == {2030: tmp_path / "tasks.yaml"}
    assert load_plan(tmp_path / "tasks.yaml") == plan


def test_registers_by_name(tmp_path: Path) -> None:
    plan = load(tmp_path).plans[0]
    assert plan.topics_by_name["乙主题"].slug == "yi-zhuti"
    assert plan.departments_by_name["各处室"].slug == "ge-chushi"


def test_past_years_follow_the_year_in_force_the_latest_first(tmp_path: Path) -> None:
    past = {f"archive/{year}.yaml": past_table(year) for year in (2027, 2029, 2028)}
    data = load(tmp_path, {**past})
    assert [plan.year for plan in data.plans] == [2030, 2029, 2028, 2027]
    assert data.files[2028] == tmp_path / "archive/2028.yaml"


def test_a_past_year_may_also_end_in_yml(tmp_path: Path) -> None:
    data = load(tmp_path, {"archive/2029.yml": past_table(2029)})
    assert [plan.year for plan in data.plans] == [2030, 2029]


def test_the_table_in_force_is_the_latest(tmp_path: Path) -> None:
    """Test that a slip in the year is told once, and not as wrong links to the year before."""
    third = "任务内容: 公布测试结果\n"
    linked = BASE.replace(third, f"{third}    上年序号: 3\n").replace("2030", "2003")
    write_data(tmp_path, {"tasks.yaml": linked, "archive/2029.yaml": past_table(2029)})
    assert found(tmp_path) == ["tasks.yaml 2:5 year-not-latest"]
    (said,) = try_to_load(tmp_path).messages(tmp_path)
    assert "写着2003年，可是 archive/2029.yaml 已经是2029年的" in said


def test_one_table_a_year(tmp_path: Path) -> None:
    write_data(tmp_path, {"archive/2029.yaml": past_table(2029), "archive/old.yaml": BASE})
    assert found(tmp_path) == ["archive/old.yaml 2:5 year-repeated"]
    assert try_to_load(tmp_path).problems[0].code == "year-repeated"


def test_a_change_of_year_that_was_stopped_is_told_so(tmp_path: Path) -> None:
    third = "    任务名称: 第二件事\n"
    table = BASE.replace(third, third.replace("任务名称", "上年序号: 3\n    任务名称"))
    past: dict[str, str | bytes] = {"archive/2029.yaml": past_table(2029)}
    data = load(tmp_path, past | {"tasks.yaml": table, "archive/2030.yaml": table})
    assert [plan.year for plan in data.plans] == [2030, 2029]
    assert short(data.notices)[0] == "2:5 year-not-changed"
    changed = table.replace("开展第一次测试", "开展第一回测试")
    write_data(tmp_path, {"tasks.yaml": table, "archive/2030.yaml": changed})
    assert found(tmp_path) == ["archive/2030.yaml 2:5 year-repeated"]


def test_continued_tasks_are_those_of_the_year_before(tmp_path: Path) -> None:
    third = "任务内容: 公布测试结果\n"
    later = BASE.replace(third, f"{third}    上年序号: 3\n")
    earlier = past_table(2028).replace(third, f"{third}    上年序号: 3\n")
    write_data(tmp_path, {"tasks.yaml": later, "archive/2028.yaml": past_table(2028)})
    assert found(tmp_path) == []
    write_data(tmp_path, {"tasks.yaml": later.replace("上年序号: 3", "上年序号: 9")})
    assert found(tmp_path) == ["tasks.yaml 29:11 previous-unknown"]
    write_data(tmp_path, {"tasks.yaml": later, "archive/2028.yaml": earlier})
    assert found(tmp_path) == ["archive/2028.yaml 29:11 previous-without-plan"]
    both = later.replace(
        "任务内容: 开展第一次测试\n", "任务内容: 开展第一次测试\n    上年序号: 3\n"
    )
    data = load(tmp_path, {"tasks.yaml": both, "archive/2028.yaml": past_table(2028)})
    assert "30:11 previous-shared" in short(data.notices)


def test_former_names_are_those_of_earlier_plans(tmp_path: Path) -> None:
    """Test that a slip of the pen is told, where there is an earlier plan."""
    right = "网址: jia-chushi, 曾用名: [甲科]"
    table = BASE.replace("网址: jia-chushi", right)
    earlier = past_table(2029).replace("甲处室", "甲科")
    assert "former-name-unknown" not in str(load(tmp_path, {"tasks.yaml": table}).notices)
    files: dict[str, str | bytes] = {"tasks.yaml": table, "archive/2029.yaml": earlier}
    assert "former-name-unknown" not in str(load(tmp_path, files).notices)
    files["tasks.yaml"] = table.replace("甲科", "甲课")
    assert [one for one in short(load(tmp_path, files).notices) if "former" in one] == [
        "8:37 former-name-unknown"
    ]


def with_entry(entry: str) -> str:
    """The base table of 2020, with an entry at its last task."""
    return f"{past_table(2020)}    落实情况:\n      - {entry}\n"


def test_what_became_of_a_task_is_not_of_the_future(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.table.progress_rules.today", lambda: date(2020, 5, 1))
    write_data(tmp_path, {"tasks.yaml": with_entry("{日期: 2020-05-02, 状态: 推进中}")})
    assert found(tmp_path) == ["tasks.yaml 33:14 progress-in-future"]
    assert "今天是 2020-05-01" in try_to_load(tmp_path).messages(tmp_path)[0]
    load(tmp_path, {"tasks.yaml": with_entry("{日期: 2020-05-01, 状态: 推进中}")})


def test_files_of_evidence_are_there(tmp_path: Path) -> None:
    table = with_entry("{日期: 2020-05-01, 状态: 已完成, 依据: [{名称: 总结, 文件: a b.pdf}]}")
    write_data(tmp_path, {"tasks.yaml": table})
    assert found(tmp_path) == ["tasks.yaml 33:53 evidence-missing"]
    (data,) = load(tmp_path, {"tasks.yaml": table, "evidence/a b.pdf": b"%PDF-1"}).plans
    assert data.tasks[2].progress[0].evidence[0].file == "a b.pdf"
    (tmp_path / "evidence/a b.pdf").rename(tmp_path / "evidence/A B.pdf")
    assert found(tmp_path) == ["tasks.yaml 33:53 evidence-missing"]
    (tmp_path / "evidence/a b.pdf").mkdir()
    assert found(tmp_path) == ["tasks.yaml 33:53 evidence-missing"]


def test_files_that_no_entry_names_are_not_attached(tmp_path: Path) -> None:
    entry = (
        "{日期: 2020-05-01, 状态: 推进中, 依据: [{名称: 甲, 文件: b.pdf}, {名称: 乙, 文件: a.csv}]}"
    )
    names = ("a.csv", "b.pdf", "c.pdf", "d.html")
    files = {f"evidence/{name}": b"%PDF-" + name.encode() for name in names}
    (plan,) = load(tmp_path, {"tasks.yaml": with_entry(entry), **files}).plans
    assert attachments(tmp_path, plan) == (
        Attachment("a.csv", b"%PDF-a.csv"),
        Attachment("b.pdf", b"%PDF-b.pdf"),
    )


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "is_taken"),
    [
        ("a.pdf", b"%PDF-1.7", True),
        ("a.pdf", b"<html><script>", False),
        ("a.pdf", b"", False),
        ("a.jpg", b"\xff\xd8\xff\xe0", True),
        ("a.png", b"\xff\xd8\xff\xe0", False),
        ("a.docx", zipped("word/document.xml"), True),
        ("a.docx", zipped("word/document.xml", "word/vbaProject.bin"), False),
        ("a.xlsx", b"PK\x03\x04 cut off", False),
        ("a.pptx", b"\xd0\xcf\x11\xe0", False),
        ("a.ofd", zipped("OFD.xml"), True),
        ("a.txt", "文字".encode("gb18030"), True),
        ("a.csv", b"MZ\x00", False),
    ],
)
def test_file_of_evidence_is_of_the_kind_that_its_name_says(
    name: str, content: bytes, is_taken: bool, tmp_path: Path
) -> None:
    entry = f"{{日期: 2020-05-01, 状态: 推进中, 依据: [{{名称: 甲, 文件: {name}}}]}}"
    write_data(tmp_path, {"tasks.yaml": with_entry(entry), f"evidence/{name}": content})
    if is_taken:
        load_site_data(tmp_path)
    else:
        assert found(tmp_path) == ["tasks.yaml 33:52 evidence-not-plain"]


def test_problems_of_all_files_together(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "tasks.yaml": BROKEN_SYNTAX,
        "archive/2028.yaml": BROKEN_RULE,
        "archive/2029.yaml": past_table(2029).encode("gbk"),
        "site.yaml": BROKEN_SETTINGS,
    }
    assert found(write_data(tmp_path, files)) == [
        "archive/2028.yaml 16:12 department-unknown",
        "archive/2029.yaml 1:1 encoding",
        "site.yaml 1:1 unknown-key",
        "tasks.yaml 2:3 wide-colon",
    ]


def test_reading_shape_and_sense_of_one_file_together(tmp_path: Path) -> None:
    """Only a file that is no YAML at all hides what else is wrong with it."""
    text = BASE.replace("全年", "全年 # 持续").replace("9月底前", "13月底前").replace("3\n", "2\n")
    assert found(write_data(tmp_path, {"tasks.yaml": text})) == [
        "tasks.yaml 18:14 comment-after-value",
        "tasks.yaml 24:11 impossible-date",
    ]
    repaired = text.replace("13月底前", "9月底前")
    assert found(write_data(tmp_path, {"tasks.yaml": repaired})) == [
        "tasks.yaml 18:14 comment-after-value",
        "tasks.yaml 25:9 number-repeated",
    ]


def test_rules_run_over_every_valid_row(tmp_path: Path) -> None:
    text = BASE.replace("    任务内容: 开展第二次测试\n", "").replace("公布测试", "")
    text = text.replace("主题: 乙主题", "主题: 丙主题").replace("序号: 3", "序号: 1")
    assert found(write_data(tmp_path, {"tasks.yaml": text})) == [
        "tasks.yaml 19:5 missing-key",
        "tasks.yaml 24:9 number-repeated",
        "tasks.yaml 25:9 topic-unknown",
    ]


REGISTER = BASE[BASE.index("处室:\n") : BASE.index("任务:\n")]


@pytest.mark.parametrize(
    ("register", "problems"),
    [
        ("处室:\n", ["tasks.yaml 7:4 empty-list"]),
        ("处室: 见附件\n", ["tasks.yaml 7:5 not-a-row-list"]),
        ("", ["tasks.yaml 1:1 missing-key"]),
        (
            REGISTER.replace("名称: 甲处室, ", "名: 甲处室, "),
            ["tasks.yaml 8:6 unknown-key"],
        ),
        (REGISTER.replace("jia-chushi", "Jia"), ["tasks.yaml 8:19 slug-form"]),
        (
            REGISTER.replace("{名称: 甲处室, 网址: jia-chushi}", "甲处室"),
            ["tasks.yaml 8:5 not-a-row"],
        ),
    ],
)
def test_mistake_in_a_register_is_not_repeated_at_every_task(
    register: str, problems: list[str], tmp_path: Path
) -> None:
    write_data(tmp_path, {"tasks.yaml": BASE.replace(REGISTER, register)})
    assert found(tmp_path) == problems


@pytest.mark.parametrize("key", ["主题", "处室"])
def test_unreadable_register_is_the_only_problem(key: str, tmp_path: Path) -> None:
    text = BASE.replace(f"\n{key}:\n", f"\n{key}: 见附件\n以前的{key}:\n")
    write_data(tmp_path, {"tasks.yaml": text})
    assert [line.split()[-1] for line in found(tmp_path)] == ["not-a-row-list", "unknown-key"]


def test_no_page_is_called_empty_while_a_row_is_invalid(tmp_path: Path) -> None:
    """The invalid row may be the one that fills it; nor is its number a gap."""
    text = BASE.replace("    任务内容: 公布测试结果\n", "")
    assert found(write_data(tmp_path, {"tasks.yaml": text})) == ["tasks.yaml 25:5 missing-key"]


def test_missing_table(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as caught:
        load_site_data(tmp_path)
    assert caught.value.problems == (Problem(Place(tmp_path / "tasks.yaml"), "file-missing"),)


def test_unreadable_table(tmp_path: Path) -> None:
    (tmp_path / "tasks.yaml").mkdir()
    with pytest.raises(PlanError) as caught:
        load_site_data(tmp_path)
    (problem,) = caught.value.problems
    assert problem.code == "file-unreadable"
    assert problem.details["reason"]


def test_settings(tmp_path: Path) -> None:
    text = "网站名称: 测试网\n网站标识码: 0012\n搜索示例: [测试, 9月底前, 各处室]\n"
    settings = load(tmp_path, {"site.yaml": text}).settings
    assert (settings.site_name, settings.site_code) == ("测试网", "0012")
    assert settings.example_queries == ("测试", "9月底前", "各处室")
    assert settings.domain is None


def test_example_query_may_be_an_alias(tmp_path: Path) -> None:
    table = BASE.replace("网址: jia-chushi", "网址: jia-chushi, 别名: [第一科]")
    table = table.replace("简介: 第二类事情。", "简介: 第二类事情。, 别名: [其他事项]")
    files: dict[str, str | bytes] = {
        "tasks.yaml": table,
        "site.yaml": "搜索示例: [第一科, 其他事项]\n",
    }
    assert load(tmp_path, files).settings.example_queries == ("第一科", "其他事项")


@pytest.mark.parametrize("files", [{}, {"site.yaml": ""}, {"site.yaml": "# 还没有\n"}])
def test_no_settings(files: dict[str, str | bytes], tmp_path: Path) -> None:
    settings = load(tmp_path, files).settings
    assert set(settings.model_dump().values()) == {None, ()}


def test_example_queries_wait_for_a_valid_table(tmp_path: Path) -> None:
    write_data(tmp_path, {"tasks.yaml": BROKEN_SYNTAX, "site.yaml": "搜索示例: [养老]\n"})
    assert found(tmp_path) == ["tasks.yaml 2:3 wide-colon"]


def test_notices_of_all_tables(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "tasks.yaml": BASE.replace("全年", "适时"),
        "archive/2029.yaml": past_table(2029).replace("    时间节点: 全年\n", ""),
    }
    notices = load(tmp_path, files).notices
    assert [notice.code for notice in notices] == ["deadline-not-understood", "deadline-absent"]
    assert {notice.severity for notice in notices} == {Severity.NOTICE}


def test_error_keeps_problems_in_the_order_of_the_files() -> None:
    places = [
        Place(Path("b"), 1),
        Place(Path("a"), 10),
        Place(Path("a"), 9, 2),
        Place(Path("a"), 9),
    ]
    error = PlanError([Problem(place, "empty") for place in places])
    assert [problem.place for problem in error.problems] == sorted(places)
    assert str(error) == "4 problem(s)"
