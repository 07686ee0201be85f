"""Test the downloads as other programs read them: every text is exactly as written."""

import csv
import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from generator.downloads.data_columns import ENTRY_COLUMNS
from generator.downloads.guarded_csv import GUARDED, unguarded
from generator.downloads.open_data import DataFile, open_data
from generator.language.wording import Wording
from generator.plan.deadlines import parse_deadline
from generator.plan.edition import Attachment, Edition, Licence, licence_of
from generator.plan.model import (
    Department,
    Evidence,
    ProgressEntry,
    SiteSettings,
    Task,
    Topic,
    WorkPlan,
)
from generator.plan.values import Status
from tests.data_packages import Package, TableResource, with_tables

SITE = "https://www.example.test/zwgk/plan/"
REVISED = datetime.fromisoformat("2030-03-01T07:30:00+08:00")
HOSTILE = (
    "=1+1",
    "+86",
    "-1",
    "@SUM(A1)",
    "'=1",
    "＝全角",
    "\t=1",
    '<script>alert("1")</script> &amp; ]]> <!--',
    "甲,乙;丙:丁 \"引\" '引' “引”",
    "第一行\r\n第二行\n第三行\r第四行",
    r"C:\New\notes \N \n \, \; \\ %5C%2C",
    "_x0041_ _x000D_",
    "_x0041_x0042_x0043_",
    "<r><t>a</t></r>",
    "<r>&</r>",
    "  首尾空格  ",
    "长" * 5000,
    "\U00020bb7野家 é 🀄",
)
HEADER = [
    *"序号 主题 任务名称 任务内容 责任处室 协助处室".split(),  # noqa: SIM905
    *"时间节点 截止日期 备注 撤销 上年序号 网址".split(),  # noqa: SIM905
]


def hostile_plan() -> WorkPlan:
    """Every text in every column, and every kind of deadline."""
    deadlines = ("全年", "9月底前", "2月20日", "10月份", "视情况", "6个月", "2031年底前", None)
    count = len(HOSTILE)
    tasks = [
        Task(
            number=index + 1,
            topic=text,
            name=HOSTILE[(index + 1) % count],
            content=HOSTILE[(index + 2) % count],
            lead_departments=(text,),
            supporting_departments=(HOSTILE[(index + 3) % count],) * (index % 2),
            deadline=parse_deadline(wording) if wording else None,
            note=HOSTILE[(index + 4) % count] if index % 3 else None,
            withdrawn=HOSTILE[(index + 5) % count] if index % 5 == 1 else None,
            previous=index + 7 if index % 2 else None,
        )
        for index, text in enumerate(HOSTILE)
        for wording in [deadlines[index % len(deadlines)]]
    ]
    return WorkPlan(
        title=HOSTILE[7],
        year=2030,
        office=HOSTILE[8],
        topics=tuple(
            Topic(name=text, slug=f"z-{index}", summary=text) for index, text in enumerate(HOSTILE)
        ),
        departments=tuple(
            Department(name=text, slug=f"c-{index}", collective=index == 1)
            for index, text in enumerate(HOSTILE)
        ),
        tasks=tuple(tasks),
    )


PLAN = hostile_plan()
BARE = Edition(PLAN)
WHOLE = Edition(PLAN, REVISED, SITE, Licence("测试许可", "https://www.example.test/xuke"))
EDITIONS = pytest.mark.parametrize("edition", [BARE, WHOLE], ids=["bare", "whole"])


@cache
def files(edition: Edition) -> Mapping[str, bytes]:
    """By their names in the year's folder."""
    found = open_data(edition, Wording())
    return {file.address.removeprefix("data/2030/"): file.content for file in found}


def read_json(edition: Edition, name: str = "tasks.json") -> Any:
    return json.loads(files(edition)[name].decode("utf-8"))


LAST_DAYS = {2: "2030-09-30", 3: "2030-02-20", 4: "2030-10-31", 7: "2031-12-31"}


def expected_rows(edition: Edition) -> list[list[str]]:
    """The values of a row, listed without the generator's columns."""
    return [
        [
            str(task.number),
            task.topic,
            task.name,
            task.content,
            "、".join(task.lead_departments),
            "、".join(task.supporting_departments),
            task.deadline.wording if task.deadline else "",
            LAST_DAYS.get((task.number - 1) % 8 + 1, ""),
            task.note or "",
            task.withdrawn or "",
            str(task.previous or ""),
            (edition.site_url or "") + f"2030/#task-{task.number}",
        ]
        for task in edition.plan.tasks
    ]


