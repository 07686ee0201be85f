"""Finds the topic that each row of a document states: in a heading above it, or in a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.importing.document import Remark
from generator.importing.rows import TaskRow
from generator.importing.section_headings import SectionHeading, unnumbered
from generator.language import vocabulary as words


def with_sections(
    rows: Sequence[TaskRow], headings: Sequence[SectionHeading]
) -> tuple[list[TaskRow], list[Remark]]:
    """The rows with the topics that the document states, and what to report.

    A column of topics decides; else the headings, of which those of the outermost kind that occurs
    more than once are topics; else a first column whose cells are merged over several rows.
    """
    if any(words.TOPIC in row.texts for row in rows):
        return [*map(_by_column, rows)], [*unused(headings)]
    topics = _outermost([one for one in headings if _is_above_rows(one, headings, len(rows))])
    names = {row.texts[words.TASK_NAME] for row in rows}
    rest = [one for one in headings if one not in topics and one.name not in names]
    remarks = [*unused(rest)]
    if topics:
        details = {"value": topics[0].text, "count": len(topics)}
        remarks.append(Remark(topics[0].spot, "topics-in-headings", details))
        return [*_under(rows, topics)], remarks
    merged = [row for row in rows if words.TASK_NAME in row.from_above]
    counts_rows = [row for row in merged if words.NUMBER not in row.from_above]
    if (
        merged
        and all(_begins_with_name(row) for row in rows)
        and not (counts_rows and words.NUMBER in rows[0].texts)
    ):
        details = {"count": len({row.texts[words.TASK_NAME] for row in rows})}
        spot = replace(merged[0].spots[words.TASK_NAME], row=0, column=0)
        return [*map(_by_name, rows)], [*remarks, Remark(spot, "topics-in-names", details)]
    return list(rows), remarks


def unused(headings: Sequence[SectionHeading]) -> Iterator[Remark]:
    """Remarks on headings that are neither a task nor a topic."""
    return (Remark(one.spot, "section-row", {"value": one.text}) for one in headings)


def _is_above_rows(one: SectionHeading, headings: Sequence[SectionHeading], count: int) -> bool:
    """Whether rows stand below a heading, before the next one of its kind."""
    alike = [other for other in headings if (other.rank, other.at) == (one.rank, one.at)]
    return one.at < count and one is alike[-1]


def _outermost(headings: Sequence[SectionHeading]) -> list[SectionHeading]:
    counts = Counter(one.rank for one in headings)
    ranks = [rank for rank in sorted(counts) if counts[rank] > 1] or sorted(counts)
    return [one for one in headings if one.rank == ranks[0]] if ranks else []


def _under(rows: Sequence[TaskRow], topics: Sequence[SectionHeading]) -> Iterator[TaskRow]:
    for at, row in enumerate(rows):
        above = [one.name for one in topics if one.at <= at]
        yield replace(row, section=above[-1]) if above else row


def _by_column(row: TaskRow) -> TaskRow:
    texts = {key: text for key, text in row.texts.items() if key != words.TOPIC}
    return replace(row, texts=texts, section=unnumbered(row.texts.get(words.TOPIC, "")))


def _begins_with_name(row: TaskRow) -> bool:
    """Whether the first column has the name, or a number for several rows and then the name."""
    first, second = [*row.texts][:2]
    return first == words.TASK_NAME or (first == words.NUMBER and second == words.TASK_NAME)


def _by_name(row: TaskRow) -> TaskRow:
    name = unnumbered(row.texts[words.TASK_NAME])
    alone = row.texts[words.CONTENT] == row.texts[words.TASK_NAME]
    texts = {**row.texts, words.TASK_NAME: name}
    return replace(row, texts=texts | {words.CONTENT: name} if alone else texts, section=name)
