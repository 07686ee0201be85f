"""Test the old versions of tables, as git's history has them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from generator.plan.revisions import Version
from generator.table import versions
from generator.table.loading import parse_plan
from generator.table.versions import versions_in
from generator.table.writing import table_text
from tests.support import BASE, MADE_UP_OFFICE, past_table
from tests.table.test_history import git
from tests.table.test_writing import BIDI, TEXTS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of a project in a repository without a commit."""
    folder = tmp_path / "项目" / "data"
    (folder / "archive").mkdir(parents=True)
    git(folder.parent, "init", "--quiet", "--initial-branch=main")
    return folder


def commit(data: Path, files: dict[str, str | None], day: int) -> None:
    for name, text in files.items():
        if text is None:
            (data / name).unlink()
        else:
            (data / name).write_text(text, encoding="utf-8", newline="")
    git(data, "add", "--all", ".")
    git(data, "commit", "--quiet", "--message", "改", date=f"2030-03-{day:02}T08:00:00+08:00")


def contents(found: tuple[Version, ...]) -> list[tuple[int, list[str]]]:
    """The day of each version, and the contents of its tasks."""
    return [(one.at.day, [task.content for task in one.tasks]) for one in found]


BEFORE, AFTER = "开展第一次测试", "开展头一次测试"
REST = ["开展第二次测试", "公布测试结果"]
REWORDED = BASE.replace(BEFORE, AFTER)


def test_versions_in_their_order(data: Path) -> None:
    """Also of a table whose last change is not committed."""
    commit(data, {"tasks.yaml": BASE}, 1)
    commit(data, {"tasks.yaml": REWORDED}, 2)
    commit(data, {"site.yaml": ""}, 3)
    (data / "tasks.yaml").write_text(BASE, encoding="utf-8")
    found = versions_in(data)
    assert contents(found[2030]) == [(1, [BEFORE, *REST]), (2, [AFTER, *REST])]
    assert [one.commit for one in found[2030]] == git(
        data, "log", "--reverse", "--format=%H", "--", "tasks.yaml"
    ).split()


def test_rows_have_what_is_followed_and_nothing_else(data: Path) -> None:
    text = BASE.replace("全年", "全年\n    备注: 甲\n    落实情况:\n      - {日期: 乙}")
    commit(data, {"tasks.yaml": text}, 1)
    (version,) = versions_in(data)[2030]
    plan = parse_plan(data / "tasks.yaml", BASE.encode())
    assert version.tasks == plan.tasks


def test_table_that_went_into_the_archive_is_followed(data: Path) -> None:
    commit(data, {"tasks.yaml": BASE}, 1)
    commit(data, {"tasks.yaml": past_table(2031), "archive/2030.yaml": BASE}, 2)
    commit(data, {"archive/2030.yaml": REWORDED}, 3)
    found = versions_in(data)
    assert [day for day, _ in contents(found[2030])] == [1, 3]
    assert [day for day, _ in contents(found[2031])] == [2]


