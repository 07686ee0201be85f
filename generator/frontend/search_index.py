"""The search index of a plan: the published text, and the tables that a query is matched with.

It consists of four JSON texts. The first is small, because the browser loads it before the first
result:

- `topics`, `departments`: see search_things.py
- `columns`: [key, rank, whether it is running text] each; rank 0 counts most
- `tasks`: one row each in the order of their numbers, with a cell for each of the columns. A number
  is the difference from the number before (the first from 0). Names are a list of positions in
  `departments`. A text is 0 if the task before has the same in that column, and null if it is
  missing; missing texts at the end of a row are left out
- `number`: how a task's number is typed, as a regular expression; its group is the number
- `years`: see search_things.py
- `synonyms`: groups of words of equal meaning
- `variants`: traditional and variant characters in all texts → the characters they stand for
- `characters`: the Han characters that occur in pages only

The second text has the pages, [title, address, text] each. It is loaded once a result is shown.
The other two are loaded when a query needs them. They describe each different Han character of all
texts, variants replaced:

- `readings`: two strings. The characters are in the order of GB 2312, which sorts the common ones
  by their sound; those that it lacks come last. The first string has the syllables, each followed
  by the number of neighbours that have it; capitals are a prefix of all that follows, up to the
  next capitals. The second has the other readings of each character, separated by commas, with
  spaces between characters; a semicolon stands before the readings that are heard in these texts
- `variants`: one string with the characters that stand for each, separated by spaces, in the order
  of the codes

No text is HTML: the code that shows it must escape it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from opencc import OpenCC

from generator.frontend.search_things import (
    searched_departments,
    searched_topics,
    searched_years,
)
from generator.language import pinyin
from generator.language.vocabulary import LOOK_ALIKES, TYPED_NUMBER
from generator.language.wording import Wording
from generator.plan.columns import Column, Kind
from generator.plan.headings import columns_in
from generator.plan.model import Task, WorkPlan
from generator.plan.progress import as_text, has_progress

_PROGRESS = ["progress", 3, True]
"""What has become of a task, as a last column, where the plan says it of any."""

# The unified ideographs of the basic plane, which can be typed.
HAN = [chr(code) for code in range(0x3400, 0xA000)]
_UNREAD = "-"  # the reading of a character that has none
_HAN_RUNS = re.compile(f"[{HAN[0]}-{HAN[-1]}]+")


@dataclass(frozen=True)
class PlainDocument:
    """A page as plain text; the address is relative to the site's root."""

    title: str
    address: str
    text: str


@dataclass(frozen=True)
class SearchIndex:
    """The four JSON texts. The same plan and pages give the same texts."""

    texts: str
    pages: str
    readings: str
    variants: str


