"""Makes tasks.json, a plan for programs, and the JSON Schema that describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.downloads.data_columns import is_in_downloads
from generator.downloads.progress_data import Facts, entries_by_task
from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.plan import addresses
from generator.plan.columns import Column, Download, Kind
from generator.plan.deadlines import DeadlineKind
from generator.plan.edition import Edition
from generator.plan.headings import OTHERS, columns_in
from generator.plan.model import Task, WorkPlan
from generator.plan.progress import has_progress
from generator.plan.values import EVIDENCE_KINDS, Status

SCHEMA_NAME = "tasks.schema.json"

Schema = dict[str, Any]


def _columns(plan: WorkPlan) -> list[Column]:
    found = (one for one in columns_in(plan) if Download.JSON in one.downloads)
    return [one for one in found if is_in_downloads(one, plan)]


def json_bytes(value: object) -> bytes:
    """A value as indented JSON in UTF-8, with a line break at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def task_data(edition: Edition) -> dict[str, Any]:
    """The plan; a value missing in the table is null, an unknown date or licence is left out.

    Aliases are left out: they are hints for the search, not facts of the official document.
    """
    plan = edition.plan
    entries = entries_by_task(edition)
    columns = _columns(plan)
    known = {
        "modified": edition.revised and edition.revised.isoformat(),
        "license": edition.licence and licence_data(edition),
    }
    return {
        "$schema": SCHEMA_NAME,
        "title": plan.title,
        "year": plan.year,
        "office": plan.office,
        "url": edition.url(addresses.plan(plan.year)),
        **{key: value for key, value in known.items() if value},
        "topics": [
            {
                "name": topic.name,
                "summary": topic.summary,
                "url": edition.url(addresses.topic(plan.year, topic.slug)),
            }
            for topic in plan.topics
        ],
        "departments": [
            {
                "name": unit.name,
                "collective": unit.collective,
                "url": edition.url(addresses.department(plan.year, unit.slug)),
            }
            for unit in plan.departments
        ],
        "tasks": [_task(edition, task, columns, entries) for task in plan.tasks],
    }


def licence_data(edition: Edition) -> dict[str, str]:
    """The licence's name, and its address if it has one."""
    licence = edition.licence
    assert licence is not None
    return {"name": licence.name} | ({"url": licence.url} if licence.url else {})


def _task(
    edition: Edition, task: Task, columns: Sequence[Column], entries: Mapping[int, list[Facts]]
) -> Facts:
    values = {column.key: _value(column, task, edition.plan.year) for column in columns}
    if edition.plan.other_columns:
        values[OTHERS] = dict(task.others)
    if entries:
        values["progress"] = entries[task.number]
    return values | {"url": edition.task_url(task)}


def _value(column: Column, task: Task, year: int) -> object:
    if column.kind is Kind.DEADLINE:
        return _deadline(task, year)
    return column.texts(task) if column.kind is Kind.NAMES else column.value(task)


def _deadline(task: Task, year: int) -> dict[str, str | None] | None:
    if task.deadline is None:
        return None
    day = task.deadline.last_day(year)
    return {
        "wording": task.deadline.wording,
        "kind": task.deadline.kind.value,
        "last_day": day.isoformat() if day else None,
    }