UNREADABLE = {
    "no YAML": BASE.replace("任务内容: 开展", "任务内容: [开展"),
    "no table": "标题: 甲\n",
    "a task without its content": BASE.replace("    任务内容: 开展第一次测试\n", ""),
    "no such day": BASE.replace("9月底前", "13月底前"),
    "no rows": BASE[: BASE.index("任务:\n")] + "任务:\n",
    "nothing": "",
    "another encoding": "\udcff",
    "a character that is not allowed": BASE.replace("开展第一次", "开展\x01第一次"),
    "deeper than can be read": BASE.replace("[甲处室]", "[" * 3000 + "甲" + "]" * 3000),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_version_that_cannot_be_read_is_passed_over(data: Path, kind: str) -> None:
    commit(data, {"tasks.yaml": BASE}, 1)
    (data / "tasks.yaml").write_bytes(UNREADABLE[kind].encode("utf-8", "surrogateescape"))
    git(data, "commit", "--quiet", "--all", "--message", "错", date="2030-03-02T08:00:00+08:00")
    commit(data, {"tasks.yaml": REWORDED}, 3)
    assert [day for day, _ in contents(versions_in(data)[2030])] == [1, 3]


FORMS = {
    "Windows": REWORDED.replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + REWORDED,
    "rows at the left edge": REWORDED.replace("\n  - 序号", "\n- 序号").replace("\n    ", "\n  "),
    "in braces": REWORDED[: REWORDED.index("任务:\n")]
    + "任务:\n"
    + "".join(
        f"  - {{序号: {number}, 主题: 甲主题, 任务名称: 一, 任务内容: {content}, 责任处室: [甲]}}\n"
        for number, content in enumerate([AFTER, *REST], start=1)
    ),
    "text of several lines": REWORDED.replace(
        f"任务内容: {AFTER}", f"任务内容: |\n      {AFTER}\n      - 序号: 9"
    ).replace("\n      - 序号: 9", ""),
    "tasks before the registers": "任务:\n"
    + REWORDED.split("任务:\n")[1]
    + REWORDED.split("任务:\n")[0],
    "tasks before the registers, with a line between": "任务:\n"
    + REWORDED.split("任务:\n")[1]
    + "\n\n"
    + REWORDED.split("任务:\n")[0],
    "comment after the key": REWORDED.replace("任务:\n", "任务: # 3 项\n"),
    "comment as the first row": REWORDED.replace("任务:\n", "任务:  \n# 3 项\n"),
    "keys in quotes": REWORDED.replace("\n任务:", "\n'任务':").replace("年份:", '"年份":'),
    "Mac OS 9": REWORDED.replace("\n", "\r"),
    "all one step in": REWORDED.replace("\n", "\n  ").replace("标题", "  标题"),
    "comments between": REWORDED.replace("  - 序号: 2", "# 第二项\n\n  # 又一行\n  - 序号: 2"),
}


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_of_a_table_is_read(data: Path, kind: str) -> None:
    commit(data, {"tasks.yaml": FORMS[kind]}, 1)
    assert contents(versions_in(data)[2030]) == [(1, [AFTER, *REST])]


ONE_MORE = """
  - {序号: 4, 主题: 甲主题, 任务名称: 甲, 任务内容: '~',
责任处室: [甲处室]}"""
CHANGES: dict[str, tuple[tuple[str, str], ...]] = {
    "blank lines": (("\n处室:", "\n\n处室:"), ("\n任务:", "\n \n任务:")),
    "comments": (("任务:\n", "任务: # 三项\n# 甲\n\n"),),
    "spaces": (("任务:\n", "任务 : \t\n"), ("年份:", "年份 : ")),
    "own line": (("- 序号: 2", "-\n    序号: 2"),),
    "block": (("开展第二次测试", "|\n      甲\n      - 序号: 9\n\n"),),
    "quotes": (("开展第二次测试", '"甲\\n年份: 1999"'), ("乙主题", "'~'")),
    "keys in quotes": (("序号:", '"序号":'), ("\n任务:", "\n'任务':")),
    "braces": (("2月20日", f"2月20日{ONE_MORE}"),),
    "left": (("\n  -", "\n-"), ("\n    ", "\n  ")),
    "document": (("# 表\n", "# 年份: 1999\n---\n"),),
    "mark": (("# 表", "\ufeff# 表"),),
    "CR": (("\n", "\r"),),
    "CR LF": (("\r", "\n"), ("\n", "\r\n")),
}
"""How a hand may have written a table: texts of the base table, and others in their place."""


def assert_as_parsed(content: bytes, is_usual: bool) -> None:
    """The quick reading finds what the reader of tables finds; nothing in an unusual form."""
    read = versions._read(content)
    assert (read is not None) or not is_usual
    if read:
        assert read == versions._parsed(PurePosixPath("tasks.yaml"), content)


@settings(deadline=None)
@given(some.booleans(), some.sets(some.sampled_from(list(CHANGES))))
def test_quick_reading_of_what_a_hand_may_write(tasks_first: bool, kinds: set[str]) -> None:
    head, rows = BASE.split("任务:\n")
    text = f"# 表\n任务:\n{rows}\n{head}" if tasks_first else f"# 表\n{BASE}"
    for kind, changes in CHANGES.items():
        for old, new in changes if kind in kinds else ():
            text = text.replace(old, new)
    content = text.encode()
    assert parse_plan(Path("tasks.yaml"), content).tasks
    assert_as_parsed(content, is_usual=kinds.isdisjoint({"keys in quotes", "braces"}))


@settings(deadline=None)
@given(TEXTS.filter(lambda text: not set(text) & set(BIDI)))
def test_quick_reading_of_what_the_program_writes(text: str) -> None:
    plan = parse_plan(Path("tasks.yaml"), BASE.encode())
    update = {"name": text, "content": text, "note": text, "withdrawn": text}
    tasks = (plan.tasks[0].model_copy(update=update), *plan.tasks[1:])
    content = table_text(plan.model_copy(update={"tasks": tasks})).encode()
    assert_as_parsed(content, is_usual=True)


def test_line_of_a_text_that_looks_like_a_row(data: Path) -> None:
    text = "一\n- 序号: 9\n  - 序号: 9"
    block = text.replace("\n", "\n      ")
    commit(data, {"tasks.yaml": BASE.replace(BEFORE, f"|\n      {block}")}, 1)
    assert contents(versions_in(data)[2030]) == [(1, [text, *REST])]


def test_merge_counts_with_its_own_date(data: Path) -> None:
    commit(data, {"tasks.yaml": BASE}, 1)
    git(data, "checkout", "--quiet", "-b", "side")
    commit(data, {"tasks.yaml": BASE.replace(BEFORE, "草稿")}, 2)
    commit(data, {"tasks.yaml": REWORDED}, 3)
    git(data, "checkout", "--quiet", "main")
    commit(data, {"site.yaml": ""}, 4)
    git(data, "merge", "--quiet", "--no-edit", "side", date="2030-03-05T08:00:00+08:00")
    assert contents(versions_in(data)[2030]) == [(1, [BEFORE, *REST]), (5, [AFTER, *REST])]


def test_nothing_without_a_complete_history(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(data, {"tasks.yaml": BASE}, 1)
    commit(data, {"tasks.yaml": REWORDED}, 2)
    source = f"file://{data.parent}"
    git(tmp_path, "clone", "--quiet", "--depth", "1", source, str(tmp_path / "shallow"))
    assert versions_in(tmp_path / "shallow" / "data") == {}
    plain = tmp_path / "plain"
    plain.mkdir()
    assert versions_in(plain) == {}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert versions_in(data) == {}


def test_history_is_read_once_a_commit(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a preview does at each save."""
    commit(data, {"tasks.yaml": BASE}, 1)
    first = versions_in(data)
    monkeypatch.setattr(versions, "_changes", None)
    (data / "tasks.yaml").write_text(REWORDED, encoding="utf-8")
    assert versions_in(data) is first


def test_whole_table_of_an_office_is_read() -> None:
    content = (MADE_UP_OFFICE / "data" / "tasks.yaml").read_bytes()
    assert_as_parsed(content, is_usual=True)


OTHERS = "    其他:\n      完成形式: 书面报告\n"


def test_columns_that_only_one_office_has_are_read(data: Path) -> None:
    """Two ways of writing the same are one version."""
    commit(data, {"tasks.yaml": BASE + OTHERS}, 1)
    commit(data, {"tasks.yaml": BASE + "    其他: {完成形式: 书面报告}\n"}, 2)
    (version,) = versions_in(data)[2030]
    assert [dict(task.others) for task in version.tasks] == [{}, {}, {"完成形式": "书面报告"}]
