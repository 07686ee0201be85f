"""Describes the downloads for programs in datapackage.json (Frictionless Data Package 1)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from generator.downloads.data_columns import DataColumn, columns_of
from generator.language.wording import Wording
from generator.plan import addresses
from generator.plan.edition import Edition, Licence

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "tasks"

# The resources by file name: format, media type, whether it is a table.
_RESOURCES = {
    "tasks.csv": ("csv", "text/csv", True),
    "tasks.xlsx": ("xlsx", XLSX_TYPE, True),
    "tasks.json": ("json", "application/json", False),
    "tasks.ics": ("ics", "text/calendar", False),
}
MEDIA_TYPES = {name: media_type for name, (_, media_type, _) in _RESOURCES.items()}
"""The media types of the files with all tasks, by file name."""

_SHORT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OWN_PAGE = "index.html"


def data_package(edition: Edition, files: Mapping[str, bytes], wording: Wording) -> dict[str, Any]:
    """The content of datapackage.json; `files` are by name, and unknown names are ignored."""
    plan = edition.plan
    found: dict[str, Any] = {
        "profile": "data-package",
        "name": f"work-plan-{plan.year}",
        "title": plan.title,
        "description": wording.about_data("files", "package"),
    }
    if edition.site_url:
        found["homepage"] = edition.url(addresses.open_data(plan.year))
    if edition.revised:
        found["modified"] = edition.revised.isoformat()
    if edition.licence:
        found["licenses"] = [_licence(edition.licence)]
    found["resources"] = [
        _resource(name, files[name], edition, wording) for name in _RESOURCES if name in files
    ]
    return found


def _licence(licence: Licence) -> dict[str, str]:
    """The licence; without an address, it links to the page of downloads."""
    short = {"name": licence.name} if _SHORT_NAME.fullmatch(licence.name) else {}
    return short | {"path": licence.url or _OWN_PAGE, "title": licence.name}


def _resource(name: str, content: bytes, edition: Edition, wording: Wording) -> dict[str, Any]:
    form, media_type, is_table = _RESOURCES[name]
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource" if is_table else "data-resource",
        "name": f"tasks-{form}",
        "path": name,
        "title": f"{edition.plan.title} ({form.upper()})",
        "description": wording.about_data("files", form),
        "format": form,
        "mediatype": media_type,
    }
    if form != "xlsx":
        resource["encoding"] = "utf-8"
    resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    if form == "xlsx":
        resource["dialect"] = {"excel": {"sheet": SHEET}}
    if is_table:
        columns = columns_of(edition.plan)
        fields = [_field(column, wording) for column in columns]
        resource["schema"] = {
            "fields": fields,
            "primaryKey": columns[0].heading,
            "missingValues": [""],
        }
    return resource


def _field(column: DataColumn, wording: Wording) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.heading,
        "title": column.heading,
        "description": wording.about_data("columns", column.key),
        "type": column.type,
    }
    return field | ({"constraints": dict(column.constraints)} if column.constraints else {})
