"""Each column is declared in plan/columns.py, is a field of `Task`, and is described."""

from generator.downloads.data_columns import DATA_COLUMNS
from generator.language.wording import Wording
from generator.plan.columns import COLUMNS
from generator.plan.model import Task


def test_columns_and_fields_of_the_model_are_the_same() -> None:
    columns = {column.key: column.heading for column in COLUMNS}
    fields = {key: str(field.alias) for key, field in Task.model_fields.items()}
    del fields["progress"], fields["others"]  # rows and columns of its own
    assert columns.keys() - fields.keys() == set(), "generator/plan/model.py lacks a field"
    assert fields.keys() - columns.keys() == set(), "generator/plan/columns.py lacks a column"
    assert columns == fields, "the aliases of the fields are the headings of the columns"


def test_every_column_is_described() -> None:
    wording = Wording()
    lacking = []
    for column in COLUMNS:
        try:
            wording.describe(column.heading)
        except KeyError:
            lacking.append(f"keys: {column.heading}")
    for data_column in DATA_COLUMNS:
        try:
            wording.about_data("columns", data_column.key)
        except KeyError:
            lacking.append(f"open-data: columns: {data_column.key}")
    assert lacking == [], "generator/language/wording.yaml lacks a description"
