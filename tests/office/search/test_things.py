"""Topics, departments and numbers: what people mean by them comes first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.plan import addresses
from tests.office.search.queries import PLAN
from tests.reader.search.matcher_page import MatcherPage
from tests.support import read_yaml

pytestmark = pytest.mark.browser

THINGS = read_yaml(Path(__file__).with_name("things.yaml").read_text(encoding="utf-8"))
ADDRESSES: dict[str, dict[Any, str | int]] = {
    "departments": {
        unit.name: addresses.department(PLAN.year, unit.slug) for unit in PLAN.departments
    },
    "topics": {topic.name: addresses.topic(PLAN.year, topic.slug) for topic in PLAN.topics},
    "numbers": {task.number: task.number for task in PLAN.tasks},
}
MEANT = [
    (query, ADDRESSES[kind][thing])
    for kind in ADDRESSES
    for thing, queries in THINGS[kind].items()
    for query in queries
]


def test_every_topic_and_department_is_asked_for() -> None:
    assert len(MEANT) >= 120
    for kind in ("departments", "topics"):
        assert THINGS[kind].keys() == ADDRESSES[kind].keys()


def test_what_is_meant_comes_first(matcher: MatcherPage) -> None:
    found = matcher.find_each([query for query, _ in MEANT])
    amiss = [
        (query, one.tier, one.documents[:2])
        for (query, meant), one in zip(MEANT, found, strict=True)
        if one.documents[:1] != [meant]
    ]
    assert len(amiss) <= 0.02 * len(MEANT), amiss


def test_a_common_word_pushes_no_task_down(matcher: MatcherPage) -> None:
    words = THINGS["common words"]
    found = matcher.find_each(words)
    first = {query: one.documents[0] for query, one in zip(words, found, strict=True)}
    assert {query: one for query, one in first.items() if isinstance(one, str)} == {}
