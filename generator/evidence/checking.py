"""Compares what is at the links of entries with what was recorded of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.evidence.visiting import Seen, Unseen
from generator.language import vocabulary as words
from generator.language.problems import Finding, Problem, TablePath
from generator.language.wording import Wording
from generator.plan.model import Evidence
from generator.table.loading import load_site_data
from generator.table.progress_rules import evidence_in
from generator.table.recording import Record, with_records
from generator.table.source import Source, parse_source, read_file
from generator.table.validation import validate_table


@dataclass(frozen=True)
class Link:
    """A link that an entry of a task rests on; `path` is that of the evidence in the table."""

    path: TablePath
    number: int
    day: date
    evidence: Evidence

    @property
    def address(self) -> str:
        """Where it leads to."""
        assert self.evidence.link is not None
        return self.evidence.link


@dataclass(frozen=True)
class LinkedTable:
    """A table file, as it was read, and its links."""

    file: Path
    content: bytes
    source: Source
    links: Sequence[Link]

    def problem(self, link: Link, seen: Seen | Unseen, wording: Wording) -> Problem | None:
        """What is wrong with a link that was visited; None if it is as recorded, or never was."""
        details = {"number": link.number, "day": link.day, "value": link.evidence.name}
        place = (*link.path, words.LINK)
        if isinstance(seen, Unseen):
            reason = wording.explain("unseen", seen.code, seen.details)
            return self.source.locate(Finding(place, "evidence-dead", details | {"reason": reason}))
        if link.evidence.digest in (None, seen.digest):
            return None
        recorded = {"seen": link.evidence.seen_on}
        return self.source.locate(Finding(place, "evidence-altered", details | recorded))

    def recorded(self, visits: Mapping[str, Seen | Unseen], day: date) -> tuple[bytes, int]:
        """The content with records of the links that are new or changed, and how many these are.

        A link that could not be seen keeps its record; one that is as recorded keeps its day.

        Raises:
            PlanError: evidence is written in such a form that its record cannot be added.
        """
        records = {}
        for link in self.links:
            seen = visits[link.address]
            if isinstance(seen, Seen) and link.evidence.digest != seen.digest:
                records[link.path] = Record(day, seen.digest)
        return with_records(self.file, self.content, records), len(records)


def linked_tables(folder: Path) -> list[LinkedTable]:
    """The tables of a data folder that have links, the newest year first.

    Raises:
        PlanError: the data have problems, such as a file of evidence that is not there.
    """
    tables = [_read(file) for file in load_site_data(folder).files.values()]
    return [table for table in tables if table.links]


def _read(file: Path) -> LinkedTable:
    content = read_file(file)
    source = parse_source(file, content)
    draft, _ = validate_table(source.value)
    links = []
    for path, one in evidence_in(draft):
        if one.link is not None:
            _, index, _, at, *_ = path
            task = draft.tasks[int(index)]
            links.append(Link(path, task.number, task.progress[int(at)].day, one))
    return LinkedTable(file, content, source, links)