def search_index(
    plan: WorkPlan,
    pages: Sequence[PlainDocument],
    wording: Wording,
    synonyms: Sequence[Sequence[str]] = (),
    other_years: Sequence[int] = (),
) -> SearchIndex:
    """The index with which a browser searches a plan and these pages.

    `synonyms` are groups of words of equal meaning; `other_years` have plans too.
    """
    departments = {unit.name: place for place, unit in enumerate(plan.departments)}
    tasks = sorted(plan.tasks, key=lambda task: task.number)
    searched = [column for column in columns_in(plan) if column.rank is not None]
    outcomes = [_PROGRESS] if has_progress(plan) else []
    texts = {
        "topics": searched_topics(plan, wording),
        "tasks": [
            _row(searched, task, before, departments)
            for before, task in zip([None, *tasks], tasks, strict=False)
        ],
        "departments": searched_departments(plan, wording),
        "columns": [*([one.key, one.rank, one.is_prose] for one in searched), *outcomes],
        "number": TYPED_NUMBER,
        "years": searched_years(other_years, wording),
        "synonyms": synonyms,
    }
    others = [[page.title, page.address, page.text] for page in pages]
    of_tasks, of_pages = (unicodedata.normalize("NFKC", _json(one)) for one in (texts, others))
    used = set(HAN).intersection(of_tasks + of_pages)
    variants = {one: _simplified()[one] for one in sorted(used & _simplified().keys())}
    characters = sorted({variants.get(one, one) for one in used})
    more = {
        "variants": variants,
        "characters": "".join(sorted(used.difference(of_tasks))),
    }
    return SearchIndex(
        texts=_json(texts | more),
        pages=_json(others),
        readings=_json(_readings(sorted(characters, key=_place), of_tasks + of_pages)),
        variants=_json(" ".join("".join(_variants_of().get(one, ())) for one in characters)),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _row(
    columns: Sequence[Column], task: Task, before: Task | None, departments: dict[str, int]
) -> list[object]:
    row: list[object] = [_cell(column, task, before, departments) for column in columns]
    row.append(as_text(task) or None)
    while row[-1] is None:
        row.pop()
    return row


def _cell(
    column: Column, task: Task, before: Task | None, departments: dict[str, int]
) -> int | list[int] | str | None:
    if column.kind is Kind.NUMBER:
        return task.number - (before.number if before else 0)
    if column.kind is Kind.NAMES:
        return [departments[name] for name in column.texts(task)]
    text = column.text(task)
    return 0 if text and before and text == column.text(before) else text or None


def _place(character: str) -> tuple[bool, bytes]:
    """The sort key of a character: in the order of GB 2312, then by code those that it lacks."""
    code = character.encode("gb2312", errors="ignore")
    return not code, code or character.encode("utf-16-be")


def _readings(characters: Sequence[str], written: str) -> tuple[str, str]:
    """The two strings of `readings`: how each character is usually read, and its other readings."""
    every = [pinyin.readings(character) or (_UNREAD,) for character in characters]
    heard = {pair for run in set(_HAN_RUNS.findall(written)) for pair in pinyin.heard(run)}
    others = []
    for character, (_, *rest) in zip(characters, every, strict=True):
        kinds = [
            [one for one in rest if ((character, one) in heard) is is_heard]
            for is_heard in (False, True)
        ]
        others.append(";".join(map(",".join, kinds)).removesuffix(";"))
    return _runs(first for first, *_ in every), " ".join(others)


def _runs(syllables: Iterable[str]) -> str:
    """The syllables in a row, each with the number of neighbours that have it."""
    packed = []
    before = ""
    for syllable, run in groupby(syllables):
        begun = syllable[: 2 if syllable[1:2] == "h" else 1]
        packed.append("" if begun == before else begun.upper())
        packed.append(f"{syllable.removeprefix(begun)}{len(list(run))}")
        before = begun
    return "".join(packed)


@cache
def _simplified() -> dict[str, str]:
    """Every character that stands for another one, and that one.

    Source: the dictionaries of OpenCC (traditional; Hong Kong, Taiwan, Japan), and look-alikes.
    """
    found = dict(LOOK_ALIKES)
    # What simplified Chinese itself uses: all that GB 2312 has.
    modern = set("".join(HAN).encode("gb2312", errors="ignore").decode("gb2312"))
    for ways in (("t2s",), ("hk2s",), ("tw2s",), ("jp2t", "t2s")):
        for character, simple in zip(HAN, _convert(HAN, ways), strict=True):
            # What a region writes for another character is often a good character elsewhere.
            if simple != character and (ways == ("t2s",) or character not in modern):
                found.setdefault(character, simple)
    return {character: found.get(simple, simple) for character, simple in found.items()}


@cache
def _variants_of() -> dict[str, list[str]]:
    """Each character that others stand for → those others."""
    same = defaultdict(list)
    for character, simple in _simplified().items():
        same[simple].append(character)
    return dict(same)


def _convert(characters: Iterable[str], ways: Iterable[str]) -> str:
    """Each character converted to one other character, in order, as one string."""
    text = "\n".join(characters)  # so that no two characters are read as a phrase
    for way in ways:
        text = OpenCC(way).convert(text)
    return text[::2]
