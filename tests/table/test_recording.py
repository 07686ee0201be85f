"""Test that records of links are written into a table, however it is written, and nothing else."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language import vocabulary as words
from generator.language.problems import PlanError, TablePath
from generator.plan.model import WorkPlan
from generator.table.loading import parse_plan
from generator.table.recording import Record, with_records
from tests.support import past_table

FILE = Path("tasks.yaml")
BASE = past_table(2020)
FIRST, SECOND = BASE.index("  - 序号: 1"), BASE.index("  - 序号: 2")
OLD = Record(date(2020, 6, 1), f"sha256:{'a' * 64}")
NEW = Record(date(2020, 7, 1), f"sha256:{'b' * 64}")
DAY, DIGEST = f"查证日期: {NEW.seen_on}", f"内容摘要: '{NEW.digest}'"
OLD_DAY, OLD_DIGEST = f"查证日期: {OLD.seen_on}", f"内容摘要: '{OLD.digest}'"
URL = "https://www.example.test/1.html"
LINK, START = f"链接: {URL}", "{日期: 2020-05-01, 状态: 已完成, 依据: "
ENTRY = "    落实情况:\n      - 日期: 2020-05-01\n        状态: 已完成\n        依据:"
I10, I12 = "\n" + " " * 10, "\n" + " " * 12

# Each text, and what it becomes.
LAYOUTS = {
    "braces": (f"{I10}- {{名称: 甲, {LINK}}}", f"{I10}- {{名称: 甲, {LINK}, {DAY}, {DIGEST}}}"),
    "braces, link first": (
        f"{I10}- {{ {LINK} , 名称: 甲 }}   # 注",
        f"{I10}- {{ {LINK}, {DAY}, {DIGEST} , 名称: 甲 }}   # 注",
    ),
    "brackets": (f" [{{名称: 甲, {LINK}}}]", f" [{{名称: 甲, {LINK}, {DAY}, {DIGEST}}}]"),
    "a block": (
        f"{I10}- 名称: 甲{I12}{LINK}\n\n    # 注",
        f"{I10}- 名称: 甲{I12}{LINK}{I12}{DAY}{I12}{DIGEST}\n\n    # 注",
    ),
    "a block, link first": (
        f"{I10}- {LINK}  {I12}# 注{I12}名称: 甲",
        f"{I10}- {LINK}  {I12}{DAY}{I12}{DIGEST}{I12}# 注{I12}名称: 甲",
    ),
    "in quotes": (
        f"{I10}- 名称: 甲{I12}链接: '{URL}'  # 注",
        f"{I10}- 名称: 甲{I12}链接: '{URL}'  # 注{I12}{DAY}{I12}{DIGEST}",
    ),
    "on a line of its own": (
        f"{I10}- 链接: |{I12}  {URL}\n{I12}名称: 甲",
        f"{I10}- 链接: |{I12}  {URL}{I12}{DAY}{I12}{DIGEST}\n{I12}名称: 甲",
    ),
    "recorded": (
        f" [{{名称: 甲, {LINK}, {OLD_DAY}, {OLD_DIGEST}}}]",
        f" [{{名称: 甲, {LINK}, {DAY}, {DIGEST}}}]",
    ),
    "recorded in a block": (
        f"{I10}- {OLD_DIGEST}{I12}名称: 甲{I12}{LINK}{I12}{OLD_DAY}",
        f"{I10}- {DIGEST}{I12}名称: 甲{I12}{LINK}{I12}{DAY}",
    ),
    "empty keys": (
        f" [{{名称: 甲, 查证日期: , {LINK}, 内容摘要: }}]",
        f" [{{名称: 甲, 查证日期: {NEW.seen_on}, {LINK}, 内容摘要: '{NEW.digest}'}}]",
    ),
    "empty keys in a block": (
        f"{I10}- 名称: 甲{I12}查证日期:{I12}{LINK}{I12}内容摘要: ~",
        f"{I10}- 名称: 甲{I12}{DAY}{I12}{LINK}{I12}{DIGEST}",
    ),
    "one empty key": (
        f" [{{名称: 甲, 查证日期: null, {LINK}}}]",
        f" [{{名称: 甲, {DAY}, {LINK}, {DIGEST}}}]",
    ),
}


def path_in(task: int) -> TablePath:
    return (words.TASKS, task, words.PROGRESS, 0, words.EVIDENCE, 0)


def plan_of(content: bytes) -> WorkPlan:
    return parse_plan(Path("tasks.yaml"), content)


def recorded(plan: WorkPlan, task: int) -> tuple[date | None, str | None]:
    (one,) = plan.tasks[task].progress[0].evidence
    return one.seen_on, one.digest


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_record_is_written_and_nothing_else_changes(layout: str, newline: str, mark: bytes) -> None:
    before, after = (
        mark + f"{BASE[:SECOND]}{ENTRY}{one}\n{BASE[SECOND:]}".replace("\n", newline).encode()
        for one in LAYOUTS[layout]
    )
    assert with_records(FILE, before, {path_in(0): NEW}) == after
    assert recorded(plan_of(after), 0) == NEW
    assert with_records(FILE, after, {path_in(0): NEW}) == after
    assert with_records(FILE, before, {}) == before


def test_record_that_would_break_the_table_is_refused() -> None:
    """Test evidence with keys that have no colon."""
    text = f"{BASE[:SECOND]}{ENTRY} [{{名称: 甲, {LINK}, 查证日期, 内容摘要}}]\n{BASE[SECOND:]}"
    assert recorded(plan_of(text.encode()), 0) == (None, None)
    with pytest.raises(PlanError) as caught:
        with_records(FILE, text.encode(), {path_in(0): NEW})
    (problem,) = caught.value.problems
    assert problem.code == "row-unusual"
    assert problem.place.line == text[: text.index(LINK)].count("\n") + 1


def test_entry_in_braces_and_a_last_line_without_an_end() -> None:
    text = f"{BASE}    落实情况: [{START}[{{名称: 甲, {LINK}}}]}}]"
    after = with_records(FILE, text.encode(), {path_in(2): NEW}).decode()
    assert after == text.replace(LINK, f"{LINK}, {DAY}, {DIGEST}")
    text = f"{BASE}{ENTRY}{I10}- 名称: 甲{I12}{LINK}"
    after = with_records(FILE, text.encode(), {path_in(2): NEW}).decode()
    assert after == f"{text}{I12}{DAY}{I12}{DIGEST}"


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(LAYOUTS)), min_size=1, max_size=4), st.data())
def test_any_links_are_recorded_together(layouts: list[str], data: st.DataObject) -> None:
    """Test tasks in several layouts, of which some are recorded."""
    chosen = data.draw(st.sets(st.integers(0, len(layouts) - 1)))

    def written(are_recorded: bool) -> bytes:
        tasks = [
            BASE[FIRST:SECOND].replace("序号: 1", f"序号: {at + 1}")
            + f"{ENTRY}{LAYOUTS[layout][are_recorded and at in chosen]}\n"
            for at, layout in enumerate(layouts)
        ]
        rest = BASE[SECOND:].replace("序号: 2", "序号: 8").replace("序号: 3", "序号: 9")
        return (BASE[:FIRST] + "".join(tasks) + rest).encode()

    after = with_records(FILE, written(False), {path_in(at): NEW for at in chosen})
    assert after == written(True)
    plan_of(after)
