"""Test that each error of publishing has its sentence, and that no sentence is left over."""

import errno
from string import Formatter

import pytest
import yaml

from generator.language.wording import WORDING_FILE, Wording
from generator.publishing import errors

SENTENCES = yaml.safe_load(WORDING_FILE.read_text(encoding="utf-8"))["failures"]
DETAILS = {
    "no-release": {"release"},
    "no-commit": {"commit"},
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
    ],
)
def test_explanation(error: errors.PublishingError | OSError, lines: list[str]) -> None:
    assert errors.explained(error, Wording()).splitlines() == lines
