"""What people type in search of this office's tasks, by class, and what is relevant to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pypinyin import lazy_pinyin

from generator.table.loading import load_plan
from tests.reader.search.oracle import Rule, answers, has, relevant
from tests.support import ROOT, read_yaml

PLAN = load_plan(ROOT / "data" / "tasks.yaml")
FOLDER = Path(__file__).parent
QUERIES = read_yaml((FOLDER / "queries.yaml").read_text(encoding="utf-8"))
SPOKEN: list[str] = QUERIES["spoken"]
LONG_ENOUGH = [word for word in SPOKEN if len(word) > 2]
HELD_OUT: list[str] = [
    query
    for queries in read_yaml((FOLDER / "off_topic.yaml").read_text(encoding="utf-8")).values()
    for query in queries
]
WAYS_TO_SPELL: dict[str, Callable[[str], str]] = {
    "joined": lambda word: "".join(lazy_pinyin(word)),
    "spaced": lambda word: " ".join(lazy_pinyin(word)),
    "with apostrophes": lambda word: "'".join(lazy_pinyin(word)),
    "in capitals": lambda word: "".join(lazy_pinyin(word)).upper(),
    "Han before Latin": lambda word: word[:1] + "".join(lazy_pinyin(word[1:])),
    "Latin before Han": lambda word: "".join(lazy_pinyin(word[:-1])) + word[-1],
}


@dataclass(frozen=True)
class Case:
    """A query, and what is relevant to it: all that has its words by a rule; none, if no words."""

    query: str
    words: tuple[str, ...]
    rule: Rule = has

    @cached_property
    def tasks(self) -> set[int]:
        """The numbers of the tasks that are relevant."""
        return relevant(PLAN.tasks, *self.words, rule=self.rule)

    def is_answered_by(self, text: str) -> bool:
        """Whether a text that is not a task's is relevant."""
        return answers([text], self.words, self.rule)


def case(query: str, *words: str) -> Case:
    return Case(query, words or (query,))


def written_cases(entries: list[str | dict[str, str]]) -> Iterator[Case]:
    """The cases of a class in queries.yaml."""
    for entry in entries:
        if isinstance(entry, str):
            yield case(entry)
        else:
            ((query, words),) = entry.items()
            yield case(query, *words.split())


def recall(found: list[int], wanted: set[int]) -> float:
    """Which share of the tasks that are relevant was found."""
    return len(wanted & set(found)) / len(wanted)


def precision_at_5(found: list[int], wanted: set[int]) -> float:
    """Which share of the first five found is relevant."""
    top = found[:5]
    return len(wanted & set(top)) / len(top) if top else 0.0
