"""Test what became of tasks from one year to the next, and which of their words have changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plan.continuity import Succession
from generator.plan.neighbours import FormerName, neighbours
from generator.plan.side_by_side import SideBySide
from generator.plan.wording_changes import Change, changed_names, changed_words
from tests.three_years import YEARS, plan

PLANS = [plan(year) for year in YEARS]
BOTH = SideBySide(Succession(*PLANS[:2]))
LATER = SideBySide(Succession(*PLANS[1:]))


def marked(pieces: tuple[tuple[Change, str], ...]) -> str:
    """What was taken out in brackets, what was put in in braces."""
    signs = {Change.KEPT: "{}", Change.TAKEN_OUT: "[{}]", Change.PUT_IN: "<{}>"}
    return "".join(signs[change].format(text) for change, text in pieces)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("全年种100棵树", "全年种200棵树", "全年种[100]<200>棵树"),
        ("每月割草", "每月割草并清理", "每月割草<并清理>"),
        ("公开3个App的情况", "公开App的情况", "公开[3个]App的情况"),
        ("甲乙丙丁戊己庚辛壬癸", "甲乙子丁丑己庚辛壬癸", "甲乙[丙丁戊]<子丁丑>己庚辛壬癸"),
        ("种树", "清理水面的淤泥", "[种树]<清理水面的淤泥>"),
        ("种树", "种树", "种树"),
    ],
)
def test_changed_words_are_marked(before: str, after: str, shown: str) -> None:
    assert marked(changed_words(before, after)) == shown


TEXTS = st.text(st.sampled_from("甲乙丙，ab1 \n"), max_size=12)


@given(TEXTS, TEXTS)
def test_pieces_give_both_texts_again(before: str, after: str) -> None:
    pieces = changed_words(before, after)
    old = "".join(text for change, text in pieces if change is not Change.PUT_IN)
    new = "".join(text for change, text in pieces if change is not Change.TAKEN_OUT)
    assert (old, new) == (before, after)


def test_changed_names_are_marked_whole() -> None:
    assert (
        marked(changed_names(["树科", "花科"], ["树科", "草科", "水科"]))
        == "树科[花科]<草科、水科>"
    )


def test_tasks_are_continued_reworded_new_or_ended_by_topic() -> None:
    told = {
        side.topic.name: (
            [one.after.number for one in side.reworded],
            [one.after.number for one in side.kept],
            [task.number for task in side.new],
            [task.number for task in side.ended],
        )
        for side in BOTH.topics
    }
    assert told == {"花木": ([1, 2], [3], [], []), "草地": ([], [5], [4], [3])}


def test_a_department_that_only_has_another_name_is_no_change() -> None:
    (watering,) = (one for one in BOTH.continued if one.after.name == "浇花")
    assert watering.before.lead_departments != watering.after.lead_departments
    assert watering.changes == ()
    planting = next(one for one in LATER.continued if one.after.name == "种树")
    assert planting.before.lead_departments == ("园艺科", "草科")  # which are one now
    assert planting.changes == ()


def test_a_topic_that_has_ended_stands_last_with_its_tasks() -> None:
    assert [(side.topic.name, side.is_ended) for side in LATER.topics] == [
        ("绿地", False),
        ("水面", False),
        ("草地", True),
    ]
    assert [task.number for task in LATER.topics[-1].ended] == [5]


def test_former_names_are_followed_over_the_years() -> None:
    now = neighbours(PLANS)[2033]
    assert now.topic_names["绿地"] == (
        FormerName("花木", 2032),
        FormerName("花圃", 2031),
        FormerName("树木", 2031),
    )
    assert set(now.department_names["园艺科"]) == {
        FormerName("草科", 2032),
        FormerName("花科", 2031),
        FormerName("树科", 2031),
    }


def test_newest_is_found_over_the_years_between() -> None:
    first = neighbours(PLANS)[2031]
    assert first.newest
    assert [one.name for one in first.newest.topics["树木"]] == ["绿地"]
    assert [one.address for one in first.newest.tasks[2]] == ["2033/lvdi/#task-2"]
    assert first.newest.topics["草地"] == ()
