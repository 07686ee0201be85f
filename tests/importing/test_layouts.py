"""Test the layouts in which other offices draw their tables."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.importing.document import Refusal
from generator.importing.flow import Imported
from generator.importing.report import remark_line, report
from generator.language.wording import Wording
from generator.table.loading import load_plan
from tests.importing.documents import (
    ABOVE,
    Raw,
    across,
    cells,
    csv,
    excel,
    merged,
    table,
    take,
    text,
    word,
)

Row = Sequence[str | Raw]
TITLE = "2031年示例县测试中心政务公开工作要点任务分解表"
SHORT = ("工作任务", "工作内容", "责任科室")
SHORT_ROWS = [
    ["公布预算", "公布本年预算", "财务科"],
    ["答复来信", "答复群众来信", "办公室"],
]
SHORT_CELLS = [
    ["1", "公布预算", "公布本年预算", "财务科", "", ""],
    ["2", "答复来信", "答复群众来信", "办公室", "", ""],
]
COUNTED = (
    "文件里没有序号一栏，任务照先后编成了 1 到 2。请核对；要用别的序号的，请在文件里加上序号一栏。"
)


def said(imported: Imported, code: str) -> list[str]:
    """The remarks of a kind, as the report has them."""
    return [remark_line(one, Wording()) for one in imported.remarks if one.code == code]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", lambda: word(text(TITLE), table(SHORT, *SHORT_ROWS, columns=3))),
        ("a.xlsx", lambda: excel([[TITLE], SHORT, *SHORT_ROWS])),
        ("a.csv", lambda: csv([[TITLE], SHORT, *SHORT_ROWS])),
    ],
)
def test_rows_without_numbers_are_counted(
    name: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    imported = take(tmp_path, make(), name)
    assert cells(imported) == SHORT_CELLS
    (sentence,) = said(imported, "rows-numbered")
    assert sentence.endswith(COUNTED)
    (sentence,) = said(imported, "columns-absent")
    assert "文件里没有这几栏：协助处室、时间节点。" in sentence


def test_two_columns_are_enough(tmp_path: Path) -> None:
    rows = [["任务", "责任单位"], ["公布预算", "财务科"], ["答复来信", "办公室、财务科"]]
    imported = take(tmp_path, word(text(TITLE), table(*rows, columns=2)))
    assert cells(imported) == [
        ["1", "公布预算", "公布预算", "财务科", "", ""],
        ["2", "答复来信", "答复来信", "办公室、财务科", "", ""],
    ]


def test_first_row_with_the_name_of_a_column_is_no_second_row_of_the_header(tmp_path: Path) -> None:
    rows = [[*SHORT, "任务性质"], [*SHORT_ROWS[0], "重点工作"], [*SHORT_ROWS[1], ""]]
    imported = take(tmp_path, word(text(TITLE), table(*rows, columns=4)))
    assert cells(imported) == SHORT_CELLS
    assert imported.plan.tasks[0].others == {"任务性质": "重点工作"}


def test_table_without_numbers_goes_on_in_the_next(tmp_path: Path) -> None:
    first, second = (table(*rows, columns=3) for rows in ([SHORT, SHORT_ROWS[0]], SHORT_ROWS[1:]))
    signed = table(["审核", "", ""], columns=3)
    imported = take(tmp_path, word(text(TITLE), first, text(""), second, text(""), signed))
    assert cells(imported) == SHORT_CELLS
    assert said(imported, "continued-without-header") == [
        "表格 2：这张表没有表头，按上一张表的接着读了。请核对。"
    ]


def test_numbers_that_begin_again_in_each_table_are_replaced(tmp_path: Path) -> None:
    tables = [table(["序号", *SHORT], ["1", *row], columns=4) for row in SHORT_ROWS]
    imported = take(tmp_path, word(text(TITLE), tables[0], text(""), tables[1]))
    assert cells(imported) == SHORT_CELLS
    (sentence,) = said(imported, "rows-renumbered")
    assert "文件里的序号不是一项任务一个，任务照先后重新编成了 1 到 2。" in sentence
    assert len(said(imported, "column-renamed")) == len(SHORT)  # not again for the second table


def test_number_of_several_rows_is_replaced(tmp_path: Path) -> None:
    rows = [["序号", *SHORT], ["一", *SHORT_ROWS[0]], ["", "", "公布本年决算", "财务科"]]
    imported = take(tmp_path, excel([[TITLE], *rows], merge=["A3:A4", "B3:B4"]), "a.xlsx")
    assert cells(imported) == [SHORT_CELLS[0], ["2", "公布预算", "公布本年决算", "财务科", "", ""]]
    assert said(imported, "rows-renumbered")


@pytest.mark.parametrize("with_numbers", [0, 1])
def test_rows_are_counted_if_only_one_of_two_tables_has_numbers(
    with_numbers: int, tmp_path: Path
) -> None:
    tables = [table(SHORT, row, columns=3) for row in SHORT_ROWS]
    numbered = ["1", *SHORT_ROWS[with_numbers]]
    tables[with_numbers] = table(["序号", *SHORT], numbered, columns=4)
    imported = take(tmp_path, word(text(TITLE), tables[0], text(""), tables[1]))
    assert cells(imported) == SHORT_CELLS
    assert said(imported, "rows-renumbered")


def test_table_keeps_what_a_document_has_no_column_for(tmp_path: Path) -> None:
    whole = [["序号", *SHORT, "配合科室", "完成时限"]]
    whole += [["1", *SHORT_ROWS[0], "办公室", "全年"], ["2", *SHORT_ROWS[1], "", "9月底前"]]
    before = take(tmp_path, excel([[TITLE], *whole]), "a.xlsx")
    after = take(tmp_path, excel([[TITLE], SHORT, *SHORT_ROWS]), "b.xlsx", into=before.text)
    assert after.text == before.text


FOUR = ("任务", "工作要求", "责任单位", "时限")
FINANCE = ["公布预算", "公布本年预算", "财务科", "3月底前"]
LETTERS = ["答复来信", "答复群众来信", "办公室", "全年"]
VISITS = ["开放参观", "每季度开放一次", "办公室", "全年"]


def topics(imported: Imported) -> list[str]:
    return [task.topic for task in imported.plan.tasks]


def register(imported: Imported) -> list[tuple[str, str, str | None]]:
    return [(one.name, one.slug, one.summary) for one in imported.plan.topics]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、推进财务公开", "二、做好互动"),
        ("（一）推进财务公开", "（二） 做好互动"),
        ("1.推进财务公开", "2．做好互动"),
        ("（1）推进财务公开", "（2）做好互动"),
        ("I. 推进财务公开", "II. 做好互动"),
        ("Ⅰ．推进财务公开", "Ⅱ．做好互动"),
        ("Ⅰ　推进财务公开", "Ⅱ　做好互动"),
        ("第一部分　推进财务公开", "第二部分　做好互动"),
        ("推进财务公开", "做好互动"),
    ],
)
def test_headings_across_the_table_are_topics(first: str, second: str, tmp_path: Path) -> None:
    rows: list[Row] = [[across(first, 4)], FINANCE, [across(second, 4)], LETTERS, VISITS]
    imported = take(tmp_path, word(text(TITLE), table(FOUR, *rows, columns=4)))
    assert topics(imported) == ["推进财务公开", "做好互动", "做好互动"]
    assert register(imported) == [
        ("推进财务公开", "tuijin-caiwu-gongkai", None),
        ("做好互动", "zuohao-hudong", None),
    ]
    assert said(imported, "topics-in-headings") == [
        f"表格 1 第 2 行：“{first}”这样的小标题读作主题，共 2 个；前面的编号不算名称。"
        "请核对；不是主题的，请在任务表里改。"
    ]
    lines = list(report(imported, "data/tasks.yaml", Wording()))
    assert "照文件登记了 2 个主题，名称和网址请逐个核对，简介还空着，请补上：" in lines
    assert "  做好互动  zuohao-hudong" in lines
    assert load_plan(written(imported, tmp_path)).topics == imported.plan.topics


def written(imported: Imported, folder: Path) -> Path:
    file = folder / "data" / "tasks.yaml"
    file.write_bytes(imported.text.encode())
    return file


# Other layouts of the same tasks, all with the same topics.
WITH_TOPICS: dict[str, Callable[[], bytes]] = {
    "heading in the first cell": lambda: word(
        text(TITLE),
        table(FOUR, ["一、推进财务公开", "", "", ""], FINANCE,
              ["二、做好互动", "", "", ""], LETTERS, VISITS, columns=4),
    ),
    "number of the heading in a cell of its own": lambda: word(
        text(TITLE),
        table(["序号", *FOUR], ["一", across("推进财务公开", 4)], ["1", *FINANCE],
              ["二", across("做好互动", 4)], ["2", *LETTERS], ["3", *VISITS], columns=5),
    ),
    "numbers that begin again below each heading": lambda: word(
        text(TITLE),
        table(["序号", *FOUR], [across("一、推进财务公开", 5)], ["1", *FINANCE],
              [across("二、做好互动", 5)], ["1", *LETTERS], ["2", *VISITS], columns=5),
    ),
    "one heading above two": lambda: word(
        text(TITLE),
        table(FOUR, [across("一、重点任务", 4)], [across("（一）推进财务公开", 4)], FINANCE,
              [across("（二）做好互动", 4)], LETTERS, VISITS, columns=4),
    ),
    "headings below topics": lambda: word(
        text(TITLE),
        table(FOUR, [across("一、推进财务公开", 4)], [across("（一）预算", 4)], FINANCE,
              [across("二、做好互动", 4)], [across("（一）来信", 4)], LETTERS,
              [across("（二）来访", 4)], VISITS, columns=4),
    ),
    "tables below headings": lambda: word(
        text("示例县测试中心关于印发工作要点的通知"), text("一、请认真落实"), text(TITLE),
        text("一、推进财务公开"), table(FOUR, FINANCE, columns=4),
        text("二、做好互动"), table(FOUR, LETTERS, columns=4),
        text("（续表）"), table(FOUR, VISITS, columns=4),
    ),
    "a first column of topics": lambda: word(
        text(TITLE),
        table(["重点任务", "工作任务", *FOUR[1:]], ["一、推进财务公开", *FINANCE],
              [merged("二、做好互动"), *LETTERS], [ABOVE, *VISITS], columns=5),
    ),
    "a title over two columns": lambda: word(
        text(TITLE),
        table([across("工作任务", 2), *FOUR[1:]], ["一、推进财务公开", *FINANCE],
              [merged("二、做好互动"), *LETTERS], [ABOVE, *VISITS], columns=5),
    ),
    "three levels": lambda: excel(
        [[TITLE], ["序号", "一级指标", "二级指标", "三级指标", *FOUR[2:]],
         ["1", "推进财务公开", *FINANCE], ["2", "做好互动", *LETTERS], ["3", "", *VISITS]],
        merge=["A1:F1", "B4:B5"],
    ),
    "headings in a sheet": lambda: excel(
        [[TITLE], FOUR, ["一、推进财务公开"], FINANCE, ["二、做好互动"], LETTERS, VISITS],
        merge=["A3:D3", "A5:D5"],
    ),
    "a sheet for each topic": lambda: excel(
        [[TITLE], ["一、推进财务公开"], FOUR, FINANCE], [["二、做好互动"], FOUR, LETTERS, VISITS]
    ),
    "headings in text": lambda: csv(
        [[TITLE], FOUR, ["一、推进财务公开"], FINANCE, ["二、做好互动"], LETTERS, VISITS]
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", WITH_TOPICS)
def test_topics_of_a_layout(layout: str, tmp_path: Path) -> None:
    content = WITH_TOPICS[layout]()
    name = "a.csv" if not content.startswith(b"PK") else "a.xlsx" if b"xl/" in content else "a.docx"
    imported = take(tmp_path, content, name)
    assert topics(imported) == ["推进财务公开", "做好互动", "做好互动"]
    assert cells(imported) == [
        ["1", *FINANCE[:3], "", FINANCE[3]],
        ["2", *LETTERS[:3], "", LETTERS[3]],
        ["3", *VISITS[:3], "", VISITS[3]],
    ]
    again = take(tmp_path, content, name, into=imported.text)
    assert again.text == imported.text


def test_merged_first_column_is_topic_and_name(tmp_path: Path) -> None:
    """Where no other column names the tasks, as in an official annex whose rows share names."""
    rows: list[Row] = [
        [merged("一、推进财务公开"), *FINANCE[1:]],
        [ABOVE, "公布上年决算", *FINANCE[2:]],
        ["二、做好互动", *LETTERS[1:]],
    ]
    imported = take(tmp_path, word(text(TITLE), table(FOUR, *rows, columns=4)))
    assert topics(imported) == ["推进财务公开", "推进财务公开", "做好互动"]
    assert [task.name for task in imported.plan.tasks] == topics(imported)
    (sentence,) = said(imported, "topics-in-names")
    assert "第一栏合并了格子，里面的文字既作主题，也作任务名称，共 2 个" in sentence


def test_topics_of_the_table_stay_where_headings_differ(tmp_path: Path) -> None:
    """An editor has named a topic otherwise. A new task below the same heading belongs to it."""

    def document(*added: list[str]) -> bytes:
        rows: list[Row] = [
            [across("一、推进财务公开", 4)],
            FINANCE,
            *added,
            [across("二、做好互动", 4)],
            LETTERS,
        ]
        return word(text(TITLE), table(FOUR, *rows, columns=4))

    once = take(tmp_path, document())
    edited = once.text.replace("推进财务公开", "财务")
    decision = ["公布决算", "公布上年决算", "财务科", "9月底前"]
    assert said(take(tmp_path, document(decision), into=once.text), "topic-proposed") == []
    again = take(tmp_path, document(decision), into=edited)
    assert len(said(again, "topic-proposed")) == 1
    assert topics(again) == ["财务", "财务", "做好互动"]
    assert [one.name for one in again.plan.topics] == ["财务", "做好互动"]


def test_addresses_of_topics_are_free(tmp_path: Path) -> None:
    """`shijian` is the page of deadlines, and two topics may sound alike."""
    names = ["时间", "公式", "公事"]
    rows: list[Row] = []
    for name in names:
        rows += [across(name, 4)], [f"{name}的事", *FINANCE[1:]]
    imported = take(tmp_path, word(text(TITLE), table(FOUR, *rows, columns=4)))
    assert [one.slug for one in imported.plan.topics] == ["shijian-2", "gongshi", "gongshi-2"]


def with_units(*units: str) -> list[Row]:
    """Tasks with these texts in their one column of units."""
    return [[f"第{at}件事", "开展测试", one, "全年"] for at, one in enumerate(units, start=1)]


def units_of(imported: Imported) -> list[list[str]]:
    return [row[3:5] for row in cells(imported)]


def test_roles_in_one_column_are_taken_apart_and_each_form_is_said_once(tmp_path: Path) -> None:
    rows = with_units(
        "办公室牵头，各科室配合",
        "法规科",
        "牵头：办公室\n配合：法规科、财务科",
        "财务科牵头，\n办公室、法规科\n配合",
        "办公室（牵头）、法规科",
        "办公室会同财务科落实",
    )
    imported = take(tmp_path, word(text(TITLE), table(FOUR, *rows, columns=4)))
    assert units_of(imported) == [
        ["办公室", "各科室"],
        ["法规科", ""],
        ["办公室", "法规科、财务科"],
        ["财务科", "办公室、法规科"],
        ["办公室", "法规科"],
        ["办公室", "财务科"],
    ]
    assert [one.name for one in imported.plan.departments] == [
        "办公室", "各科室", "法规科", "财务科",
    ]  # fmt: skip
    sentences = said(imported, "roles-apart")
    assert sentences[0] == (
        "表格 1 第 2 行第 3 列：“办公室牵头，各科室配合”这样的写法拆开了读："
        "责任处室是“办公室”，协助处室是“各科室”。这样写的有第 1、4 项。请核对。"
    )
    assert len(sentences) == 4


def test_roles_beside_numbers_with_signs_and_without_one(tmp_path: Path) -> None:
    first, second = with_units("办公室牵头，各科室配合", "法规科牵头，各科室配合")

    def document(number: str) -> bytes:
        rows: list[Row] = [["序号", *FOUR], [number, *first], ["2、", *second]]
        return word(text(TITLE), table(*rows, columns=5))

    (sentence,) = said(take(tmp_path, document("1.")), "roles-apart")
    assert "这样写的有第 1-2 项。" in sentence
    with pytest.raises(Refusal) as refusal:
        take(tmp_path, document(""))
    assert [one.code for one in refusal.value.remarks] == ["number-missing"]


def test_roles_in_a_column_beside_another(tmp_path: Path) -> None:
    header = ("任务", "工作要求", "责任单位", "配合单位")
    rows = [
        ["第一件事", "开展测试", "办公室牵头，法规科配合", "财务科"],
        ["第二件事", "公布结果", "办公室", "各科室按职责分工负责"],
    ]
    imported = take(tmp_path, word(text(TITLE), table(header, *rows, columns=4)))
    assert units_of(imported) == [["办公室", "法规科、财务科"], ["办公室", "各科室"]]


def test_roles_that_are_unclear_refuse_the_document_with_each_row(tmp_path: Path) -> None:
    rows = with_units("办公室牵头，各科室配合", "办公室，法规科牵头", "联系人：某某")
    with pytest.raises(Refusal) as refusal:
        take(tmp_path, word(text(TITLE), table(FOUR, *rows, columns=4)))
    assert [remark_line(one, Wording()) for one in refusal.value.remarks] == [
        "表格 1 第 3 行第 3 列：分不清“办公室，法规科牵头”里谁牵头、谁配合。"
        "请改成“办公室牵头，法规科、信息科配合”这样的写法，或者分成两栏。",
        "表格 1 第 4 行第 3 列：分不清“联系人：某某”里谁牵头、谁配合。"
        "请改成“办公室牵头，法规科、信息科配合”这样的写法，或者分成两栏。",
    ]


def test_document_that_takes_roles_apart_comes_back(tmp_path: Path) -> None:
    """The supporting units of the table are those of the document, though it has no column."""
    header, first, second = FOUR, *with_units("办公室牵头，各科室配合", "法规科")
    content = word(text(TITLE), table(header, first, second, columns=4))
    once = take(tmp_path, content)
    assert take(tmp_path, content, into=once.text).text == once.text
    less = word(text(TITLE), table(header, [*first[:2], "办公室负责", "全年"], second, columns=4))
    assert units_of(take(tmp_path, less, into=once.text)) == [["办公室", ""], ["法规科", ""]]


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("办公室、法规科", ["办公室", "法规科"]),
        ("办公室，法规科；财务科", ["办公室", "法规科", "财务科"]),
        ("办公室,法规科;财务科", ["办公室", "法规科", "财务科"]),
        ("办公室/法规科", ["办公室", "法规科"]),
        ("办公室 ／ 法规科", ["办公室", "法规科"]),
        ("办公室\n法规科", ["办公室", "法规科"]),
        ("办公室 法规科　财务科", ["办公室", "法规科", "财务科"]),
        ("综合 办公室", ["综合办公室"]),
        ("办 公 室", ["办公室"]),
        ("A/B测试组", ["A/B测试组"]),
        ("信息 中心", ["信息中心"]),
    ],
)
def test_units_in_one_cell(cell: str, units: list[str], tmp_path: Path) -> None:
    imported = take(tmp_path, word(text(TITLE), table(FOUR, *with_units(cell), columns=4)))
    assert list(imported.plan.tasks[0].lead_departments) == units
