"""The search index of a plan: its text as published, and the tables by which it is matched.

Four JSON texts. The first is small because it is loaded before the first result:

- `topics`: [name, address] each; `departments`: names
- `tasks`: [step, name, topic, content, leading departments, supporting departments, deadline,
  ...others] each, in the order of their numbers: `step` from the number before (the first from 0);
  the name 0 where it is that of the task before; topics and departments by their place in those
  lists; a missing text null, missing ones at the end left out
- `others`: the keys of the columns after the deadline; `ranks`: how much each column of a task
  counts, 0 most, in the order of a row
- `variants`: traditional and variant characters in all texts → those they stand for
- `characters`: the Han characters that only the pages have

The second has the pages, [title, address, text] each, and is loaded once a result is
shown. The others are loaded when a query needs them. They tell of each different Han character of
all texts, variants replaced:

- `readings`: two strings, in the order of GB 2312, where the common ones stand by their sounds (and
  those that it lacks come last). How the characters are read: the syllables, each with the number
  of neighbours that have it, where capitals begin all that follow up to the next capitals. And the
  other readings of each character, separated by commas, with spaces between characters; of these,
  a semicolon stands before those that are heard in these texts
- `variants`: one string, in the order of their codes: the characters that stand for each, with
  spaces between

Nothing here is HTML: whoever shows it must keep it inert.
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

from generator.language import pinyin
from generator.language.vocabulary import LOOK_ALIKES
from generator.plan import addresses
from generator.plan.columns import BY_KEY, SEARCHED
from generator.plan.model import Task, WorkPlan

# The unified ideographs of the basic plane: what can be typed.
HAN = [chr(code) for code in range(0x3400, 0xA000)]
_UNREAD = "-"  # stands for the reading of a character that has none
# These have a form of their own in a row; other columns follow as texts.
_PACKED = "number name topic content lead_departments supporting_departments deadline".split()  # noqa: SIM905
_OTHERS = tuple(column for column in SEARCHED if column.key not in _PACKED)
_HAN_RUNS = re.compile(f"[{HAN[0]}-{HAN[-1]}]+")


@dataclass(frozen=True)
class PlainDocument:
    """A page as plain text; the address is relative to the site's root."""

    title: str
    address: str
    text: str


@dataclass(frozen=True)
class SearchIndex:
    """The JSON texts, the same for the same plan and pages."""

    texts: str
    pages: str
    readings: str
    variants: str


def search_index(plan: WorkPlan, pages: Sequence[PlainDocument]) -> SearchIndex:
    """What a reader's browser needs to search a plan and the pages beside it."""
    topics = {topic.name: place for place, topic in enumerate(plan.topics)}
    departments = {department.name: place for place, department in enumerate(plan.departments)}
    tasks = sorted(plan.tasks, key=lambda task: task.number)
    texts = {
        "topics": [[topic.name, addresses.topic(plan.year, topic.slug)] for topic in plan.topics],
        "tasks": [
            _row(task, before, topics, departments)
            for before, task in zip([None, *tasks], tasks, strict=False)
        ],
        "departments": list(departments),
    }
    others = [[page.title, page.address, page.text] for page in pages]
    of_tasks, of_pages = (unicodedata.normalize("NFKC", _json(one)) for one in (texts, others))
    used = set(HAN).intersection(of_tasks + of_pages)
    variants = {one: _simplified()[one] for one in sorted(used & _simplified().keys())}
    characters = sorted({variants.get(one, one) for one in used})
    ranked = [*map(BY_KEY.__getitem__, _PACKED), *_OTHERS]
    more = {
        "ranks": [column.rank for column in ranked],
        "others": [column.key for column in _OTHERS],
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
    task: Task, before: Task | None, topics: dict[str, int], departments: dict[str, int]
) -> list[object]:
    row: list[object] = [
        task.number - (before.number if before else 0),
        0 if before and before.name == task.name else task.name,
        topics[task.topic],
        task.content,
        [departments[name] for name in task.lead_departments],
        [departments[name] for name in task.supporting_departments],
        task.deadline.wording if task.deadline else None,
        *(column.text(task) or None for column in _OTHERS),
    ]
    while row[-1] is None and len(row) > len(_PACKED):
        row.pop()
    return row


def _place(character: str) -> tuple[bool, bytes]:
    """Orders characters as GB 2312 does, those that it lacks after them by their codes."""
    code = character.encode("gb2312", errors="ignore")
    return not code, code or character.encode("utf-16-be")


def _readings(characters: Sequence[str], written: str) -> tuple[str, str]:
    """How each character is read, and how else."""
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
    """Each syllable, followed by how many neighbours have it."""
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
    """The same the other way round: a character, and all that stand for it."""
    same = defaultdict(list)
    for character, simple in _simplified().items():
        same[simple].append(character)
    return dict(same)


def _convert(characters: Iterable[str], ways: Iterable[str]) -> str:
    """What each character becomes, which is one again."""
    text = "\n".join(characters)  # so that no two characters are taken for a phrase
    for way in ways:
        text = OpenCC(way).convert(text)
    return text[::2]
