"""Test that each error of publishing has its sentence, and that no sentence is left over."""

import errno
from pathlib import Path
from string import Formatter

import pytest

from generator.language.wording import Wording
from generator.publishing import errors
from tests.command import run
from tests.support import SAID
from tests.table.test_history import git

SENTENCES = SAID["failures"]
DETAILS = {
    "no-release": {"release"},
    "no-commit": {"commit"},
    "no-repository": {"folder"},
    "not-under-git": {"folder"},
    "nothing-committed": {"folder"},
    "system-failed": {"reason"},
    "not-a-commit": {"branch"},
    "no-deletion": {"branch"},
    "moved": {"branch"},
    "branch-locked": {"branch"},
    "other-ref": {"branch", "ref"},
}
OF_THE_SYSTEM = {"disk-full", "system-failed"}


def test_sentences() -> None:
    codes = {kind.code for kind in errors.PublishingError.__subclasses__()}
    assert SENTENCES.keys() == codes | OF_THE_SYSTEM
    for code, text in SENTENCES.items():
        names = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert names == DETAILS.get(code, set())


@pytest.mark.parametrize(
    ("error", "lines"),
    [
        (
            errors.BuildError("ERROR a\nERROR b"),
            ["生成页面时出错，没有发布：", "ERROR a", "ERROR b"],
        ),
        (
            errors.UnknownCommitError(commit="abc"),
            ["没有这个提交“abc”，或者它不在发布用的分支上。"],
        ),
        (
            OSError(errno.EACCES, "denied", "x"),
            ["没有做成（[Errno 13] denied: 'x'）。网站还是原来的样子。"],
        ),
        (OSError(errno.ENOSPC, "full"), [SENTENCES["disk-full"]]),
        (OSError(errno.ENOENT, "missing", "git"), [SAID["stops"]["no-git"]]),
    ],
)
def test_explanation(error: errors.PublishingError | OSError, lines: list[str]) -> None:
    assert errors.explained(error, Wording()).splitlines() == lines


def test_server_is_not_made_from_a_folder_without_a_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for said in ("不在 git 里。请在这个文件夹里运行 git init", "里还没有一次提交。"):
        result = run("host", "init", "plan.git", "--www", "www")
        assert result.exit_code == 1 and said in result.output
        assert not (tmp_path / "plan.git").exists()
        git(tmp_path, "init", "--quiet")


@pytest.mark.parametrize("command", ["publish", "releases", "rollback"])
def test_command_for_a_server_in_another_folder(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that nobody is told to put any folder under git."""
    monkeypatch.chdir(tmp_path)
    result = run(command)
    assert result.exit_code == 1 and "不在 git 里。请到服务器上的仓库里" in result.stderr