@EDITIONS
def test_csv(edition: Edition) -> None:
    content = files(edition)["tasks.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert header == HEADER
    assert [[unguarded(cell) for cell in row] for row in rows] == expected_rows(edition)
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t＝"))]


def sheet(edition: Edition) -> Worksheet:
    (found,) = load_workbook(io.BytesIO(files(edition)["tasks.xlsx"])).worksheets
    return found


def texts_in_excel(edition: Edition, number: int = 1) -> list[list[str]]:
    """The texts of each row as Excel reads them; openpyxl knows only a part of its escapes."""
    book = zipfile.ZipFile(io.BytesIO(files(edition)["tasks.xlsx"]))
    strings, sheet = (
        ElementTree.fromstring(book.read(f"xl/{name}.xml"))
        for name in ("sharedStrings", f"worksheets/sheet{number}")
    )
    texts = ["".join(map(unescape, one.itertext())) for one in strings]
    return [
        [
            texts[int(cell.findtext("{*}v", ""))] if cell.get("t") == "s" else ""
            for cell in row.iterfind("{*}c")
        ]
        for row in sheet.iterfind(".//{*}row")
    ]


@EDITIONS
def test_excel_has_every_text_and_no_formula(edition: Edition) -> None:
    for found, expected in zip(texts_in_excel(edition)[1:], expected_rows(edition), strict=True):
        assert found == ["", *expected[1:7], "", *expected[8:10], "", expected[11]]
    header, *rows = sheet(edition).iter_rows()
    assert [cell.value for cell in header] == HEADER
    for row, expected in zip(rows, expected_rows(edition), strict=True):
        assert row[0].value == int(expected[0])
        assert row[10].value == (int(expected[10]) if expected[10] else None)
        day = row[7].value
        assert (day.date().isoformat() if isinstance(day, datetime) else "") == expected[7]
        assert {cell.data_type for cell in row} <= {"n", "s", "d", "inlineStr"}
        for cell in row:
            assert cell.quotePrefix == (GUARDED.match(f"'{cell.value}") is not None)


def test_excel_can_be_filtered_read_and_printed() -> None:
    found = sheet(BARE)
    assert found.freeze_panes == "A2"
    assert found.auto_filter.ref == f"A1:L{len(HOSTILE) + 1}"
    assert not found.merged_cells.ranges
    assert found.print_title_rows == "$1:$1"
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
    assert found.sheet_properties.pageSetUpPr and found.sheet_properties.pageSetUpPr.fitToPage
    assert found["H3"].number_format == "yyyy-mm-dd"
    assert found["H3"].value == datetime(2030, 9, 30)
    assert found.column_dimensions["D"].width > found.column_dimensions["A"].width


@EDITIONS
def test_json_has_the_plan(edition: Edition) -> None:
    found = read_json(edition)
    base = edition.site_url or ""
    assert (found["title"], found["year"], found["office"]) == (PLAN.title, 2030, PLAN.office)
    assert found["url"] == f"{base}2030/"
    assert found["topics"] == [
        {"name": text, "summary": text, "url": f"{base}2030/z-{index}/"}
        for index, text in enumerate(HOSTILE)
    ]
    assert found["departments"] == [
        {"name": text, "collective": index == 1, "url": f"{base}2030/chushi/c-{index}/"}
        for index, text in enumerate(HOSTILE)
    ]
    for task, entry, row in zip(PLAN.tasks, found["tasks"], expected_rows(edition), strict=True):
        deadline = entry.pop("deadline")
        assert entry == {
            "number": task.number,
            "topic": task.topic,
            "name": task.name,
            "content": task.content,
            "lead_departments": list(task.lead_departments),
            "supporting_departments": list(task.supporting_departments),
            "note": task.note,
            "withdrawn": task.withdrawn,
            "previous": task.previous,
            "url": row[-1],
        }
        if task.deadline is None:
            assert deadline is None
        else:
            kind = task.deadline.kind.value
            expected = {"wording": row[6], "kind": kind, "last_day": row[7] or None}
            assert deadline == expected


def test_unknown_values_are_left_out() -> None:
    assert not {"modified", "license"} & read_json(BARE).keys()
    assert not {"homepage", "modified", "licenses"} & read_json(BARE, "datapackage.json").keys()
    whole = read_json(WHOLE)
    assert whole["modified"] == REVISED.isoformat()
    assert whole["license"] == {"name": "测试许可", "url": "https://www.example.test/xuke"}


@EDITIONS
def test_json_is_what_its_schema_says(edition: Edition) -> None:
    schema = read_json(edition, "tasks.schema.json")
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(checker.iter_errors(read_json(edition))) == []
    assert read_json(edition)["$schema"] == "tasks.schema.json"
    assert schema.get("$id") == (f"{SITE}data/2030/tasks.schema.json" if edition is WHOLE else None)
    names = schema["properties"]["tasks"]["items"]["properties"]
    assert names["number"]["title"] == "序号"
    assert all(names[key]["description"] for key in names)


def test_schema_refuses() -> None:
    wrong: list[tuple[str, object]] = [
        ("number", "1"),
        ("number", 0),
        ("topic", ""),
        ("lead_departments", []),
        ("lead_departments", "甲处室"),
        ("deadline", {"wording": "全年", "kind": "sometimes", "last_day": None}),
        ("deadline", {"wording": "2月30日", "kind": "by-day", "last_day": "2030-02-30"}),
        ("note", 1),
        ("withdrawn", True),
        ("previous", True),
        ("extra", "x"),
    ]
    schema = read_json(BARE, "tasks.schema.json")
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for key, value in wrong:
        data = read_json(BARE)
        data["tasks"][0][key] = value
        assert len(list(checker.iter_errors(data))) == 1, (key, value)


LINK, DIGEST = "https://www.example.test/2.html", "sha256:" + "0a" * 32


def test_json_has_what_became_of_tasks_once_it_is_published(tmp_path: Path) -> None:
    """Test that a plan without it has no trace of it, also in the schema."""
    assert "progress" not in json.dumps(read_json(BARE))
    assert "progress" not in json.dumps(read_json(BARE, "tasks.schema.json"))
    entries = [
        ProgressEntry(
            day=date(2030, 5, 1),
            status=Status.UNDER_WAY,
            remark=text,
            evidence=(
                Evidence(name=text, link="https://www.example.test/1.html"),
                Evidence(name=text, link=LINK, seen_on=date(2030, 6, 1), digest=DIGEST),
                Evidence(name=text, file="a b.pdf"),
            ),
        )
        for text in HOSTILE
    ]
    task = PLAN.tasks[0].model_copy(update={"progress": tuple(entries)})
    edition = Edition(
        PLAN.model_copy(update={"tasks": (task, *PLAN.tasks[1:])}),
        site_url=SITE,
        attachments=(Attachment("a b.pdf", b"%PDF\r\n\x00"),),
    )
    assert files(edition)["evidence/a b.pdf"] == b"%PDF\r\n\x00"
    data, schema = read_json(edition), read_json(edition, "tasks.schema.json")
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    first, second, *_ = data["tasks"]
    assert [one["remark"] for one in first["progress"]] == list(HOSTILE)
    assert first["progress"][0] == {
        "day": "2030-05-01",
        "status": "推进中",
        "remark": HOSTILE[0],
        "evidence": [
            {"name": HOSTILE[0], "link": "https://www.example.test/1.html"},
            {"name": HOSTILE[0], "link": LINK, "seen": "2030-06-01", "hash": DIGEST},
            {
                "name": HOSTILE[0],
                "file": "a b.pdf",
                "url": f"{SITE}data/2030/evidence/a%20b.pdf",
                "mediatype": "application/pdf",
                "bytes": 7,
                "hash": "sha256:12091b8000d0c55e366a6527388d3c673eaca93efde4c58675ba907fae47ecc1",
            },
        ],
    }
    assert second["progress"] == []

    rows = csv.reader(io.StringIO(files(edition)["tasks.csv"].decode("utf-8-sig")))
    header, row, other = (next(rows) for _ in range(3))
    assert header == [*HEADER[:-1], "状态", "状态日期", HEADER[-1]]
    assert (row[-3:-1], other[-3:-1]) == (["推进中", "2030-05-01"], ["", ""])
    book = load_workbook(io.BytesIO(files(edition)["tasks.xlsx"]))
    assert book.sheetnames == ["tasks", "落实情况"]
    sheet = book["落实情况"]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in ENTRY_COLUMNS]
    texts = texts_in_excel(edition, 2)
    assert [row[4] for row in texts[1::3]] == list(HOSTILE)
    assert [row[5] for row in texts[3::3]] == list(HOSTILE)
    package = with_tables(written(edition, tmp_path))
    report = package.validate()
    assert report.flatten(["type", "note"]) == [] and report.valid
    assert [task.name for task in report.tasks][4:] == ["progress-xlsx", "evidence-1"]
    resource = package.get_resource("progress-xlsx")
    assert isinstance(resource, TableResource)
    assert [entry["说明"] for entry in resource.read_rows()[:9:3]] == list(HOSTILE[:3])


