"""Keeps the last result of a function, for previews."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

_Made = TypeVar("_Made")


def keep_latest(function: Callable[..., _Made]) -> Callable[..., _Made]:
    """Return the last result again, if the arguments are equal to the last ones.

    The function must depend on its arguments alone. One result is kept for each first argument,
    such as a year.
    """
    kept: dict[Hashable, tuple[tuple[Any, ...], _Made]] = {}

    @wraps(function)
    def latest(first: Hashable, *others: Any) -> _Made:
        if first not in kept or kept[first][0] != others:
            kept[first] = others, function(first, *others)
        return kept[first][1]

    return latest
