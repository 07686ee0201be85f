"""Test that a file that cannot be read is refused with advice, and changes nothing."""

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.document import Refusal
from generator.importing.flow import import_document
from generator.importing.heading import Heading
from generator.importing.opening import MAX_BYTES, open_document
from generator.importing.report import refusal_lines
from generator.language.wording import Wording
from tests.importing.documents import HEADER, ROWS, TITLE, csv, excel, plan_word, table, text, word
from tests.support import BASE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def package(files: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return stream.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The plan's .docx with one part changed."""
    with zipfile.ZipFile(io.BytesIO(plan_word())) as source:
        parts = {entry: source.read(entry) for entry in source.namelist()}
    return package(parts | {name: change(parts[name])})


def merged_into_one() -> bytes:
    """A workbook in which one merged cell takes the whole sheet."""
    with zipfile.ZipFile(io.BytesIO(excel([[TITLE], HEADER, *ROWS], merge=["A1:F1"]))) as source:
        parts = {entry: source.read(entry) for entry in source.namelist()}
    return package(
        {name: part.replace(b'"A1:F1"', b'"A1:XFD1048576"') for name, part in parts.items()}
    )


def laughs(part: bytes) -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head, _, body = part.partition(b"?>")
    body = body.replace(b"</w:t>", b"&e9;</w:t>", 1)
    return head + f'?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'.encode() + body


def without(column: str) -> bytes:
    at = HEADER.index(column)
    rows = [[*row[:at], *row[at + 1 :]] for row in (list(HEADER), *ROWS)]
    return word(text(TITLE), table(*rows, columns=5))


DISCLOSED = ["公开内容", "公开形式", "公开时限", "公开主体"]
MAIN = "word/document.xml"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
LOOSE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# name: the file's name, what is in it, the code of the refusal
BAD: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    ".doc": ("计划.doc", OLE, "save-as-docx"),
    ".wps": ("计划.wps", OLE, "save-as-docx"),
    ".rtf": ("计划.rtf", rb"{\rtf1}", "save-as-docx"),
    ".docm": ("计划.docm", plan_word, "save-as-docx"),
    ".odt": ("计划.odt", package({"content.xml": ""}), "save-as-docx"),
    ".xls": ("计划.xls", OLE, "save-as-xlsx"),
    ".et": ("计划.et", OLE, "save-as-xlsx"),
    ".pdf": ("计划.pdf", b"%PDF-1.7", "pdf"),
    ".ofd": ("计划.ofd", package({"OFD.xml": ""}), "pdf"),
    ".jpg": ("计划.jpg", b"\xff\xd8\xff", "picture"),
    ".html": ("计划.html", b"<html>", "text"),
    ".zip": ("计划.zip", package({"a": ""}), "archive"),
    ".yaml": ("计划.yaml", BASE.encode(), "table-file"),
    "no ending": ("计划", b"x", "unknown-kind"),
    "an unknown ending": ("计划.abc", b"x", "unknown-kind"),
    "Word 97 renamed": ("计划.docx", OLE, "old-office"),
    "Excel 97 renamed": ("计划.xlsx", OLE, "old-office"),
    "Excel 97 as CSV": ("计划.csv", OLE, "old-office"),
    "RTF renamed": ("计划.docx", rb"{\rtf1\ansi}", "old-office"),
    "PDF renamed": ("计划.docx", b"%PDF-1.7\n", "is-pdf"),
    "a web page as Word": ("计划.docx", b"<html xmlns:o=''>", "web-page"),
    "a web page as Excel": ("计划.xlsx", b"\r\n<table>", "web-page"),
    "with a password": ("计划.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "Excel named Word": ("计划.docx", lambda: excel([HEADER]), "renamed"),
    "Word named Excel": ("计划.xlsx", plan_word, "renamed"),
    "Word named CSV": ("计划.csv", plan_word, "renamed"),
    "a package of something else": ("计划.docx", package({"a.txt": "x"}), "other-package"),
    "empty": ("计划.docx", b"", "empty-file"),
    "empty sheet": ("计划.xlsx", lambda: excel([]), "no-table"),
    "text named Word": ("计划.docx", "只是文字".encode(), "damaged"),
    "cut off": ("计划.docx", lambda: plan_word()[:-500], "damaged"),
    "first half": ("计划.xlsx", lambda: excel([HEADER, *ROWS])[:2000], "damaged"),
    "broken XML": ("计划.docx", lambda: with_part(MAIN, lambda part: part[:-50]), "damaged"),
    "no document in it": (
        "计划.docx",
        lambda: with_part("_rels/.rels", lambda part: part.replace(b"officeDocument", b"x")),
        "damaged",
    ),
    "a billion laughs": ("计划.docx", lambda: with_part(MAIN, laughs), "damaged"),
    "a zip bomb": ("计划.docx", lambda: package({MAIN: "", "x": bytes(150_000_000)}), "too-large"),
    "a text of 40 MB": ("计划.docx", lambda: package({MAIN: b" " * 40_000_000}), "too-large"),
    "over 20 MB": ("计划.csv", lambda: b"x" * (MAX_BYTES + 1), "too-large"),
    "Strict Open XML": (
        "计划.docx",
        lambda: with_part(MAIN, lambda part: part.replace(LOOSE, STRICT)),
        "strict",
    ),
    "CSV with NUL": ("计划.csv", b"\0\0\0", "not-csv"),
    "CSV in no encoding": ("计划.csv", b"\xff\xff\xfe\x80", "csv-encoding"),
    "CSV with one endless field": ("计划.csv", b'"' + b"x" * 200_000, "not-csv"),
    "no table": ("计划.docx", lambda: word(text(TITLE), text("正文。")), "no-table"),
    "another table": ("计划.docx", lambda: word(table(["一", "二"], columns=2)), "no-table"),
    "a list of what is disclosed": (
        "清单.docx",
        lambda: word(text(TITLE), table(DISCLOSED, ["预算", "网站", "年底前", "甲处"], columns=4)),
        "no-table",
    ),
    "header alone": ("计划.docx", lambda: plan_word([]), "no-rows"),
    "no 责任处室": ("计划.docx", lambda: without("责任处室"), "missing-column"),
    "a column twice": (
        "计划.xlsx",
        lambda: excel([[TITLE], [*HEADER, "任务内容"], *([*row, "又"] for row in ROWS)]),
        "column-twice",
    ),
    "second table lacks a column": (
        "计划.docx",
        lambda: word(text(TITLE), table(HEADER, *ROWS), table(HEADER[:3], ROWS[2][:3], columns=3)),
        "missing-column",
    ),
    "over 10,000 rows": (
        "计划.csv",
        lambda: csv([[TITLE], HEADER, *([str(n), *ROWS[0][1:]] for n in range(1, 10_003))]),
        "too-many-rows",
    ),
    "text in 201 columns": (
        "计划.xlsx",
        lambda: excel([[TITLE], [*HEADER, *["x"] * 195], *ROWS]),
        "too-many-columns",
    ),
    "all cells merged into one": ("计划.xlsx", merged_into_one, "merged-too-much"),
    "no title": ("计划.docx", lambda: word(table(HEADER, *ROWS)), "year-unknown"),
    "no year": ("计划.docx", lambda: plan_word(title="示例市测试局工作要点表"), "year-unknown"),
    "no office": ("计划.docx", lambda: plan_word(title="2031年任务分解表"), "office-unknown"),
    "rows that are no tasks": (
        "计划.docx",
        lambda: plan_word([["", "第一件事", "开展测试", "", "", "13月底前"]]),
        "problems",
    ),
}  # fmt: skip


def content_of(name: str) -> tuple[str, bytes, str]:
    file, content, code = BAD[name]
    return file, content() if callable(content) else content, code


def refuse(file: Path, into: Path) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        import_document(file, into, Heading(), Wording())
    return refusal.value


LONG = {"over 10,000 rows", "a zip bomb"}


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.soak] if one in LONG else []) for one in BAD]
)
def test_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    file_name, content, code = content_of(name)
    (tmp_path / file_name).write_bytes(content)
    refusal = refuse(tmp_path / file_name, tmp_path / "tasks.yaml")
    assert refusal.code == code
    lines = list(refusal_lines(refusal, file_name, Wording()))
    assert lines[0].startswith(f"{file_name}: ")
    assert lines[0].endswith(("。", "："))
    assert lines[-1] == "什么也没有写入。改好以后再导入一次。"
    assert list(tmp_path.iterdir()) == [tmp_path / file_name]


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert refuse(tmp_path / "没有.docx", tmp_path / "tasks.yaml").code == "missing"
    (tmp_path / "文件夹.docx").mkdir()
    assert refuse(tmp_path / "文件夹.docx", tmp_path / "tasks.yaml").code == "folder"


