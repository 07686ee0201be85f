"""Draws consecutive numbers together, for reports."""

from __future__ import annotations

from collections.abc import Sequence


def spans(numbers: Sequence[int]) -> list[str]:
    """Ascending numbers, with consecutive ones joined: `1-3`, `7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def runs(links: Sequence[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Pairs of numbers in order, with those drawn together that are consecutive on both sides."""
    found: list[tuple[list[int], list[int]]] = []
    for new, old in links:
        if found and (found[-1][0][-1] + 1, found[-1][1][-1] + 1) == (new, old):
            found[-1][0].append(new)
            found[-1][1].append(old)
        else:
            found.append(([new], [old]))
    return found
