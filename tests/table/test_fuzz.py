"""Whatever an editor does to a table, there is a plan or a list of problems; nothing else."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.table.loading import load_plan
from tests.support import BASE, MADE_UP_OFFICE

REAL = (MADE_UP_OFFICE / "data/tasks.yaml").read_text(encoding="utf-8")
WORDING = Wording()

SIGNS = [
    *"：，。；、“”‘’（）【】｛｝　—－ \t\r\n\0\x85\ufeff\u202e\u2028 ':\"[]{}&*!|>%@`#,-?~=<\\"
]
SNIPPETS = [
    *SIGNS,
    *("---\n", "...\n", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "- ", ": ", " #", "? ", "\n\n"),
    *(
        "!!int ",
        "!!timestamp ",
        "&a ",
        "*a",
        "<<: *a\n",
        "|\n",
        ">-\n",
        "\\u202e",
        '"\\0"',
        "%YAML 9\n",
    ),
    *("010", "12:30", "1e3", "no", "2031-02-30", "13月底前", "2月30日", "１２", "丙处室", "chushi"),
]


@st.composite
def edited(draw: st.DrawFn, table: str) -> bytes:
    """A table after up to four slips of the hand, saved in some encoding."""
    text = table
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 12) | st.integers(0, 400))
        instead = draw(st.sampled_from([*SNIPPETS, ""]) | st.text(max_size=5))
        text = text[:start] + instead + text[start + length :]
        text = re.sub("[\ud800-\udfff]", "", text)
    encoding = draw(st.sampled_from(["utf-8"] * 8 + ["gb18030", "utf-16"]))
    raw = text.encode(encoding)
    cut = draw(st.integers(0, len(raw))) if draw(st.integers(0, 19)) == 0 else len(raw)
    return raw[:cut]


def read(file: Path, raw: bytes) -> None:
    """Read it; whatever is wrong stands at a line of the file, and can be said."""
    file.write_bytes(raw)
    lines = raw.count(b"\n") + raw.count(b"\r") + 2
    try:
        assert load_plan(file).tasks
    except PlanError as error:
        assert error.problems
        for problem in error.problems:
            assert 1 <= problem.place.line <= lines
            assert problem.place.column >= 1
            assert WORDING.message(problem).remedy


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(raw=edited(BASE))
def test_small_table(raw: bytes, tmp_path: Path) -> None:
    read(tmp_path / "a.yaml", raw)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(raw=st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_file(raw: bytes, tmp_path: Path) -> None:
    read(tmp_path / "a.yaml", raw)


@pytest.mark.soak
@settings(deadline=None, max_examples=20_000, suppress_health_check=list(HealthCheck))
@given(raw=edited(REAL))
def test_real_table_for_minutes(raw: bytes, tmp_path: Path) -> None:
    read(tmp_path / "a.yaml", raw)
