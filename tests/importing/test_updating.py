"""Test how a document is merged into an existing table."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.importing.document import Refusal
from generator.importing.flow import Imported
from generator.importing.heading import Heading
from generator.importing.report import refusal_lines
from generator.importing.units import propose_unit_slug, registered_units
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.plan.model import Task
from generator.table.loading import load_plan
from tests.importing.documents import (
    HEADER,
    ROWS,
    TITLE,
    Raw,
    across,
    plan_word,
    remarks,
    table,
    take,
    text,
    word,
)
from tests.support import BASE

TITLE_2030 = "2030年示例市测试局任务分解表"
# The base table, as its document has it.
DOCUMENT: list[list[str]] = [
    ["1", "第一件事", "开展第一次测试", "甲处室", "乙处室、各处室", "全年"],
    ["2", "", "开展第二次测试", "乙处室", "", "9月底前"],
    ["3", "第二件事", "公布测试结果", "甲处室、乙处室", "各处室", "2月20日"],
]
FIRST, SECOND, THIRD = DOCUMENT


def into_base(
    folder: Path, rows: Sequence[Sequence[str | Raw]], title: str = TITLE_2030, base: str = BASE
) -> Imported:
    return take(folder, plan_word(rows, title), into=base)


def topics(imported: Imported) -> list[str]:
    return [task.topic for task in imported.plan.tasks]


def test_same_document_changes_nothing(tmp_path: Path) -> None:
    imported = into_base(tmp_path, DOCUMENT)
    assert imported.text == BASE
    assert imported.remarks == []


def test_only_the_changed_line_changes(tmp_path: Path) -> None:
    imported = into_base(tmp_path, [FIRST, [*SECOND[:5], "8月"], THIRD])
    changed = set(imported.text.splitlines()) ^ set(BASE.splitlines())
    assert changed == {"    时间节点: 9月底前", "    时间节点: 8月"}


def test_what_became_of_a_task_stays_with_it(tmp_path: Path) -> None:
    """Test that it moves with a task that has another number now, and no other task gets it."""
    entry = "    落实情况:\n      - 日期: 2020-05-01\n        状态: 推进中\n"
    base = BASE.replace("2030", "2020").replace(
        "    时间节点: 9月底前\n", f"    时间节点: 9月底前\n{entry}"
    )
    title = TITLE_2030.replace("2030", "2020")
    assert into_base(tmp_path, DOCUMENT, title, base).text == base
    moved = [FIRST, ["2", *THIRD[1:]], ["3", "第一件事", *SECOND[2:]]]
    tasks = into_base(tmp_path, moved, title, base).plan.tasks
    assert [len(task.progress) for task in tasks] == [0, 0, 1]


def test_topics_and_departments_keep_their_aliases(tmp_path: Path) -> None:
    base = BASE.replace("简介: 第一类事情。", "简介: 第一类事情。, 别名: [甲类]")
    base = base.replace("网址: jia-chushi", "网址: jia-chushi, 别名: [甲科, 丙处室]")
    assert into_base(tmp_path, DOCUMENT, base=base).text == base
    # The document makes an alias the name of a department of its own.
    imported = into_base(tmp_path, [*DOCUMENT[:2], [*THIRD[:3], "丙处室", *THIRD[4:]]], base=base)
    assert imported.plan.departments_by_name["甲处室"].aliases == ("甲科",)
    assert imported.plan.topics_by_name["甲主题"].aliases == ("甲类",)
    assert "丙处室" in imported.plan.departments_by_name


def test_topics_and_departments_keep_their_former_names(tmp_path: Path) -> None:
    base = BASE.replace("网址: jia-zhuti", "网址: jia-zhuti, 曾用名: [丙处室]")
    base = base.replace("网址: jia-chushi", "网址: jia-chushi, 曾用名: [甲科, 丙处室]")
    assert into_base(tmp_path, DOCUMENT, base=base).text == base
    # The document makes a former name the name of a department of its own again.
    imported = into_base(tmp_path, [*DOCUMENT[:2], [*THIRD[:3], "丙处室", *THIRD[4:]]], base=base)
    assert imported.plan.departments_by_name["甲处室"].former_names == ("甲科",)
    assert imported.plan.topics_by_name["甲主题"].former_names == ("丙处室",)


def test_topics_and_departments_keep_their_addresses(tmp_path: Path) -> None:
    base = BASE.replace("网址: jia-zhuti", "网址: zhuti-1, 曾用网址: [jia-zhuti, jia]")
    base = base.replace("网址: jia-chushi", "网址: chushi-1, 曾用网址: [bing-zhongxin]")
    assert into_base(tmp_path, DOCUMENT, base=base).text == base
    # A new department gets no address that leads elsewhere.
    imported = into_base(tmp_path, [*DOCUMENT[:2], [*THIRD[:3], "丙中心", *THIRD[4:]]], base=base)
    assert imported.plan.departments_by_name["甲处室"].former_slugs == ("bing-zhongxin",)
    assert imported.plan.departments_by_name["丙中心"].slug == "bing-zhongxin-2"


def test_renumbered_tasks_keep_topic_and_note(tmp_path: Path) -> None:
    base = BASE + "    备注: 编辑的说明。\n    撤销: 按通知不再开展\n"
    rows = [["1", "新的一件事", "建立联络员名册并公布", "甲处室", "", "全年"],
            ["2", *FIRST[1:]], ["3", *SECOND[1:]], ["4", *THIRD[1:]]]  # fmt: skip
    imported = into_base(tmp_path, rows, base=base)
    assert topics(imported) == ["待定", "甲主题", "甲主题", "乙主题"]
    assert [task.note for task in imported.plan.tasks] == [None, None, None, "编辑的说明。"]
    assert imported.plan.tasks[3].withdrawn == "按通知不再开展"


def test_reworded_task_keeps_its_topic(tmp_path: Path) -> None:
    imported = into_base(
        tmp_path, [FIRST, SECOND, [*THIRD[:2], "及时公布全部测试结果", *THIRD[3:]]]
    )
    assert topics(imported) == ["甲主题", "甲主题", "乙主题"]


NEW = ["建立联络员名册", "甲处室", "", "全年"]


def test_new_task_takes_the_topic_of_its_name(tmp_path: Path) -> None:
    imported = into_base(tmp_path, [FIRST, SECOND, ["3", "", *NEW], ["4", *THIRD[1:]]])
    assert topics(imported) == ["甲主题", "甲主题", "甲主题", "乙主题"]
    assert remarks(imported) == ["表格 1 第 4 行第 1 列 topic-proposed"]


def test_new_task_between_two_of_one_topic_takes_it(tmp_path: Path) -> None:
    rows = [FIRST, ["2", "新的一件事", *NEW], ["3", "第一件事", *SECOND[2:]], ["4", *THIRD[1:]]]
    assert topics(into_base(tmp_path, rows)) == ["甲主题", "甲主题", "甲主题", "乙主题"]


def test_new_task_between_two_topics_is_undecided(tmp_path: Path) -> None:
    rows = [FIRST, SECOND, ["3", "新的一件事", *NEW], ["4", *THIRD[1:]]]
    assert topics(into_base(tmp_path, rows)) == ["甲主题", "甲主题", "待定", "乙主题"]
    rows = [*DOCUMENT, ["4", "新的一件事", *NEW]]
    assert topics(into_base(tmp_path, rows)) == ["甲主题", "甲主题", "乙主题", "待定"]


def test_heading_across_the_table_names_a_topic(tmp_path: Path) -> None:
    rows: list[list[str | Raw]] = [*map(list[str | Raw], DOCUMENT), [across("三、乙主题", 6)]]
    rows.append(["4", "新的一件事", *NEW])
    assert topics(into_base(tmp_path, rows))[3] == "乙主题"


def check(imported: Imported, folder: Path) -> list[str]:
    """The codes that `check` would find in the new table."""
    file = folder / "data" / "tasks.yaml"
    file.write_bytes(imported.text.encode())
    try:
        load_plan(file)
    except PlanError as error:
        return [problem.code for problem in error.problems]
    return []


def test_undecided_topics_are_all_that_check_refuses(tmp_path: Path) -> None:
    """Test it also for a topic that lost its only task: the new task may belong to it."""
    imported = into_base(tmp_path, [FIRST, SECOND, ["3", "新的一件事", *NEW]])
    assert [topic.name for topic in imported.plan.topics] == ["甲主题", "乙主题"]
    assert check(imported, tmp_path) == ["topic-undecided"]
    new = take(tmp_path, plan_word())
    assert check(new, tmp_path) == ["topic-undecided"] * 3


def test_import_can_be_repeated_before_topics_are_decided(tmp_path: Path) -> None:
    once = into_base(tmp_path, [*DOCUMENT, ["4", "新的一件事", *NEW]])
    again = into_base(tmp_path, [*DOCUMENT, ["4", "新的一件事", *NEW]], base=once.text)
    assert again.text == once.text
    decided = once.text.replace("主题: 待定", "主题: 乙主题")
    later = into_base(tmp_path, [*DOCUMENT, ["4", "新的一件事", *NEW]], base=decided)
    assert later.text == decided


def test_decided_placeholder_leaves_the_register(tmp_path: Path) -> None:
    new = take(tmp_path, plan_word()).text
    placeholder = "  - {名称: 待定, 网址: daiding, 简介: 待定}\n"
    topic = "  - {名称: 丙主题, 网址: bing, 简介: 丙。}\n"
    assert placeholder in new
    decided = new.replace("    主题: 待定", "    主题: 丙主题")
    decided = decided.replace(placeholder, placeholder + topic)
    with pytest.raises(PlanError) as error:
        take(tmp_path, plan_word(), into=decided)
    assert [problem.code for problem in error.value.problems] == ["topic-empty"]
    decided = decided.replace(placeholder, "")
    assert take(tmp_path, plan_word(), into=decided).text == decided


def test_register_keeps_its_order_and_grows_at_its_end(tmp_path: Path) -> None:
    rows = [[*FIRST[:3], "丙中心、乙处室", "相关处室", "全年"], SECOND, THIRD]
    imported = into_base(tmp_path, rows)
    assert [(unit.name, unit.slug, unit.collective) for unit in imported.plan.departments] == [
        ("甲处室", "jia-chushi", False),
        ("乙处室", "yi-chushi", False),
        ("各处室", "ge-chushi", True),
        ("丙中心", "bing-zhongxin", False),
        ("相关处室", "xiangguan-chushi", True),
    ]
    assert remarks(imported) == [
        "表格 1 第 2 行第 4 列 unit-new",
        "表格 1 第 2 行第 5 列 unit-new",
    ]


def test_misspelt_unit_gets_a_guess(tmp_path: Path) -> None:
    imported = into_base(tmp_path, [FIRST, [*SECOND[:3], "乙处", *SECOND[4:]], THIRD])
    (remark,) = (one for one in imported.remarks if one.code == "unit-new")
    assert remark.details == {"value": "乙处", "slug": "yi-chu", "suggestion": "乙处室"}


def test_what_no_task_names_leaves_the_registers(tmp_path: Path) -> None:
    imported = into_base(tmp_path, [[*FIRST[:4], "", "全年"], SECOND])
    assert [unit.name for unit in imported.plan.departments] == ["甲处室", "乙处室"]
    assert [topic.name for topic in imported.plan.topics] == ["甲主题"]


def test_line_breaks_of_the_layout_do_not_come_back(tmp_path: Path) -> None:
    """The table has the lines joined; the document still breaks them."""
    rows = [["1", "第一\n件事", "开展第一\n次测试", *FIRST[3:]], SECOND, THIRD]
    assert into_base(tmp_path, rows).text == BASE


def test_comments_stay(tmp_path: Path) -> None:
    base = (
        "# yaml-language-server: $schema=tasks.schema.json\n# 编辑：小王\n"
        + BASE.replace("处室:\n  - {名称: 甲", "# 处室按出现的先后\n处室:\n  - {名称: 甲")
        .replace("  - {名称: 乙处室", "  # 新设\n  - {名称: 乙处室")
        .replace("  - 序号: 2\n", "  # 待核\n  - 序号: 2\n")
        .replace("任务内容: 公布测试结果", "任务内容: |\n      公布测试结果。\n      # 不是说明")
        + "# 完\n"
    )
    moved = [["1", *SECOND[:1], *SECOND[2:]], ["2", *FIRST[1:]]]
    third = ["3", "第二件事", "公布测试结果。\n# 不是说明", *THIRD[3:]]
    same = into_base(tmp_path, [FIRST, SECOND, third], base=base)
    assert same.text == base
    moved = [["1", "第一件事", *SECOND[2:]], ["2", *FIRST[1:]], third]
    text = into_base(tmp_path, moved, base=base).text
    assert text.startswith("# yaml-language-server: $schema=tasks.schema.json\n# 编辑：小王\n标题")
    assert "  # 待核\n  - 序号: 1\n" in text
    assert "\n# 处室按出现的先后\n处室:\n" in text
    assert text.count("#") == base.count("#")


def test_new_title_is_taken(tmp_path: Path) -> None:
    imported = into_base(tmp_path, DOCUMENT, "2030年示例市测试局政务公开工作要点任务分解表")
    assert imported.plan.title == "2030年示例市测试局政务公开工作要点任务分解表"


def test_title_that_the_document_lacks_stays(tmp_path: Path) -> None:
    imported = take(tmp_path, word(table(HEADER, *DOCUMENT)), into=BASE)
    assert imported.text == BASE


def test_other_office_is_refused(tmp_path: Path) -> None:
    title = "2030年别样市检验局任务分解表"
    with pytest.raises(Refusal) as refusal:
        into_base(tmp_path, DOCUMENT, title)
    assert refusal.value.code == "other-office"
    assert refusal.value.details == {"office": "别样市检验局", "known": "示例市测试局"}
    given = Heading(office="别样市检验局")
    imported = take(tmp_path, plan_word(DOCUMENT, title), into=BASE, given=given)
    assert imported.plan.office == "别样市检验局"


def test_another_year_is_refused_with_the_way_on(tmp_path: Path) -> None:
    """Also if a copy of the table is in the archive: it must not be mended by hand."""
    for archived in (False, True):
        if archived:
            (tmp_path / "data" / "archive").mkdir()
            (tmp_path / "data" / "archive" / "2030.yaml").write_text(BASE, encoding="utf-8")
        for year, code in ((2031, "newer-year"), (2029, "older-year")):
            with pytest.raises(Refusal) as refusal:
                into_base(tmp_path, DOCUMENT, f"{year}年示例市测试局任务分解表")
            assert refusal.value.code == code
            says = "\n".join(refusal_lines(refusal.value, "a.docx", Wording()))
            assert ("work-plan new-year" in says) == (year == 2031)
            assert ("--into" in says) == (year == 2029)


def test_numbers_of_last_year_stay(tmp_path: Path) -> None:
    """Also where a task was reworded or has another number; a new task gets a proposal."""
    base = BASE.replace("    任务名称: 第二件事\n", "    任务名称: 第二件事\n    上年序号: 3\n")
    rows = [["1", "新的一件事", *NEW], ["2", *FIRST[1:]], ["3", *SECOND[1:]],
            ["4", *THIRD[:2][1:], "及时公布测试结果", *THIRD[3:]]]  # fmt: skip
    imported = into_base(tmp_path, rows, base=base)
    assert [task.previous for task in imported.plan.tasks] == [None, None, None, 3]


def test_broken_table_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as error:
        into_base(tmp_path, DOCUMENT, base=BASE.replace("年份: 2030", "年份：2030"))
    assert [problem.code for problem in error.value.problems] == ["wide-colon"]


def test_given_title_year_and_office_complete_a_bare_table(tmp_path: Path) -> None:
    content = word(table(HEADER, *ROWS))
    given = Heading("示例表", 2031, "示例市测试局")
    plan = take(tmp_path, content, given=given).plan
    assert (plan.title, plan.year, plan.office) == ("示例表", 2031, "示例市测试局")
    title = "2031年示例市测试局政务公开工作要点任务分解表"
    plan = take(tmp_path, content, given=Heading(title)).plan
    assert (plan.title, plan.year, plan.office) == (title, 2031, "示例市测试局")
    for code, heading in {
        "year-unknown": Heading("示例表", None, "示例市测试局"),
        "title-unknown": Heading("", 2031, "示例市测试局"),
        "office-unknown": Heading("示例表", 2031, ""),
        "heading-character": Heading("示例\u202e表", 2031, "示例市测试局"),
    }.items():
        with pytest.raises(Refusal) as refusal:
            take(tmp_path, content, given=heading)
        assert refusal.value.code == code


@pytest.mark.parametrize(
    ("row", "lead", "support", "deadline", "note", "codes"),
    [
        (
            ["1", "一件事", "开展测试", "甲处室", "乙处室", "丙处室、乙处室"],
            ("甲处室",), ("乙处室",), None, "原表此行“时间节点”一栏所载为“丙处室、乙处室”。",
            ["unit-as-deadline"],
        ),
        (
            ["1", "一件事", "开展测试", "甲处室", "9月底前", ""],
            ("甲处室",), (), None, "原表此行“协助处室”一栏所载为“9月底前”。",
            ["deadline-among-units"],
        ),
        (
            ["1", "一件事", "开展测试", "甲处室", "乙处室、甲处室", "全年"],
            ("甲处室",), ("乙处室", "甲处室"), "全年", None, ["leads-and-supports"],
        ),
        (
            ["1", "一件事", "开展测试", "甲处室", "", "丁处室"],
            ("甲处室",), (), "丁处室", None, ["deadline-not-understood"],
        ),
    ],
)  # fmt: skip
def test_cells_to_look_at(
    row: list[str],
    lead: tuple[str, ...],
    support: tuple[str, ...],
    deadline: str | None,
    note: str | None,
    codes: list[str],
    tmp_path: Path,
) -> None:
    """A cell with a value of another column; unknown values stay as they are."""
    rows = [row, ["2", "二件事", "再做测试", "丙处室", "乙处室", "全年"]]
    imported = take(tmp_path, plan_word(rows))
    task: Task = imported.plan.tasks[0]
    assert (task.lead_departments, task.supporting_departments) == (lead, support)
    assert (task.deadline and task.deadline.wording, task.note) == (deadline, note)
    assert [remark.code for remark in imported.remarks] == codes


def test_day_in_the_text_and_deadline(tmp_path: Path) -> None:
    expected = [
        ("年底前完成", "全年", True),
        ("3月31日前公布", "3月底前", False),
        ("3月31日前公布", "4月底前", True),
        ("8月底之前开展", "8月", False),
        ("年底前完成", "12月底前", False),
        ("年内完成", "10月底前", False),
        ("根据3月5日的通知办理", "全年", False),
        ("13月底前完成", "全年", False),
        ("9月底前完成", "适时", False),
        ("9月底前完成", "6个月", False),
        ("第三季度完成，9月底前公布", "第三季度", False),
        ("2032年3月底前完成", "2032 年3月底前", False),
        ("2032年3月底前完成", "3月底前", True),
        ("2031年底前完成", "年内", False),
        ("2032年底前完成", "年内", True),
    ]
    rows = [
        [str(number), "一件事", content, "甲处室", "", deadline]
        for number, (content, deadline, _) in enumerate(expected, start=1)
    ]
    found = rows_remarked(take(tmp_path, plan_word(rows)), "deadline-contradicted")
    assert [(*row[:2], at in found) for at, row in enumerate(expected, start=2)] == expected


def rows_remarked(imported: Imported, code: str) -> set[int | None]:
    return {remark.spot.row for remark in imported.remarks if remark.code == code}


def test_names_alike(tmp_path: Path) -> None:
    expected = [
        ("相关花圃处", "相关花圃处室", True),
        ("信息中心", "信患中心", True),
        ("采购中心", "釆购中心", True),
        ("数据处", "数据 处", False),
        ("章程处", "章制处", False),
        ("植物中心", "传播中心", False),
        ("ＩＴ处", "IT处", True),
    ]
    found = []
    for first, second, _ in expected:
        rows = [["1", "一件事", "开展测试", f"{first}、{second}", "", "全年"]]
        alike = bool(rows_remarked(take(tmp_path, plan_word(rows)), "names-alike"))
        found.append((first, second, alike))
    assert found == expected


def test_proposed_address() -> None:
    expected = {
        "督查处": "ducha-chu",
        "信息中心技术保障团队": "xinxi-zhongxin-jishu-baozhang-tuandui",
        "12345热线办": "12345-rexianban",
        "A区": "a-qu",
        "★": "unit",
        "测试" * 40: "-".join(["ceshi"] * 10),
    }
    assert {name: propose_unit_slug(name) for name in expected} == expected


def test_proposed_addresses_are_unique() -> None:
    task = Task.model_validate(
        {"number": 1, "topic": "甲", "name": "甲", "content": "甲",
         "lead_departments": ["仪器处", "一起处", "移栖处"]}
    )  # fmt: skip
    assert [unit.slug for unit in registered_units([task], ())] == [
        "yiqi-chu", "yiqi-chu-2", "yiqi-chu-3",
    ]  # fmt: skip


def test_plan_of_another_year_and_office(tmp_path: Path) -> None:
    """A plan with other departments, another number of rows and other headings."""
    rows = [
        [str(n), f"第{n // 3}类事情", f"开展第{n}轮检验工作", f"检验{n % 7}处", "综合中心", "全年"]
        for n in range(1, 131)
    ]
    title = "2029年别样市检验局政务公开工作要点任务分解表"
    imported = take(tmp_path, word(text(title), table(HEADER, *rows)))
    plan = imported.plan
    assert (plan.title, plan.year, plan.office, len(plan.tasks)) == (
        title,
        2029,
        "别样市检验局",
        130,
    )
    assert len(plan.departments) == 8
    assert TITLE not in imported.text
