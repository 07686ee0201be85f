"""What a query should find, read from the table by plain rules of its own.

A task answers a word if one of its fields has it: as written, after both are folded in width,
case, quotes, brackets, spaces and traditional characters; or, for Latin letters, as a run of
characters any of whose readings spell it. Nothing here is shared with the matcher or the index.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from opencc import OpenCC
from pypinyin import Style, pinyin

from generator.plan.model import Task
from generator.table.loading import load_plan
from tests.support import ROOT

PLAN = load_plan(ROOT / "data" / "tasks.yaml")
SILENT = {"Pi", "Pf", "Ps", "Pe", "Zs", "Cc", "Cf"}
VARIANTS = str.maketrans("釆査処図", "采查处图")

Rule = Callable[[Collection[str], str], bool]
"""Whether texts have a word."""


@cache
def plain(text: str) -> str:
    """A text as it is compared."""
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = (one for one in folded if unicodedata.category(one) not in SILENT and one not in "\"'`")
    return "".join(_simplified(one) for one in kept)


@cache
def _simplified(character: str) -> str:
    simple: str = OpenCC("t2s").convert(character)
    return simple.translate(VARIANTS)


def fields(task: Task) -> Iterator[str]:
    yield from (task.name, task.topic, task.content)
    yield from task.lead_departments
    yield from task.supporting_departments
    if task.deadline:
        yield task.deadline.wording
    if task.note:
        yield task.note


def has(texts: Collection[str], word: str) -> bool:
    """Whether a text has the word."""
    return any(plain(word) in plain(text) for text in texts)


def has_initials(texts: Collection[str], word: str) -> bool:
    """Whether a text has characters next to each other whose readings begin with these letters."""
    return any(spells(run, word, _initials) for run in _runs(texts, len(word)))


def begins_to_spell(texts: Collection[str], word: str) -> bool:
    """Whether a text has a run of Han characters whose readings begin with the word's letters."""
    return any(begins(run, word) for run in _runs(texts, len(word)))


def _runs(texts: Collection[str], length: int) -> Iterator[str]:
    """From every character of the texts on, as many as that."""
    for text in map(plain, texts):
        for start in range(len(text)):
            yield text[start : start + length]


def begins(text: str, word: str) -> bool:
    """Whether a text's characters are read as the word, the last of them as it is begun."""
    if not text:
        return False
    ways = readings(text[0])
    return any(
        way.startswith(word) or (word.startswith(way) and begins(text[1:], word[len(way) :]))
        for way in ways
    )


@cache
def readings(character: str) -> frozenset[str]:
    """All ways to type a character's sound; none for what is not Han."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    sounds = {sound.replace("\u00fc", "v") for sounds in found for sound in sounds}
    return frozenset(sounds | {sound.replace("v", "u") for sound in sounds})


def _initials(character: str) -> frozenset[str]:
    return frozenset(sound[0] for sound in readings(character))


def spells(text: str, word: str, ways: Callable[[str], frozenset[str]] = readings) -> bool:
    """Whether the word is the text, each character as it is or in one of its ways."""
    if not text:
        return not word
    typed = (way for way in {text[0]} | ways(text[0]) if word.startswith(way))
    return any(spells(text[1:], word[len(way) :], ways) for way in typed)


def relevant(*words: str, rule: Rule = has) -> set[int]:
    """The numbers of the tasks that answer every word by a rule."""
    return {task.number for task in PLAN.tasks if _answers(list(fields(task)), words, rule)}


def _answers(texts: Collection[str], words: Collection[str], rule: Rule) -> bool:
    return bool(words) and all(rule(texts, word) for word in words)


@dataclass(frozen=True)
class Case:
    """A query, and what is relevant to it: all that has its words by a rule; none, if no words."""

    query: str
    words: tuple[str, ...]
    rule: Rule = has

    @cached_property
    def tasks(self) -> set[int]:
        """The numbers of the tasks that are relevant."""
        return relevant(*self.words, rule=self.rule)

    def is_answered_by(self, text: str) -> bool:
        """Whether a text that is not a task's is relevant."""
        return _answers([text], self.words, self.rule)


def recall(found: list[int], wanted: set[int]) -> float:
    """Which share of the tasks that are relevant was found."""
    return len(wanted & set(found)) / len(wanted)


def precision_at_5(found: list[int], wanted: set[int]) -> float:
    """Which share of the first five found is relevant."""
    top = found[:5]
    return len(wanted & set(top)) / len(top) if top else 0.0
