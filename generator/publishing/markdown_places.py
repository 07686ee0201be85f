"""Finds the place of a built page's problem in its Markdown file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from generator.language.problems import Place, Problem
from generator.publishing.guard import DOCS


def in_markdown(problems: Iterable[Problem], source: Path) -> list[Problem]:
    """The problems of built pages, each at its link in the hand-written page if it is found there.

    `source` is the folder with `docs/`. A problem of a generated page stays as it is.
    """
    return [_in_markdown(problem, source) for problem in problems]


def _in_markdown(problem: Problem, source: Path) -> Problem:
    page = PurePosixPath(problem.place.file.as_posix())
    files = (path for path in _markdown_files(page.parent) if (source / DOCS / path).is_file())
    file = next(files, None)
    if file is None or page.name != "index.html":
        return problem
    lines = (source / DOCS / file).read_text("utf-8-sig").splitlines()
    for link in _spellings(str(problem.details["target"]), page.parent, file):
        written = re.compile(rf"(?:\(|<|\]:)\s*<?((?:\./)?{re.escape(link)})(?=[\s)>]|$)")
        for number, line in enumerate(lines, start=1):
            if found := written.search(line):
                place = Place(Path(DOCS, file), number, found.start(1) + 1)
                return replace(problem, place=place, details={"target": found[1]})
    return problem


def _markdown_files(address: PurePosixPath) -> Iterator[PurePosixPath]:
    """The files in `docs/` that MkDocs would publish at an address."""
    if address.name:
        yield address.with_name(f"{address.name}.md")
    yield address / "index.md"
    yield address / "README.md"


def _spellings(link: str, address: PurePosixPath, file: PurePosixPath) -> Iterator[str]:
    """How a built page's link may be written in Markdown: as it is, or to a Markdown file."""
    yield link
    path, sign, anchor = link.partition("#")
    goal = posixpath.normpath(posixpath.join(address, unquote(path)))
    for target in _markdown_files(PurePosixPath(goal)):
        yield f"{posixpath.relpath(target, file.parent)}{sign}{anchor}"
