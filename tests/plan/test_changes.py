"""Test that tasks are matched from one plan to the next by their text."""

import pytest

from generator.plan.changes import PlanChanges, TaskPair, compare_plans, match_tasks
from generator.plan.deadlines import parse_deadline
from generator.plan.model import Department, Task, Topic, WorkPlan


def keys(pair: TaskPair) -> tuple[str, ...]:
    return tuple(column.key for column in pair.changed_columns)


def task(number: int, content: str, **cells: object) -> Task:
    values = {"topic": "甲主题", "name": "一件事", "lead_departments": ("甲处室",), **cells}
    return Task.model_validate({"number": number, "content": content, **values})


def plan(*tasks: Task) -> WorkPlan:
    return WorkPlan(
        title="测试表",
        year=2031,
        office="示例市测试局",
        topics=(Topic(name="甲主题", slug="jia", summary="甲。"),),
        departments=(Department(name="甲处室", slug="jia-chushi"),),
        tasks=tasks,
    )


OLD = (
    task(1, "开展第一轮公众意见征集并公布结果"),
    task(2, "每月检查网站栏目的更新情况"),
    task(3, "举办开放活动，邀请居民参加"),
)


def changes(*after: Task, before: tuple[Task, ...] = OLD) -> PlanChanges:
    return compare_plans(plan(*before), plan(*after))


def numbers(tasks: tuple[Task, ...]) -> list[int]:
    return [one.number for one in tasks]


def test_nothing_changed() -> None:
    found = changes(*OLD)
    assert found.is_empty
    assert len(found.kept) == 3


def test_added_and_withdrawn() -> None:
    new = task(4, "建立联络员名册")
    found = changes(OLD[0], OLD[2], new)
    assert (numbers(found.added), numbers(found.withdrawn)) == ([4], [2])
    assert not found.is_empty
    assert not found.moved and not found.reworded


def test_task_put_in_front_moves_the_rest() -> None:
    """Tasks are matched by their content, not by their number."""
    later = tuple(one.model_copy(update={"number": one.number + 1}) for one in OLD)
    found = changes(task(1, "建立联络员名册"), *later)
    assert numbers(found.added) == [1]
    moved = [(pair.before.number, pair.after.number) for pair in found.moved]
    assert moved == [(1, 2), (2, 3), (3, 4)]
    assert not found.reworded and not found.withdrawn


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("name", "另一件事"),
        ("content", "每月检查网站各栏目的更新情况"),
        ("lead_departments", ("乙处室",)),
        ("supporting_departments", ("乙处室",)),
        ("deadline", parse_deadline("9月底前")),
        ("topic", "乙主题"),
        ("note", "备注"),
        ("withdrawn", "不再开展"),
    ],
)
def test_changed_cell(cell: str, value: object) -> None:
    found = changes(OLD[0], OLD[1].model_copy(update={cell: value}), OLD[2])
    assert [(pair.after.number, keys(pair)) for pair in found.reworded] == [(2, (cell,))]
    assert not found.added and not found.withdrawn and not found.moved


def test_reworded_and_moved_at_once() -> None:
    found = changes(OLD[0], task(7, "每周检查网站栏目的更新情况", name="两件事"), OLD[2])
    (pair,) = found.reworded
    assert pair.moved
    assert keys(pair) == ("name", "content")


def test_other_text_under_an_old_number_is_another_task() -> None:
    found = changes(OLD[0], task(2, "组织业务培训", name="别的事"), OLD[2])
    assert (numbers(found.added), numbers(found.withdrawn)) == ([2], [2])


def test_same_name_and_number_is_the_same_task_rewritten() -> None:
    found = changes(OLD[0], task(2, "组织业务培训"), OLD[2])
    assert [keys(pair) for pair in found.reworded] == [("content",)]


def test_of_equal_contents_name_and_number_decide() -> None:
    before = (task(1, "做好宣传", name="甲"), task(2, "做好宣传", name="乙"))
    after = (task(1, "做好宣传", name="乙"), task(2, "做好宣传", name="甲"))
    assert match_tasks(before, after) == {0: 1, 1: 0}
    again = (task(1, "做好宣传"), task(2, "做好宣传"), task(3, "做好宣传"))
    assert match_tasks(again, again[1:]) == {0: 1, 1: 2}


def test_most_alike_goes_first() -> None:
    before = (task(1, "公布第一季度检查的结果"), task(2, "公布第二季度检查的结果"))
    after = (task(1, "公布第二季度检查的全部结果"), task(2, "公布第一季度检查的全部结果"))
    assert match_tasks(before, after) == {0: 1, 1: 0}


def test_spaces_and_line_breaks_are_no_other_text() -> None:
    found = changes(*OLD[:2], task(3, "举办开放活动，\n邀请居民参加", name="别的事"))
    assert keys(found.reworded[0]) == ("name", "content")


def test_single_characters_match_too() -> None:
    assert match_tasks((task(1, "甲"),), (task(9, "甲", name="别的事"),)) == {0: 0}
