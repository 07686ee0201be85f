"""Any piece of the table is found: as it is written, and by its sound."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.reader.search.matcher_page import PLAN, MatcherPage
from tests.reader.search.mistakes import TYPING, Mistake, homophone
from tests.reader.search.oracle import fields, plain, readings, relevant

pytestmark = pytest.mark.browser

Text = tuple[int, str]
"""A task's number, and a text of it."""

TEXTS = [(task.number, text) for task in PLAN.tasks for text in fields(task)]
RUNS = [(number, run) for number, text in TEXTS for run in re.findall(r"[一-鿿]{2,}", plain(text))]


@st.composite
def pieces(draw: st.DrawFn, texts: list[Text], least: int, most: int) -> Text:
    number, text = draw(st.sampled_from(texts))
    length = draw(st.integers(min(least, len(text)), min(most, len(text))))
    start = draw(st.integers(0, len(text) - length))
    return number, text[start : start + length]


def has_words(piece: Text) -> bool:
    return any(sign.isalnum() for sign in piece[1])


@pytest.mark.parametrize("examples", [250, pytest.param(5000, marks=pytest.mark.soak)])
def test_any_piece_is_found_as_written(matcher: MatcherPage, examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(piece=pieces(TEXTS, 1, 60).filter(has_words))
    def check(piece: Text) -> None:
        number, text = piece
        found = matcher.find(text)
        assert found.tier == "exact"
        assert {number} | relevant(PLAN.tasks, text) <= set(found.tasks)

    check()


Draw = Callable[[st.SearchStrategy[str]], str]


def sound(draw: Draw, character: str) -> str:
    """Any reading of a character."""
    return draw(st.sampled_from(sorted(readings(character))))


def joined(draw: Draw, text: str) -> str:
    return "".join(sound(draw, character) for character in text)


def spaced(draw: Draw, text: str) -> str:
    return " ".join(sound(draw, character) for character in text)


def unfinished(draw: Draw, text: str) -> str:
    last = sound(draw, text[-1])
    begun = draw(st.sampled_from([last[:length] for length in range(1, len(last) + 1)]))
    return joined(draw, text[:-1]) + begun


def initials(draw: Draw, text: str) -> str:
    return "".join(sound(draw, character)[0] for character in text)


def mixed(draw: Draw, text: str) -> str:
    return "".join(draw(st.sampled_from([one, sound(draw, one)])) for one in text)


@pytest.mark.parametrize("examples", [100, pytest.param(2000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("spell", [joined, spaced, unfinished, initials, mixed])
def test_any_run_of_characters_is_found_by_its_sound(
    matcher: MatcherPage, spell: Callable[[Draw, str], str], examples: int
) -> None:
    """Unless what is typed stands in the table as written (`pp` in `app`): that comes first."""

    @settings(max_examples=examples, deadline=None)
    @given(data=st.data(), run=pieces(RUNS, 2, 8))
    def check(data: st.DataObject, run: Text) -> None:
        number, text = run
        typed = spell(data.draw, text)
        assume(not relevant(PLAN.tasks, typed))
        assert number in matcher.find(typed).tasks

    check()


@pytest.mark.parametrize("mistake", [homophone, *TYPING])
def test_nearly_any_run_is_found_with_one_mistake(matcher: MatcherPage, mistake: Mistake) -> None:
    """Not every run: with the mistake it may be the exact text of another task."""
    chance = Random(1)
    typed = []
    for number, text in chance.choices([run for run in RUNS if len(run[1]) > 2], k=200):
        start = chance.randrange(len(text) - 2)
        typed.append((number, mistake(text[start : start + chance.randint(3, 6)], chance)))
    found = matcher.find_each([query for _, query in typed])
    missed = [
        query
        for (number, query), hits in zip(typed, found, strict=True)
        if number not in hits.tasks
    ]
    assert len(missed) <= len(typed) / 20, missed
