"""The JSON Schemas by which editors complete and check the table and the settings."""

import json
from copy import deepcopy
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.language.wording import Wording
from generator.table.schema import SCHEMAS, described_schema
from tests.support import BASE, MADE_UP_OFFICE, ROOT

DATA = ROOT / "data"


def read(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return schema


def complaints(table: object, schema: str = "tasks.schema.json") -> list[str]:
    """Where the schema refuses a file's values, numbers being numbers, as editors read them."""
    errors = Draft202012Validator(read(schema)).iter_errors(table)
    return [".".join(map(str, error.absolute_path)) for error in errors]


@pytest.fixture
def table() -> dict[str, Any]:
    base: dict[str, Any] = yaml.safe_load(BASE)
    return base


@pytest.mark.parametrize("name", SCHEMAS)
def test_committed_schema_is_current(name: str) -> None:
    """`work-plan schema` brings it up to date."""
    assert read(name) == described_schema(SCHEMAS[name], Wording())
    Draft202012Validator.check_schema(read(name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described_to_the_editor(name: str) -> None:
    schema = read(name)
    for part in (schema, *schema.get("$defs", {}).values()):
        assert part["description"]
        assert part["additionalProperties"] is False
        assert all(key["description"] and "title" not in key for key in part["properties"].values())


@pytest.mark.parametrize("name", ["tasks", "site"])
def test_files_of_an_office_pass_their_schema(name: str) -> None:
    text = (MADE_UP_OFFICE / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    assert complaints(yaml.safe_load(text), f"{name}.schema.json") == []


def test_base_table_passes(table: dict[str, Any]) -> None:
    assert complaints(table) == []


# where in the base table (None: at the top), key, value that stands there instead
REFUSED: list[tuple[str | None, str, object, str]] = [
    ("任务", "任务内空", "甲", "任务.0"),
    ("任务", "序号", "一", "任务.0.序号"),
    ("任务", "序号", 0, "任务.0.序号"),
    ("任务", "责任处室", "甲处室", "任务.0.责任处室"),
    ("任务", "责任处室", [], "任务.0.责任处室"),
    ("任务", "任务内容", ["甲"], "任务.0.任务内容"),
    ("主题", "网址", "Jia Zhuti", "主题.0.网址"),
    ("处室", "统称", "对", "处室.0.统称"),
    (None, "年份", 30, "年份"),
    (None, "科室", [], ""),
    (None, "任务", [], "任务"),
]


@pytest.mark.parametrize(("part", "key", "value", "place"), REFUSED)
def test_refused(
    part: str | None, key: str, value: object, place: str, table: dict[str, Any]
) -> None:
    changed = deepcopy(table)
    row = changed[part][0] if part else changed
    row[key] = value
    assert complaints(changed) == [place]


@pytest.mark.parametrize("key", ["序号", "主题", "任务名称", "任务内容", "责任处室"])
def test_missing_key_is_refused(key: str, table: dict[str, Any]) -> None:
    del table["任务"][0][key]
    assert complaints(table) == ["任务.0"]


@pytest.mark.parametrize("key", ["协助处室", "时间节点", "备注"])
def test_optional_key_may_be_absent_or_empty(key: str, table: dict[str, Any]) -> None:
    for row in table["任务"]:
        row[key] = None
    assert complaints(table) == []


def test_misspelt_setting_is_refused() -> None:
    assert complaints({"网站名": "测试网"}, "site.schema.json") == [""]
    assert complaints({"网站名称": "测试网"}, "site.schema.json") == []