def written(edition: Edition, folder: Path) -> Path:
    for name, content in files(edition).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder / "datapackage.json"


@EDITIONS
def test_package_is_what_its_description_says(edition: Edition, tmp_path: Path) -> None:
    """Sizes, hashes, headers, types and constraints, as Frictionless finds them."""
    package = with_tables(written(edition, tmp_path))
    report = package.validate()
    assert report.flatten(["type", "note"]) == [] and report.valid
    assert [task.name for task in report.tasks] == [
        "tasks-csv",
        "tasks-xlsx",
        "tasks-json",
        "tasks-ics",
    ]
    for name in ("tasks-csv", "tasks-xlsx"):
        resource = package.get_resource(name)
        assert isinstance(resource, TableResource)
        first, second, *_ = resource.read_rows()
        assert (first["序号"], first["截止日期"]) == (1, None)
        assert second["截止日期"] == date(2030, 9, 30)


WITHOUT_EXCEL = """\
import sys
sys.modules["openpyxl"] = None
from frictionless.console import console
console(["validate", *sys.argv[1:]])
"""


@pytest.mark.soak
def test_a_plain_frictionless_finds_the_package_valid(tmp_path: Path) -> None:
    """Test with evidence of kinds that it would read as tables, and in the command that users run.

    A plain `pip install frictionless` has no openpyxl.
    """
    entry = ProgressEntry(day=date(2030, 5, 1), status=Status.DONE, remark="做完了")
    task = PLAN.tasks[0].model_copy(update={"progress": (entry,)})
    edition = Edition(
        PLAN.model_copy(update={"tasks": (task, *PLAN.tasks[1:])}),
        attachments=(Attachment("甲.xlsx", b"PK\x03\x04"), Attachment("乙.csv", b",\n1,2,3\n")),
    )
    command = [sys.executable, "-c", WITHOUT_EXCEL, str(written(edition, tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" VALID ") == 7 and "INVALID" not in done.stdout


@pytest.mark.parametrize("name", ["tasks.csv", "tasks.json", "tasks.ics", "tasks.xlsx"])
def test_a_changed_file_does_not_pass(name: str, tmp_path: Path) -> None:
    description = written(BARE, tmp_path)
    content = bytearray((tmp_path / name).read_bytes())
    content[-2] ^= 1
    (tmp_path / name).write_bytes(content)
    assert not Package(str(description)).validate().valid


def test_columns_are_described_in_both_languages() -> None:
    for resource in read_json(BARE, "datapackage.json")["resources"][:2]:
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == HEADER
        assert [field["type"] for field in fields][::7] == ["integer", "date"]
        assert all(" / " in field["description"] for field in fields)


@pytest.mark.parametrize(
    ("name", "url", "stated"),
    [
        ("CC-BY-4.0", None, {"name": "CC-BY-4.0", "path": "index.html", "title": "CC-BY-4.0"}),
        ("测试许可", "https://a.test/b", {"path": "https://a.test/b", "title": "测试许可"}),
        ("测试许可", None, {"path": "index.html", "title": "测试许可"}),
    ],
)
def test_licence_in_the_package(
    name: str, url: str | None, stated: dict[str, str], tmp_path: Path
) -> None:
    edition = Edition(PLAN, licence=Licence(name, url))
    assert read_json(edition, "datapackage.json")["licenses"] == [stated]
    assert Package(str(written(edition, tmp_path))).validate().valid


def test_licence_in_the_settings() -> None:
    address = "https://a.test/b"
    assert licence_of(SiteSettings()) is None
    assert licence_of(SiteSettings(data_licence="甲")) == Licence("甲")
    assert licence_of(SiteSettings(data_licence_address=address)) == Licence(address, address)


@EDITIONS
def test_neither_clock_nor_order_gets_into_a_file(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 2_500_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_500_000_000))
    again = open_data(edition, Wording())
    assert {file.address.removeprefix("data/2030/"): file.content for file in again} == files(
        edition
    )


def test_size_for_people() -> None:
    sizes = {1: "1 KB", 1024: "1 KB", 1025: "2 KB", 3_355_444: "3.2 MB"}
    assert {count: DataFile("x", bytes(count)).size for count in sizes} == sizes
