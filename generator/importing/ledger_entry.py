"""Makes an entry of a filled row of a ledger, or tells what is wrong in its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from generator.downloads.ledger import FILLED_IN
from generator.importing.document import Remark, Spot
from generator.importing.ledger_cells import day_in, evidence_in, status_in
from generator.importing.rows import TaskRow
from generator.importing.text import joined
from generator.language import vocabulary as words
from generator.language.problems import TablePath
from generator.plan.model import ProgressEntry
from generator.table.composing import Value
from generator.table.syntax import Fault, refuse_characters
from generator.table.value_errors import findings_of, keys_of

_NEEDED = (words.DAY, words.STATUS)
_ANY_DAY = "2000-01-01"
"""In place of a day that cannot be read, so that the other cells can be checked."""


def entry_in(row: TaskRow, texts: Mapping[str, str]) -> tuple[ProgressEntry | None, list[Remark]]:
    """The entry, or what is wrong with it, in all its cells."""
    problems = list(_unreadable(row, texts))
    value: dict[str, Value] = {
        words.DAY: day_in(texts[words.DAY]) or _ANY_DAY,
        words.STATUS: status_in(texts[words.STATUS]),
        words.REMARK: texts[words.REMARK] or None,
        words.EVIDENCE: evidence_in(texts[words.EVIDENCE_NAME], texts[words.EVIDENCE_PLACE]),
    }
    try:
        entry = ProgressEntry.model_validate(value, by_alias=True, by_name=False)
    except ValidationError as error:
        told = {problem.spot for problem in problems}
        told |= {row.spots[column] for column in FILLED_IN if not texts[column]}
        for finding in findings_of(error, (), keys_of(ProgressEntry)):
            spot = spot_of(row.spots, finding.path)
            if spot not in told:
                problems.append(Remark(spot, finding.code, finding.details))
        return None, problems
    return (None if problems else entry), problems


def _unreadable(row: TaskRow, texts: Mapping[str, str]) -> Iterator[Remark]:
    for column, text in texts.items():
        try:
            refuse_characters(text)
        except Fault as fault:
            yield Remark(row.spots[column], fault.code, fault.details)
    missing = [column for column in _NEEDED if not texts[column]]
    if missing:
        yield Remark(row.spots[missing[0]], "half-filled", {"columns": missing})
    if texts[words.DAY] and day_in(texts[words.DAY]) is None:
        details = {"value": joined(texts[words.DAY])}
        yield Remark(row.spots[words.DAY], "day-unreadable", details)
    names, places = texts[words.EVIDENCE_NAME], texts[words.EVIDENCE_PLACE]
    if evidence_in(names, places) is None:
        counts: dict[str, object] = {
            "names": len(names.splitlines()),
            "places": len(places.splitlines()),
        }
        yield Remark(row.spots[words.EVIDENCE_PLACE], "evidence-unpaired", counts)


def spot_of(spots: Mapping[str, Spot], path: TablePath) -> Spot:
    """The cell of a ledger in which a part of an entry stands, by its path in the entry."""
    key = path[0] if path else words.DAY
    if key == words.EVIDENCE:
        key = words.EVIDENCE_NAME if path[-1] == words.NAME else words.EVIDENCE_PLACE
    return spots[str(key)]
