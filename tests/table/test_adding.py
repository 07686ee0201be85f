"""Test that entries are added to a table, however it is written, and nothing else changes."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.problems import PlanError
from generator.plan.model import Evidence, ProgressEntry, WorkPlan
from generator.plan.values import Status
from generator.table.adding import with_entries, with_identifiers
from generator.table.loading import parse_plan
from generator.table.writing import table_text
from tests.importing.test_round_trip import HAN, SIGNS, plans, texts
from tests.support import past_table

BASE = past_table(2020)
START = date(2020, 3, 1)
ENTRY = ProgressEntry(day=START, status=Status.UNDER_WAY)
NEXT = ProgressEntry(
    day=date(2020, 4, 1),
    status=Status.DONE,
    remark="第一行\n第二行: #",
    evidence=(Evidence(name="甲, {乙}", link="https://www.example.test/?a=[1]"),),
)
TABLE = Path("tasks.yaml")
FIRST_TASK, SECOND_TASK = BASE.index("  - 序号: 1"), BASE.index("  - 序号: 2")


def plan_of(content: bytes) -> WorkPlan:
    return parse_plan(TABLE, content)


def first_task(lines: str) -> str:
    """The base table with more lines at the end of its first task."""
    return BASE[:SECOND_TASK] + lines + BASE[SECOND_TASK:]


def in_braces(rest: str) -> str:
    """The base table with its first task on one line."""
    task = (
        "  - {序号: 1, 主题: 甲主题, 任务名称: 第一件事, 任务内容: 开展第一次测试, "
        f"责任处室: [甲处室], 协助处室: [乙处室, 各处室], 时间节点: 全年{rest}}}   # 注\n"
    )
    return BASE[:FIRST_TASK] + task + BASE[SECOND_TASK:]


def wide_indents() -> str:
    """The base table with its first task two columns further right."""
    task = BASE[FIRST_TASK:SECOND_TASK].replace("\n    ", "\n      ").replace("- ", "-   ")
    return BASE[:FIRST_TASK] + task + BASE[SECOND_TASK:]


BRACES = "{日期: 2020-03-01, 状态: 推进中}"
KEY = "    落实情况:"
LAYOUTS = {
    "no entries yet": BASE,
    "comments behind the task": first_task("\n    # 说明\n\n  # 下一项\n"),
    "a block": first_task(f"{KEY}\n      - 日期: 2020-03-01\n        状态: 推进中\n"),
    "a block, dashes below the key": first_task(
        f"{KEY}\n    - 日期: 2020-03-01\n      状态: 推进中\n"
    ),
    "braces": first_task(f"{KEY}\n      - {BRACES}  # 注\n"),
    "brackets": first_task(f"{KEY} [{BRACES}]\n"),
    "brackets, a comma at the end": first_task(f"{KEY} [\n      {BRACES},  # 注\n    ]\n"),
    "empty brackets": first_task(f"{KEY} []\n"),
    "an empty key": first_task(f"{KEY}\n\n"),
    "a key that says nothing": first_task(f"{KEY} ~\n"),
    "another key below": first_task(f"{KEY}\n      - {BRACES}\n    备注: 示例\n"),
    "an empty key above another": first_task(f"{KEY}\n    备注: 示例\n"),
    "a text of several lines at the end": first_task("    备注: |\n      甲\n\n      # 乙\n\n"),
    "a last line of spaces in a text": first_task("    备注: |\n      甲\n          \n\n"),
    "a task in braces": in_braces(""),
    "a task in braces with entries": in_braces(f", 落实情况: [{BRACES}]"),
    "a task in braces with an empty key": in_braces(", 落实情况: "),
    "a task in braces with another key below": in_braces(", 落实情况: ~, 备注: 示例"),
    "a task in braces with a key without a colon": in_braces(", 落实情况"),
    "a key without a colon above another": in_braces(", 落实情况 , 备注: 示例"),
    "a word for nothing below its key": first_task(f"{KEY}\n      ~\n"),
    "no line break at the end": BASE.rstrip("\n"),
    "wide indents": wide_indents(),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_entries_follow_what_is_there(layout: str, mark: str, ending: str) -> None:
    old = (mark + LAYOUTS[layout].replace("\n", ending)).encode()
    before = plan_of(old).tasks
    new = with_entries(
        TABLE, old, {0: [ENTRY, NEXT] if not before[0].progress else [NEXT], 2: [ENTRY]}
    )
    after = plan_of(new).tasks
    assert [task.progress for task in after] == [(ENTRY, NEXT), (), (ENTRY,)]
    assert [task.model_copy(update={"progress": ()}) for task in after] == [
        task.model_copy(update={"progress": ()}) for task in before
    ]
    assert only_added(old.decode(), new.decode())
    assert ending in ("\r\n", "\r") or "\r" not in new.decode()
    assert ending != "\r\n" or new.count(b"\r") == new.count(b"\n")


def only_added(old: str, new: str) -> bool:
    """Whether no character is gone; a ~ that said nothing may be."""
    characters = iter(new)
    return all(character in characters for character in re.sub(r"(落实情况:\s+)~", r"\1", old))


def test_entries_follow_one_with_a_text_of_several_lines() -> None:
    text = (
        f"{KEY}\n      - 日期: 2020-03-01\n        状态: 推进中\n        说明: |\n          甲\n\n"
    )
    new = with_entries(TABLE, first_task(text).encode(), {0: [NEXT]})
    assert [entry.remark for entry in plan_of(new).tasks[0].progress] == ["甲", NEXT.remark]


def first_row(cells: str) -> str:
    """The base table with other lines in place of the number of its first task."""
    return BASE.replace("  - 序号: 1\n", cells, 1)


IDENTIFIED = {
    "a number": (first_row("  - 序号: 1\n"), first_row("  - 序号: 1\n    编号: x-1\n")),
    "an empty key": (
        first_row("  - 序号: 1\n    编号:\n"),
        first_row("  - 序号: 1\n    编号: x-1\n"),
    ),
    "a word for nothing": (
        first_row("  - 序号: 1\n    编号: null\n"),
        first_row("  - 序号: 1\n    编号: x-1\n"),
    ),
    "a word for nothing below its key": (
        first_row("  - 序号: 1\n    编号:\n      # 说明\n      ~\n"),
        first_row("  - 序号: 1\n    编号:\n      # 说明\n      x-1\n"),
    ),
    "a number below its key": (
        first_row("  - 序号:\n      1\n"),
        first_row("  - 序号:\n      1\n    编号: x-1\n"),
    ),
    "a number in a block": (
        first_row("  - 序号: |\n      1\n"),
        first_row("  - 序号: |\n      1\n    编号: x-1\n"),
    ),
    "a number behind a question mark": (
        first_row("  - ? 序号\n    : 1\n"),
        first_row("  - ? 序号\n    : 1\n    编号: x-1\n"),
    ),
    "braces": (in_braces(""), in_braces("").replace("序号: 1", "编号: x-1, 序号: 1", 1)),
    "a key without a colon in braces": (
        in_braces(", 编号, 备注: 示例"),
        in_braces(", 编号: x-1, 备注: 示例"),
    ),
    "a key without a colon at the end": (in_braces(", 编号"), in_braces(", 编号: x-1")),
    "an empty key in braces": (
        in_braces(", '编号': , 备注: 示例"),
        in_braces(", '编号': x-1 , 备注: 示例"),
    ),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("layout", IDENTIFIED)
def test_an_identifier_is_written_where_it_belongs(layout: str, ending: str) -> None:
    old, new = (text.replace("\n", ending).encode() for text in IDENTIFIED[layout])
    assert with_identifiers(TABLE, old, {0: "x-1"}).decode() == new.decode()


UNUSUAL = {
    "落实情况": first_task("    ? 落实情况\n"),
    "编号": first_row("  - 序号: 1\n    ? 编号\n"),
}


@pytest.mark.parametrize("key", UNUSUAL)
def test_what_cannot_be_added_is_refused(key: str) -> None:
    """What would come out is read back, and is not what was meant."""
    old = UNUSUAL[key].encode()
    plan_of(old)
    with pytest.raises(PlanError) as refused:
        if key == "编号":
            with_identifiers(TABLE, old, {0: "x-1", 2: "x-3"})
        else:
            with_entries(TABLE, old, {2: [NEXT], 0: [ENTRY]})
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.line) == ("row-unusual", 12)


def test_nothing_to_add_changes_nothing() -> None:
    assert with_entries(TABLE, BASE.encode(), {}) == BASE.encode()
    assert with_entries(TABLE, BASE.encode(), {1: []}) == BASE.encode()


TEXTS = texts(HAN + SIGNS, 20)
EVIDENCE = st.builds(
    lambda name, path: Evidence(name=name, link=f"https://www.example.test/{path}"),
    TEXTS,
    st.text("甲ab[]{}:,#?&=%'\"", max_size=10),
)
ENTRIES = st.lists(
    st.builds(
        lambda **fields: ProgressEntry(**fields),
        day=st.dates(date(2031, 1, 1), date(2031, 12, 31)),
        status=st.sampled_from([status for status in Status if status is not Status.DONE]),
        remark=st.none() | st.lists(TEXTS, min_size=1, max_size=3).map("\n".join),
        evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
    ),
    max_size=4,
    unique=True,
)


@settings(max_examples=40, deadline=None)
@given(plan=plans(), data=st.data())
def test_whatever_is_added_is_read_and_is_all_that_changes(
    plan: WorkPlan, data: st.DataObject
) -> None:
    """Against the writer of whole tables, which gives one line for each cell."""
    old = table_text(plan).encode()
    added = {
        at: sorted(data.draw(ENTRIES), key=lambda entry: entry.day) for at in range(len(plan.tasks))
    }
    tasks = [
        task.model_copy(update={"progress": tuple(added[at])}) for at, task in enumerate(plan.tasks)
    ]
    assert with_entries(TABLE, old, added).decode() == table_text(
        plan.model_copy(update={"tasks": tuple(tasks)})
    )
