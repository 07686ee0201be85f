"""Test that files made to exhaust memory are refused within 300 MB, at the right place."""

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support import BASE, ROOT


def with_content(content: str) -> str:
    return BASE.replace("开展第一次测试", content)


def long() -> str:
    """10 MB in UTF-8."""
    return "长" * 3_400_000


def laughs() -> str:
    """Each line repeats the one above it nine times."""
    lines = (f"{to}: &{to} [{', '.join([f'*{at}'] * 9)}]\n" for at, to in pairwise("abcdefghi"))
    return "a: &a [哈]\n" + "".join(lines)


# name: the text, and what must be among its problems
FILES: dict[str, tuple[Callable[[], str], str]] = {
    "long value": (lambda: with_content(long()), "15:11 too-long"),
    "long value in quotes": (lambda: with_content(f'"{long()}"'), "15:11 too-long"),
    "long value without end": (lambda: with_content(f'"{long()}'), "15:11 quote-not-closed"),
    "long department": (lambda: BASE.replace("[甲处室]", f"[{long()}]"), "16:12 too-long"),
    "long key": (lambda: BASE.replace("任务内容: ", long(), 1), "15:5 key-without-colon"),
    "long tag": (lambda: with_content(f"!<{'a' * 10_000_000}> x"), "15:11 tag"),
    "deep lists": (lambda: "标题: " + "[" * 10_000_000, "1:17 too-deep"),
    "deep mappings": (lambda: "标题: " + "{a: " * 3_000_000, "1:50 too-deep"),
    "deep dashes": (lambda: "- " * 5_000_000, "1:27 too-deep"),
    "deep block": (lambda: "\n".join(" " * n + "-" for n in range(4_000)), "14:14 too-deep"),
    "many items": (lambda: "标题:\n" + "- a\n" * 4_000_000, "299999:3 too-many-values"),
    "many keys": (
        lambda: "".join(f"a{n}: b\n" for n in range(900_000)),
        "150000:10 too-many-values",
    ),
    "many quotes": (lambda: "标题: " + '"' * 5_000_001, "1:7 text-after-quote"),
    "many colons": (lambda: "标题: " + "a:" * 2_000_000, "1:4000004 indentation"),
    "only NUL": (lambda: "\0" * 10_000_000, "1:1 character"),
    "billion laughs": (laughs, "2:8 alias"),
    "over 20 MB": (lambda: "#" * 20_000_001, "1:1 file-too-large"),
}

READ_ALL = """
import json, resource, sys
from pathlib import Path
from generator.table.loading import load_plan
from generator.language.problems import PlanError
resource.setrlimit(resource.RLIMIT_DATA, (300_000_000, 300_000_000))
found = {}
for file in sys.argv[1:]:
    try:
        load_plan(Path(file))
    except PlanError as error:
        places = ((at.place.line, at.place.column, at.code) for at in error.problems)
        found[Path(file).stem] = ["{}:{} {}".format(*place) for place in places]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The problems of every file by its name."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (text, _) in FILES.items():
        Path(folder, f"{name}.yaml").write_text(text(), encoding="utf-8")
    files = [str(file) for file in folder.iterdir()]
    command = [sys.executable, "-c", READ_ALL]
    readers = [
        subprocess.Popen([*command, *some], cwd=ROOT, stdout=subprocess.PIPE)
        for some in (files[::2], files[1::2])  # at the same time
    ]
    outputs = [reader.communicate(timeout=120)[0] for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0]
    return {name: problems for output in outputs for name, problems in json.loads(output).items()}


@pytest.mark.parametrize("name", FILES)
def test_refused_within_bounds(name: str, found: dict[str, list[str]]) -> None:
    assert FILES[name][1] in found[name]
    assert len(found[name]) < 150


def test_both_limits_of_size_are_reached() -> None:
    codes = {expected.split()[1] for _, expected in FILES.values()}
    assert codes >= {"file-too-large", "too-many-values"}
