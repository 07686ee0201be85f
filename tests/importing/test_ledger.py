"""Test that what departments fill in in their ledgers comes into the table."""

import io
import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.downloads.ledger import HEADER
from generator.importing.ledger_cells import day_in, filled_in, status_in
from generator.importing.ledger_report import ledger_report, refused_ledgers
from generator.importing.ledgers import RefusedLedgers
from generator.language.wording import Wording
from generator.plan.model import Department, Evidence, ProgressEntry, Task, Topic, WorkPlan
from generator.plan.values import Status
from generator.table.writing import table_text
from tests.importing.documents import ABOVE, Raw, across, merged, row, table, text, word
from tests.importing.ledgers import (
    BLANK,
    FIRST,
    NEW,
    SECOND,
    TABLE,
    THIRD,
    TITLE,
    cells_of,
    filled,
    lay_out,
    ledger,
    new_table,
    plan_in,
    take,
    written_out,
)
from tests.importing.resaving import resave
from tests.importing.test_mangled import mangled
from tests.importing.test_round_trip import HAN, SIGNS, texts
from tests.importing.test_word import deleted, run, tracked

ADDED = """\
    时间节点: 3月底前
    落实情况:
      - 日期: 2020-10-10
        状态: 推进中
        说明: 剪了一半
"""
"""The end of the third task with the entry."""
EXPECTED = TABLE.replace("    时间节点: 3月底前\n", ADDED)


def paragraphs(*content: str) -> Raw:
    return Raw("".join(f"<w:p>{one}</w:p>" for one in content))


HEADING = text(TITLE)
LINK = "https://www.example.test/1.html"


