"""A file's values stay the text they were written as, and every place in them is known."""

from pathlib import Path

import pytest

from generator.language.problems import Finding, TablePath
from generator.table.composing import Value
from generator.table.source import Source, read_source
from tests.support import BASE, load, load_base

TEXTS = """
no yes on off true null0 010 0x1F 0o17 12:30 1:2:3 1e3 .5 .inf .nan 1_000 +1 -1
2022-02-30 2022-02-28 2022-02-28T10:00:00Z = <=> <<< -- -a a#b a:b a,b [0] http://a/b#c
“引号” 《书名》 第一：第二 ＃１ 100% a*b a&b a!b a|b a>b a@b ~a a~ \\n \\ {} 中文，标点；
"""
AS_WRITTEN = TEXTS.split()
BRACKETED = ("[0]", "{}")  # at the start of a value these are YAML's own


def read(folder: Path, text: str) -> Source:
    file = folder / "a.yaml"
    file.write_bytes(text.encode())
    return read_source(file)


@pytest.mark.parametrize("text", [text for text in AS_WRITTEN if text not in BRACKETED])
def test_scalar_is_read_as_written(text: str, tmp_path: Path) -> None:
    source = read(tmp_path, f"甲: {text}\n乙: [{text.replace(',', '')}]\n")
    assert source.value == {"甲": text, "乙": [text.replace(",", "")]}
    assert source.problems == []


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_text_in_quotes_is_read_as_written(text: str, tmp_path: Path) -> None:
    quoted = text.replace("'", "''")
    assert read(tmp_path, f"甲: '{quoted}'\n").value == {"甲": text}


@pytest.mark.parametrize("text", ["no", "010", "12:30", "1e3", "2022-02-30"])
def test_plan_holds_text_as_written(text: str, tmp_path: Path) -> None:
    plan = load_base(tmp_path, ("开展第一次测试", text))
    assert plan.tasks[0].content == text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("甲: |\n  第一段\n  第二段\n", "第一段\n第二段"),
        ("甲: |-\n  第一段\n\n  第二段\n", "第一段\n\n第二段"),
        ("甲: '第一''段'\n", "第一'段"),
        ('甲: "第一\\n第二"\n', "第一\n第二"),
        ("甲: ~\n", None),
        ("甲:\n", None),
        ("甲: '~'\n", "~"),
        ("甲: ''\n", ""),
        ("甲: []\n", []),
    ],
)
def test_value(written: str, value: Value, tmp_path: Path) -> None:
    assert read(tmp_path, written).value == {"甲": value}


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + BASE,
        BASE.replace("\n", "\r\n"),
        BASE.replace("\n", "\r"),
        BASE.rstrip("\n"),
        BASE + "...\n",
        BASE + "\n\n# 完\n",
    ],
    ids=["byte order mark", "CR LF", "CR", "no last line break", "end mark", "comment"],
)
def test_what_makes_no_difference(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text).value == read(tmp_path, BASE).value
    assert len(load(tmp_path, {"tasks.yaml": text}).plans[0].tasks) == 3


# path, whether its key is meant, line and column in the base table
PLACES: list[tuple[TablePath, bool, str]] = [
    ((), False, "1:1"),
    (("年份",), False, "2:5"),
    (("年份",), True, "2:1"),
    (("主题", 1, "网址"), False, "6:19"),
    (("主题", 1, "网址"), True, "6:15"),
    (("任务", 0), False, "12:5"),
    (("任务", 0, "协助处室", 1), False, "17:17"),
    (("任务", 1, "时间节点"), False, "24:11"),
    (("任务", 1, "备注"), False, "19:5"),  # absent: where its row begins
    (("任务", 9, "序号"), False, "12:3"),  # absent: where the list begins
]


@pytest.mark.parametrize(("path", "at_key", "place"), PLACES)
def test_place(path: TablePath, at_key: bool, place: str, tmp_path: Path) -> None:
    problem = read(tmp_path, BASE).locate(Finding(path, "empty", at_key=at_key))
    assert f"{problem.place.line}:{problem.place.column}" == place


def test_columns_count_characters_not_bytes_or_halves(tmp_path: Path) -> None:
    source = read(tmp_path, "{甲𠮷é: 一, 乙: 二}\n")
    place = source.locate(Finding(("乙",), "empty")).place
    assert (place.line, place.column) == (1, 13)
