"""Describes the downloads for programs in datapackage.json (Frictionless Data Package 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator.downloads.data_columns import DataColumn, columns_of, entry_columns_of
from generator.downloads.progress_data import checksum
from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.plan import addresses
from generator.plan.edition import Attachment, Edition, Licence
from generator.plan.progress import has_progress
from generator.plan.values import EVIDENCE_KINDS

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET, ENTRIES_SHEET = "tasks", words.PROGRESS

# The resources by file name: format, media type.
_RESOURCES = {
    "tasks.csv": ("csv", "text/csv"),
    "tasks.xlsx": ("xlsx", XLSX_TYPE),
    "tasks.json": ("json", "application/json"),
    "tasks.ics": ("ics", "text/calendar"),
}
MEDIA_TYPES = {name: media_type for name, (_, media_type) in _RESOURCES.items()}
"""The media types of the files with all tasks, by file name."""

# A file is checked by its hash alone. A plain Frictionless could not read an Excel file as a table.
_TABLE = {"profile": "tabular-data-resource"}
_FILE = {"profile": "data-resource", "type": "file"}

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
    if has_progress(plan):
        found["resources"] += _progress_resources(edition, files["tasks.xlsx"], wording)
    return found


def _licence(licence: Licence) -> dict[str, str]:
    """The licence; without an address, it links to the page of downloads."""
    short = {"name": licence.name} if _SHORT_NAME.fullmatch(licence.name) else {}
    return short | {"path": licence.url or _OWN_PAGE, "title": licence.name}


def _resource(name: str, content: bytes, edition: Edition, wording: Wording) -> dict[str, Any]:
    form, media_type = _RESOURCES[name]
    resource: dict[str, Any] = {
        **(_TABLE if form == "csv" else _FILE),
        "name": f"tasks-{form}",
        "path": name,
        "title": f"{edition.plan.title} ({form.upper()})",
        "description": wording.about_data("files", form),
        "format": form,
        "mediatype": media_type,
    }
    if form != "xlsx":
        resource["encoding"] = "utf-8"
    resource |= checksum(content)
    if form == "xlsx":
        resource["dialect"] = _in_sheet(SHEET)
    if form in ("csv", "xlsx"):
        columns = columns_of(edition.plan)
        schema = _schema(columns, "columns", wording)
        resource["schema"] = schema | {"primaryKey": columns[0].heading}
    return resource


def _progress_resources(
    edition: Edition, workbook: bytes, wording: Wording
) -> list[dict[str, Any]]:
    """The sheet of all entries, and the files that are evidence."""
    entries = {
        **_FILE,
        "name": "progress-xlsx",
        "path": "tasks.xlsx",
        "title": f"{edition.plan.title} ({ENTRIES_SHEET})",
        "description": wording.about_data("files", "entries"),
        "format": "xlsx",
        "mediatype": XLSX_TYPE,
        **checksum(workbook),
        "dialect": _in_sheet(ENTRIES_SHEET),
        "schema": _schema(entry_columns_of(edition.plan), "entries", wording),
    }
    return [entries, *(_evidence(at, one) for at, one in enumerate(edition.attachments, start=1))]


def _evidence(at: int, one: Attachment) -> dict[str, Any]:
    form = one.name.rpartition(".")[2]
    return {
        **_FILE,
        "name": f"evidence-{at}",
        "path": f"evidence/{one.name}",
        "title": one.name,
        "format": form,
        "mediatype": EVIDENCE_KINDS[form],
        **checksum(one.content),
    }


def _in_sheet(name: str) -> dict[str, Any]:
    return {"excel": {"sheet": name}}


def _schema(columns: Sequence[DataColumn], part: str, wording: Wording) -> dict[str, Any]:
    fields = [_field(column, wording.about_data(part, column.described_as)) for column in columns]
    return {"fields": fields, "missingValues": [""]}


def _field(column: DataColumn, description: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.heading,
        "title": column.heading,
        "description": description,
        "type": column.type,
    }
    return field | ({"constraints": dict(column.constraints)} if column.constraints else {})
