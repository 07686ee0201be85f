"""Test random mutations of a good commit: published or refused in Chinese, the site whole."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publishing.office import Office
from tests.publishing.strange import PICTURE, Strange, nothing
from tests.publishing.test_strange_pushes import assess, push
from tests.support import past_table

SEED = int(os.environ.get("MUTATIONS_SEED", random.randrange(1_000_000)))
"""Printed with a failure; set the variable to repeat it."""

WORDS = [
    *(
        "：",
        "，",
        "“",
        "#",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        "- ",
        "  ",
        "\t",
        "\r\n",
        "\n\n",
        "|",
        "&a ",
    ),
    *("*a", "!!python/name:os.system ", "\ufeff", "\x00", "\x1b[31m", "\u202e", "\u200b", "<b>"),
    *(
        "{{ 1 }}",
        "{% raw %}",
        "](javascript:x)",
        "---\n",
        "null",
        "2030",
        "年份: 2031\n",
        "曾用网址: ",
    ),
    *("撤销: x\n", "=cmd|' /C calc'!A0", "字" * 300, "[" * 300, "    - " * 20, "{ #__search }"),
    *(
        "../../x.md",
        "https://x.example.test/",
        "{ onclick=x }",
        "# 关于\n",
        "[a](#b)",
        "&lt;",
        "%00",
    ),
]
NAMES = ["docs/a.md", "docs/b/c.md", "docs/a.png", "data/archive/2028.yaml", "docs/index.md",
         "data/site.yml", "docs/2030.md", "docs/a/a/a.md", "data/archive/x.yaml"]  # fmt: skip

COMMITS = 60
"""How many each part makes up, new ones in every run."""

Mutate = Callable[[random.Random, str], str]


def replaced(chance: random.Random, text: str) -> str:
    start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    end = min(end, start + chance.choice([0, 1, 5, 200]))
    return text[:start] + chance.choice([*WORDS, ""]) + text[end:]


def lines_moved(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    start, target = chance.randrange(len(lines) + 1), chance.randrange(len(lines) + 1)
    taken = lines[start : start + chance.choice([1, 2, 8])]
    rest = lines[:start] + lines[start + len(taken) * chance.choice([0, 1]) :]
    return "".join(rest[:target] + taken + rest[target:])


def indented(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines) or 1)
    return "".join([*lines[:at], " " * chance.choice([1, 2, 4]), *lines[at:]])


def truncated(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text) + 1)]


MUTATIONS: list[Mutate] = [replaced, replaced, replaced, lines_moved, indented, truncated]


def mutate(office: Office, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        files = [
            path
            for folder in ("data", "docs")
            for path in sorted((office.checkout / folder).rglob("*"))
            if path.is_file()
        ]
        if not files:
            return
        mutate_file(office, chance.choice(files), chance)


def mutate_file(office: Office, file: Path, chance: random.Random) -> None:
    kind = chance.random()
    if kind < 0.05:
        file.unlink()
    elif kind < 0.1:
        office.write(chance.choice(NAMES), file.read_bytes())
    elif kind < 0.15:
        raw = bytearray(file.read_bytes() or b"x")
        raw[chance.randrange(len(raw))] = chance.randrange(256)
        file.write_bytes(bytes(raw))
    else:
        text = file.read_bytes().decode("utf-8", "replace")
        file.write_bytes(chance.choice(MUTATIONS)(chance, text).encode("utf-8", "replace"))


@pytest.mark.soak
@pytest.mark.parametrize("part", range(4))
def test_mutations(published_office: Office, tmp_path: Path, part: int) -> None:
    good = published_office.copy_to(tmp_path / "good")
    good.write("data/archive/2029.yaml", past_table(2029))
    good.write("data/site.yaml", "主办单位: 示例市测试局\n搜索示例: [测试]\n")
    good.write("docs/tu.png", PICTURE)
    good.write(
        "docs/guanyu.md",
        "# 关于\n\n看[首页](index.md)和[下面](#b){ .x }。\n\n![图](tu.png)\n\n## 二 { #b }\n",
    )
    good.commit()
    assert good.push().accepted
    ends: Counter[str] = Counter()
    longest = 0.0
    office = good.copy_to(tmp_path / "office")
    before = office.public()
    for number in range(part * COMMITS, (part + 1) * COMMITS):
        chance = random.Random(f"{SEED} {number}")
        mutate(office, chance)
        office.commit()
        measured = push(office, Strange(nothing, "", ("--force", "main")))
        said = measured.pushed.output
        try:
            assess(office, measured.pushed, before)
        except AssertionError as error:
            raise AssertionError(f"MUTATIONS_SEED={SEED}, number {number}: {said}") from error
        ends["published" if measured.pushed.accepted else "refused"] += 1
        longest = max(longest, measured.seconds)
        if measured.pushed.accepted:
            shutil.rmtree(office.folder)
            office = good.copy_to(office.folder)
        else:
            office.git("reset", "--quiet", "--hard", "origin/main")
    print(f"{dict(ends)}, the longest took {longest:.1f} s")
    assert min(ends["published"], ends["refused"]) > COMMITS // 10
