"""Pinyin of Chinese text: sort keys and slug proposals. pypinyin is imported when first used."""

from __future__ import annotations

from functools import cache


@cache
def sort_key(text: str) -> tuple[str, ...]:
    """The syllables of a text with their tones, as dictionaries order them; then the text."""
    from pypinyin import Style, lazy_pinyin

    return (*lazy_pinyin(text, style=Style.TONE3), text)


def propose_slug(text: str) -> str:
    """A slug from the text's syllables; a person joins syllables into words and checks polyphones.

    >>> propose_slug("2022 plan")
    '2022-plan'
    """
    from pypinyin import lazy_pinyin

    spelled = "-".join(lazy_pinyin(text)).lower()
    parts = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in spelled)
    return "-".join(part for part in parts.split("-") if part)
