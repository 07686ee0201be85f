"""Test the groups of tasks that pages show."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from generator.plan import views
from generator.plan.model import Task, WorkPlan
from generator.plan.openings import openings
from tests.support import load_base

DEADLINES = ["全年", "9月底前", "9月20日", "适时", "9月20日前", "3月", None, "13 个", "年底前"]


def plan_with_deadlines(folder: Path, deadlines: Sequence[str | None] = DEADLINES) -> WorkPlan:
    """The base plan's first task once for each of the deadlines."""
    plan = load_base(folder)
    (first, *_), fields = plan.tasks, {"topic", "name", "content", "lead_departments"}
    rows = first.model_dump(include=fields)
    tasks = [
        type(first).model_validate({**rows, "number": number, "deadline": deadline})
        for number, deadline in enumerate(deadlines, start=1)
    ]
    return plan.model_copy(update={"tasks": tuple(tasks)})


WITH_YEARS = [
    "2031年底前",
    "全年",
    "3月",
    "6个月",
    "2031年6月",
    "2029年12月31日前",
    "2030 年2月",
    "每月",
]


def test_a_day_in_another_year_stands_with_that_year(tmp_path: Path) -> None:
    plan = plan_with_deadlines(tmp_path, WITH_YEARS)
    groups = views.by_deadline(plan)
    assert [(one.key, [task.number for task in one.tasks]) for one in groups] == [
        ("year-2029", [6]),
        ("month-2", [7]),
        ("month-3", [3]),
        ("year-2031", [5, 1]),
        ("all-year", [2, 8]),
        ("relative", [4]),
    ]
    for group in groups:
        assert {views.deadline_key(task, 2030) for task in group.tasks} == {group.key}
    (view,) = views.by_topic(plan.model_copy(update={"topics": plan.topics[:1]}))
    assert [task.number for task in view.dated] == [6, 7, 3, 5, 1]
    units = {view.department.name: view for view in views.by_department(plan, length)}
    assert [task.number for task in units["甲处室"].dated] == [6, 7, 3, 5, 1]


def test_tasks_know_their_place_among_all_deadlines(tmp_path: Path) -> None:
    places = views.due_places(views.by_deadline(plan_with_deadlines(tmp_path)))
    in_order = sorted(places, key=lambda number: places[number].place)
    assert [(number, places[number].group) for number in in_order] == [
        (6, "month-3"),
        (3, "month-9"),
        (5, "month-9"),
        (2, "month-9"),
        (9, "month-12"),
        (1, "all-year"),
        (4, "as-written"),
        (8, "as-written"),
        (7, "not-stated"),
    ]


def length(name: str) -> tuple[str, ...]:
    """A stand-in for pinyin: by number of characters, then by code point."""
    return (str(len(name)), name)


def test_neighbours_of_one_name_are_one_item(tmp_path: Path) -> None:
    first, second, third = load_base(tmp_path).tasks
    items = views.work_items([first, second, third, first])
    assert [(item.name, [task.number for task in item.tasks]) for item in items] == [
        ("第一件事", [1, 2]),
        ("第二件事", [3]),
        ("第一件事", [1]),
    ]


def test_topics_stand_in_the_order_of_the_table(tmp_path: Path) -> None:
    groups = views.by_topic(load_base(tmp_path))
    assert [(group.topic.name, len(group.items), group.task_count) for group in groups] == [
        ("甲主题", 1, 2),
        ("乙主题", 1, 1),
    ]


def test_a_topic_knows_its_dates_by_day(tmp_path: Path) -> None:
    plan = plan_with_deadlines(tmp_path)
    (view,) = views.by_topic(plan.model_copy(update={"topics": plan.topics[:1]}))
    assert [task.number for task in view.dated] == [6, 3, 5, 2, 9]


def test_departments_stand_before_collective_names(tmp_path: Path) -> None:
    plan = load_base(tmp_path, ("各处室", "各"), ("乙处室", "乙"))
    found = {
        view.department.name: (
            [task.number for task in view.leading],
            [task.number for task in view.supporting],
        )
        for view in views.by_department(plan, length)
    }
    assert found == {"乙": ([2, 3], [1]), "甲处室": ([1, 3], []), "各": ([], [1, 3])}
    assert list(found) == ["乙", "甲处室", "各"]


def test_task_both_led_and_supported_counts_once(tmp_path: Path) -> None:
    plan = load_base(tmp_path, ("[乙处室, 各处室]", "[甲处室, 各处室]"))
    counts = {view.department.name: view.task_count for view in views.by_department(plan, length)}
    assert counts["甲处室"] == 2


def test_deadlines_stand_by_month_then_day_then_number(tmp_path: Path) -> None:
    plan = plan_with_deadlines(tmp_path)
    groups = views.by_deadline(plan)
    assert [(group.key, [task.number for task in group.tasks]) for group in groups] == [
        ("month-3", [6]),
        ("month-9", [3, 5, 2]),
        ("month-12", [9]),
        ("all-year", [1]),
        ("as-written", [4, 8]),
        ("not-stated", [7]),
    ]


def test_every_task_knows_its_group_of_deadlines(tmp_path: Path) -> None:
    for group in views.by_deadline(plan_with_deadlines(tmp_path)):
        assert {views.deadline_key(task, 2030) for task in group.tasks} == {group.key}


def named_the_same(*texts: str) -> list[Task]:
    return [
        Task(number=number, topic="甲", name="同名", content=text, lead_departments=("乙",))
        for number, text in enumerate(texts, start=1)
    ]


def test_openings_tell_tasks_of_one_name_apart() -> None:
    tasks = named_the_same(
        "公布苗木种类、苗龄和来源，每年一次",
        "公布浇水次数、修剪标准和换土日期，还要公布每一种肥料和农药的用量以及它们的来源",
        "公布浇水次数、修剪标准和换土日期，还要公布温室的湿度",
        "推送到人",
        "对每一处温室里的每一盆怕冷的植物和每一棵怕热的树木逐一登记",
    )
    other = tasks[0].model_copy(update={"number": 6, "name": "另一件事"})
    assert openings([*tasks, other]) == {
        1: "公布苗木种类、苗龄和来源…",
        2: "公布浇水次数、修剪标准和换土日期，还要公布每一种…",
        3: "公布浇水次数、修剪标准和换土日期，还要公布温室的…",
        4: "推送到人",
        5: "对每一处温室里的每一盆怕冷的植物和每一棵怕热的树…",
    }


TEXT = some.text("甲乙丙，。\n", min_size=1, max_size=40).filter(str.strip)


@settings(deadline=None)
@given(some.lists(TEXT, unique=True, min_size=2))
def test_no_two_texts_open_the_same(texts: list[str]) -> None:
    found = openings(named_the_same(*texts))
    assert len(set(found.values())) == len(texts)
