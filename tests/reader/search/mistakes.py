"""One mistake in a word, as people make them when typing."""

from __future__ import annotations

import string
from collections.abc import Callable
from functools import cache
from random import Random

from pypinyin import lazy_pinyin

Mistake = Callable[[str, Random], str]


@cache
def common_characters() -> dict[str, str]:
    """The characters of level 1 of GB 2312, and how each is read."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    characters = [cell.decode("gb2312", errors="ignore") for cell in cells]
    return {character: lazy_pinyin(character)[0] for character in characters if character}


def _another(character: str, chance: Random) -> str:
    kind = string.ascii_lowercase if character.isascii() else "".join(common_characters())
    return chance.choice(kind.replace(character, ""))


def homophone(word: str, chance: Random) -> str:
    common = common_characters()
    ways = [
        word[:place] + other + word[place + 1 :]
        for place, character in enumerate(word)
        for other, sound in common.items()
        if other != character and sound == common.get(character)
    ]
    return chance.choice(ways)


def substitution(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + _another(word[place], chance) + word[place + 1 :]


def insertion(word: str, chance: Random) -> str:
    place = chance.randrange(len(word) + 1)
    return word[:place] + _another(word[0], chance) + word[place:]


def deletion(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :]


def swap(word: str, chance: Random) -> str:
    places = [place for place in range(len(word) - 1) if word[place] != word[place + 1]]
    place = chance.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


TYPING = (substitution, insertion, deletion, swap)
