"""Test `work-plan undo`: commits and waiting commands are taken back, files only when asked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.submitting.offices import PAGE, Offices
from tests.submitting.test_submit import CONTENT, DEADLINE, assert_sent, submit
from tests.support import BASE, rarely


def undo(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["undo", *arguments])
    assert result.exit_code == 0, result.output
    return result


def test_nothing_to_take_back(offices: Offices) -> None:
    offices.mine.edit(DEADLINE)
    assert "没有要收回的" in undo().output
    assert offices.mine.read("data/tasks.yaml") == BASE.replace(*DEADLINE)


def test_commits_are_taken_back_and_files_stay(offices: Offices) -> None:
    for edit in (DEADLINE, CONTENT):
        offices.mine.edit(edit)
        offices.mine.commit()
    offices.theirs.edit(("全年", "年内"))
    offices.theirs.push()
    offices.mine.git("fetch", "--quiet")
    assert "收回了 2 次" in undo().output
    assert offices.mine.read("data/tasks.yaml") == BASE.replace(*DEADLINE).replace(*CONTENT)
    assert offices.mine.git("log", "--format=%s") == "改"
    assert_sent(submit("改"), offices)
    assert offices.on_server().count("年内") == 1


def test_files_go_back_and_copies_are_kept(offices: Offices) -> None:
    offices.mine.edit(DEADLINE)
    offices.mine.commit()
    offices.mine.write("docs/xin.md", "# 新\n\n一。\n")
    Path("docs/guanyu.md").unlink()
    result = undo("--files")
    assert offices.mine.read("data/tasks.yaml") == BASE
    assert offices.mine.read("docs/guanyu.md") == PAGE
    assert not Path("docs/xin.md").exists() and offices.mine.changed() == ""
    (folder,) = (one for one in Path("改动的副本").iterdir() if one.is_dir())
    assert folder.as_posix() in result.output
    assert "10月底前" in (folder / "data/tasks.yaml").read_text(encoding="utf-8")
    assert (folder / "docs/xin.md").exists()
    undo("--files")


@pytest.mark.parametrize("command", ["rebase", *rarely("merge")])
def test_command_that_waits_is_taken_back(offices: Offices, command: str) -> None:
    offices.theirs.edit((DEADLINE[0], "11月底前"))
    offices.theirs.push()
    offices.mine.edit(DEADLINE)
    offices.mine.commit()
    offices.mine.git("fetch", "--quiet")
    with pytest.raises(subprocess.CalledProcessError):
        offices.mine.git(command, "origin/main")
    stopped = submit("改")
    assert stopped.exit_code == 1 and "work-plan undo" in stopped.output
    result = undo()
    assert "停在半路的 Git 命令收回来了" in result.output and "收回了 1 次" in result.output
    assert offices.mine.read("data/tasks.yaml") == BASE.replace(*DEADLINE)
    (copy,) = Path("改动的副本").glob("*/data/tasks.yaml")
    assert "<<<<<<<" in copy.read_text(encoding="utf-8")
    assert_sent(submit("改", "--take", "theirs"), offices)
