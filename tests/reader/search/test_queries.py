"""What people type, by class: what it must find, and how little else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import mean

import pytest
import yaml
from pypinyin import lazy_pinyin

from tests.reader.search import mistakes
from tests.reader.search.conftest import PAGE
from tests.reader.search.matcher_page import MatcherPage
from tests.reader.search.oracle import (
    Case,
    Rule,
    begins_to_spell,
    has_initials,
    precision_at_5,
    recall,
    relevant,
)

pytestmark = pytest.mark.browser

QUERIES = yaml.safe_load(Path(__file__).with_name("queries.yaml").read_text(encoding="utf-8"))
SPOKEN: list[str] = QUERIES["spoken"]
HELD_OUT: list[str] = [
    query
    for queries in yaml.safe_load(
        Path(__file__).with_name("off_topic.yaml").read_text(encoding="utf-8")
    ).values()
    for query in queries
]
LONG_ENOUGH = [word for word in SPOKEN if len(word) > 2]


def case(query: str, *words: str) -> Case:
    return Case(query, words or (query,))


def measure(matcher: MatcherPage, cases: list[Case]) -> tuple[float, float, list[str]]:
    """Mean recall, mean precision among the first five, and the queries that lack in either."""
    answers = matcher.find_each([one.query for one in cases])
    figures = [
        (recall(found.tasks, one.tasks), precision_at_5(found.tasks, one.tasks))
        for found, one in zip(answers, cases, strict=True)
    ]
    amiss = [one.query for one, figure in zip(cases, figures, strict=True) if min(figure) < 1]
    recalls, precisions = zip(*figures, strict=True)
    return mean(recalls), mean(precisions), amiss


def written_cases(entries: list[str | dict[str, str]]) -> Iterator[Case]:
    for entry in entries:
        if isinstance(entry, str):
            yield case(entry)
        else:
            ((query, words),) = entry.items()
            yield case(query, *words.split())


@pytest.mark.parametrize("name", QUERIES["written"])
def test_words_find_all_that_have_them(matcher: MatcherPage, name: str) -> None:
    share, precision, amiss = measure(matcher, list(written_cases(QUERIES["written"][name])))
    assert share == 1, amiss
    assert precision >= 0.98, amiss


WAYS_TO_SPELL: dict[str, Callable[[str], str]] = {
    "joined": lambda word: "".join(lazy_pinyin(word)),
    "spaced": lambda word: " ".join(lazy_pinyin(word)),
    "with apostrophes": lambda word: "'".join(lazy_pinyin(word)),
    "in capitals": lambda word: "".join(lazy_pinyin(word)).upper(),
    "Han before Latin": lambda word: word[:1] + "".join(lazy_pinyin(word[1:])),
    "Latin before Han": lambda word: "".join(lazy_pinyin(word[:-1])) + word[-1],
}


@pytest.mark.parametrize("way", WAYS_TO_SPELL)
def test_pinyin_finds_the_words_it_spells(matcher: MatcherPage, way: str) -> None:
    cases = [case(WAYS_TO_SPELL[way](word), word) for word in SPOKEN]
    share, precision, amiss = measure(matcher, cases)
    assert share == 1, amiss
    assert precision >= 0.98, amiss
    assert {found.tier for found in matcher.find_each([one.query for one in cases])} == {"pinyin"}


def test_last_syllable_may_be_unfinished(matcher: MatcherPage) -> None:
    cases = [case("".join(lazy_pinyin(word))[:-1], word) for word in SPOKEN]
    share, precision, amiss = measure(matcher, cases)
    assert share == 1, amiss
    assert precision >= 0.95, amiss


def test_initials_find_all_that_have_them(matcher: MatcherPage) -> None:
    """Relevant is what has characters with those initials next to each other."""
    queries = {word: "".join(sound[0] for sound in lazy_pinyin(word)) for word in SPOKEN}
    cases = [Case(query, (query,), has_initials) for query in queries.values()]
    share, precision, amiss = measure(matcher, cases)
    assert share == 1, amiss
    assert precision >= 0.98, amiss

    # From three letters on the word that was meant stands out.
    meant = [case(queries[word], word) for word in LONG_ENOUGH]
    share, precision, amiss = measure(matcher, meant)
    assert share == 1, amiss
    assert precision >= 0.9, amiss


@pytest.mark.parametrize(
    ("query", "rule"),
    [("ce", begins_to_spell), ("wce", begins_to_spell), ("cs", has_initials), ("c", has_initials)],
)
def test_letters_on_a_page_hide_no_task(matcher: MatcherPage, query: str, rule: Rule) -> None:
    """The page says WCE and CSV, and comes last where it is not meant."""
    found = matcher.find(query)
    wanted = relevant(query, rule=rule)
    assert wanted <= set(found.tasks)
    assert found.documents[-1] == PAGE.address
    assert (found.tier == "exact") == (not wanted)


@pytest.mark.parametrize(
    ("mistake", "least"),
    [
        (mistakes.homophone, 0.98),
        (mistakes.substitution, 0.98),
        (mistakes.insertion, 0.98),
        (mistakes.swap, 0.98),
        (mistakes.deletion, 0.9),  # can leave a word that the plan has as well
    ],
)
def test_one_mistake_is_forgiven(
    matcher: MatcherPage, mistake: mistakes.Mistake, least: float
) -> None:
    chance = Random(1)
    cases = [case(mistake(word, chance), word) for word in LONG_ENOUGH * 8]
    share, _, amiss = measure(matcher, cases)
    assert share >= least, amiss


@pytest.mark.parametrize(
    "mistake", [mistakes.substitution, mistakes.insertion, mistakes.swap, mistakes.deletion]
)
def test_one_mistake_in_pinyin_is_forgiven(matcher: MatcherPage, mistake: mistakes.Mistake) -> None:
    chance = Random(1)
    cases = [case(mistake("".join(lazy_pinyin(word)), chance), word) for word in LONG_ENOUGH * 4]
    share, _, amiss = measure(matcher, cases)
    assert share >= 0.98, amiss


@pytest.mark.parametrize("queries", [QUERIES["off topic"], HELD_OUT], ids=["known", "held out"])
def test_what_the_plan_has_not_is_rarely_answered(matcher: MatcherPage, queries: list[str]) -> None:
    assert not any(relevant(query) for query in queries)
    found = dict(zip(queries, matcher.find_each(queries), strict=True))
    answered = {query: one.tier for query, one in found.items() if one.documents}
    assert len(answered) <= len(queries) / 12, answered
    # What is not labelled as near is spelt as words of the plan are.
    spelt = [query for query, tier in answered.items() if tier != "near"]
    assert len(spelt) <= len(queries) / 36, spelt
    assert all(relevant(query, rule=begins_to_spell) for query in spelt), answered
