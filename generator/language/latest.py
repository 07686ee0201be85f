"""What was made last, given again while it would be made of the same: for previews."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

_Made = TypeVar("_Made")


def keep_latest(function: Callable[..., _Made]) -> Callable[..., _Made]:
    """Let a function of nothing but its arguments give its last result again for the same ones.

    One result is kept for each first argument, such as a file or a year, so that a preview of any
    number of saves holds no more than one of each.
    """
    kept: dict[Hashable, tuple[tuple[Any, ...], _Made]] = {}

    @wraps(function)
    def latest(first: Hashable, *others: Any) -> _Made:
        if first not in kept or kept[first][0] != others:
            kept[first] = others, function(first, *others)
        return kept[first][1]

    return latest
