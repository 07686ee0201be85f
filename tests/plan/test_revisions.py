"""Test what is told of the tasks of a plan since its publication."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from generator.plan.deadlines import parse_deadline
from generator.plan.model import Task
from generator.plan.own_columns import TextsByName
from generator.plan.revisions import Revision, Revisions, Version, revisions
from generator.plan.wording_changes import Change

YEAR = 2031


def task(number: int, **fields: Any) -> Task:
    """A task with its usual identifier."""
    usual: dict[str, Any] = {"identifier": f"{YEAR}-{number}", "topic": "甲", "name": "示例"}
    usual |= {"content": f"示例内容{number}", "lead_departments": ("乙处",)}
    return Task(number=number, **(usual | fields))


def plain(number: int, **fields: Any) -> Task:
    """A task without an identifier."""
    return task(number, identifier=None, **fields)


def found(*versions: list[Task]) -> Revisions:
    told = revisions(
        YEAR,
        [
            Version(
                f"c{day}", datetime.fromisoformat(f"2031-03-{day:02}T08:00:00+08:00"), (*tasks,)
            )
            for day, tasks in enumerate(versions, start=1)
        ],
    )
    assert told
    return told


def line(one: Revision) -> str:
    """Day, kind, what it was followed by, and each change with its marks."""
    marks = {Change.KEPT: "{}", Change.TAKEN_OUT: "[-{}-]", Change.PUT_IN: "[+{}+]"}
    changes = [
        f"{change.column.heading} "
        + "".join(marks[piece.change].format(piece.text) for piece in change.pieces)
        for change in one.changes
    ]
    return " | ".join([f"{one.at.day} {one.kind.value} {one.key}", *changes])


def lines(told: Revisions) -> list[str]:
    return [line(one) for one in told.entries]


def test_nothing_is_known_without_a_version() -> None:
    assert revisions(YEAR, []) is None


def test_publication_is_no_revision_of_a_task() -> None:
    told = found([task(1), task(2)])
    assert told.published.commit == "c1" and told.entries == ()


def test_drafts_are_no_revisions() -> None:
    """Test with four commits, the third of which is of 3 March in the office's time zone."""
    times = ["01T08:00:00+08:00", "02T08:00:00+08:00", "02T23:00:00+00:00", "04T08:00:00+08:00"]
    versions = [
        Version(f"c{nth}", datetime.fromisoformat(f"2031-03-{time}"), (task(1, name=f"{nth}"),))
        for nth, time in enumerate(times, start=1)
    ]
    begins = {"2030-12-31": 1, "2031-03-02 07:00": 2, "2031-03-03": 3, "2031-04-01": 4, None: 1}
    for published, first in begins.items():
        told = revisions(YEAR, versions, datetime.fromisoformat(published) if published else None)
        assert told and told.published.commit == f"c{first}"
        assert [one.commit for one in told.entries] == ["c2", "c3", "c4"][first - 1 :]


def test_each_text_is_told_word_by_word() -> None:
    after = task(
        1,
        topic="丙",
        name="示例任务",
        content="示例内容12",
        lead_departments=("乙处", "丁处"),
        supporting_departments=("戊处",),
        deadline=parse_deadline("9月底前"),
    )
    assert lines(found([task(1)], [after])) == [
        "2 changed 2031-1 | 主题 [-甲-][+丙+] | 任务名称 示例[+任务+]"
        " | 任务内容 示例内容[-1-][+12+] | 责任处室 乙处[+丁处+]"
        " | 协助处室 [+戊处+] | 时间节点 [+9月底前+]"
    ]


def test_what_is_an_editors_own_is_no_revision() -> None:
    """Also not the first identifier."""
    assert lines(found([plain(1)], [plain(1, note="甲", previous=3)], [task(1)])) == []


def test_task_is_followed_to_another_number() -> None:
    told = found(
        [task(1), task(2)],
        [task(1), task(2, identifier="new"), task(3, identifier="2031-2", content="示例内容2")],
        [task(1), task(2, identifier="new"), task(3, identifier="2031-2", content="示例内容20")],
    )
    assert lines(told) == [
        "2 added new",
        "2 changed 2031-2 | 序号 [-2-][+3+]",
        "3 changed 2031-2 | 任务内容 示例内容[-2-][+20+]",
    ]
    assert [one.at.day for one in told.of(YEAR, task(3, identifier="2031-2"))] == [3, 2]


def test_task_without_identifier_is_followed_by_its_number() -> None:
    told = found([plain(1), plain(2)], [plain(1), plain(2, content="示例内容3")])
    assert lines(told) == ["2 changed 2031-2 | 任务内容 示例内容[-2-][+3+]"]
    assert told.of(YEAR, plain(2)) == told.entries
    assert told.of(YEAR, plain(1)) == ()


def test_identifiers_that_come_later_keep_what_was_told() -> None:
    told = found(
        [plain(1), plain(2)],
        [plain(1), plain(2, content="示例内容3")],
        [task(1), task(2, identifier="B", content="示例内容3")],
        [task(1), task(3, identifier="B", content="示例内容3")],
    )
    assert [one.key for one in told.of(YEAR, task(3, identifier="B"))] == ["B", "2031-2"]


def test_withdrawn_and_restored() -> None:
    told = found(
        [task(1), task(2)],
        [task(1, withdrawn="示例通知"), task(2)],
        [task(1)],
        [task(1), task(2)],
    )
    assert lines(told) == [
        "2 withdrawn 2031-1 | 撤销 [+示例通知+]",
        "3 withdrawn 2031-2",
        "3 restored 2031-1 | 撤销 [-示例通知-]",
        "4 restored 2031-2",
    ]
    assert [one.at.day for one in told.of(YEAR, task(2))] == [4, 3]
    assert told.entries[1].task == task(2)


def test_new_task_does_not_take_over_what_was_told_of_another() -> None:
    """Test with an identifier that looks like the number of a task that has another one."""
    told = found(
        [plain(1), plain(2)],
        [plain(1, content="示例内容9"), plain(2)],
        [task(1, identifier="A", content="示例内容9"), task(2), task(3, identifier="2031-1")],
    )
    assert [one.kind.value for one in told.of(YEAR, task(3, identifier="2031-1"))] == ["added"]
    assert [one.at.day for one in told.of(YEAR, task(1, identifier="A"))] == [2]


TASKS = some.dictionaries(
    some.integers(1, 4), some.tuples(some.sampled_from("ABCD"), some.sampled_from(["", "停"]))
).map(
    lambda rows: [
        task(number, content=content, withdrawn=withdrawn or None)
        for number, (content, withdrawn) in sorted(rows.items())
    ]
)


@given(some.lists(TASKS, min_size=1, max_size=5))
def test_newest_version_follows_from_the_first_and_what_is_told(versions: list[list[Task]]) -> None:
    told = found(*versions)
    state = {one.identifier: one for one in versions[0]}
    for one in told.entries:
        if one.after is None:
            del state[one.key]
        else:
            state[one.key] = one.after
    assert state == {one.identifier: one for one in versions[-1]}
    of_tasks = [one for last in versions[-1] for one in told.of(YEAR, last)]
    assert all(one in told.entries for one in of_tasks)


def test_a_column_that_only_one_office_has_is_followed() -> None:
    told = found(
        [task(1, others=TextsByName({"完成形式": "报告一份", "考核": "是"}))],
        [task(1, others=TextsByName({"完成形式": "报告两份"}))],
    )
    assert lines(told) == ["2 changed 2031-1 | 完成形式 报告[-一-][+两+]份 | 考核 [-是-]"]
