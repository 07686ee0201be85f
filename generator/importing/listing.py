"""Reads a plan without a table: numbered items, each of which ends with who is responsible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.importing.document import Document, DocumentKind, Refusal, Remark, Spot
from generator.importing.header import Form, find_header
from generator.importing.list_endings import Ending, ending_of, is_label
from generator.importing.rows import MAX_ROWS, RowsFound, TaskRow
from generator.importing.section_headings import SectionHeading, is_numbered, ranked, title_end
from generator.importing.text import joined
from generator.language import vocabulary as words

_LONGEST_TITLE = 30
"""A longer first sentence is not the name of its task."""


@dataclass(frozen=True)
class _Block:
    """A numbered line and those below it, up to the next one; lines count from 1."""

    line: int
    lines: tuple[str, ...]

    @property
    def spot(self) -> Spot:
        return Spot(DocumentKind.TEXT, row=self.line)

    @property
    def rank(self) -> int:
        return ranked(joined(self.lines[0]))[0]


def is_list(document: Document, form: Form) -> bool:
    """Whether a document has no table of tasks, but a line that says who is responsible."""
    if any(find_header(grid, form) for grid in document.grids):
        return False
    lines = document.lines
    return any(ending_of("\n".join(lines[at : at + 2])) for at in range(len(lines)))


def read_list(document: Document) -> RowsFound:
    """A row for each item, in order. What cannot be read is among the problems.

    Raises:
        Refusal: there are more than `MAX_ROWS` numbered lines.
    """
    lines = document.lines
    start = title_end(lines[: _first_item(lines)])
    found = RowsFound(lines_above=list(lines[:start]), remarks=list(document.remarks))
    blocks = list(_blocks(lines, start))
    if len(blocks) > MAX_ROWS:
        raise Refusal("too-many-rows", limit=MAX_ROWS)
    _read_before(lines, start, blocks[0].line - 1 if blocks else len(lines), found)
    blocks[-1:] = [_without_end(one, found) for one in blocks[-1:]]
    headings: list[SectionHeading] = []
    for at, block in enumerate(blocks):
        ending = ending_of("\n".join(block.lines))
        if ending and not _goes_on(block):
            _read_item(block, ending, headings, found)
        elif _is_heading(block, blocks[at + 1 :]):
            rank, name = ranked(joined(block.lines[0]))
            one = SectionHeading(block.lines[0], name, rank, len(found.rows), block.spot)
            headings.append(one)
        else:
            found.problems.append(_problem(block))
    found.headings = headings
    if not any(row.texts[words.DEADLINE] for row in found.rows):
        found.rows = [_without_deadline(row) for row in found.rows]
    whole = Spot(DocumentKind.TEXT)
    found.remarks.append(Remark(whole, "list-read", {"count": len(found.rows)}))
    return found


def _read_before(lines: Sequence[str], start: int, end: int, found: RowsFound) -> None:
    """Note the lines above the first number, of which none may be an item."""
    items = [at for at in range(start, end) if ending_of(lines[at])]
    if items:
        spot = Spot(DocumentKind.TEXT, row=items[0] + 1)
        found.problems.append(Remark(spot, "item-without-number", {"value": lines[items[0]]}))
    else:
        _note_unread(lines[start:end], start + 1, found)


def _read_item(
    block: _Block, ending: Ending, headings: Sequence[SectionHeading], found: RowsFound
) -> None:
    """Add the row of an item; its heading is the last one, if that has a number further out."""
    if headings and headings[-1].rank >= block.rank:
        details = {"value": block.lines[0], "heading": headings[-1].text}
        found.problems.append(Remark(block.spot, "item-beside-heading", details))
    else:
        found.rows.append(_row(block, ending, headings[-1].name if headings else ""))


def _first_item(lines: Sequence[str]) -> int:
    return next((at for at, line in enumerate(lines) if ending_of(line)), len(lines))


def _blocks(lines: Sequence[str], start: int) -> Iterator[_Block]:
    numbered = [at for at in range(start, len(lines)) if _has_number(lines[at])]
    for at, end in pairwise([*numbered, len(lines)]):
        yield _Block(at + 1, tuple(line.strip() for line in lines[at:end]))


def _has_number(line: str) -> bool:
    return ranked(joined(line))[0] < len(words.HEADING_NUMBERS)


def _without_end(block: _Block, found: RowsFound) -> _Block:
    """The last item without the lines below its end, such as a signature."""
    for end in range(len(block.lines), 1, -1):
        if ending_of("\n".join(block.lines[:end])):
            _note_unread(block.lines[end:], block.line + end, found)
            return _Block(block.line, block.lines[:end])
    if len(block.lines) > 1 and ending_of(block.lines[0]):
        _note_unread(block.lines[1:], block.line + 1, found)
        return _Block(block.line, block.lines[:1])
    return block


def _note_unread(lines: Sequence[str], first: int, found: RowsFound) -> None:
    if lines:
        spot = Spot(DocumentKind.TEXT, row=first)
        found.remarks.append(Remark(spot, "list-not-read", {"value": " ".join(lines)}))


def _is_heading(block: _Block, later: Sequence[_Block]) -> bool:
    """Whether a short numbered line has items below it, before the next one of its rank."""
    if len(block.lines) > 1 or not is_numbered(block.lines[0]):
        return False
    for below in later:
        if below.rank <= block.rank:
            return False
        if ending_of("\n".join(below.lines)) or ending_of(below.lines[0]):
            return True
    return False


def _goes_on(block: _Block) -> bool:
    """Whether more than labels stands below an end: another item, without a number."""
    return any(
        ending_of("\n".join(block.lines[:at])) and not all(map(is_label, block.lines[at:]))
        for at in range(1, len(block.lines))
    )


def _problem(block: _Block) -> Remark:
    ends = [at for at in range(1, len(block.lines)) if ending_of("\n".join(block.lines[:at]))]
    if ends:
        rest = " ".join(block.lines[ends[-1] :])
        return Remark(block.spot, "text-after-units", {"value": rest})
    return Remark(block.spot, "item-without-units", {"value": block.lines[0]})


def _row(block: _Block, ending: Ending, heading: str) -> TaskRow:
    text = _unnumbered(ending.text)
    name, content = _named(text)
    name = name or heading or text
    texts = {words.TASK_NAME: name, words.CONTENT: content, words.LEAD: ending.units}
    texts[words.DEADLINE] = ending.deadline
    return TaskRow(texts, dict.fromkeys((*texts, words.NUMBER), block.spot))


def _without_deadline(row: TaskRow) -> TaskRow:
    texts = {key: text for key, text in row.texts.items() if key != words.DEADLINE}
    return replace(row, texts=texts)


def _unnumbered(text: str) -> str:
    """The text of an item without its number."""
    first, *rest = text.split("\n")
    return "\n".join((ranked(first)[1], *rest))


def _named(text: str) -> tuple[str, str]:
    """The short first line or sentence, and what follows it; empty if there is no such thing."""
    found = re.match(
        rf"(?P<name>[^\n{words.FULL_STOPS}]+)(?:\n|{words.FULL_STOPS[0]}\s*)(?=\S)", text
    )
    if found and len(found["name"]) <= _LONGEST_TITLE:
        return found["name"].strip(), text[found.end() :].strip()
    return "", text
