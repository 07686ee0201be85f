"""Ledgers for the tests: written by the program, filled in as a department does, taken back."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from docx import Document

from generator.downloads.ledger import HEADER, ledger_bytes
from generator.importing.ledger_report import refused_ledgers
from generator.importing.ledgers import RefusedLedgers, Taken, take_ledgers
from generator.language.wording import Wording
from generator.plan.model import ProgressEntry, WorkPlan
from generator.table.loading import parse_plan
from tests.importing.documents import Raw, table, text, word
from tests.support import ROOT

TABLE = (ROOT / "tests/years/2020.yaml").read_text(encoding="utf-8")
TITLE = "示例市园林局2020年工作要点落实情况台账（园艺科）"

Cells = Mapping[str, str]
"""What is written into the cells of a row, by their columns."""


def plan_in(table_text: str) -> WorkPlan:
    return parse_plan(Path("tasks.yaml"), table_text.encode())


PLAN = plan_in(TABLE)


def ledger(department: str, plan: WorkPlan = PLAN) -> bytes:
    return ledger_bytes(plan, department, Wording())


def filled(content: bytes, rows: Mapping[int, Cells]) -> bytes:
    """A ledger in which cells are filled in, by the number of the row's task."""
    document = Document(io.BytesIO(content))
    for row in document.tables[0].rows[1:]:
        cells = row.cells
        for column, value in rows.get(int(cells[0].text), {}).items():
            cells[HEADER.index(column)].text = value
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def cells_of(entry: ProgressEntry) -> Cells:
    """How a department fills an entry in."""
    return {
        "日期": str(entry.day),
        "状态": entry.status.value,
        "说明": entry.remark or "",
        "依据名称": "\n".join(one.name for one in entry.evidence),
        "依据链接或文件": "\n".join(one.link or one.file or "" for one in entry.evidence),
    }


FIRST = ["1", "种树", "种100棵树", "9月底前", "（还没有）"]
SECOND = ["2", "养树", "给新种的树浇水", "6月底前", "（还没有）"]
THIRD = ["3", "修剪", "修剪灌木", "3月底前", "（还没有）"]
BLANK = [""] * 5
NEW = ["2020-10-10", "推进中", "剪了一半", "", ""]


def written_out(
    *rows: Sequence[str | Raw], title: str = TITLE, header: Sequence[str | Raw] = HEADER
) -> bytes:
    """A ledger of 园艺科 whose rows are written out."""
    return word(text(title), text("怎么填"), table(header, *rows, columns=len(header)))


def lay_out(folder: Path, files: Mapping[str, bytes], table_text: str = TABLE) -> Path:
    """The table of a project and the ledgers beside it; returns the table's file."""
    into = folder / "data" / "tasks.yaml"
    into.parent.mkdir(exist_ok=True)
    into.write_bytes(table_text.encode())
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return into


def take(folder: Path, files: Mapping[str, bytes], table_text: str = TABLE) -> Taken:
    into = lay_out(folder, files, table_text)
    return take_ledgers([folder / name for name in files], into)


def new_table(folder: Path, files: Mapping[str, bytes], table_text: str = TABLE) -> str:
    return take(folder, files, table_text).content.decode()


def refusal(folder: Path, files: Mapping[str, bytes], table_text: str = TABLE) -> list[str]:
    """What is said of ledgers that are refused, with file names alone."""
    try:
        take(folder, files, table_text)
    except RefusedLedgers as refused:
        lines = refused_ledgers(refused, Wording())
        return [line.replace(f"{folder.as_posix()}/", "") for line in lines]
    raise AssertionError("the ledgers were taken")
