"""JSON Schemas of the table and the settings, with descriptions for editors."""

from __future__ import annotations

import json
from typing import Any

from generator.language.wording import Wording
from generator.plan.model import ColumnNames, Row, SiteSettings, WorkPlan

SCHEMAS: dict[str, type[Row]] = {
    "tasks.schema.json": WorkPlan,
    "site.schema.json": SiteSettings,
}
_OWN_NAME = "own-name"


def described_schema(model: type[Row], wording: Wording) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a file, with a description of each key."""
    schema = model.model_json_schema(by_alias=True, mode="validation")
    for definition in (schema, *schema.get("$defs", {}).values()):
        name = definition.pop("title")
        definition["description"] = wording.describe(name)
        for key, value in definition["properties"].items():
            value.pop("title", None)
            is_name = name == ColumnNames.__name__
            value["description"] = wording.describe(_OWN_NAME if is_name else key)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_texts(wording: Wording) -> dict[str, str]:
    """The texts of the schema files by their names."""
    return {
        name: json.dumps(described_schema(model, wording), ensure_ascii=False, indent=2) + "\n"
        for name, model in SCHEMAS.items()
    }
