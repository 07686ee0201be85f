"""A plan as JSON for programs, and the JSON Schema that describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.plan import addresses
from generator.plan.columns import COLUMNS
from generator.plan.deadlines import DeadlineKind
from generator.plan.edition import Edition
from generator.plan.model import Task

SCHEMA_NAME = "tasks.schema.json"

Schema = dict[str, Any]


def json_bytes(value: object) -> bytes:
    """Text that people can read too, in UTF-8, ending in a line break."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def task_data(edition: Edition) -> dict[str, Any]:
    """The plan; what its table does not state is null, what the site does not know is left out."""
    plan = edition.plan
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
        "tasks": [_task(edition, task) for task in plan.tasks],
    }


def licence_data(edition: Edition) -> dict[str, str]:
    """The licence's name, and its address if it has one."""
    licence = edition.licence
    assert licence is not None
    return {"name": licence.name} | ({"url": licence.url} if licence.url else {})


def _task(edition: Edition, task: Task) -> dict[str, Any]:
    return {
        "number": task.number,
        "topic": task.topic,
        "name": task.name,
        "content": task.content,
        "lead_departments": list(task.lead_departments),
        "supporting_departments": list(task.supporting_departments),
        "deadline": _deadline(task, edition.plan.year),
        "note": task.note,
        "url": edition.task_url(task),
    }


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
    """The JSON Schema (draft 2020-12) of `task_data`, described in Chinese and English."""

    def described(code: str, schema: Schema, title: str | None = None) -> Schema:
        names = {"title": title} if title else {}
        return names | {"description": wording.about_data("json", code)} | schema

    columns = {column.key: column for column in COLUMNS}

    def field(key: str, schema: Schema) -> Schema:
        description = wording.about_data("columns", key)
        return {"title": columns[key].heading, "description": description} | schema

    deadline = _object(
        {
            "wording": field("deadline.wording", _TEXT),
            "kind": described("kind", {"enum": [kind.value for kind in DeadlineKind]}),
            "last_day": field("deadline.last_day", {"type": ["string", "null"], "format": "date"}),
        },
        nullable=True,
    )
    task = _object(
        {
            "number": field("number", {"type": "integer", "minimum": 1}),
            "topic": field("topic", _TEXT),
            "name": field("name", _TEXT),
            "content": field("content", _TEXT),
            "lead_departments": field("lead_departments", _NAMES | {"minItems": 1}),
            "supporting_departments": field("supporting_departments", _NAMES),
            "deadline": described("deadline", deadline, words.DEADLINE),
            "note": field("note", {"type": ["string", "null"]}),
            "url": field("url", _ADDRESS),
        }
    )
    topic = _object({"name": _TEXT, "summary": _TEXT, "url": _ADDRESS})
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
_NAMES: Schema = {"type": "array", "items": _TEXT}
_ADDRESS: Schema = {"type": "string", "format": "uri-reference"}


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
