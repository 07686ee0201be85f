"""Tells tasks of one name apart by the beginning of their texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.language import vocabulary as words
from generator.plan.model import Task
from generator.plan.views import grouped

_SHORTEST, _LONGEST = 8, 24
_CLAUSE_END = re.compile(rf"[{re.escape(words.CLAUSE_ENDS)}\n]")


def openings(tasks: Sequence[Task]) -> dict[int, str]:
    """The beginning of the text of each task that shares its name with another, by number.

    It is as long as it must be to differ from the others of that name, and then goes on to the end
    of the clause if that is near. Tasks with the same name and text get the same.
    """
    texts = {
        name: [task.content for task in same]
        for name, same in grouped(tasks, lambda task: (task.name,)).items()
    }
    return {
        task.number: _opening(task.content, texts[task.name])
        for task in tasks
        if len(texts[task.name]) > 1 and task.has_own_content
    }


def _opening(text: str, texts: Iterable[str]) -> str:
    shared = (_shared(text, other) for other in texts if other != text)
    least = max(_SHORTEST, max(shared, default=0) + 1)
    most = max(least, _LONGEST)
    ends = (found.start() for found in _CLAUSE_END.finditer(text))
    end = next((at for at in ends if least <= at <= most), most)
    return text if end >= len(text) else text[:end] + words.ELLIPSIS


def _shared(one: str, other: str) -> int:
    """The number of characters with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
