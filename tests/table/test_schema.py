"""The JSON Schemas by which editors complete and check the table and the settings."""

import json
from copy import deepcopy
from typing import Any

from check_jsonschema.cli.main_command import main as check_jsonschema
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from generator.language.wording import Wording
from generator.table.schema import SCHEMAS, described_schema
from tests.support import BASE, MADE_UP_OFFICE, ROOT, read_yaml

DATA = ROOT / "data"
TABLE: dict[str, Any] = read_yaml(BASE)


def read(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return schema


def complaints(table: object, schema: str = "tasks.schema.json") -> list[str]:
    """Where the schema refuses a file's values, numbers being numbers, as editors read them."""
    errors = Draft202012Validator(read(schema)).iter_errors(table)
    return [".".join(map(str, error.absolute_path)) for error in errors]


def test_committed_schemas_are_current() -> None:
    """`work-plan schema` brings them up to date."""
    for name, model in SCHEMAS.items():
        assert read(name) == described_schema(model, Wording()), "run `work-plan schema`"
        Draft202012Validator.check_schema(read(name))


def test_every_key_is_described_to_the_editor() -> None:
    parts = [
        part for name in SCHEMAS for part in (read(name), *read(name).get("$defs", {}).values())
    ]
    for part in parts:
        assert part["description"]
        assert part["additionalProperties"] is False
        assert all(key["description"] and "title" not in key for key in part["properties"].values())


def test_files_of_an_office_pass_their_schema() -> None:
    for name in ("tasks", "site"):
        text = (MADE_UP_OFFICE / "data" / f"{name}.yaml").read_text(encoding="utf-8")
        assert complaints(read_yaml(text), f"{name}.schema.json") == []


def test_files_pass_as_another_program_reads_them() -> None:
    """Test the files of the project's own office with a reader of YAML 1.2."""
    files = list(DATA.glob("*.yaml"))
    assert files
    for file in files:
        options = [f"--schemafile={file.with_suffix('.schema.json')}", str(file)]
        result = CliRunner().invoke(check_jsonschema, options)
        assert result.exit_code == 0, result.output


def test_a_number_in_place_of_a_text_passes_as_it_is_read() -> None:
    text = (MADE_UP_OFFICE / "data" / "site.yaml").read_text(encoding="utf-8")
    settings = read_yaml(text) | {"网站标识码": 12, "联系方式": 12345678}
    assert complaints(settings, "site.schema.json") == []
    assert complaints(settings | {"原文网址": 12}, "site.schema.json")


# where in the base table (None: at the top), key, value that stands there instead, where refused
REFUSED: list[tuple[str | None, str, object, str]] = [
    ("任务", "任务内空", "甲", "任务.0"),
    ("任务", "序号", "一", "任务.0.序号"),
    ("任务", "序号", 0, "任务.0.序号"),
    ("任务", "责任处室", "甲处室", "任务.0.责任处室"),
    ("任务", "责任处室", [], "任务.0.责任处室"),
    ("任务", "任务内容", ["甲"], "任务.0.任务内容"),
    ("主题", "网址", "Jia Zhuti", "主题.0.网址"),
    ("处室", "统称", "对", "处室.0.统称"),
    ("处室", "曾用网址", ["旧"], "处室.0.曾用网址"),
    (None, "年份", 30, "年份"),
    (None, "科室", [], ""),
    (None, "任务", {}, "任务"),
]


def test_a_wrong_value_is_refused_at_its_place() -> None:
    assert complaints(TABLE) == []
    for part, key, value, place in REFUSED:
        changed = deepcopy(TABLE)
        row = changed[part][0] if part else changed
        row[key] = value
        assert complaints(changed) == [place], (key, value)


def test_what_must_be_there_and_what_may_be_absent_or_empty() -> None:
    for key in ("序号", "主题", "任务名称", "任务内容", "责任处室"):
        changed = deepcopy(TABLE)
        del changed["任务"][0][key]
        assert complaints(changed) == ["任务.0"], key
    for key in ("协助处室", "时间节点", "备注", "撤销"):
        changed = deepcopy(TABLE)
        for row in changed["任务"]:
            row[key] = None
        assert complaints(changed) == [], key


def test_misspelt_setting_is_refused() -> None:
    assert complaints({"网站名": "测试网"}, "site.schema.json") == [""]
    assert complaints({"网站名称": "测试网"}, "site.schema.json") == []
