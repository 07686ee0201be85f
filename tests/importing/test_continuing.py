"""Test which topics and links to last year's tasks are proposed; see `fixtures/likeness.csv`."""

import csv
from collections.abc import Callable

import pytest

from generator.importing.continuing import (
    PERHAPS_SAME_TASK,
    SAME_TASK,
    SAME_TOPIC,
    Proposals,
    alike,
    propose,
)
from generator.plan.likeness import likeness
from generator.plan.model import Task, Topic, WorkPlan
from tests.importing.documents import FIXTURES

with (FIXTURES / "likeness.csv").open(encoding="utf-8", newline="") as file:
    PAIRS = list(csv.DictReader(file))


def task(name: str, content: str, number: int = 1, topic: str = "待定") -> Task:
    return Task(
        number=number, topic=topic, name=name, content=content, lead_departments=("甲处室",)
    )


def plan(year: int, *tasks: Task) -> WorkPlan:
    names = dict.fromkeys(one.topic for one in tasks)
    topics = tuple(Topic(name=name, slug=f"zhuti-{at}", summary="一") for at, name in
                   enumerate(names))  # fmt: skip
    return WorkPlan.model_construct(
        title="示例", year=year, office="示例局", topics=topics, departments=(), tasks=tasks
    )


def measured(pair: dict[str, str]) -> tuple[float, float]:
    last, now = (
        task(pair["去年的名称"], pair["去年的内容"]),
        task(pair["今年的名称"], pair["今年的内容"]),
    )
    return alike(now, last, likeness(now.content, last.content))


def precision_and_recall(right: str, is_chosen: Callable[[dict[str, str]], bool]) -> list[float]:
    chosen = [pair[right] == "是" for pair in PAIRS if is_chosen(pair)]
    return [
        round(sum(chosen) / len(chosen), 2),
        round(sum(chosen) / sum(pair[right] == "是" for pair in PAIRS), 2),
    ]


def is_of_one_topic(pair: dict[str, str], threshold: float) -> bool:
    return pair["去年的名称"] == pair["今年的名称"] or measured(pair)[0] >= threshold


# Precision and recall at several thresholds. Below 0.40 and 0.60, wrong proposals appear.
TOPICS = {0.30: [0.93, 0.8], 0.40: [1.0, 0.74], SAME_TOPIC: [1.0, 0.74], 0.60: [1.0, 0.68]}
LINKS = {0.40: [0.9, 0.81], 0.50: [0.9, 0.81], SAME_TASK: [1.0, 0.72], 0.80: [1.0, 0.28]}


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 60
    for right in ("接着做", "同主题"):
        assert 20 <= sum(pair[right] == "是" for pair in PAIRS) <= len(PAIRS) - 20


@pytest.mark.parametrize("threshold", TOPICS)
def test_topics_of_made_up_pairs(threshold: float) -> None:
    found = precision_and_recall("同主题", lambda pair: is_of_one_topic(pair, threshold))
    assert found == TOPICS[threshold]


@pytest.mark.parametrize("threshold", LINKS)
def test_links_of_made_up_pairs(threshold: float) -> None:
    found = precision_and_recall("接着做", lambda pair: measured(pair)[0] >= threshold)
    assert found == LINKS[threshold]


def test_most_continued_tasks_are_at_least_worth_a_look() -> None:
    found = precision_and_recall("接着做", lambda pair: measured(pair)[1] >= PERHAPS_SAME_TASK)
    assert found == [0.65, 0.81]


LAST = plan(
    2030,
    task("公开盆栽领域信息", "公开盆栽领域的政策文件、办事指南和经费使用情况", 1, "花草"),
    task("公开草坪领域信息", "公开草坪领域的政策文件、办事指南和经费使用情况", 2, "花草"),
    task("办好样苗咨询热线", "工作日安排专人接听，当日答复", 3, "问答"),
    task("办好样苗咨询热线", "整理常见问题，建立知识库", 4, "问答"),
)


def proposed(*tasks: Task, last: WorkPlan = LAST, year: int = 2031) -> Proposals:
    return propose(tasks, range(len(tasks)), last, year, last.topics)


def test_each_task_of_last_year_is_continued_once() -> None:
    """A new task that only resembles one does not take it from the one that continues it."""
    found = proposed(
        task("公开盆花领域信息", "公开盆花领域的政策文件、办事指南和经费使用情况", 1),
        task("公开草坪领域信息", "公开草坪领域的政策文件、办事指南和经费使用情况", 2),
        task("公开盆栽领域信息", "公开盆栽领域的政策文件、办事指南和经费支出情况", 3),
    )
    assert found.previous == {1: 2, 2: 1}
    assert found.perhaps == {}
    assert found.topics == {0: "花草", 1: "花草", 2: "花草"}


def test_tasks_of_one_name_have_one_topic() -> None:
    found = proposed(
        task("样苗咨询", "工作日安排专人接听，当日答复", 1),
        task("样苗咨询", "建一座玻璃房", 2),
        task("办好样苗咨询热线", "添置耳机", 3),
        task("全新的事", "建一座玻璃房", 4),
    )
    assert found.topics == {0: "问答", 1: "问答", 2: "问答"}
    assert found.previous == {0: 3}


def test_what_is_unsure_is_only_shown() -> None:
    found = proposed(task("办好样苗咨询热线", "节假日也安排专人接听，三日内答复", 1))
    assert (found.previous, found.perhaps) == ({}, {0: 3})


def test_topics_are_found_by_their_former_names_and_only_if_registered() -> None:
    register = (Topic(name="花木", slug="huamu", summary="一", former_names=("花草",)),)
    tasks = [task("公开草坪领域信息", "公开草坪领域信息", 1), task("办好样苗咨询热线", "接听", 2)]
    assert propose(tasks, [0, 1], LAST, 2031, register).topics == {0: "花木"}


def test_a_later_year_gives_topics_alone() -> None:
    found = proposed(*LAST.tasks[:1], task("公开草坪领域信息", "公开草坪领域信息"), year=2029)
    assert (found.topics, found.previous, found.perhaps) == ({1: "花草"}, {}, {})


def test_without_another_year_nothing_is_proposed() -> None:
    assert propose(LAST.tasks, [0], None, 2031, ()) == Proposals()
