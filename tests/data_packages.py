"""frictionless, without what its import does to every reader of CSV in the process."""

import csv
import json
from pathlib import Path

_LIMIT = csv.field_size_limit()

from frictionless import Package  # noqa: E402
from frictionless.resources import TableResource  # noqa: E402

csv.field_size_limit(_LIMIT)

__all__ = ["Package", "TableResource", "with_tables"]


def with_tables(description: Path) -> Package:
    """The package with all that has columns as tables, for a frictionless that can read Excel."""
    facts = json.loads(description.read_text(encoding="utf-8"))
    for resource in facts["resources"]:
        if "schema" in resource:
            resource |= {"profile": "tabular-data-resource", "type": "table"}
    return Package.from_descriptor(facts, basepath=str(description.parent))
