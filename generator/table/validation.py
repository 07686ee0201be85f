"""Turn plain values into typed rows, with a finding for every value that its column refuses.

Each row is validated on its own, so that a bad row hides no problem of another row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from generator.language import vocabulary as words
from generator.language.problems import Finding, Severity, TablePath
from generator.plan.model import (
    Department,
    PlanHeader,
    Row,
    SiteSettings,
    Task,
    Topic,
    WorkPlan,
)
from generator.table.composing import Value
from generator.table.value_errors import findings_of, keys_of

AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True)
class Draft:
    """The valid parts of a table; rows are keyed by their index in the table.

    `topic_names` and `department_names` include the names in invalid rows, so that tasks with
    such a name are no further problems. They are empty if the register could not be read.
    """

    header: PlanHeader | None
    topics: Mapping[int, Topic]
    departments: Mapping[int, Department]
    tasks: Mapping[int, Task]
    topic_names: tuple[str, ...]
    department_names: tuple[str, ...]
    is_whole: bool

    def plan(self) -> WorkPlan:
        """Return the plan; the draft must have no problem that stops publication."""
        assert self.header is not None
        return WorkPlan(
            **dict(self.header),
            topics=tuple(self.topics.values()),
            departments=tuple(self.departments.values()),
            tasks=tuple(self.tasks.values()),
        )


def validate_table(value: Value) -> tuple[Draft, list[Finding]]:
    """Validate a table's values row by row."""
    findings: list[Finding] = []
    table = _mapping(value, findings)
    if findings:
        return Draft(None, {}, {}, {}, (), (), is_whole=False), findings
    lists = {key: table.get(key) for key in (words.TOPICS, words.DEPARTMENTS, words.TASKS)}
    own = {key: item for key, item in table.items() if key not in lists}
    header = _validate(PlanHeader, own, (), findings, known=keys_of(WorkPlan))
    if lists.keys() <= table.keys() and not any(lists.values()):  # it has only been started
        is_whole = not findings
        findings.append(Finding((words.TASKS,), "no-tasks", severity=Severity.NOTICE))
        return Draft(header, {}, {}, {}, (), (), is_whole), findings
    topics = _rows(Topic, table, words.TOPICS, findings)
    departments = _rows(Department, table, words.DEPARTMENTS, findings)
    tasks = _rows(Task, table, words.TASKS, findings)
    draft = Draft(
        header,
        topics,
        departments,
        tasks,
        topic_names=tuple(_names(lists[words.TOPICS])),
        department_names=tuple(_names(lists[words.DEPARTMENTS])),
        is_whole=not findings,
    )
    return draft, findings


def validate_settings(value: Value) -> tuple[SiteSettings | None, list[Finding]]:
    """Validate the site's settings; an empty file sets nothing."""
    findings: list[Finding] = []
    settings = {} if value is None else _mapping(value, findings)
    return _validate(SiteSettings, settings, (), findings), findings


def _mapping(value: Value, findings: list[Finding]) -> Mapping[str, Value]:
    if isinstance(value, dict):
        return value
    findings.append(Finding((), "file-empty" if value is None else "not-a-table"))
    return {}


def _rows(
    row_type: type[AnyRow], table: Mapping[str, Value], key: str, findings: list[Finding]
) -> dict[int, AnyRow]:
    if key not in table:
        findings.append(Finding((), "missing-key", {"key": key}))
        return {}
    items = table[key]
    if items is not None and not isinstance(items, list):
        findings.append(Finding((key,), "not-a-row-list"))
        return {}
    if not items:
        findings.append(Finding((key,), "no-tasks" if key == words.TASKS else "empty-list"))
        return {}
    rows = [_validate(row_type, item, (key, at), findings) for at, item in enumerate(items)]
    return {index: row for index, row in enumerate(rows) if row is not None}


def _names(items: Value) -> Iterator[str]:
    for row in items if isinstance(items, list) else []:
        name = row.get(words.NAME) if isinstance(row, dict) else None
        yield from _texts(name if isinstance(name, str) else row)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif value is not None:
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _validate(
    row_type: type[AnyRow],
    value: object,
    path: TablePath,
    findings: list[Finding],
    known: tuple[str, ...] = (),
) -> AnyRow | None:
    if not isinstance(value, dict):
        findings.append(Finding(path, "not-a-row", {"value": value}))
        return None
    try:
        return row_type.model_validate(value, by_alias=True, by_name=False)
    except ValidationError as error:
        findings.extend(findings_of(error, path, known or keys_of(row_type)))
        return None
