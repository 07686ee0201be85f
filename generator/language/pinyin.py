"""Pinyin: readings of characters, proposed slugs, sort keys."""

from __future__ import annotations

import gc
import re
import unicodedata
from functools import cache

# The library makes 90,000 tuples and lists. No collection walks them, now or later: that takes
# 5 % off a build of 72 tasks.
gc.disable()
import pypinyin  # noqa: E402
from pypinyin.seg.mmseg import seg  # noqa: E402

gc.freeze()
gc.enable()

MAX_SLUG = 60


@cache
def readings(character: str) -> tuple[str, ...]:
    """A character's readings in lower-case letters without tones, the usual one first.

    u with two dots is written as v, as on keyboards. Empty for anything but a Han character.
    """
    normal = pypinyin.Style.NORMAL
    found = pypinyin.pinyin(character, style=normal, heteronym=True, errors="ignore")
    plain = (_letters(reading) for syllable in found for reading in syllable)
    return tuple(dict.fromkeys(reading for reading in plain if reading))


@cache
def heard(text: str) -> tuple[tuple[str, str], ...]:
    """Each character of a text of Han characters, with its reading in this text."""
    return tuple(pair for word in seg.cut(text) for pair in _heard_in_word(word))


@cache
def _heard_in_word(word: str) -> tuple[tuple[str, str], ...]:
    sounds = pypinyin.lazy_pinyin([word], errors=list)  # type: ignore[arg-type]  # documented: any callable
    return tuple((one, _letters(sound)) for one, sound in zip(word, sounds, strict=True))


@cache
def sort_key(text: str) -> tuple[str, ...]:
    """A key for the order of dictionaries: the syllables with their tones, then the text."""
    return (" ".join(pypinyin.lazy_pinyin(text, style=pypinyin.Style.TONE3)), text)


def propose_slug(text: str) -> str:
    """Propose a slug of at most 60 letters, digits and hyphens; empty if nothing is readable.

    A person must check it: pypinyin guesses the readings of some characters. Syllables are joined
    in pairs, because most words have two; in an odd number, the first three are joined.

    >>> propose_slug("2022 plan")
    '2022-plan'
    """
    words: list[str] = []
    for run in re.findall(r"[a-z0-9]+|[^a-z0-9]+", unicodedata.normalize("NFKC", text).lower()):
        if run.isascii() and run.isalnum():
            words.append(run)
        else:
            syllables = [_letters(sound) for sound in pypinyin.lazy_pinyin(run, errors="ignore")]
            words.extend(_in_pairs(syllables))
    while len("-".join(words)) > MAX_SLUG:
        words.pop()
    return "-".join(words)


def _in_pairs(syllables: list[str]) -> list[str]:
    first = 2 + len(syllables) % 2
    rest = range(first, len(syllables), 2)
    groups = [syllables[:first], *(syllables[start : start + 2] for start in rest)]
    return ["".join(group) for group in groups if group]


def _letters(reading: str) -> str:
    """A reading in keyboard letters; empty if they cannot write it."""
    typed = reading.replace("\u00fc", "v").replace("\u00ea", "e")
    return typed if re.fullmatch("[a-z]+", typed) else ""
