"""Test that a folder from which nothing can be sent is told in a Chinese sentence with a way on."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.table import merging
from tests.submitting.offices import Offices
from tests.submitting.test_submit import DEADLINE, submit
from tests.support import ROOT, SAID


def git(*arguments: str) -> Callable[[Offices], object]:
    return lambda offices: offices.mine.git(*arguments)


def other_history(offices: Offices) -> None:
    offices.theirs.git("checkout", "--quiet", "--orphan", "other")
    offices.theirs.commit("另起一段")
    offices.theirs.git("push", "--quiet", "--force", "origin", "other:main")


def no_commit(offices: Offices) -> None:
    offices.mine.git("checkout", "--quiet", "--orphan", "other")


def lock(offices: Offices) -> None:
    offices.theirs.edit(("全年", "年内"))
    offices.theirs.push()
    offices.mine.write(".git/refs/remotes/origin/main.lock", "")


STOPS: dict[str, tuple[Callable[[Offices], object], str]] = {
    "detached": (git("checkout", "--quiet", "--detach"), "git switch main"),
    "no commit": (no_commit, "还没有一次提交"),
    "no remote": (git("remote", "remove", "origin"), "git remote add origin"),
    "no upstream": (git("branch", "--unset-upstream"), "git push -u origin main"),
    "no server": (git("remote", "set-url", "origin", "不在.git"), "连不上服务器"),
    "another history": (other_history, "合不到一起"),
    "locked": (lambda offices: lock(offices), "请过一分钟再来一次"),
}


@pytest.mark.parametrize("kind", STOPS)
def test_stop_is_told(offices: Offices, kind: str) -> None:
    offices.mine.edit(DEADLINE)
    prepare, words = STOPS[kind]
    prepare(offices)
    before = offices.mine.read("data/tasks.yaml")
    result = submit("改")
    assert result.exit_code == 1
    assert words in result.output and "Traceback" not in result.output
    assert offices.mine.read("data/tasks.yaml") == before


def test_no_repository_and_no_git(
    offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "git clone" in submit("改").output
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "没有装 Git" in submit("改").output


def test_every_sentence_is_used() -> None:
    """And every code has its sentence."""
    texts = SAID["stops"]
    files = [*(ROOT / "generator/submitting").glob("*.py"), Path(merging.__file__)]
    used = {
        constant.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error")
        for argument in node.args[:1]
        for constant in ast.walk(argument)
        if isinstance(constant, ast.Constant) and re.fullmatch(r"[a-z-]+", str(constant.value))
    }
    assert used | {"git-busy", "git-failed"} == texts.keys()
