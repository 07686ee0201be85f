"""Test what no push may contain, and what editors may not change."""

import pytest

from generator.publishing.guard import MAX_FILE, MAX_FILES, beyond_editing, program_files, refusals
from generator.publishing.repository import Entry


def entry(path: str, mode: str = "100644", size: int = 1, blob: str = "a") -> Entry:
    return Entry(path, mode, blob, size)


def codes(*tree: Entry) -> list[str]:
    return [problem.code for problem in refusals(tree)]


@pytest.mark.parametrize(
    ("refused", "code"),
    [
        (entry("docs/链接.md", mode="120000"), "not-a-plain-file"),
        (entry("data/别的仓库", mode="160000", size=0), "not-a-plain-file"),
        (entry("docs/a\nb.md"), "file-name"),
        (entry("docs/a\u202eb.md"), "file-name"),
        (entry("docs\\a.md"), "file-name"),
        (entry("docs/图.svg"), "svg-refused"),
        (entry("data/图.SVGZ"), "svg-refused"),
        (entry("docs/图.png", size=MAX_FILE + 1), "file-too-large"),
    ],
)
def test_refused_from_anyone(refused: Entry, code: str) -> None:
    assert codes(entry("data/tasks.yaml"), refused) == [code]


@pytest.mark.parametrize(
    "taken",
    [
        entry("data/tasks.yaml", size=MAX_FILE),
        entry("docs/说明 一.md"),
        entry("docs/图.PNG"),
        entry("overrides/assets/favicon.svg"),
        entry(".ci/run", mode="100755"),
    ],
)
def test_taken(taken: Entry) -> None:
    assert codes(taken) == []


def test_push_within_bounds() -> None:
    """Together, files of allowed size can still be too large, or too many."""
    large = [entry(f"docs/{number}.png", size=MAX_FILE) for number in range(21)]
    assert codes(*large[:20]) == []
    assert codes(*large) == ["push-too-large"]
    many = [entry(f"docs/{number}.md") for number in range(MAX_FILES + 1)]
    assert codes(*many[:MAX_FILES]) == []
    assert codes(*many) == ["push-too-large"]


def test_files_beyond_editing() -> None:
    kept = [entry("mkdocs.yml"), entry("docs/guanyu.md"), entry("docs/a.js")]
    before = program_files([*kept, entry("generator/cli.py"), entry("Makefile")])
    after = program_files([*kept, entry("generator/cli.py", blob="b"), entry("docs/b.html")])
    changed = {"data/tasks.yaml", "docs/guanyu.md", "mkdocs.yml"}
    problems = beyond_editing(before, after, changed)
    assert {problem.code for problem in problems} == {"beyond-editing"}
    assert [problem.place.file.as_posix() for problem in problems] == [
        "Makefile",
        "docs/b.html",
        "generator/cli.py",
        "mkdocs.yml",
    ]