def test_what_word_could_do_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(OLE)
    lines = list(refusal_lines(refuse(tmp_path / "a.doc", tmp_path / "t"), "a.doc", Wording()))
    assert lines[0] == (
        "a.doc: 读不了 .doc 文件。请用 Word 或 WPS 打开它，选“另存为”，类型选"
        "“Word 文档（*.docx）”，再导入另存的文件。"
    )


def test_places_in_the_way_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(content_of("rows that are no tasks")[1])
    lines = list(refusal_lines(refuse(tmp_path / "a.docx", tmp_path / "t"), "a.docx", Wording()))
    assert lines[:-1] == [
        "a.docx: 有 3 处读不成任务。请在文件里改好下面这些地方，再导入：",
        "  表格 1 第 2 行第 1 列：这一行没有序号（“开展测试”）。"
        "请补上序号；如果它是上一项的后半段，请并到上一行里。",
        "  表格 1 第 2 行第 4 列：没有责任处室。请补上。",
        "  表格 1 第 2 行第 6 列：“13月底前”不是真有的日子。请与起草的处室核对。",
    ]


@pytest.mark.parametrize("make", [plan_word, lambda: excel([[TITLE], HEADER, *ROWS])])
def test_damaged_bytes_are_read_or_refused(make: Callable[[], bytes], tmp_path: Path) -> None:
    whole = make()
    file = tmp_path / ("a.docx" if make is plan_word else "a.xlsx")
    chance = random.Random(5)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        file.write_bytes(bytes(damaged[: chance.choice((len(damaged), len(damaged) // 2))]))
        try:
            open_document(file)
        except Refusal as refusal:
            assert refusal.code


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_named_csv_are_read_or_refused(content: bytes) -> None:
    from generator.importing.csv_text import read_csv

    try:
        read_csv(content)
    except Refusal as refusal:
        assert refusal.code in ("not-csv", "csv-encoding")
