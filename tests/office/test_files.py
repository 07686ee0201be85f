"""This office's own files are written as an editor is shown them."""

import yaml

from generator.table.loading import load_plan
from generator.table.writing import table_text
from tests.support import ROOT
from tests.table.test_schema import complaints

DATA = ROOT / "data"


def test_the_table_is_in_the_house_layout() -> None:
    """An import then changes only the lines of what has changed."""
    table = DATA / "tasks.yaml"
    assert table_text(load_plan(table)) == table.read_text(encoding="utf-8")


def test_the_files_name_their_schema_and_pass_it() -> None:
    for name in ("tasks", "site"):
        text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
        first_line = f"# yaml-language-server: $schema={name}.schema.json"
        assert text.splitlines()[0] == first_line
        assert complaints(yaml.safe_load(text), f"{name}.schema.json") == []
