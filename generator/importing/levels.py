"""Tells which of several columns, each finer than the one before, has the topics."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.language import vocabulary as words

_OF_TASKS = (words.TOPIC, words.TASK_NAME, words.CONTENT)


def with_topic(titles: Sequence[str], names: Sequence[str | None]) -> list[str | None]:
    """The official names of columns, one of which has the topics if the titles say so.

    The first of several levels has them, and the first of three columns on what is to be done.
    """
    told = list(names)
    if words.TOPIC in names:
        return told
    unknown = [at for at, name in enumerate(names) if name is None]
    levels = [at for at in unknown if re.fullmatch(words.LEVEL_COLUMN, titles[at])]
    finer = [name for name in _OF_TASKS[1:] if name not in names]
    if levels:
        told[levels[0]] = words.TOPIC
        if words.TASK_NAME in finer:
            for at, name in zip(levels[1:][-len(finer) :], finer, strict=False):
                told[at] = name
        return told
    tasks = [at for at, name in enumerate(names) if name in _OF_TASKS]
    are_three = len(tasks) == len({titles[at] for at in tasks}) == len(_OF_TASKS)
    if are_three and titles[tasks[0]] != words.TASK_NAME:
        for at, name in zip(tasks, _OF_TASKS, strict=True):
            told[at] = name
    return told
