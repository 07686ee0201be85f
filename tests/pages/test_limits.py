"""Test the limits of hand-written pages."""

from pathlib import Path

import pytest

from generator.pages.hand_written import find_excesses
from generator.pages.limits import MOST_BYTES, excesses

FILE = Path("docs/a.md")


def told(text: str) -> list[str]:
    problems = excesses(FILE, text.encode())
    return [f"{one.place.line}:{one.place.column} {one.code}" for one in problems]


LONG = "".join(
    f"## 第 {n} 段\n\n" + "政务公开工作要点，一年一张表。" * 20 + "\n\n" for n in range(64)
)
TABLE = "| 序号 | 名称 | 附件 |\n|---|---|---|\n" + "".join(
    f"| {n} | 关于做好某项工作的通知 | [下载](fujian-{n}.png) |\n" for n in range(125)
)
NESTED = (
    "词\n:   释义\n\n" * 200
    + "- 一\n    - 二\n        - 三\n\n            > 引\n\n"
    + "1. 条\n" * 200
)


@pytest.mark.parametrize("text", [LONG, TABLE, NESTED, "```\n" + " " * 36 + "x = (1, 2)\n```\n"])
def test_long_honest_page(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("字" * (MOST_BYTES // 3 + 1), "1:1 page-too-long"),
        ("字\n" * 1_001, "1001:1 page-too-many-lines"),
        ("=" * 4_001, "1:4001 page-too-many-signs"),
        ("x\n\n" + "> " * 11 + "x", "3:23 page-too-deep"),
        ("- " * 11 + "x", "1:23 page-too-deep"),
        ("x\n" + "\t" * 11 + "x", "2:12 page-too-deep"),
        ("词\n: 释义\n" * 51, "102:3 page-too-deep"),
        ("x\n\n" + "_a " * 251 + "a_ " * 250, "3:1 page-too-many-stars"),
        ("x" + " " * 201, "1:2 page-too-many-spaces"),
        ("x\n\n" + "[" * 2_000, "3:1 page-too-many-brackets"),
        ("x\n\n" + "[" * 500 + "x\n" * 400 + "字" * 4_000, "3:1 page-too-many-brackets"),
        ("<a " * 2_000, "1:1 page-too-many-brackets"),
        ("x\n- \x02- x", "2:3 character"),
    ],
)
def test_beyond_a_limit(text: str, wanted: str) -> None:
    assert told(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("字" * (MOST_BYTES // 3), 10),
        ("字\n" * 900, 11),
        ("*" * 4_000, 10),
        ("[" * 890, 10),
        ("字", 100),
    ],
)
def test_all_pages_together(text: str, first: int, tmp_path: Path) -> None:
    for number in range(101):
        (tmp_path / f"{number:03}.md").write_text(text, encoding="utf-8")
    (problem,) = find_excesses(tmp_path)
    assert (problem.place.file.name, problem.code) == (f"{first:03}.md", "pages-together")


def test_no_folder(tmp_path: Path) -> None:
    assert [one.code for one in find_excesses(tmp_path / "docs")] == ["docs-missing"]


def test_page_beyond_a_limit_is_told_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[" * 3_900, encoding="utf-8")
    assert [one.code for one in find_excesses(tmp_path)] == ["page-too-many-brackets"]
