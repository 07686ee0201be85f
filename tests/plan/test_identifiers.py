"""Test what tasks are followed by, and which identifiers are proposed."""

from hypothesis import given
from hypothesis import strategies as some

from generator.plan.identifiers import followed_by, proposed_identifiers
from generator.plan.model import Task


def task(number: int, identifier: str | None = None) -> Task:
    return Task(
        number=number,
        identifier=identifier,
        topic="甲",
        name="示例任务",
        content="示例",
        lead_departments=("乙",),
    )


def test_task_without_one_is_followed_by_what_would_be_proposed() -> None:
    assert followed_by(2031, task(3)) == "2031-3" == proposed_identifiers([task(3)], 2031)[0]
    assert followed_by(2031, task(3, "x-9")) == "x-9"


def test_one_that_another_task_has_or_had_is_not_proposed() -> None:
    tasks = [task(3), task(4, "2031-3"), task(5), task(6)]
    assert proposed_identifiers(tasks, 2031, ["2031-5", "2031-7"]) == {
        0: "2031-8",
        2: "2031-9",
        3: "2031-6",
    }


@given(
    some.lists(
        some.tuples(some.integers(1, 9), some.none() | some.sampled_from(["2031-1", "2031-12"])),
        max_size=9,
    ),
    some.sets(some.integers(1, 12).map("2031-{}".format)),
)
def test_proposals_are_free_and_each_once(
    rows: list[tuple[int, str | None]], formerly: set[str]
) -> None:
    tasks = [task(number, identifier) for number, identifier in rows]
    found = proposed_identifiers(tasks, 2031, formerly)
    assert set(found) == {at for at, one in enumerate(tasks) if one.identifier is None}
    assert len(set(found.values())) == len(found)
    assert formerly.isdisjoint(found.values())
    assert {one.identifier for one in tasks}.isdisjoint(found.values())
