"""Finds the former addresses of pages, and what the page at each leads to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.language import vocabulary as words
from generator.language.problems import Place, Problem
from generator.pages.hand_written import OF_FOLDER, find_pages, read_page
from generator.plan import addresses
from generator.plan.model import Task
from generator.plan.views import DepartmentView, TopicView

_PART = r"[A-Za-z0-9_\x80-\U0010ffff-]{1,60}"
_ADDRESS = re.compile(rf"{_PART}(?:/{_PART}){{0,7}}")
_HEADING = re.compile(r"# +([^\[\]<>&*_`\\{}]+?)[ #]*(?:\{[^{}]*\})?")
_LONGEST_HEADING = 200


@dataclass(frozen=True)
class Move:
    """A page that was at the address `old` and is at `new`; the name may be empty."""

    old: str
    new: str
    name: str
    tasks: Sequence[Task] = ()
    """The tasks that people may have links to at the old address."""
    place: Place | None = None
    """Where a hand-written page states its former address."""


def moves_within(
    year: int, topics: Sequence[TopicView], units: Sequence[DepartmentView]
) -> Iterator[Move]:
    """The moves of the topics and departments of a plan."""
    for topic in topics:
        new = addresses.topic(year, topic.topic.slug)
        for slug in topic.topic.former_slugs:
            yield Move(addresses.topic(year, slug), new, topic.topic.name, topic.tasks)
    for unit in units:
        new = addresses.department(year, unit.department.slug)
        for slug in unit.department.former_slugs:
            yield Move(addresses.department(year, slug), new, unit.department.name, unit.tasks)


def moves_of_pages(docs_folder: Path) -> Iterator[Move]:
    """The moves that the hand-written pages state, whatever their form."""
    for file in find_pages(docs_folder):
        settings, body = read_page(file)
        stated = settings.get(words.FORMER_SLUGS)
        title = settings.get("title") or _plain_heading(body)
        for former in stated if isinstance(stated, list) else ():
            old = f"{former}/"
            place = _place(file, str(former))
            yield Move(old, page_address(file, docs_folder), str(title), place=place)


def _plain_heading(body: str) -> str:
    """The heading at the top of a page; empty if there is none, or it has markup."""
    line = body.strip().split("\n", 1)[0].rstrip()
    heading = _HEADING.fullmatch(line) if len(line) <= _LONGEST_HEADING else None
    return heading[1] if heading else ""


def page_address(file: Path, docs_folder: Path) -> str:
    """The address at which MkDocs publishes a hand-written page."""
    folder = file.parent if file.stem in OF_FOLDER else file.with_suffix("")
    return (folder.relative_to(docs_folder).as_posix() + "/").removeprefix("./")


def wrong_moves(
    moves: Sequence[Move], docs_folder: Path, generated: Collection[str]
) -> Iterator[Problem]:
    """The problems of former addresses: their form, and those at which there is something else.

    `generated` are the addresses of generated pages.
    """
    by_hand = (page_address(file, docs_folder) for file in find_pages(docs_folder))
    known = {_same(address) for address in (*generated, *by_hand)}
    for move in moves:
        assert move.place is not None
        former = move.old.removesuffix("/")
        if not _is_address(former):
            yield Problem(move.place, "former-address-form", {"value": former})
        elif _same(move.old) in known or _is_below_a_file(docs_folder / former, docs_folder):
            yield Problem(move.place, "former-address-taken", {"value": former})
        known.add(_same(move.old))


def _is_address(former: str) -> bool:
    is_page = former.split("/")[-1].lower() not in map(str.lower, OF_FOLDER)
    return is_page and former.isprintable() and _ADDRESS.fullmatch(former) is not None


def _same(address: str) -> str:
    """The address in the form in which Windows and macOS compare names."""
    return unicodedata.normalize("NFC", address).casefold()


def _is_below_a_file(path: Path, docs_folder: Path) -> bool:
    above = (one for one in path.parents if one.is_relative_to(docs_folder))
    return any(one.is_file() for one in (path, *above))


def _place(file: Path, former: str) -> Place:
    """The place of a former address in the settings of its page."""
    text = file.read_text(encoding="utf-8-sig")
    at = max(text.find(former, text.find(words.FORMER_SLUGS)), 0)
    return Place.at_offset(file, text, at)
