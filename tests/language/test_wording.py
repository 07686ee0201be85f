"""Test that the sentences of `wording.yaml` are complete, used, and get their details."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from generator.downloads.data_columns import DATA_COLUMNS, ENTRY_COLUMNS
from generator.downloads.task_data import task_data
from generator.language.problems import Place, Problem
from generator.language.wording import MOST_LISTED, Message, Wording
from generator.plan.model import (
    ColumnNames,
    Department,
    Evidence,
    ProgressEntry,
    Row,
    SiteSettings,
    Task,
    Topic,
    WorkPlan,
)
from tests.downloads.test_open_data import WHOLE
from tests.support import ROOT, SAID

CODE = [
    ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "generator").rglob("*.py"))
]

OTHERS = {"problems", "keys", "refusals", "failures", "remarks", "places", "open-data", "files"}
OTHERS |= {"help", "sentences", "stops", "unseen", "deadlines"}
"""Sections whose codes no call of `say` names; other tests see to them."""


def sentences(texts: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """What the program says of itself, by dotted code."""
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from sentences(value, f"{above}{key}.")
        else:
            yield above + key, value


TEXTS = {
    code: text for code, text in sentences(SAID) if code.split(".")[0] not in OTHERS and "." in code
}


def calls_of_say() -> Iterator[tuple[str, set[str | None]]]:
    """Every sentence that the code says, with the names of the details it gives."""
    for tree in CODE:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "say":
                (code,) = node.args
                assert isinstance(code, ast.Constant)
                yield str(code.value), {keyword.arg for keyword in node.keywords}


def test_said_sentence_gets_its_details() -> None:
    for code, details in calls_of_say():
        wanted = {name for _, name, _, _ in Formatter().parse(TEXTS[code]) if name}
        assert details == wanted or (None in details and details - {None} <= wanted), code


def test_no_sentence_is_left_over() -> None:
    assert {code for code, _ in calls_of_say()} == TEXTS.keys()


def test_every_key_is_described_and_nothing_else() -> None:
    models: tuple[type[Row], ...] = (
        WorkPlan, Topic, Department, Task, ProgressEntry, Evidence, SiteSettings,
    )  # fmt: skip
    keys = {str(field.alias) for model in models for field in model.model_fields.values()}
    names = keys | {model.__name__ for model in models} | {ColumnNames.__name__, "own-name"}
    assert SAID["keys"].keys() == names
    assert all(map(Wording().describe, names))


def test_exactly_the_contents_of_the_open_data_are_described() -> None:
    about = SAID["open-data"]
    of_some_offices = {"own-note", "others"}
    assert [one for one in about["columns"] if one not in of_some_offices] == [
        column.key for column in DATA_COLUMNS
    ]
    assert about["files"].keys() == {"package", "csv", "xlsx", "json", "ics", "entries"}
    assert [*about["entries"]] == [column.key for column in ENTRY_COLUMNS]
    of_tasks = {"deadline", "kind", "progress", "day", "status", "remark", "evidence", "others"}
    assert about["json"].keys() - of_tasks <= task_data(WHOLE).keys()
    for part, entries in about.items():
        for code, entry in entries.items():
            assert Wording().about_data(part, code) == f"{entry['zh']} / {entry['en']}"
            assert entry["en"].isascii() or "、" in entry["en"]


def message(code: str = "topic-unknown", **details: object) -> Message:
    defaults = {"value": "丙主题", "suggestion": "甲主题", "known": ("甲主题",)}
    return Wording().message(Problem(Place(Path("data/a.yaml"), 3, 5), code, defaults | details))


def test_message() -> None:
    assert str(message()) == (
        "data/a.yaml:3:5: 没有登记过主题“丙主题”。"
        "是不是“甲主题”？新主题请先登记在文件开头的“主题”里。"
    )


def test_message_without_a_guess() -> None:
    remedy = message(suggestion=None, known=("甲主题", "乙主题")).remedy
    assert remedy == "登记过的有：甲主题、乙主题。新主题请先登记在文件开头的“主题”里。"


def test_value_in_a_message_is_shown_as_it_is_but_short() -> None:
    shown: list[tuple[object, str]] = [
        ("{known} {0} {{}} %s", "{known} {0} {{}} %s"),
        ("第一行\n第二行", "第一行 第二行"),
        ("长" * 60, "长" * 60),
        ("长" * 61, "长" * 60 + "..."),
        (["甲", ["乙", "丙"]], "甲、乙、丙"),
        (None, ""),
        ({"甲": "乙"}, ""),
        (39, "39"),
    ]
    assert [message(value=value).says for value, _ in shown] == [
        f"没有登记过主题“{text}”。" for _, text in shown
    ]


def test_files_are_named_relative_to_the_project() -> None:
    problem = Problem(Place(Path("/project/data/a.yaml")), "file-empty")
    wording = Wording()
    assert wording.message(problem, Path("/project")).location == "data/a.yaml:1:1"
    assert wording.message(problem, Path("/other")).location == "/project/data/a.yaml:1:1"
    assert wording.message(problem).location == "/project/data/a.yaml:1:1"


def test_list_of_problems_counts_them() -> None:
    lines = Wording().problem_list([message(), message()]).splitlines()
    assert lines == ["有 2 处要改：", str(message()), str(message())]


def test_sentence_without_its_details_is_an_error() -> None:
    with pytest.raises(KeyError):
        Wording().say("check.problems")
    with pytest.raises(KeyError):
        Wording().say("check.absent")


def test_a_list_without_end_is_cut_and_says_so() -> None:
    message = Message("表.yaml:1:1", "错了。", "请改正。")
    lines = Wording().problem_list([message] * (MOST_LISTED + 7)).splitlines()
    assert str(MOST_LISTED + 7) in lines[0]
    assert len(lines) == MOST_LISTED + 2
    assert "7 处没有列出" in lines[-1]
