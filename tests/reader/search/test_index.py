"""Test the search index: the texts of the plan, and the tables beside them."""

from __future__ import annotations

import json
import re
from itertools import zip_longest
from typing import Any

import pytest

from generator.frontend.search_index import PlainDocument, search_index
from generator.language.wording import Wording
from tests.reader.search.matcher_page import MODULES, PLAN, MatcherPage
from tests.reader.search.mistakes import common_characters
from tests.reader.search.oracle import misread, readings


def test_has_all_of_every_task_as_published() -> None:
    whole = search_index(PLAN, [PlainDocument("甲", "jia/", "乙，丙")], Wording())
    assert json.loads(whole.pages) == [["甲", "jia/", "乙，丙"]]
    index = json.loads(whole.texts)
    assert set(index["characters"]) <= set("甲乙丙")
    assert {name: address for name, address, *_ in index["topics"]} == {
        topic.name: f"{PLAN.year}/{topic.slug}/" for topic in PLAN.topics
    }
    assert {name: address for name, address, *_ in index["departments"]} == {
        unit.name: f"{PLAN.year}/chushi/{unit.slug}/" for unit in PLAN.departments
    }
    keys = [key for key, _, _ in index["columns"]]
    before: dict[str, Any] = {"number": 0}
    for row, task in zip(index["tasks"], PLAN.tasks, strict=True):
        cells: dict[str, Any] = dict(zip_longest(keys, row))
        number = cells.pop("number") + before["number"]
        found = {key: before[key] if cell == 0 else cell for key, cell in cells.items()}
        for key in ("lead_departments", "supporting_departments"):
            found[key] = tuple(index["departments"][one][0] for one in cells[key])
        before = {"number": number, **found}
        assert before == {
            "number": task.number,
            "topic": task.topic,
            "name": task.name,
            "content": task.content,
            "lead_departments": task.lead_departments,
            "supporting_departments": task.supporting_departments,
            "deadline": task.deadline.wording if task.deadline else None,
            "note": task.note,
            "withdrawn": task.withdrawn,
        }


def test_says_how_much_each_column_counts_and_which_a_hit_cuts() -> None:
    columns = json.loads(search_index(PLAN, [], Wording()).texts)["columns"]
    ranks = {key: rank for key, rank, _ in columns}
    assert ranks["number"] == ranks["name"] < ranks["topic"] < ranks["content"] < ranks["note"]
    assert {key for key, _, is_cut in columns if is_cut} == {"name", "content", "note", "withdrawn"}


def test_is_the_same_for_the_same_plan() -> None:
    assert search_index(PLAN, [], Wording()) == search_index(
        PLAN.model_copy(deep=True), [], Wording()
    )


def test_lists_the_variants_in_the_texts() -> None:
    index = json.loads(search_index(PLAN, [], Wording()).texts)
    assert index["variants"] == {"査": "查", "釆": "采"}


@pytest.mark.browser
def test_browser_reads_the_tables_as_they_were_meant(matcher: MatcherPage) -> None:
    assert len(matcher.readings) > 400
    assert misread(matcher.readings) == []
    assert matcher.variants["務"] == "务"
    assert matcher.variants["釆"] == matcher.variants["採"] == "采"
    assert matcher.variants["査"] == "查"
    assert not matcher.variants.keys() & set(matcher.variants.values())
    # Modern Chinese uses these, so they are not replaced.
    assert not {"著", "瓶", "研", "么", "沪"} & matcher.variants.keys()


def test_common_characters_of_the_matcher_are_read_as_it_says() -> None:
    source = (MODULES / "near.js").read_text(encoding="utf-8")
    table = source.split("COMMON_SYLLABLES =")[1].split(";")[0]
    packed = "".join(re.findall(r"'(\w+)'", table))
    sounds = []
    initial = ""
    for capitals, rest, count in re.findall(r"([A-Z]*)([a-z]*)(\d+)", packed):
        initial = capitals.lower() or initial
        sounds += [initial + rest] * int(count)
    assert len(sounds) == len(common_characters()) == 3755
    for character, sound in zip(common_characters(), sounds, strict=True):
        assert sound in readings(character), character
