"""What people type in search of this office's tasks: what it must find, and how little else."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import asdict
from random import Random
from statistics import mean

import pytest
from pypinyin import lazy_pinyin

from generator.frontend.search_index import search_index
from generator.language.wording import Wording
from tests.office.search.queries import (
    HELD_OUT,
    LONG_ENOUGH,
    PLAN,
    QUERIES,
    SPOKEN,
    WAYS_TO_SPELL,
    Case,
    case,
    precision_at_5,
    recall,
    written_cases,
)
from tests.reader.search import mistakes
from tests.reader.search.matcher_page import PAGE, MatcherPage
from tests.reader.search.oracle import Rule, begins_to_spell, has_initials, misread, relevant
from tests.support import rarely

pytestmark = pytest.mark.browser


def assert_found(
    matcher: MatcherPage, cases: list[Case], *, recall_of: float = 1, precision_of: float = 0
) -> None:
    """Test the means over the cases; a failure lists the queries that lower them."""
    found = matcher.find_each([one.query for one in cases])
    recalls = [recall(hits.tasks, one.tasks) for hits, one in zip(found, cases, strict=True)]
    precisions = [
        precision_at_5(hits.tasks, one.tasks) for hits, one in zip(found, cases, strict=True)
    ]
    figures = zip(cases, recalls, precisions, strict=True)
    amiss = [one.query for one, *figure in figures if min(figure) < 1]
    assert mean(recalls) >= recall_of, amiss
    assert mean(precisions) >= precision_of, amiss


@pytest.mark.parametrize("name", QUERIES["written"])
def test_words_find_all_that_have_them(matcher: MatcherPage, name: str) -> None:
    assert_found(matcher, list(written_cases(QUERIES["written"][name])), precision_of=0.98)


@pytest.mark.parametrize("way", WAYS_TO_SPELL)
def test_pinyin_finds_the_words_it_spells(matcher: MatcherPage, way: str) -> None:
    cases = [case(WAYS_TO_SPELL[way](word), word) for word in SPOKEN]
    assert_found(matcher, cases, precision_of=0.98)
    assert {found.tier for found in matcher.find_each([one.query for one in cases])} == {"pinyin"}


def test_last_syllable_may_be_unfinished(matcher: MatcherPage) -> None:
    cases = [case("".join(lazy_pinyin(word))[:-1], word) for word in SPOKEN]
    assert_found(matcher, cases, precision_of=0.95)


def test_initials_find_all_that_have_them(matcher: MatcherPage) -> None:
    """Relevant is what has characters with those initials next to each other."""
    queries = {word: "".join(sound[0] for sound in lazy_pinyin(word)) for word in SPOKEN}
    cases = [Case(query, (query,), has_initials) for query in queries.values()]
    assert_found(matcher, cases, precision_of=0.98)
    # From three letters on, most of what is found has the word that was meant.
    assert_found(matcher, [case(queries[word], word) for word in LONG_ENOUGH], precision_of=0.9)


@pytest.mark.parametrize(
    ("query", "rule"),
    [("ce", begins_to_spell), ("wce", begins_to_spell), ("cs", has_initials), ("c", has_initials)],
)
def test_letters_on_a_page_hide_no_task(matcher: MatcherPage, query: str, rule: Rule) -> None:
    """The page says WCE and CSV, and comes last where it is not meant."""
    found = matcher.find(query)
    wanted = relevant(PLAN.tasks, query, rule=rule)
    assert wanted <= set(found.tasks)
    assert found.documents[-1] == PAGE.address
    assert (found.tier == "exact") == (not wanted)


def as_it_is(word: str) -> str:
    return word


@pytest.mark.parametrize(
    ("spell", "mistake", "least"),
    [
        (as_it_is, mistakes.homophone, 0.98),
        (as_it_is, mistakes.deletion, 0.9),  # can leave a word that the plan has as well
        (WAYS_TO_SPELL["joined"], mistakes.swap, 0.98),
        *rarely(
            (as_it_is, mistakes.substitution, 0.98),
            (as_it_is, mistakes.insertion, 0.98),
            (as_it_is, mistakes.swap, 0.98),
            (WAYS_TO_SPELL["joined"], mistakes.substitution, 0.98),
            (WAYS_TO_SPELL["joined"], mistakes.insertion, 0.98),
            (WAYS_TO_SPELL["joined"], mistakes.deletion, 0.98),
        ),
    ],
)
def test_one_mistake_is_forgiven(
    matcher: MatcherPage, spell: Callable[[str], str], mistake: mistakes.Mistake, least: float
) -> None:
    chance = Random(1)
    times = 8 if spell is as_it_is else 4
    cases = [case(mistake(spell(word), chance), word) for word in LONG_ENOUGH * times]
    assert_found(matcher, cases, recall_of=least)


@pytest.mark.parametrize("queries", [QUERIES["off topic"], HELD_OUT], ids=["known", "held out"])
def test_what_the_plan_has_not_is_rarely_answered(matcher: MatcherPage, queries: list[str]) -> None:
    assert not any(relevant(PLAN.tasks, query) for query in queries)
    found = dict(zip(queries, matcher.find_each(queries), strict=True))
    answered = {query: one.tier for query, one in found.items() if one.documents}
    assert len(answered) <= len(queries) / 12, answered
    # What is not labelled as near is spelt as words of the plan are.
    spelt = [query for query, tier in answered.items() if tier != "near"]
    assert len(spelt) <= len(queries) / 36, spelt
    assert all(relevant(PLAN.tasks, query, rule=begins_to_spell) for query in spelt), answered


def test_the_index_is_small_and_its_readings_are_right(matcher: MatcherPage) -> None:
    most = {"texts": 7_000, "pages": 100, "readings": 1_250, "variants": 1_100}
    for part, text in asdict(search_index(PLAN, [], Wording())).items():
        assert len(gzip.compress(text.encode(), 9)) < most[part], part
    assert len(matcher.readings) > 500
    assert misread(matcher.readings) == []
