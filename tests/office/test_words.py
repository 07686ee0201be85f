"""Test that only `tests/office/` names this office: no other test does, nor another's site."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.office.words import own_words
from tests.site_support import BuiltSite
from tests.support import ROOT

TESTS = ROOT / "tests"
WORDS = own_words()
REPOSITORY = re.compile(r'ROOT / "(?:data|docs|mkdocs)\b')
SCHEMAS = {"test_cli.py", "table/test_schema.py"}
"""What they read in `data/` are the program's own schemas."""


SKIPPED = "office/"


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file that is a text, by its path in the folder."""
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".py", ".yaml", ".yml", ".md", ".txt", ".html", ".json", ".xml", ".ics"}:
            yield file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8")


def other_tests() -> dict[str, str]:
    return {name: text for name, text in texts(TESTS) if not name.startswith(SKIPPED)}


def found_in(files: dict[str, str], pattern: re.Pattern[str]) -> dict[str, list[str]]:
    found = {name: sorted(set(pattern.findall(text))) for name, text in files.items()}
    return {name: words for name, words in found.items() if words}


def test_other_tests_have_no_word_of_this_office() -> None:
    assert found_in(other_tests(), WORDS) == {}


def test_other_tests_do_not_read_this_office() -> None:
    files = {name: text for name, text in other_tests().items() if name not in SCHEMAS}
    assert found_in(files, REPOSITORY) == {}


def test_the_words_are_found_where_they_are() -> None:
    assert len(found_in({"data/tasks.yaml": (ROOT / "data/tasks.yaml").read_text("utf-8")}, WORDS))
    assert WORDS.search("2022/zhengce-jiedu/") and not WORDS.search("办公室 2031/")


def test_site_of_another_office_has_no_word_of_this_one(site: BuiltSite) -> None:
    """No page, download, feed or index."""
    files = dict(texts(site.folder))
    assert len(files) > 40
    assert found_in(files, WORDS) == {}
