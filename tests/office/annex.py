"""The official annex, cell by cell, as documents.

`python -m tests.office.annex` writes the copies that LibreOffice has saved anew.
"""

from pathlib import Path

from tests.importing.documents import annex_excel, annex_word
from tests.importing.resaving import resave

FIXTURES = Path(__file__).with_name("fixtures")
_LINES = (FIXTURES / "annex-cells.txt").read_text(encoding="utf-8").split("\n")


def official_cells() -> list[list[str]]:
    """Header and rows of the official document, cell by cell, as they are in it."""
    start = next(at for at, line in enumerate(_LINES) if line.startswith("\t"))
    found: list[str] = []
    for line in _LINES[start:]:
        if line.startswith("\t"):
            found.append(line[1:])
        elif line:
            found[-1] += "\n" + line
    assert len(found) % 6 == 0
    return [found[at : at + 6] for at in range(0, len(found), 6)]


def official_title() -> str:
    return next(line for line in _LINES if "任务分解表" in line)


def official_word(break_with: str = "p") -> bytes:
    """The official document as Word has it: names merged, lines broken, row 42 shifted."""
    return annex_word(official_title(), official_cells(), break_with)


def official_excel() -> bytes:
    return annex_excel(official_title(), official_cells())


if __name__ == "__main__":
    for name, content in (("annex.docx", official_word()), ("annex.xlsx", official_excel())):
        (FIXTURES / name).write_bytes(resave(content, name))