def task_schema(edition: Edition, wording: Wording) -> Schema:
    """The JSON Schema (draft 2020-12) of `task_data`, with descriptions in Chinese and English."""

    def described(code: str, schema: Schema, title: str | None = None) -> Schema:
        names = {"title": title} if title else {}
        return names | {"description": wording.about_data("json", code)} | schema

    def field(key: str, title: str, schema: Schema) -> Schema:
        return {"title": title, "description": wording.about_data("columns", key)} | schema

    def cell(column: Column) -> Schema:
        if column.kind is not Kind.DEADLINE:
            return field(column.key, column.heading, _cell_schema(column))
        kinds: Schema = {"enum": [kind.value for kind in DeadlineKind]}
        parts = {
            "wording": field(f"{column.key}.wording", column.heading, _TEXT),
            "kind": described("kind", kinds),
            "last_day": field(f"{column.key}.last_day", words.LAST_DAY, _DAY),
        }
        return described(column.key, _object(parts, nullable=True), column.heading)

    cells = {column.key: cell(column) for column in _columns(edition.plan)}
    if edition.plan.other_columns:
        texts = dict.fromkeys(names := edition.plan.other_columns, _TEXT)
        cells[OTHERS] = described(OTHERS, _object(texts, optional=names), words.OTHERS)
    if has_progress(edition.plan):
        places = _LINK | _FILE
        evidence = {
            "type": "array",
            "items": _object({"name": _TEXT, **places}, optional=tuple(places)),
        }
        statuses = {"enum": [one.value for one in Status]}
        entry = _object(
            {
                "day": described("day", {"type": "string", "format": "date"}, words.DAY),
                "status": described("status", statuses, words.STATUS),
                "remark": described("remark", _OPTIONAL_TEXT, words.REMARK),
                "evidence": described("evidence", evidence, words.EVIDENCE),
            }
        )
        entries = {"type": "array", "items": entry}
        cells["progress"] = described("progress", entries, words.PROGRESS)
    task = _object(cells | {"url": field("url", words.ADDRESS, _ADDRESS)})
    topic = _object({"name": _TEXT, "summary": _OPTIONAL_TEXT, "url": _ADDRESS})
    unit = _object({"name": _TEXT, "collective": {"type": "boolean"}, "url": _ADDRESS})
    licence = _object(
        {"name": _TEXT, "url": {"type": "string", "format": "uri"}}, optional=("url",)
    )
    properties = {
        "$schema": {"const": SCHEMA_NAME},
        "title": described("title", _TEXT, words.TITLE),
        "year": described("year", {"type": "integer"}, words.YEAR),
        "office": described("office", _TEXT, words.OFFICE),
        "url": described("url", _ADDRESS, words.ADDRESS),
        "modified": described("modified", {"type": "string", "format": "date-time"}),
        "license": described("license", licence, words.DATA_LICENCE),
        "topics": described("topics", _list(topic), words.TOPICS),
        "departments": described("departments", _list(unit), words.DEPARTMENTS),
        "tasks": described("tasks", _list(task), words.TASKS),
    }
    identity = {"$id": edition.url(addresses.data_file(edition.plan.year, SCHEMA_NAME))}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **(identity if edition.site_url else {}),
        "title": edition.plan.title,
        **_object(properties, optional=("modified", "license")),
    }


_TEXT: Schema = {"type": "string", "minLength": 1}
_OPTIONAL_TEXT: Schema = {"type": ["string", "null"]}
_NAMES: Schema = {"type": "array", "items": _TEXT}
_ADDRESS: Schema = {"type": "string", "format": "uri-reference"}
_DAY: Schema = {"type": ["string", "null"], "format": "date"}
_LINK: Schema = {
    "link": {"type": "string", "format": "uri"},
    "seen": {"type": "string", "format": "date"},
}
_FILE: Schema = {
    "file": _TEXT,
    "url": _ADDRESS,
    "mediatype": {"enum": sorted(set(EVIDENCE_KINDS.values()))},
    "bytes": {"type": "integer", "minimum": 0},
    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
}


def _cell_schema(column: Column) -> Schema:
    if column.kind is Kind.NUMBER:
        return {"type": "integer" if column.is_required else ["integer", "null"], "minimum": 1}
    if column.kind is Kind.NAMES:
        return _NAMES | {"minItems": 1} if column.is_required else _NAMES
    return _TEXT if column.is_required else _OPTIONAL_TEXT


def _object(
    properties: Mapping[str, Schema], optional: tuple[str, ...] = (), nullable: bool = False
) -> Schema:
    return {
        "type": ["object", "null"] if nullable else "object",
        "properties": dict(properties),
        "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}
