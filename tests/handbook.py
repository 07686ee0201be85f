"""The two pages of the handbook that are written out of `wording.yaml`: messages and columns.

`make handbook` writes the files; `tests/test_docs.py` tests that they are up to date.
"""

from collections.abc import Iterator
from string import Formatter
from typing import Any

from generator.language.wording import Wording
from generator.plan.deadlines import known_wordings
from generator.plan.model import Department, Evidence, ProgressEntry, Row, Task, Topic, WorkPlan
from tests.support import ROOT, SAID

MESSAGES = ROOT / "handbook" / "tishi.md"
COLUMNS = ROOT / "handbook" / "lan.md"

INTRODUCTION = """\
<!-- 这一页由 make handbook 按 generator/language/wording.yaml 写出，不要直接改。 -->
# 每句提示的意思

[回到编辑手册](../EDITING.zh.md)

按 Ctrl+F，搜提示里不带引号的几个字。“……”的地方是您写的内容，或者行号、数目。
例子里 → 左边是错的，右边是对的，都只为说明写法；`□` 代表全角空格，`⇥` 代表 Tab 键。

提示后面有“改好这一处，才看得到这个文件里别的错”的，程序读到那里就读不下去了，改好以后要再检查一遍。
"""

HEADINGS = {
    "problems/file-missing": """\
## 读不了文件
""",
    "problems/not-a-table": """\
## 表的样子不对
""",
    "problems/number-repeated": """\
## 前后对不上
""",
    "problems/page-shadowed": """\
## 手写的页面
""",
    "problems/template-broken": """\
## 程序的文件

改表不会碰到，是管程序的同事的事。
""",
    "problems/deadline-absent": """\
## 值得看一眼

这几条不影响发布，对照正式文件看过就行。
""",
    "problems/not-a-plain-file": """\
## 推送被拒绝

推送到发布用的仓库时才会查。没有通过的，网站还是原来的样子，怎么办见[推送](tuisong.md#推送被拒绝)。
""",
    "refusals/missing": """\
## 导入不了

什么也没有写入，表还是原来的样子。改好文件，再导入一次，见[导入](daoru.md)。
""",
    "remarks/tracked-changes": """\
## 导入时值得看一眼

前面有文件里的位置。不妨碍导入，但都要看。
""",
    "remarks/number-unreadable": """\
## 导入时读不成任务

有一处，就整个不写。前面有文件里的位置，在文件里改好，再导入一次。
""",
    "refusals/ledger-not-word": """\
## 读不了台账

什么也没有写入。改好文件，和别的台账一起再导入一次，见[台账](taizhang.md)。
""",
    "remarks/ledger-extra-column": """\
## 台账里值得看一眼

不妨碍导入，但都要看。
""",
    "remarks/cell-not-plain": """\
## 台账里要改的

有一处，几份台账就都不写。前面有文件、行和第几项，改好再导入一次。
""",
}
"""What stands before a message: the heading of its group."""


def messages_page() -> str:
    """The whole page, in the order of `wording.yaml`."""
    lines = [INTRODUCTION]
    for section in ("problems", "refusals", "remarks"):
        has_example = section == "problems"
        for code, entry in SAID[section].items():
            heading = HEADINGS.get(f"{section}/{code}")
            if heading:
                lines += ["", heading, *_table_head(has_example)]
            lines.append(_row(entry))
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _table_head(has_example: bool) -> Iterator[str]:
    titles = ["提示", "通常是怎么了", "怎么办", *(["例子：错 → 对"] if has_example else [])]
    yield _cells(titles)
    yield "|" + "---|" * len(titles)


def _row(entry: dict[str, str]) -> str:
    remedy = _general(entry["do"])
    if "suggest" in entry:
        remedy += f"<br>能猜出本意的，会说：{_general(entry['suggest'])}"
    cells = [_general(entry["says"]), entry["cause"], remedy]
    return _cells(cells + ([entry["example"]] if "example" in entry else []))


def _general(sentence: str) -> str:
    """A sentence with …… for what the program fills in."""
    parts: Any = Formatter().parse(sentence)
    text = "".join(text + ("" if name is None else "……") for text, name, _, _ in parts)
    return text.replace("…………", "……").replace("&", "&amp;")  # as written, also in Markdown


def _cells(texts: list[str]) -> str:
    return f"| {' | '.join(text.replace('|', '&#124;') for text in texts)} |"


COLUMNS_INTRODUCTION = """\
<!-- 这一页由 make handbook 按 generator/language/wording.yaml 写出，不要直接改。 -->
# 表里的每一栏

[回到编辑手册](../EDITING.zh.md)
"""
PARTS: dict[str, type[Row]] = {
    "开头几行": WorkPlan,
    "登记一个主题": Topic,
    "登记一个处室": Department,
    "每项任务": Task,
    "每条落实情况": ProgressEntry,
    "每条依据": Evidence,
}

DEADLINES_INTRODUCTION = """\
## 时间节点的写法

照抄正式文件，页面上一字不差。程序读得懂的写法，在2031年的表里的意思：
"""


def columns_page() -> str:
    """The columns of each part of the table, in the order of the types; wordings of deadlines."""
    wording = Wording()
    lines = [COLUMNS_INTRODUCTION]
    for heading, row_type in PARTS.items():
        lines += [f"## {heading}", "", "| 栏 | 要写吗 | 怎么写 |", "|---|---|---|"]
        for field in row_type.model_fields.values():
            key = str(field.alias)
            needed = "必写" if field.is_required() else "可不写"
            lines.append(_cells([key, needed, wording.describe(key)]))
        lines.append("")
    lines += [DEADLINES_INTRODUCTION, "| 写法 | 意思 |", "|---|---|"]
    lines += [_cells(list(row)) for row in known_wordings(2031, wording)]
    lines += ["", wording.say("deadline-list.end"), ""]
    return "\n".join(lines)


PAGES = {MESSAGES: messages_page, COLUMNS: columns_page}

if __name__ == "__main__":
    for file, page in PAGES.items():
        file.write_text(page(), encoding="utf-8", newline="\n")
