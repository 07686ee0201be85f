"""Turn plain values into typed rows, with a finding for every value that its column refuses.

Each row is validated on its own, so that a bad row hides no problem of another row.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.language import vocabulary as words
from generator.language.problems import Finding, TablePath
from generator.plan.model import Department, PlanHeader, Row, SiteSettings, Task, Topic, WorkPlan
from generator.table.composing import Value

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
    header = _validate(PlanHeader, own, (), findings, known=_keys(WorkPlan))
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
        findings.extend(_findings(error, path, known or _keys(row_type)))
        return None


def _keys(row_type: type[Row]) -> tuple[str, ...]:
    return tuple(field.alias for field in row_type.model_fields.values() if field.alias)


def _findings(error: ValidationError, path: TablePath, keys: tuple[str, ...]) -> Iterator[Finding]:
    details_found = error.errors(include_url=False, include_context=False)
    misspelt = {
        nearest(str(detail["loc"][-1]), keys)
        for detail in details_found
        if _code(detail) == "unknown-key"
    }
    for detail in details_found:
        place: TablePath = (*path, *detail["loc"])
        code = _code(detail)
        key = str(detail["loc"][-1])
        if code == "missing-key":
            if key not in misspelt:  # it is there, misspelt, and reported as such
                yield Finding(path, code, {"key": key})
        elif code == "unknown-key":
            details = {"key": key, "suggestion": nearest(key, keys), "keys": keys}
            yield Finding(place, code, details, at_key=True)
        elif code != "empty-list" or not detail["input"]:  # pydantic counts only the valid items
            yield Finding(place, code, _details(detail, code))


_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "string_type": "not-text",
    "string_too_long": "too-long",
    "string_pattern_mismatch": "slug-form",
    "blank": "empty",
    "line_break": "line-break",
    "one_word": "synonym-alone",
    "web_address": "not-a-web-address",
    "https_address": "not-https",
    "tuple_type": "not-a-list",
    "too_short": "empty-list",
    "too_long": "list-too-long",
    "whole_number": "not-a-number",
    "int_type": "not-a-number",
    "greater_than_equal": "number-range",
    "less_than_equal": "number-range",
    "truth": "not-a-truth",
    "bool_type": "not-a-truth",
    "impossible_date": "impossible-date",
    "publication_time": "publication-form",
    "feedback_address": "feedback-form",
}


def _code(detail: ErrorDetails) -> str:
    code = _CODES[detail["type"]]
    about_key = code in ("missing-key", "unknown-key")
    return "empty" if detail["input"] is None and not about_key else code


def _details(detail: ErrorDetails, code: str) -> dict[str, Any]:
    value = detail["input"]
    key = next((step for step in reversed(detail["loc"]) if isinstance(step, str)), "")
    details: dict[str, Any] = {"key": key, "value": value}
    if isinstance(value, str) and code in _SUGGESTIONS:
        details["suggestion"] = _SUGGESTIONS[code](value)
    return details


def _as_number(text: str) -> str | None:
    match = re.fullmatch(r"\W*0*([1-9][0-9]{0,8})\W*", unicodedata.normalize("NFKC", text))
    return match and match[1]


def _as_list(text: str) -> str | None:
    names = re.split(f"[{words.LIST_SEPARATORS},; ]+", text.strip("[] "))
    return ", ".join(names) if all(re.fullmatch(r"\w+", name) for name in names) else None


_SUGGESTIONS = {"not-a-number": _as_number, "not-a-list": _as_list}


def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Return the known word that an editor most likely meant, or None if none is similar."""
    return next(iter(difflib.get_close_matches(word.strip(), known, n=1, cutoff=0.5)), None)
