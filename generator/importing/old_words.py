"""Finds what still speaks of another year or another office, for a person to look at.

The text of pages and settings is only searched for names; no file is read in its own format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.language import vocabulary as words
from generator.language.problems import Finding, Place, Problem, Severity
from generator.language.scratch_files import is_scratch
from generator.plan.model import WorkPlan
from generator.table.loading import SETTINGS_FILE, examples_without_hit
from generator.table.source import read_source

_MKDOCS_FILE = "mkdocs.yml"
_NAMES_OF_SITE = ("site_name:", "site_description:")
_COMMENT = re.compile(r"(?:^|\s)#.*")


def find_old_words(
    plans: Sequence[WorkPlan], data_folder: Path, docs_folder: Path
) -> list[Problem]:
    """Where settings, hand-written pages and `mkdocs.yml` speak of another year or office.

    The first plan is the one in force. A page may name other years and offices beside its own.
    `mkdocs.yml` stands beside the folder of pages; each line of settings speaks for itself.
    """
    pages = (file for file in sorted(docs_folder.rglob("*.md")) if not is_scratch(file))
    return [
        *_in_settings(data_folder / SETTINGS_FILE, plans),
        *(problem for file in pages for problem in _in_page(file, plans)),
        *_in_settings(docs_folder.parent / _MKDOCS_FILE, plans),
    ]


def find_left_over(plans: Sequence[WorkPlan], table: Path, docs_folder: Path) -> list[Problem]:
    """All that a change of year leaves to be looked at, after the new table was written."""
    settings = table.parent / SETTINGS_FILE
    examples = examples_without_hit(settings, plans[0]) if plans[0].tasks else []
    return [
        *_dated_summaries(table),
        *examples,
        *find_old_words(plans, table.parent, docs_folder),
    ]


def _in_page(file: Path, plans: Sequence[WorkPlan]) -> Iterator[Problem]:
    text = _text(file)
    for at, code, value in _other_names(text, plans, words.YEAR_IN_TEXT):
        yield _notice(Place.at_offset(file, text, at), code, value, plans[0])


def _in_settings(file: Path, plans: Sequence[WorkPlan]) -> Iterator[Problem]:
    for number, line in enumerate(_text(file).splitlines(), start=1):
        text = _COMMENT.sub("", line)
        pattern = words.YEAR_IN_NAME if text.startswith(_NAMES_OF_SITE) else words.YEAR_IN_TEXT
        for at, code, value in _other_names(text, plans, pattern):
            yield _notice(Place(file, number, at + 1), code, value, plans[0])


def _other_names(
    text: str, plans: Sequence[WorkPlan], year_pattern: str
) -> Iterator[tuple[int, str, str]]:
    """Where a text first names each other year, and each office of an earlier plan.

    Nothing, if it names the plan's own year or office too. Titles of documents do not count.
    """
    plan, *past = plans
    plain = re.sub(words.TITLE_IN_TEXT, lambda match: " " * len(match[0]), text)
    years: dict[str, int] = {}
    for found in re.finditer(year_pattern, plain):
        years.setdefault(found["year"], found.start())
    if str(plan.year) not in text:
        yield from ((at, "other-year-named", year) for year, at in years.items())
    if plan.office not in text:
        for office in dict.fromkeys(one.office for one in past if one.office not in plan.office):
            if office in text:
                yield text.index(office), "other-office-named", office


def _dated_summaries(table: Path) -> Iterator[Problem]:
    """The summaries of topics that name a year or a date, which may be last year's."""
    source = read_source(table)
    assert isinstance(source.value, dict)
    topics = source.value[words.TOPICS]
    for index, row in enumerate(topics if isinstance(topics, list) else ()):
        summary = row.get(words.SUMMARY) if isinstance(row, dict) else None
        if isinstance(summary, str) and (found := re.search(words.DATE_IN_SUMMARY, summary)):
            path = (words.TOPICS, index, words.SUMMARY)
            yield source.locate(Finding(path, "summary-dated", {"value": found[0]}))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig", errors="replace") if file.is_file() else ""


def _notice(place: Place, code: str, value: str, plan: WorkPlan) -> Problem:
    details = {"value": value, "year": plan.year, "office": plan.office}
    return Problem(place, code, details, Severity.NOTICE)
