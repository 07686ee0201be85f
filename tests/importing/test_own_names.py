"""Test that what an office calls its columns is kept in its table, and written into documents."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx import Document

from generator.downloads.annex import WRITERS, official_table
from generator.downloads.ledger import ledger_bytes
from generator.importing.ledger import read_ledger
from generator.importing.report import report
from generator.language.wording import Wording
from tests.importing.documents import ROWS, TITLE, csv, excel, remarks, table, take, text, word
from tests.support import BASE, load, load_base

HEADER = ("序号", "工作任务", "具体要求", "责任科室", "配合单位", "完成时限")
USUAL = ("任务名称", "任务内容", "责任处室", "协助处室", "时间节点")
PAIRS = ", ".join(f"{usual}: {own}" for usual, own in zip(USUAL, HEADER[1:], strict=True))
NAMES = f"栏名: {{{PAIRS}}}"
NAMED = BASE.replace("主题:\n", f"{NAMES}\n主题:\n", 1)

DOCUMENTS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "a.docx": lambda header: word(text(TITLE), table(header, *ROWS)),
    "a.xlsx": lambda header: excel([[TITLE], header, *ROWS]),
    "a.csv": lambda header: csv([[TITLE], header, *ROWS]),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_names_of_a_document_are_kept_and_reported(name: str, tmp_path: Path) -> None:
    imported = take(tmp_path, DOCUMENTS[name](HEADER), name)
    assert f"\n{NAMES}\n主题:" in imported.text
    said = "\n".join(report(imported, "data/tasks.yaml", Wording()))
    assert "照文件的叫法记在“栏名”里" in said and "“责任处室”叫“责任科室”" in said


def test_the_usual_names_are_not_written(tmp_path: Path) -> None:
    usual = ("序 号", "任务名称", "任务\n内容", *USUAL[2:])
    imported = take(tmp_path, DOCUMENTS["a.docx"](usual))
    assert "栏名" not in imported.text


def test_a_name_that_another_column_has_is_not_kept(tmp_path: Path) -> None:
    """Downloads have a column 编号 too."""
    imported = take(tmp_path, DOCUMENTS["a.docx"](("编号", *HEADER[1:])))
    assert f"\n{NAMES}\n" in imported.text


@pytest.mark.parametrize("ending", WRITERS)
def test_an_export_comes_back_byte_for_byte(ending: str, tmp_path: Path) -> None:
    own = NAMED.replace("工作任务", "本局 的任务（一）")
    plan = load(tmp_path, {"tasks.yaml": own}).plans[0]
    annex = official_table(plan)
    assert annex.header == ["序号", "本局 的任务（一）", *HEADER[2:]]
    imported = take(tmp_path, WRITERS[ending](annex), f"a{ending}", into=own)
    assert (imported.text, remarks(imported)) == (own, [])


def test_a_document_with_other_names_changes_them(tmp_path: Path) -> None:
    plan = load_base(tmp_path)
    annex = WRITERS[".docx"](official_table(plan))
    imported = take(tmp_path, annex, into=NAMED)
    assert imported.text == BASE
    said = "\n".join(report(imported, "data/tasks.yaml", Wording()))
    assert "“责任处室”叫“责任处室”" in said


def test_a_ledger_has_them_and_is_read(tmp_path: Path) -> None:
    plan = load(tmp_path, {"tasks.yaml": NAMED}).plans[0]
    file = tmp_path / "甲处室.docx"
    file.write_bytes(ledger_bytes(plan, "甲处室", Wording()))
    ledger = read_ledger(file, plan)
    assert (ledger.problems, ledger.remarks) == ([], [])
    assert any("具体要求" in cell for cell in _header_of(file))


def _header_of(file: Path) -> list[str]:
    return [cell.text for cell in Document(str(file)).tables[0].rows[0].cells]
