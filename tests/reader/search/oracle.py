"""What a query should find in a plan, by plain rules.

A task answers a word if one of its fields has it: as written, after both are folded in width,
case, quotes, brackets, spaces and traditional characters; or, for Latin letters, as a run of
characters any of whose readings spell it. The matcher and the index share nothing with this module.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache

from opencc import OpenCC
from pypinyin import Style, pinyin

from generator.plan.model import Task

SILENT = {"Pi", "Pf", "Ps", "Pe", "Zs", "Cc", "Cf"}
TO_SIMPLIFIED = OpenCC("t2s")
VARIANTS = str.maketrans("釆査処図", "采查处图")

Rule = Callable[[Collection[str], str], bool]
"""Whether texts have a word."""


@cache
def plain(text: str) -> str:
    """A text in the form in which texts are compared."""
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = (one for one in folded if unicodedata.category(one) not in SILENT and one not in "\"'`")
    return "".join(_simplified(one) for one in kept)


@cache
def _simplified(character: str) -> str:
    simple: str = TO_SIMPLIFIED.convert(character)
    return simple.translate(VARIANTS)


def fields(task: Task) -> Iterator[str]:
    yield from (task.name, task.topic, task.content)
    yield from task.lead_departments
    yield from task.supporting_departments
    if task.deadline:
        yield task.deadline.wording
    if task.note:
        yield task.note
    if task.withdrawn:
        yield task.withdrawn


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
    """Runs of this length, from every character of the texts."""
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


def misread(table: Mapping[str, Mapping[str, list[str]]]) -> list[str]:
    """The characters whose `usual` and `rare` readings in a table are not all that they have."""
    return [one for one, ways in table.items() if {*ways["usual"], *ways["rare"]} != readings(one)]


def _initials(character: str) -> frozenset[str]:
    return frozenset(sound[0] for sound in readings(character))


def spells(text: str, word: str, ways: Callable[[str], frozenset[str]] = readings) -> bool:
    """Whether the word is the text, each character as it is or in one of its ways."""
    if not text:
        return not word
    typed = (way for way in {text[0]} | ways(text[0]) if word.startswith(way))
    return any(spells(text[1:], word[len(way) :], ways) for way in typed)


def relevant(tasks: Iterable[Task], *words: str, rule: Rule = has) -> set[int]:
    """The numbers of the tasks that answer every word by a rule."""
    return {task.number for task in tasks if answers(list(fields(task)), words, rule)}


def answers(texts: Collection[str], words: Collection[str], rule: Rule = has) -> bool:
    """Whether the texts answer every word by a rule; none does where there are no words."""
    return bool(words) and all(rule(texts, word) for word in words)
