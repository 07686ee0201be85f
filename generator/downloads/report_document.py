"""Writes the reports that an office owes as Word documents, each sentence with its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.downloads.word import (
    HEADING_FONT,
    LANDSCAPE_WIDTH,
    PORTRAIT_WIDTH,
    TITLE,
    Look,
    document,
    paragraph,
    table,
)
from generator.downloads.workbook import without_clock
from generator.language import vocabulary as words
from generator.language.spans import spans
from generator.language.wording import Wording
from generator.plan.headings import headings, renamed
from generator.plan.model import Evidence
from generator.plan.report import Checked, Report, Sentence

_LINE = Look("center", after=12)
_HEADING = Look("left", HEADING_FONT, size=14, after=6, level=1)
_UNIT = Look("left", HEADING_FONT, size=12, after=4, level=2)
_NOTE = Look("left", after=8)
_BODY = Look("left", size=16, after=8, indent=2)
_LEFT, _CENTRE = Look("left", size=10), Look("center", size=10)
_CHECKED_WIDTHS = (7, 15, 34, 11, 24, 24, 20)
_UNPROVEN_WIDTHS = (8, 18, 36, 17, 26)


def checked_document(report: Report, wording: Wording) -> bytes:
    """The check of every task in force, by leading department: a table for each."""
    plan, names = report.plan, headings(report.plan)
    wording = wording.with_names(renamed(plan))
    say = wording.sentence
    title = say("huitoukan", {"office": plan.office, "year": plan.year})
    blocks = [
        *_top(report, title, wording),
        paragraph(say("all", {}), _HEADING),
        paragraph("", _NOTE, *_traced(report.counts, wording)),
        paragraph(say("one-by-one", {}), _HEADING),
    ]
    if report.shared:
        blocks.append(paragraph(say("shared", {"numbers": report.shared}), _NOTE))
    header = [names["number"], names["name"], names["content"], names["deadline"]]
    header += [say("result-heading", {}), words.EVIDENCE, say("open-heading", {})]
    looks = [_CENTRE, _LEFT, _LEFT, _CENTRE, _LEFT, _LEFT, _LEFT]
    for unit, tasks in report.by_department:
        blocks.append(paragraph(say("unit", {"name": unit.name, "count": len(tasks)}), _UNIT))
        rows = [_checked_row(one, wording) for one in tasks]
        blocks += [table(header, _CHECKED_WIDTHS, rows, looks), paragraph("", _NOTE)]
    blocks += _unproven(report, "unproven-why", LANDSCAPE_WIDTH, wording)
    if report.withdrawn:
        heading = say("withdrawn-tasks", {"count": len(report.withdrawn)})
        rows = [[str(task.number), task.name, task.withdrawn or ""] for task in report.withdrawn]
        header = [names["number"], names["name"], words.WITHDRAWN]
        blocks += [
            paragraph(heading, _HEADING),
            table(header, (7, 30, 98), rows, [_CENTRE, _LEFT, _LEFT]),
        ]
    return without_clock(document(title, plan.office, blocks))


def annual_document(report: Report, wording: Wording) -> bytes:
    """The text for the annual report: the counts, then what is proven, a paragraph for a topic."""
    plan = report.plan
    wording = wording.with_names(renamed(plan))
    title = wording.sentence("nianbao", {"office": plan.office, "year": plan.year})
    blocks = [*_top(report, title, wording), paragraph("", _BODY, *_traced(report.counts, wording))]
    for topic, sentences in report.by_topic:
        blocks.append(paragraph(topic.name, _HEADING))
        blocks.append(paragraph("", _BODY, *_traced(sentences, wording)))
    blocks += _unproven(report, "unproven-left-out", PORTRAIT_WIDTH, wording)
    content = document(title, plan.office, blocks, is_landscape=False)
    return without_clock(content)


WRITERS: Mapping[str, Callable[[Report, Wording], bytes]] = {
    "huitoukan": checked_document,
    "nianbao": annual_document,
}
"""The writers by the names of the reports."""


def _top(report: Report, title: str, wording: Wording) -> Iterator[str]:
    yield paragraph(title, TITLE)
    yield paragraph(wording.sentence("drawn-up", {"day": report.day}), _LINE)
    yield paragraph(wording.sentence("traced", {}), _NOTE)


def _traced(sentences: Sequence[Sentence], wording: Wording) -> Iterator[tuple[str, str]]:
    """Each sentence with its sources."""
    for one in sentences:
        sources = (
            wording.sentence(
                "source", {"numbers": tuple(spans([task.number for task in tasks])), "day": day}
            )
            for day, tasks in one.sources.items()
        )
        yield wording.sentence(one.code, one.values), "".join(sources)


def _unproven(report: Report, why: str, width: float, wording: Wording) -> Iterator[str]:
    say, tasks = wording.sentence, report.unproven
    yield paragraph(say("unproven", {"count": len(tasks)}), _HEADING)
    if not tasks:
        yield paragraph(say("unproven-none", {}), _NOTE)
        return
    yield paragraph(say(why, {}), _NOTE)
    names = headings(report.plan)
    header = [names[key] for key in ("number", "name", "content", "lead_departments")]
    header.append(say("result-heading", {}))
    rows = [
        [
            str(one.task.number),
            one.task.name,
            one.task.content,
            words.UNIT_JOINER.join(one.task.lead_departments),
            _result(one, wording),
        ]
        for one in tasks
    ]
    looks = [_CENTRE, _LEFT, _LEFT, _CENTRE, _LEFT]
    yield table(header, _UNPROVEN_WIDTHS, rows, looks, width=width)
    yield paragraph("", _NOTE)


def _checked_row(one: Checked, wording: Wording) -> list[str]:
    evidence = one.entry.evidence if one.entry else ()
    open_items = [wording.sentence(each.code, each.values) for each in one.open]
    return [
        str(one.task.number),
        one.task.name,
        one.task.content,
        one.task.deadline.wording if one.task.deadline else "",
        _result(one, wording),
        "\n".join(_place(each, wording) for each in evidence),
        "\n".join(open_items) or wording.sentence("open-none", {}),
    ]


def _result(one: Checked, wording: Wording) -> str:
    """The newest status with its day, and below it the entry's own words."""
    if one.entry is None:
        return wording.sentence("no-result", {})
    values = {"status": one.entry.status.value, "day": one.entry.day}
    result = wording.sentence("result", values)
    return f"{result}\n{one.entry.remark}" if one.entry.remark else result


def _place(one: Evidence, wording: Wording) -> str:
    where = wording.sentence("file", {"file": one.file}) if one.file else one.link
    return f"{one.name}\n{where}"
