"""Rules across rows: one function per rule, which yields a finding for every breach.

A rule reads the rows that are valid on their own. A problem stops publication; a notice is only
worth a look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.language import vocabulary as words
from generator.language.problems import Finding, TablePath
from generator.plan.deadlines import DeadlineKind
from generator.plan.headings import may_be_other, renamed, taken
from generator.plan.model import Task
from generator.table.identifier_rules import IDENTIFIER_RULES
from generator.table.progress_rules import PROGRESS_RULES
from generator.table.register_rules import REGISTER_RULES, Rule, registers, repeated
from generator.table.text_rules import cell, characters_to_look_at, notice, private_numbers
from generator.table.validation import Draft
from generator.table.value_errors import nearest


def find_breaches(draft: Draft) -> Iterator[Finding]:
    """Run every rule."""
    for rule in RULES:
        yield from rule(draft)


def repeated_numbers(draft: Draft) -> Iterator[Finding]:
    cells = ((cell(index, words.NUMBER), task.number) for index, task in draft.tasks.items())
    yield from repeated(cells, "number-repeated")


def numbers_out_of_order(draft: Draft) -> Iterator[Finding]:
    for (_, before), (index, task) in pairwise(draft.tasks.items()):
        if task.number < before.number:
            details = {"number": task.number, "before": before.number}
            yield Finding(cell(index, words.NUMBER), "number-out-of-order", details)


def gaps_in_numbers(draft: Draft) -> Iterator[Finding]:
    if not draft.is_whole:
        return
    for (_, before), (index, task) in pairwise(draft.tasks.items()):
        if task.number > before.number + 1:
            details = {"number": task.number, "before": before.number}
            yield notice(cell(index, words.NUMBER), "number-gap", details)


def undecided_topics(draft: Draft) -> Iterator[Finding]:
    """Refuse tasks for which an import found no topic."""
    known = tuple(name for name in draft.topic_names if name != words.UNDECIDED)
    for index, task in _undecided(draft):
        details = {"number": task.number, "value": task.topic, "suggestion": known}
        yield Finding(cell(index, words.TOPIC), "topic-undecided", details)


def _undecided(draft: Draft) -> list[tuple[int, Task]]:
    return [(at, task) for at, task in draft.tasks.items() if task.topic == words.UNDECIDED]


def unknown_topics(draft: Draft) -> Iterator[Finding]:
    known = (*draft.topic_names, words.UNDECIDED)
    for index, task in draft.tasks.items():
        if draft.topic_names and task.topic not in known:
            details = _unknown(task.topic, draft.topic_names)
            yield Finding(cell(index, words.TOPIC), "topic-unknown", details)


def unknown_departments(draft: Draft) -> Iterator[Finding]:
    for path, name in _named_departments(draft):
        if name in draft.department_names or not draft.department_names:
            continue
        parts = re.split(f"[{words.LIST_SEPARATORS},;]", name)
        if len(parts) > 1:
            yield Finding(path, "departments-not-separated", {"value": name, "parts": parts})
        else:
            yield Finding(path, "department-unknown", _unknown(name, draft.department_names))


def _unknown(value: str, known: tuple[str, ...]) -> dict[str, object]:
    return {"value": value, "suggestion": nearest(value, known), "known": known}


def departments_named_twice(draft: Draft) -> Iterator[Finding]:
    for index, task in draft.tasks.items():
        for key, names in _department_cells(task):
            cells = (((*cell(index, key), nth), name) for nth, name in enumerate(names))
            yield from repeated(cells, "department-twice")


def empty_pages(draft: Draft) -> Iterator[Finding]:
    """Require a task for every topic and department, so that no page is empty."""
    if not draft.is_whole:
        return
    topics = {task.topic for task in draft.tasks.values()}
    if _undecided(draft):  # an undecided task may belong to any topic
        topics.update(draft.topic_names)
    departments = {name for _, name in _named_departments(draft)}
    checks = ((topics, "topic-empty"), (departments, "department-empty"))
    for (key, rows), (used, code) in zip(registers(draft), checks, strict=True):
        for index, row in rows.items():
            if row.name not in used:
                yield Finding((key, index, words.NAME), code, {"value": row.name})


def leap_days(draft: Draft) -> Iterator[Finding]:
    if draft.header is None:
        return
    for index, task in draft.tasks.items():
        if task.deadline and not task.deadline.exists_in(draft.header.year):
            details = {"value": task.deadline.wording, "key": words.DEADLINE}
            yield Finding(cell(index, words.DEADLINE), "impossible-date", details)


def deadlines_to_look_at(draft: Draft) -> Iterator[Finding]:
    for index, task in draft.tasks.items():
        if task.deadline is None:
            yield notice((words.TASKS, index), "deadline-absent", {"number": task.number})
        elif task.deadline.kind is DeadlineKind.AS_WRITTEN:
            details = {"value": task.deadline.wording}
            yield notice(cell(index, words.DEADLINE), "deadline-not-understood", details)
        elif draft.header and task.deadline.year not in (None, draft.header.year):
            other = {"value": task.deadline.wording, "year": draft.header.year}
            yield notice(cell(index, words.DEADLINE), "deadline-in-other-year", other)


def same_unit_leads_and_supports(draft: Draft) -> Iterator[Finding]:
    for index, task in draft.tasks.items():
        for position, name in enumerate(task.supporting_departments):
            if name in task.lead_departments:
                path = (*cell(index, words.SUPPORT), position)
                yield notice(path, "leads-and-supports", {"value": name, "number": task.number})


def column_names_taken(draft: Draft) -> Iterator[Finding]:
    names = renamed(draft.header) if draft.header else {}
    for key, name in taken(names).items():
        yield Finding((words.COLUMN_NAMES, key), "column-name-taken", {"value": name})
    told: set[str] = set()
    for index, task in draft.tasks.items():
        for name in (one for one in task.others if one not in told):
            if not may_be_other(name) or name in names.values():
                path = (*cell(index, words.OTHERS), name)
                yield Finding(path, "column-name-taken", {"value": name}, at_key=True)
        told.update(task.others)


RULES: tuple[Rule, ...] = (
    repeated_numbers,
    numbers_out_of_order,
    gaps_in_numbers,
    *IDENTIFIER_RULES,
    *REGISTER_RULES,
    column_names_taken,
    undecided_topics,
    unknown_topics,
    unknown_departments,
    departments_named_twice,
    empty_pages,
    leap_days,
    deadlines_to_look_at,
    same_unit_leads_and_supports,
    *PROGRESS_RULES,
    characters_to_look_at,
    private_numbers,
)


def _department_cells(task: Task) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (words.LEAD, task.lead_departments), (words.SUPPORT, task.supporting_departments)


def _named_departments(draft: Draft) -> Iterator[tuple[TablePath, str]]:
    for index, task in draft.tasks.items():
        for key, names in _department_cells(task):
            for position, name in enumerate(names):
                yield (*cell(index, key), position), name
