"""Test the geometry of the pictures for plans of any size."""

from collections.abc import Iterable

import pytest

from generator.pages import pictures
from generator.plan import views
from generator.plan.deadlines import parse_deadline
from generator.plan.model import Department, Task, Topic, WorkPlan


def name_order(name: str) -> tuple[str, ...]:
    return (name,)


def task(number: int, topic: str, deadline: str | None, *units: Iterable[str]) -> Task:
    lead, support = units
    return Task(
        number=number,
        topic=topic,
        name="事",
        content="文",
        lead_departments=tuple(lead),
        supporting_departments=tuple(support),
        deadline=parse_deadline(deadline) if deadline else None,
    )


def plan(tasks: Iterable[Task], collectives: Iterable[str] = ()) -> WorkPlan:
    """A plan with just the topics and departments that its tasks name."""
    rows = tuple(tasks)
    topics = dict.fromkeys(row.topic for row in rows)
    names = dict.fromkeys(
        name for row in rows for name in (*row.lead_departments, *row.supporting_departments)
    )
    return WorkPlan(
        title="示例市测试局任务分解表",
        year=2030,
        office="示例市测试局",
        topics=tuple(
            Topic(name=name, slug=f"t-{at}", summary="简") for at, name in enumerate(topics)
        ),
        departments=tuple(
            Department(name=name, slug=f"d-{at}", collective=name in collectives)
            for at, name in enumerate(names)
        ),
        tasks=rows,
    )


def due(*deadlines: str | None) -> WorkPlan:
    return plan(task(at, "甲", wording, ["处"], []) for at, wording in enumerate(deadlines, 1))


def strip_of(found: WorkPlan) -> pictures.YearStrip:
    strip = pictures.year_strip(views.by_deadline(found))
    assert strip
    return strip


def months_of(strip: pictures.YearStrip) -> list[pictures.Month]:
    return [month for half in strip.halves for month in half.months]


def matrix_of(found: WorkPlan) -> pictures.Matrix:
    return pictures.matrix(found.topics, views.by_department(found, name_order))


def test_year_has_twelve_months_in_order_with_what_is_due_in_each() -> None:
    strip = strip_of(due("2月20日", "9月底前", "全年", "9月", None, "年底前", "适时"))

    months = months_of(strip)

    assert [month.number for month in months] == list(range(1, 13))
    counts = {month.number: month.group.task_count for month in months if month.group}
    assert counts == {2: 1, 9: 2, 12: 1}
    assert [group.key for group in strip.others] == ["all-year", "as-written", "not-stated"]
    assert [[group.month for group in half.due] for half in strip.halves] == [[2], [9, 12]]


def test_another_year_stands_beside_the_months() -> None:
    strip = strip_of(due("2031年2月", "2月", "2030年2月", "2029年底前", "6个月"))
    counts = {month.number: month.group.task_count for month in months_of(strip) if month.group}
    assert counts == {2: 2}
    assert [(group.key, group.task_count) for group in strip.others] == [
        ("year-2029", 1),
        ("year-2031", 1),
        ("relative", 1),
    ]


def test_bar_of_a_month_is_as_high_as_its_tasks_are_many() -> None:
    months = months_of(strip_of(due("1月", "2月", "2月", "3月", "3月", "3月", "3月")))

    one, two, four, none = (months[index].height for index in (0, 1, 2, 3))

    assert none == 0
    assert two == pytest.approx(2 * one) and four == pytest.approx(2 * two)


def test_one_task_is_visible_beside_very_many() -> None:
    months = months_of(strip_of(due("1月", *["2月"] * 999)))
    assert 0 < months[0].height < months[1].height


@pytest.mark.parametrize("deadlines", [("全年",), (None,), ("适时", "全年", None)])
def test_no_year_is_drawn_where_nothing_is_dated(deadlines: tuple[str | None, ...]) -> None:
    assert pictures.year_strip(views.by_deadline(due(*deadlines))) is None


def test_bar_of_a_topic_is_as_long_as_its_tasks_are_many() -> None:
    rows = [task(at, topic, None, ["处"], []) for at, topic in enumerate("乙甲乙乙甲乙", 1)]

    bars = pictures.topic_bars(views.by_topic(plan(rows)))

    assert [(bar.topic.name, bar.width) for bar in bars] == [("乙", 100), ("甲", 50)]


def test_matrix_counts_what_a_department_leads_and_supports_in_each_topic() -> None:
    found = plan(
        [
            task(1, "甲", None, ["处", "科"], ["各处"]),
            task(2, "甲", None, ["处"], ["科"]),
            task(3, "乙", None, ["科"], ["科", "各处"]),
        ],
        collectives=["各处"],
    )

    matrix = matrix_of(found)

    counted = {
        row.department.name: [
            (cell.topic.name, cell.leading, cell.supporting)
            for cell in row.cells
            if cell.leading or cell.supporting
        ]
        for row in matrix.rows
    }
    assert counted == {
        "处": [("甲", 2, 0)],
        "科": [("甲", 1, 1), ("乙", 1, 1)],
        "各处": [("甲", 0, 1), ("乙", 0, 1)],
    }
    assert list(counted) == ["处", "科", "各处"]


def test_every_department_has_a_cell_for_every_topic() -> None:
    rows = (task(at + 1, f"题{at % 5}", None, [f"处{at}"], []) for at in range(30))
    matrix = matrix_of(plan(rows))

    assert len(matrix.rows) == 30
    for row in matrix.rows:
        assert tuple(cell.topic for cell in row.cells) == matrix.topics


def test_sums_of_the_pictures_are_those_of_the_plan() -> None:
    deadlines = ["全年", "3月", None, "5月底前", "适时"]
    rows = [
        task(at, f"题{at % 4}", deadlines[at % 5], [f"处{at % 3}"], [f"处{at % 5}", "各处"])
        for at in range(1, 41)
    ]
    found = plan(rows)
    strip, matrix = strip_of(found), matrix_of(found)
    groups = [*strip.others, *(group for half in strip.halves for group in half.due)]
    cells = [cell for row in matrix.rows for cell in row.cells]

    assert sum(group.task_count for group in groups) == 40
    assert sum(bar.task_count for bar in pictures.topic_bars(views.by_topic(found))) == 40
    assert sum(cell.leading for cell in cells) == 40
    assert sum(cell.supporting for cell in cells) == 80
