"""Test that the headers of other offices' tables are read in Word and Excel, and come back.

The headers, two made-up rows below each and what becomes of them are in header_sets.yaml.
"""

from pathlib import Path
from typing import Any

import pytest

from generator.downloads.annex import WRITERS, official_table
from tests.importing.documents import TITLE, excel, table, take, text, word
from tests.support import rarely, read_yaml

SETS: list[dict[str, Any]] = read_yaml(
    Path(__file__).with_name("header_sets.yaml").read_text(encoding="utf-8")
)


def document(case: dict[str, Any], ending: str) -> bytes:
    header, rows = case["columns"], case["rows"]
    if ending == ".xlsx":
        return excel([[TITLE], header, *rows])
    return word(text(TITLE), table(header, *rows, columns=len(header)))


@pytest.mark.parametrize("ending", [".docx", *rarely(".xlsx")])
@pytest.mark.parametrize("case", SETS, ids=lambda case: "-".join(case["columns"]))
def test_header(case: dict[str, Any], ending: str, tmp_path: Path) -> None:
    imported = take(tmp_path, document(case, ending), f"a{ending}")
    read = read_yaml(imported.text)
    assert read.get("栏名", {}) == case.get("栏名", {})
    assert read["任务"] == case["任务"]


@pytest.mark.parametrize("ending", [".docx", *rarely(".xlsx", ".csv")])
@pytest.mark.parametrize("case", SETS, ids=lambda case: "-".join(case["columns"]))
def test_an_export_has_the_header_and_comes_back(
    case: dict[str, Any], ending: str, tmp_path: Path
) -> None:
    imported = take(tmp_path, document(case, ".docx"))
    annex = official_table(imported.plan)
    topics = [name for name in case["columns"] if name in ("一级指标", "当前进度", "完成情况")]
    assert {*annex.header} == {"序号", *case["columns"]} - {*topics}
    again = take(tmp_path, WRITERS[ending](annex), f"a{ending}", into=imported.text)
    assert again.text == imported.text
