"""Lists the queries of the search benchmark by class, and the bars of each class."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pypinyin import lazy_pinyin

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.office.search.queries import (
    HELD_OUT,
    LONG_ENOUGH,
    QUERIES,
    SPOKEN,
    WAYS_TO_SPELL,
    Case,
    case,
    written_cases,
)
from tests.reader.search import mistakes
from tests.reader.search.oracle import has_initials

MISTAKES = {
    mistakes.homophone: 0.98,
    mistakes.substitution: 0.98,
    mistakes.insertion: 0.98,
    mistakes.swap: 0.98,
    mistakes.deletion: 0.9,
}
OFF_TOPIC_BAR = 1 / 12


@dataclass(frozen=True)
class Class:
    """Queries of one kind and their bars; off-topic queries have no relevant tasks."""

    name: str
    cases: Sequence[Case]
    recall: float = 1.0
    precision: float = 0.0
    is_off_topic: bool = False


def all_classes() -> list[Class]:
    written = QUERIES["written"].items()
    classes = [Class(name, list(written_cases(each)), 1, 0.98) for name, each in written]
    for way, spell in WAYS_TO_SPELL.items():
        classes.append(Class(f"pinyin, {way}", [case(spell(w), w) for w in SPOKEN], 1, 0.98))
    initials = ["".join(sound[0] for sound in lazy_pinyin(word)) for word in SPOKEN]
    cases = [Case(letters, (letters,), has_initials) for letters in initials]
    classes.append(Class("initials", cases, 1, 0.9))
    chance = Random(1)
    for mistake, bar in MISTAKES.items():
        cases = [case(mistake(word, chance), word) for word in LONG_ENOUGH]
        classes.append(Class(f"mistake, {mistake.__name__}", cases, bar))
    off_topic = {"off topic": QUERIES["off topic"], "off topic, held out": HELD_OUT}
    for name, some in off_topic.items():
        classes.append(Class(name, [Case(query, ()) for query in some], is_off_topic=True))
    return classes
