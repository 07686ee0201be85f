"""Test that published identifiers stay with their tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.language.wording import Wording
from generator.publishing.published_identifiers import changed_identifiers
from generator.publishing.tables import Table
from generator.table.loading import parse_plan
from tests.publishing.office import EDITOR, MAINTAINER, Office
from tests.support import BASE

TABLE = "data/tasks.yaml"
ROWS = {"1": "开展第一次测试", "2": "开展第二次测试", "3": "公布测试结果"}


def table(identifiers: dict[str, str] | None = None) -> str:
    """The base table as one of the past, with identifiers by number."""
    text = BASE.replace("2030", "2020")
    found = {number: f"2020-{number}" for number in ROWS} if identifiers is None else identifiers
    for number, identifier in found.items():
        row = f"  - 序号: {number}\n"
        text = text.replace(row, f"{row}    编号: {identifier}\n")
    return text


def tables(text: str) -> dict[int, Table]:
    plan = parse_plan(Path(TABLE), text.encode())
    return {plan.year: Table(TABLE, text.encode(), plan)}


def told(before: str, after: str) -> list[str]:
    problems = changed_identifiers(tables(before), tables(after))
    return [f"{Wording().message(problem).location} {problem.code}" for problem in problems]


def with_texts_of(text: str, one: str, other: str) -> str:
    """The table with the contents of two rows exchanged."""
    first, second = ROWS[one], ROWS[other]
    return text.replace(first, "?").replace(second, first).replace("?", second)


def without_task_2() -> str:
    start, end = table().index("  - 序号: 2"), table().index("  - 序号: 3")
    return table()[:start] + table()[end:]


NEW_TASK = """
  - 序号: 4
    编号: neu
    主题: 乙主题
    任务名称: 新
    任务内容: 新的一项
    责任处室: [甲处室]
"""
ALLOWED = {
    "nothing": (table(), table()),
    "first ones": (table({}), table()),
    "first ones, and a new task": (table({}), table() + NEW_TASK),
    "first ones, moved together": (
        table({}),
        with_texts_of(table({"1": "2020-1", "2": "2020-3", "3": "2020-2"}), "2", "3"),
    ),
    "first ones, and a task gone, which is told": (table({}), without_task_2()),
    "none": (table({}), table({}).replace("公布测试结果", "编一本手册")),
    "reworded": (table(), table().replace("开展第二次测试", "组织第二次测试")),
    "rewritten": (table(), table().replace("公布测试结果", "编一本手册")),
    "moved together": (
        table(),
        with_texts_of(table({"1": "2020-1", "2": "2020-3", "3": "2020-2"}), "2", "3"),
    ),
    "year gone, which is told": (table(), BASE),
}


@pytest.mark.parametrize("kind", ALLOWED)
def test_other_changes_pass(kind: str) -> None:
    assert told(*ALLOWED[kind]) == []


REFUSED = {
    "all gone": (
        table({}),
        ["12:5 identifier-lost", "19:5 identifier-lost", "25:5 identifier-lost"],
    ),
    "changed": (
        table({"1": "2020-1", "2": "2020-02", "3": "2020-3"}),
        ["21:9 identifier-lost"],
    ),
    "task gone": (without_task_2(), ["11:1 identifier-lost"]),
    "exchanged": (
        table({"1": "2020-1", "2": "2020-3", "3": "2020-2"}),
        ["28:9 identifier-given", "21:9 identifier-given"],
    ),
    "texts exchanged": (
        with_texts_of(table(), "2", "3"),
        ["21:9 identifier-given", "28:9 identifier-given"],
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_change_is_told_at_its_place(kind: str) -> None:
    after, wanted = REFUSED[kind]
    assert sorted(told(table(), after)) == sorted(f"{TABLE}:{line}" for line in wanted)


OTHERS_AT_FIRST = {
    "another": (
        table({"1": "2020-1", "2": "A", "3": "2020-3"}),
        ["21:9 identifier-not-usual"],
    ),
    "all others": (
        table({"1": "A", "2": "B", "3": "C"}),
        ["13:9 identifier-not-usual", "21:9 identifier-not-usual", "28:9 identifier-not-usual"],
    ),
    "another, rewritten": (
        table({"1": "2020-1", "2": "2020-2", "3": "A"})
        .replace("公布测试结果", "编一本手册")
        .replace("第二件事", "又一件"),
        ["28:9 identifier-not-usual"],
    ),
    "exchanged": (
        table({"1": "2020-1", "2": "2020-3", "3": "2020-2"}),
        ["21:9 identifier-given", "28:9 identifier-given"],
    ),
}


@pytest.mark.parametrize("kind", OTHERS_AT_FIRST)
def test_first_identifiers_are_the_usual_ones(kind: str) -> None:
    """What follows a task that is published without one loses it otherwise."""
    after, wanted = OTHERS_AT_FIRST[kind]
    assert sorted(told(table({}), after)) == [f"{TABLE}:{line}" for line in wanted]


@pytest.mark.soak
def test_push_is_refused_for_editors_and_a_maintainer_may(
    published_office: Office, tmp_path: Path
) -> None:
    office = published_office.copy_to(tmp_path / "office")
    archive = "data/archive/2020.yaml"
    office.write(archive, table())
    office.commit()
    pushed = office.push("main", user=EDITOR)
    assert pushed.accepted, pushed.output
    before = office.public()

    office.write(archive, table({"1": "2020-1", "2": "2020-02", "3": "2020-3"}))
    office.commit()
    pushed = office.push("main", user=EDITOR)
    assert not pushed.accepted and office.public() == before
    said = "\n".join(pushed.said)
    assert f"{archive}:21:9: 公布过的编号 2020-2（第 2 项）不见了。" in said
    assert "withdraw" not in said

    refused = office.push("main", user=MAINTAINER)
    assert not refused.accepted
    option = "-o withdraw=2020/#task-2/2020-2"
    assert option in "\n".join(refused.said)
    assert office.push(*option.split(" "), "main", user=MAINTAINER).accepted


@pytest.mark.soak
def test_other_first_identifier_is_for_a_maintainer(
    published_office: Office, tmp_path: Path
) -> None:
    office = published_office.copy_to(tmp_path / "office")
    before = office.public()
    text = BASE.replace("  - 序号: 1\n", "  - 序号: 1\n    编号: A\n")
    text = text.replace("序号: 2\n", "序号: 2\n    编号: 2030-2\n")
    office.write(TABLE, text.replace("序号: 3\n", "序号: 3\n    编号: 2030-3\n"))
    office.commit()
    pushed = office.push("main", user=EDITOR)
    assert not pushed.accepted and office.public() == before
    assert f"{TABLE}:13:9: 第 1 项公布的时候没有编号，网站一直按 2030-1 认它" in pushed.output
    option = "-o withdraw=2030/#task-1/2030-1"
    assert f"{option} 再来" in office.push("main", user=MAINTAINER).output
    pushed = office.push(*option.split(" "), "main", user=MAINTAINER)
    assert pushed.accepted, pushed.output
