"""Rules on the identifiers of tasks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.language import vocabulary as words
from generator.language.problems import Finding
from generator.plan.identifiers import has_identifiers, proposed_identifiers
from generator.table.register_rules import Rule, repeated
from generator.table.text_rules import cell
from generator.table.validation import Draft


def repeated_identifiers(draft: Draft) -> Iterator[Finding]:
    cells = (
        (cell(index, words.IDENTIFIER), task.identifier)
        for index, task in draft.tasks.items()
        if task.identifier
    )
    yield from repeated(cells, "identifier-repeated")


def missing_identifiers(draft: Draft) -> Iterator[Finding]:
    """Require that all tasks have one, if any has."""
    tasks = list(draft.tasks.values())
    if draft.header is None or not has_identifiers(tasks):
        return
    indexes = list(draft.tasks)
    for at, proposed in proposed_identifiers(tasks, draft.header.year).items():
        details = {"number": tasks[at].number, "proposed": proposed}
        yield Finding((words.TASKS, indexes[at]), "identifier-missing", details)


IDENTIFIER_RULES: tuple[Rule, ...] = (repeated_identifiers, missing_identifiers)