# The shapes of one ledger, all read alike.
SHAPES: dict[str, bytes] = {
    "as it was written": written_out([*FIRST, *BLANK], [*SECOND, *BLANK], [*THIRD, *NEW]),
    "rows deleted": written_out([*THIRD, *NEW]),
    "rows added": written_out([""] * 10, [*THIRD, *NEW], ["4", *[""] * 9]),
    "a row twice": written_out([*THIRD, *NEW], [*THIRD, *NEW]),
    "columns in another order": written_out(
        [*THIRD, *NEW][::-1], header=HEADER[::-1]
    ),
    "columns that are not needed are gone": written_out(
        [*THIRD[:3], *NEW], header=[*HEADER[:3], *HEADER[5:]]
    ),
    "header words set apart": written_out(
        [*THIRD, *NEW],
        header=["序　号", "任务\n名称", "任 务 内 容", *HEADER[3:5], "日 期 ", *HEADER[6:]],
    ),
    "header over two rows": word(HEADING, table(
        [*map(merged, HEADER[:5]), across("这次情况", 5)], [ABOVE] * 5 + [*HEADER[5:]],
        [*THIRD, *NEW], columns=10)),
    "title over two lines": word(
        text("示例市园林局2020年工作要点\n落实情况台账（园艺科）"), text("怎么填"),
        table(HEADER, [*THIRD, *NEW], columns=10)),
    "title in the table, in full width": word(table(
        [across("示例市园林局２０２０年工作要点落实情况台账(园艺科)", 10)],
        HEADER, [*THIRD, *NEW], columns=10)),
    "two tables": word(HEADING,
        table(HEADER, [*FIRST, *BLANK], columns=10), text(""),
        table(HEADER, [*THIRD, *NEW], columns=10)),
    "continued without a header": word(HEADING,
        table(HEADER, [*FIRST, *BLANK], columns=10), text(""),
        table([*THIRD, *NEW], columns=10)),
    "names merged": written_out(
        ["2", merged("修剪"), *SECOND[2:], *BLANK], ["3", ABOVE, *THIRD[2:], *NEW]),
    "empty cells merged downwards": written_out(
        [*SECOND, *map(merged, BLANK)], [*FIRST, *[ABOVE] * 5], [*THIRD, *NEW]),
    "empty cells merged": written_out(
        [*FIRST, across("", 5)], [*THIRD, *NEW], [*SECOND[:4], across("", 6)]),
    "tracked changes": written_out([*THIRD, paragraphs(tracked("ins", "2020-10-10")),
        paragraphs(tracked("del", "已完成") + run("推进中")),
        paragraphs(run("剪了") + tracked("ins", "一半")), deleted("删掉的"), ""]),
    "a deleted row": word(HEADING, table(
        HEADER, row([*map(deleted, [*FIRST, *NEW])], '<w:del w:id="2" w:author="x"/>'),
        [*THIRD, *NEW], columns=10)),
    "full width": written_out(
        ["３", "修　剪", "修剪灌木 ", *THIRD[3:],
         "２０２０－１０－１０", "推 进 中", "剪了一半\n\n", " ", "　"]),
    "signs for nothing": written_out(
        [*FIRST, "/", "—", "无", "－", "——"], [*THIRD, *NEW[:3], "无", "／"]),
    "spaces and empty paragraphs": written_out(
        [*THIRD, "\n 2020-10-10 ", " 推进中\n", "\n\n 剪了一半 \n", "\n", "\n"]),
    "words in the grey cells": written_out(
        [*THIRD[:3], "改了", "改了", *NEW], [*SECOND[:3], "", "", *BLANK]),
    "already in the table": written_out(
        [*FIRST, "2020年9月20日", "已完成", "种了100棵", "种树的报道",
         'https://www.example.test/1.html?a=1&b=<2>"'],
        [*FIRST, "2020-05-10", "推进中", "种了40棵", "", ""], [*THIRD, *NEW]),
    "a link that Word made": written_out([*THIRD, *NEW[:2], paragraphs(
        f"<w:hyperlink>{run('剪了一半')}</w:hyperlink>"), "", ""]),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_shape(shape: str, tmp_path: Path) -> None:
    assert new_table(tmp_path, {"a.docx": SHAPES[shape]}) == EXPECTED


@pytest.mark.parametrize("form", [
    "2020-10-10", "2020年10月10日", "2020.10.10", "2020/10/10", "２０２０－１０－１０",
    "２０２０年１０月１０日",
    "2020．10．10", "2020／10／10", "2020 年 10 月 10 日", "20201010", "2020—10—10", "2020年10月10",
])  # fmt: skip
def test_day_as_people_write_it(form: str, tmp_path: Path) -> None:
    assert day_in(form) == "2020-10-10"
    content = written_out([*THIRD, form, *NEW[1:]])
    assert new_table(tmp_path, {"a.docx": content}) == EXPECTED


def test_days_without_zeros_and_what_is_no_day() -> None:
    assert [day_in("2020.5.1"), day_in("2020年5月1日")] == ["2020-05-01"] * 2
    for other in (
        "5月10日",
        "2020年5月",
        "20-5-10",
        "2020-5-10至12日",
        "10/5/2020",
        "2020",
        "明天",
    ):
        assert day_in(other) is None, other


def test_statuses_with_signs_and_spaces() -> None:
    for status in Status:
        word = status.value
        for form in (
            word,
            f" {word} ",
            f"{word[:1]} {word[1:]}",
            f"“{word}”。",
            f"√{word}",
            f"☑️ {word}；",
            f"（√）{word}",
            f"【{word}】",
            f"：{word}",
        ):
            assert status_in(form) == word
        for form in (
            f"□{word}",
            f"☐{word}",
            f"✗{word}",
            f"×{word}",
            f"{word}？",
            f"（　）{word}",
            f"{word}!",
            f"-{word}",
            f"☑{word} □甲",
        ):
            assert status_in(form) not in [status.value for status in Status]
    assert [filled_in("无"), filled_in("——"), filled_in(" / "), filled_in("无障碍")] == [
        "", "", "", "无障碍",
    ]  # fmt: skip


def done(names: str, places: str) -> bytes:
    return written_out([*THIRD, "2020-10-10", "已完成", "", names, places])


def test_two_files_that_agree_and_entries_of_two_days(tmp_path: Path) -> None:
    later = written_out([*THIRD, "2020-11-10", "持续推进", "", "", ""])
    files = {
        "甲.docx": later,
        "乙.docx": written_out([*THIRD, *NEW]),
        "丙.docx": written_out([*THIRD, *NEW]),
    }
    tasks = plan_in(new_table(tmp_path, files)).tasks
    assert [str(entry.day) for entry in tasks[2].progress] == ["2020-10-10", "2020-11-10"]


def test_the_report_is_a_red_line(tmp_path: Path) -> None:
    content = written_out(
        [*SECOND, "2020-08-01", "推进中", "浇了", "", ""],
        [*SECOND, "2020-10-10", "已完成", "浇完了\n没有枯死", "报道\n照片", f"{LINK}\n{LINK}#2"],
        [*FIRST, "2020-09-20", "推进中", "又种了", "", ""],
    )
    lines = ledger_report(take(tmp_path, {"园艺科.docx": content}), Wording())
    assert [line.replace(f"{tmp_path.as_posix()}/", "") for line in lines] == [
        "园艺科.docx（园艺科）：新的 3 条，表里已经有的 0 条。",
        "  第 1 项 种树：已完成（2020-09-20） → 推进中（2020-09-20）",
        "      说明：又种了",
        "  第 2 项 养树：推进中（2020-07-10） → 推进中（2020-08-01）",
        "      说明：浇了",
        "  第 2 项 养树：推进中（2020-08-01） → 已完成（2020-10-10）",
        "      说明：浇完了 没有枯死",
        "      依据：报道 https://www.example.test/1.html",
        "      依据：照片 https://www.example.test/1.html#2",
        "  没有填的 1 项：第 3 项。",
        "  表格 1 第 4 行第 6 列（第 1 项）：表里已经有 2020-09-20 这一天的一条，和这一条不一样。"
        "网站会照后加的这一条写；不是更正、也不是补报早先的事的，请看看日期对不对。",
    ]


def test_what_is_worth_a_look(tmp_path: Path) -> None:
    content = written_out(
        [*THIRD, paragraphs(tracked("ins", "2020-10-10")), *NEW[1:], "多的"],
        header=[*HEADER, "备注"],
    )
    taken = take(tmp_path, {"a.docx": content})
    assert [
        line for line in ledger_report(taken, Wording()) if "表格 1" in line or "全文" in line
    ] == [
        "  全文：文件里有 1 处修订，按全部接受读取。如果有不该接受的，请先在 Word 里处理，再导入。",
        "  表格 1 第 1 行第 11 列：多出一栏“备注”，没有读。要公布的，请写进“说明”。",
    ]
    assert taken.content.decode() == EXPECTED


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    once = new_table(tmp_path, {"a.docx": written_out([*THIRD, *NEW])})
    taken = take(tmp_path, {"a.docx": written_out([*THIRD, *NEW])}, once)
    assert (taken.content.decode(), taken.new) == (once, {})
    assert [*ledger_report(taken, Wording())][-1] == "没有新的，表没有改。"


def test_a_file_of_evidence(tmp_path: Path) -> None:
    (tmp_path / "data/evidence").mkdir(parents=True)
    (tmp_path / "data/evidence/总结 1.pdf").write_bytes(b"%PDF")
    content = done("总结\n报道", f"总结 1.pdf\n ｈｔｔｐｓ：／／{LINK[8:]}")
    assert plan_in(new_table(tmp_path, {"a.docx": content})).tasks[2].progress[-1].evidence == (
        Evidence(name="总结", file="总结 1.pdf"),
        Evidence(name="报道", link=LINK),
    )


def with_comment(content: bytes, comment: str) -> bytes:
    document = Document(io.BytesIO(content))
    (paragraph,) = document.tables[0].cell(1, 0).paragraphs
    document.add_comment(paragraph.runs, comment, author="甲")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_what_is_written_outside_the_table_is_quoted(tmp_path: Path) -> None:
    rows = table(HEADER, [*THIRD, *NEW], columns=10)
    small = table(["种了", "100棵"], ["养了", ""], columns=2)
    content = word(HEADING, text("怎么填"), rows, text("填报人：甲\n\n电话：1234"), small, text(""))
    assert reported(tmp_path, {"a.docx": with_comment(content, "这一项\n还要再等")}, TABLE) == [
        "  全文：表格外面写了“填报人：甲 电话：1234”，没有读。要公布的，请写进“说明”，再导入一次。",
        "  表格 2：表格外面写了“种了 100棵 养了”，没有读。要公布的，请写进“说明”，再导入一次。",
        "  全文：有批注或者脚注“这一项还要再等”，没有读。"
        "请看看说了什么；要公布的，请写进“说明”，再导入一次。",
    ]
    above = word(table(["第3季度"], columns=1), HEADING, text("怎么填"), rows, text(""))
    assert reported(tmp_path, {"a.docx": above}, TABLE) == []


TOGETHER = TABLE.replace("责任处室: [园艺科]\n    时间节点: 3月底前", "责任处室: [园艺科, 水务科]")
COLLECTIVE = TABLE.replace("责任处室: [园艺科]\n    时间节点: 3月底前", "责任处室: [各科室]")


def reported(folder: Path, files: Mapping[str, bytes], table_text: str) -> list[str]:
    """What is worth a look in ledgers."""
    lines = ledger_report(take(folder, files, table_text), Wording())
    return [line for line in lines if line.startswith("  表格") or line.startswith("  全文")]


def told(department: str, *cells: str) -> bytes:
    return written_out([*THIRD, *cells], title=TITLE.replace("园艺科", department))


def test_two_files_on_a_task_that_several_lead(tmp_path: Path) -> None:
    files = {
        "甲.docx": told("园艺科", *NEW),
        "乙.docx": told("水务科", "2020-11-10", "已完成", "", "报道", LINK),
    }
    assert reported(tmp_path, files, TOGETHER) == [
        "  表格 1 第 2 行第 6 列（第 3 项）：“乙.docx”和“甲.docx”都填了这一项，"
        "网站照日期最近的一条写状态。请看看几条合不合得上；有的处室还没有做完的，不能写“已完成”。"
    ]
    assert reported(tmp_path, {"甲.docx": files["甲.docx"]}, TOGETHER) == []
    one_leads = {"甲.docx": files["甲.docx"], "丙.docx": told("园艺科", "2020-11-10", *NEW[1:])}
    assert reported(tmp_path, one_leads, TABLE) == []


def test_a_collective_that_is_done_is_all_of_its_units(tmp_path: Path) -> None:
    files = {
        "甲.docx": told("各科室", "2020-11-10", "已完成", "", "报道", LINK),
        "乙.docx": told("各科室", *NEW),
    }
    assert reported(tmp_path, files, COLLECTIVE) == [
        "  表格 1 第 2 行第 7 列（第 3 项）：“各科室”不单指哪一个处室，"
        "写“已完成”是说有关的处室都做完了。请确认；还有没做完的，请改成“推进中”，在“说明”里写谁做完了。",
        "  表格 1 第 2 行第 6 列（第 3 项）：“甲.docx”和“乙.docx”都填了这一项，"
        "网站照日期最近的一条写状态。请看看几条合不合得上；有的处室还没有做完的，不能写“已完成”。",
    ]


DEPARTMENTS = ["各测试处", *(f"第{at}测试处" for at in range(1, 24))]


OLD_ENTRY = ProgressEntry(day=date(2020, 2, 1), status=Status.NOT_STARTED)


def office(count: int = 24) -> WorkPlan:
    """A made-up office with departments, the first of them a collective name, of three tasks."""
    names = DEPARTMENTS[:count]
    tasks = [
        Task(
            number=at + 1,
            topic="甲主题",
            name=f"第{at // 2 + 1}件事",
            content=f"开展第 {at + 1} 次测试，<b>粗</b> {{{{ 7*7 }}}} =1+1\n第二段",
            lead_departments=(names[at % count], *([names[1]] if at % count == 2 else ())),
            supporting_departments=(names[(at + 7) % count],),
            progress=(ProgressEntry(day=date(2020, 2, 1), status=Status.NOT_STARTED),)
            * (at % 3 == 0),
        )
        for at in range(3 * count)
    ]
    return WorkPlan(
        title="2020年示例市测试局任务分解表",
        year=2020,
        office="示例市测试局",
        topics=(Topic(name="甲主题", slug="jia", summary="示例"),),
        departments=tuple(
            Department(name=name, slug=f"unit-{at}", collective=name == "各测试处")
            for at, name in enumerate(names)
        ),
        tasks=tuple(tasks),
    )


def with_progress(plan: WorkPlan, added: Mapping[int, Sequence[ProgressEntry]]) -> WorkPlan:
    tasks = (
        task.model_copy(update={"progress": (*task.progress, *added.get(at, ()))})
        for at, task in enumerate(plan.tasks)
    )
    return plan.model_copy(update={"tasks": tuple(tasks)})


def run_command(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_ledgers_of_24_departments_go_out_and_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second task has an entry; the table holds just these, and its comments as before."""
    plan = office()
    old = (
        table_text(plan)
        .replace("任务:\n", "# 说明\n任务:\n\n")
        .replace("  - 序号: 9\n", "  # 九\n  - 序号: 9\n")
    )
    table_file = lay_out(tmp_path, {}, old)
    monkeypatch.chdir(tmp_path)
    result = run_command("ledger", "--all", "台账")
    assert result.output.splitlines()[:2] == [
        "在 台账 里写好了 24 份台账：",
        "  各测试处.docx：各测试处，3 项",
    ]
    added: dict[int, list[ProgressEntry]] = {
        at: [
            ProgressEntry(
                day=date(2020, 3, 1) + timedelta(days=at),
                status=Status.DONE if at % 4 else Status.UNDER_WAY,
                remark=f"做了 {at} 次\n=1+1 {{{{ 7*7 }}}} <script>" if at % 3 else None,
                evidence=(
                    Evidence(name=f"报道{at}", link=f"https://www.example.test/{at}?a=1&b=<2>"),
                    Evidence(name="另一篇", link="https://www.example.test/#[x]"),
                )[: 2 if at % 5 else 1],
            )
        ]
        for at in range(0, 72, 2)
    }
    rows = {at + 1: cells_of(entries[0]) for at, entries in added.items()}
    for file in Path("台账").iterdir():
        file.write_bytes(filled(file.read_bytes(), rows))
    files = sorted(map(str, Path("台账").iterdir()))
    assert len(files) == 24
    rehearsal = run_command("import-ledger", *files, "--dry-run")
    assert rehearsal.output.splitlines()[-1] == "这是预演，什么也没有写入。"
    assert table_file.read_bytes().decode() == old
    result = run_command("import-ledger", *files)
    assert result.output.splitlines()[-1] == "写好了 data/tasks.yaml。请运行 work-plan check 检查。"
    assert result.output.count(" → ") == 36
    new = table_file.read_text(encoding="utf-8")
    assert plan_in(new).tasks == with_progress(plan, added).tasks
    lines = iter(new.splitlines())
    assert all(line in lines for line in old.splitlines()), "a line is gone or moved"
    assert run_command("import-ledger", *files).output.splitlines()[-1] == "没有新的，表没有改。"
    assert table_file.read_text(encoding="utf-8") == new


TEXTS = texts(HAN + SIGNS, 20).filter(lambda text: filled_in(text) != "")
LINKS = st.text(HAN + "ab[]{}:,#?&=%'\"", max_size=10).map("https://www.example.test/{}".format)
ENTRIES = st.builds(
    lambda **fields: ProgressEntry(**fields),
    day=st.dates(date(2020, 2, 2), date(2020, 12, 31)),
    status=st.sampled_from(Status),
    remark=st.none() | st.lists(TEXTS, min_size=1, max_size=3).map("\n".join).filter(filled_in),
    evidence=st.lists(
        st.builds(lambda name, link: Evidence(name=name, link=link), TEXTS, LINKS),
        min_size=1,
        max_size=3,
    ).map(tuple),
)


def comes_back(added: Mapping[int, ProgressEntry], save: Callable[[bytes], bytes] = bytes) -> None:
    """Fill entries in in the ledgers of all departments that lead their tasks, and import them."""
    plan = office(4)
    rows = {at + 1: cells_of(entry) for at, entry in added.items()}
    names = {plan.tasks[at].lead_departments[0] for at in added}
    files = {f"{name}.docx": save(filled(ledger(name, plan), rows)) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        new = new_table(Path(folder), files, table_text(plan))
    assert new == table_text(with_progress(plan, {at: [entry] for at, entry in added.items()}))


SOME = st.dictionaries(st.integers(0, 11), ENTRIES, max_size=4)


@settings(max_examples=15, deadline=None)
@given(SOME)
def test_nothing_is_lost(added: Mapping[int, ProgressEntry]) -> None:
    """What the table held, line for line, and what was filled in, whatever it is."""
    comes_back(added)


@pytest.mark.soak
@settings(max_examples=200, deadline=None)
@given(SOME)
def test_nothing_is_lost_in_many(added: Mapping[int, ProgressEntry]) -> None:
    comes_back(added)


@pytest.mark.soak
@settings(max_examples=5, deadline=None)
@given(SOME)
def test_nothing_is_lost_by_another_program(added: Mapping[int, ProgressEntry]) -> None:
    comes_back(added, lambda content: resave(content, "a.docx"))


@pytest.mark.soak
@pytest.mark.parametrize("shape", SHAPES)
def test_shape_saved_by_another_program(shape: str, tmp_path: Path) -> None:
    assert new_table(tmp_path, {"a.docx": resave(SHAPES[shape], "a.docx")}) == EXPECTED


def hold_out(seeds: range) -> set[bool]:
    """Import ledgers with damaged tables; tell whether any was taken, and any refused."""
    content = SHAPES["tracked changes"]
    outcomes = set()
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            torn = mangled(content, "word/document.xml", random.Random(seed))
            try:
                assert [*ledger_report(take(Path(folder), {"a.docx": torn}), Wording())]
                outcomes.add(True)
            except RefusedLedgers as refused:
                assert [*refused_ledgers(refused, Wording())]
                outcomes.add(False)
    return outcomes


def test_mangled() -> None:
    assert hold_out(range(30)) == {True, False}


@pytest.mark.soak
def test_many_mangled() -> None:
    assert hold_out(range(60, 700)) == {True, False}
