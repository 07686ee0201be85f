"""Test what no push may contain, and what editors may not change."""

import pytest

from generator.publishing.guard import (
    MAX_FILE,
    MAX_FILES,
    beyond_editing,
    program_files,
    refusals,
    shown,
)
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
        (entry("docs/a:b.png"), "file-name"),
        (entry("docs/con.png"), "file-name"),
        (entry("docs/图 /a.png"), "file-name"),
        (entry(f"docs/{'长' * 67}.png"), "file-name-length"),
        (entry(f"docs/{'a/' * 20}a.png"), "folder-depth"),
        (entry("docs/robots.txt/a.png"), "folder-name"),
        (entry("data/archive.yaml/2029.yaml"), "folder-name"),
        (entry("data/Tasks.yaml"), "file-name-twice"),
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
        entry(f"docs/{'长' * 65}.png"),
        entry(f"docs/{'a/' * 19}a.png"),
        entry("docs/console/aux1.png"),
        entry("docs/图.PNG"),
        entry("overrides/assets/favicon.svg"),
        entry(".ci/run", mode="100755"),
    ],
)
def test_taken(taken: Entry) -> None:
    assert codes(taken) == []


def test_one_name_in_two_forms_of_unicode() -> None:
    assert codes(entry("docs/\u00e9.md"), entry("docs/e\u0301.md")) == ["file-name-twice"]


def test_long_path_is_shown_by_its_ends() -> None:
    assert shown("docs/" + "a/" * 2500 + "b.png").endswith("/a/b.png")
    assert len(shown("a" * 5000)) < 150


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
