"""Rules on the text of every column; each breach is a notice, which stops nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.language import vocabulary as words
from generator.language.problems import Finding, Severity, TablePath
from generator.plan.columns import PROSE
from generator.table.validation import Draft


def characters_to_look_at(draft: Draft) -> Iterator[Finding]:
    """Report Han characters outside GB 2312, which are mostly mistakes of text recognition."""
    for path, text in _texts(draft):
        for character in dict.fromkeys(re.findall(words.HAN, text)):
            try:
                character.encode("gb2312")
            except UnicodeEncodeError:
                code_point = f"U+{ord(character):04X}"
                details = {"character": character, "code_point": code_point}
                yield notice(path, "rare-character", details)


_PRIVATE_NUMBERS = (
    ("identity-number", re.compile(r"(?<!\w)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\w)", re.ASCII)),
    ("mobile-number", re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")),
)


def private_numbers(draft: Draft) -> Iterator[Finding]:
    for path, text in _texts(draft):
        for code, pattern in _PRIVATE_NUMBERS:
            for match in pattern.finditer(text):
                yield notice(path, code, {"value": match[0]})


def _texts(draft: Draft) -> Iterator[tuple[TablePath, str]]:
    for index, task in draft.tasks.items():
        for column in PROSE:
            for text in column.texts(task):
                yield cell(index, column.heading), text
        for name, text in task.others.items():
            yield (*cell(index, words.OTHERS), name), text
    for index, topic in draft.topics.items():
        if topic.summary:
            yield (words.TOPICS, index, words.SUMMARY), topic.summary


def cell(index: int, key: str) -> TablePath:
    """Return the path of a task's cell."""
    return (words.TASKS, index, key)


def notice(path: TablePath, code: str, details: Mapping[str, object]) -> Finding:
    """Return a finding that does not stop publication."""
    return Finding(path, code, details, Severity.NOTICE)
