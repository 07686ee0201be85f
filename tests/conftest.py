"""What all tests share."""

import csv
from collections.abc import Iterator

import pytest

pytest_plugins = ["tests.site_support", "tests.building.preview_support"]


@pytest.fixture(autouse=True)
def limit_of_csv_fields() -> Iterator[None]:
    """frictionless lifts it for the whole process, which would change what an import refuses."""
    limit = csv.field_size_limit()
    yield
    csv.field_size_limit(limit)
