"""A file's values stay the text they were written as, and every place in them is known."""

from pathlib import Path

import pytest

from generator.language.problems import Finding, TablePath
from generator.table.composing import Value
from generator.table.source import Source, parse_source
from tests.support import BASE, load, load_base

TEXTS = """
no yes on off true null0 010 0x1F 0o17 12:30 1:2:3 1e3 .5 .inf .nan 1_000 +1 -1
2031-02-30 2031-02-28 2031-02-28T10:00:00Z = <=> <<< -- -a a#b a:b a,b [0] http://a/b#c
“引号” 《书名》 第一：第二 ＃１ 100% a*b a&b a!b a|b a>b a@b ~a a~ \\n \\ {} 中文，标点；
"""
AS_WRITTEN = TEXTS.split()
BRACKETED = ("[0]", "{}")  # at the start of a value these are YAML's own


def read(text: str) -> Source:
    return parse_source(Path("a.yaml"), text.encode())


def test_scalar_is_read_as_written() -> None:
    for text in AS_WRITTEN:
        quoted = text.replace("'", "''")
        assert read(f"甲: '{quoted}'\n").value == {"甲": text}
        if text not in BRACKETED:
            source = read(f"甲: {text}\n乙: [{text.replace(',', '')}]\n")
            assert source.value == {"甲": text, "乙": [text.replace(",", "")]}
            assert source.problems == []


def test_plan_contains_text_as_written(tmp_path: Path) -> None:
    for text in ("no", "010", "12:30", "1e3", "2031-02-30"):
        plan = load_base(tmp_path, ("开展第一次测试", text))
        assert plan.tasks[0].content == text


VALUES: dict[str, Value] = {
    "甲: |\n  第一段\n  第二段\n": "第一段\n第二段",
    "甲: |-\n  第一段\n\n  第二段\n": "第一段\n\n第二段",
    "甲: '第一''段'\n": "第一'段",
    '甲: "第一\\n第二"\n': "第一\n第二",
    "甲: ~\n": None,
    "甲:\n": None,
    "甲: '~'\n": "~",
    "甲: ''\n": "",
    "甲: []\n": [],
}


def test_value_in_every_way_to_write_it() -> None:
    assert {text: read(text).value for text in VALUES} == {
        text: {"甲": value} for text, value in VALUES.items()
    }


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
    assert read(text).value == read(BASE).value
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


def test_finding_is_located() -> None:
    source = read(BASE)
    found = [source.locate(Finding(path, "empty", at_key=at_key)) for path, at_key, _ in PLACES]
    places = [f"{problem.place.line}:{problem.place.column}" for problem in found]
    assert places == [place for _, _, place in PLACES]


def test_columns_count_characters_not_bytes_or_halves() -> None:
    place = read("{甲𠮷é: 一, 乙: 二}\n").locate(Finding(("乙",), "empty")).place
    assert (place.line, place.column) == (1, 13)


def test_slip_with_a_colon_is_read_as_it_was_meant() -> None:
    for newline in ("\n", "\r\n", "\r"):
        source = read(newline.join(["甲：一", "乙:二", "丙: {丁：三}", ""]))
        assert source.value == {"甲": "一", "乙": "二", "丙": {"丁": "三"}}
        assert sorted((found.place.line, found.code) for found in source.problems) == [
            (1, "wide-colon"),
            (2, "colon-without-space"),
            (3, "wide-colon"),
        ]
