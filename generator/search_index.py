"""The search index of a plan: its text as published, and the tables by which it is matched.

Two JSON texts. The first is small because it is loaded before the first result:

- `topics`: [name, address] each; `departments`: names
- `tasks`: [number, name, topic, content, leading departments, supporting departments, deadline,
  note] each, in the order of their numbers; topics and departments by their place in those lists,
  a missing deadline null, a missing note left out
- `pages`: [title, address, text] each
- `variants`: traditional and variant characters in all that → those they stand for

The second is loaded where nothing is found as written. It is one string: for each different Han
character of the first, in the order of their codes, its readings, separated by commas, and the
characters that stand for it; spaces between.

Nothing here is HTML: whoever shows it must keep it inert.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from generator import addresses, pinyin
from generator.model import Task, WorkPlan
from generator.vocabulary import LOOK_ALIKES

# The unified ideographs of the basic plane: what can be typed.
HAN = [chr(code) for code in range(0x3400, 0xA000)]


@dataclass(frozen=True)
class PlainDocument:
    """A hand-written page as plain text; the address is relative to the site's root."""

    title: str
    address: str
    text: str


@dataclass(frozen=True)
class SearchIndex:
    """Both JSON texts, the same for the same plan and pages."""

    texts: str
    characters: str


def search_index(plan: WorkPlan, pages: Sequence[PlainDocument]) -> SearchIndex:
    """What a reader's browser needs to search a plan and the hand-written pages."""
    topics = {topic.name: place for place, topic in enumerate(plan.topics)}
    departments = {department.name: place for place, department in enumerate(plan.departments)}
    tasks = sorted(plan.tasks, key=lambda task: task.number)
    texts = {
        "topics": [[topic.name, addresses.topic(plan.year, topic.slug)] for topic in plan.topics],
        "departments": list(departments),
        "tasks": [_row(task, topics, departments) for task in tasks],
        "pages": [[page.title, page.address, page.text] for page in pages],
    }
    used = set(HAN).intersection(unicodedata.normalize("NFKC", _json(texts)))
    variants = {one: _simplified()[one] for one in sorted(used & _simplified().keys())}
    return SearchIndex(_json(texts | {"variants": variants}), _json(_characters(used)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _row(task: Task, topics: dict[str, int], departments: dict[str, int]) -> list[object]:
    row: list[object] = [
        task.number,
        task.name,
        topics[task.topic],
        task.content,
        [departments[name] for name in task.lead_departments],
        [departments[name] for name in task.supporting_departments],
        task.deadline.wording if task.deadline else None,
    ]
    return row if task.note is None else [*row, task.note]


def _characters(used: set[str]) -> str:
    """What is known of each Han character in the texts, as the index has it."""
    same = _variants_of()
    entries = []
    known: set[str] = set()
    for character in sorted(used):
        simple = _simplified().get(character, character)
        # Of several that are the same, one speaks for all: the simplified one where it is used.
        if character == simple or (simple not in used and simple not in known):
            others = (one for one in (simple, *same.get(simple, ())) if one != character)
            entries.append(",".join(pinyin.readings(simple)) + "".join(others))
        else:
            entries.append("")
        known.add(simple)
    return " ".join(entries)


@cache
def _simplified() -> dict[str, str]:
    """Every character that stands for another one, and that one.

    Source: the dictionaries of OpenCC (traditional; Hong Kong, Taiwan, Japan), and look-alikes.
    """
    found = dict(LOOK_ALIKES)
    for ways in (("t2s",), ("hk2s",), ("tw2s",), ("jp2t", "t2s")):
        for character, simple in zip(HAN, _convert(HAN, ways), strict=True):
            # What a region writes for another character is often a good character elsewhere.
            regional = ways != ("t2s",)
            if simple != character and not (regional and _is_modern(character)):
                found.setdefault(character, simple)
    return {character: found.get(simple, simple) for character, simple in found.items()}


@cache
def _variants_of() -> dict[str, list[str]]:
    """The same the other way round: a character, and all that stand for it."""
    same = defaultdict(list)
    for character, simple in _simplified().items():
        same[simple].append(character)
    return dict(same)


def _convert(characters: Iterable[str], ways: Iterable[str]) -> list[str]:
    from opencc import OpenCC

    lines = "\n".join(characters)  # so that no two characters are taken for a phrase
    for way in ways:
        lines = OpenCC(way).convert(lines)
    return lines.split("\n")


def _is_modern(character: str) -> bool:
    """Whether simplified Chinese uses the character: GB 2312 has it."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
