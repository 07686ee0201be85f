"""frictionless, without what its import does to every reader of CSV in the process."""

import csv

_LIMIT = csv.field_size_limit()

from frictionless import Package  # noqa: E402
from frictionless.resources import TableResource  # noqa: E402

csv.field_size_limit(_LIMIT)

__all__ = ["Package", "TableResource"]
