"""What a column means beside the other columns of its header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.language import vocabulary as words
from generator.plan.headings import may_be_other


def told_apart(titles: Sequence[str], names: Sequence[str | None]) -> list[str | None]:
    """The names of the columns, where one stands beside a column of the same meaning.

    Beside units that lead, the responsible ones support. Of two columns that say what is to be
    done, the first has the name, the second the content. A single one has the name.
    """
    told = list(names)
    leads = [at for at, name in enumerate(names) if name == words.LEAD]
    if words.SUPPORT not in names and any(titles[at] in words.LEADING for at in leads):
        for at in leads:
            if titles[at] in words.RESPONSIBLE:
                told[at] = words.SUPPORT
    tasks = [at for at, name in enumerate(names) if name in (words.TASK_NAME, words.CONTENT)]
    are_alike = len({names[at] for at in tasks}) == 1
    if are_alike and len({titles[at] for at in tasks}) == len(tasks):
        for at, name in zip(tasks, (words.TASK_NAME, words.CONTENT), strict=False):
            told[at] = name
    return _first_alone(titles, told)


def _first_alone(titles: Sequence[str], names: Sequence[str | None]) -> list[str | None]:
    """The names without those of further columns of one meaning; these are others then.

    Units that lead come first, wherever they stand.
    """
    told = list(names)
    order = sorted(range(len(names)), key=lambda at: titles[at] not in words.LEADING)
    for place, at in enumerate(order):
        same = [one for one in order[:place] if names[one] == names[at]]
        if same and titles[at] not in (titles[one] for one in same) and may_be_other(titles[at]):
            told[at] = None
    return told


def other_key(name: str) -> str:
    """The key of a column that only the document's office has."""
    return f"{words.OTHERS}/{name}"


def others_in(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of the columns that only the document's office has, by their names."""
    start = other_key("")
    return {key.removeprefix(start): text for key, text in texts.items() if key.startswith(start)}
