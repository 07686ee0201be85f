"""How alike two texts are, by the pairs of neighbouring characters that they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping


def likeness(one: str, other: str) -> float:
    """Dice's coefficient of the pairs of characters of two texts, 0 to 1; spaces do not count."""
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others))


def likenesses(
    before: Mapping[int, str], after: Mapping[int, str]
) -> Iterator[tuple[int, int, float]]:
    """Key in `after`, key in `before`, and the likeness of their texts.

    Texts without a common pair are left out.
    """
    pairs_before = {key: _pairs(text) for key, text in before.items()}
    holders = defaultdict(list)
    for key, pairs in pairs_before.items():
        for pair in pairs:
            holders[pair].append(key)
    for new, text in after.items():
        pairs = _pairs(text)
        shared = Counter(old for pair in pairs for old in holders[pair])
        for old, count in shared.items():
            yield new, old, 2 * count / (len(pairs) + len(pairs_before[old]))


def squashed(text: str) -> str:
    """A text without spaces and line breaks."""
    return "".join(text.split())


def _pairs(text: str) -> set[str]:
    text = squashed(text)
    return {text[at : at + 2] for at in range(max(len(text) - 1, 1))}
