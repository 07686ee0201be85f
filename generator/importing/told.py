"""Reads the column in which a document tells what has become of its tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.importing.document import Remark
from generator.importing.ledger_cells import day_in, filled_in, status_in
from generator.importing.rows import TaskRow
from generator.importing.text import bare
from generator.language import vocabulary as words
from generator.plan.progress import today
from generator.plan.values import Status


def read_told(
    found: Sequence[TaskRow], titles: Mapping[str, str], year: int | None
) -> tuple[list[TaskRow], list[Remark]]:
    """The rows with what they tell as entries or as notes, and remarks on each.

    An entry needs a status, and a day of the year of the plan that is not in the future. No day is
    made up, and what is done needs evidence: all else stays a text, in the note.
    """
    title = titles.get(words.PROGRESS, words.PROGRESS)
    rows, remarks = [], []
    for row in found:
        text = filled_in(row.texts.get(words.PROGRESS, ""))
        texts = {key: one for key, one in row.texts.items() if key != words.PROGRESS}
        entry = entry_in(text, year)
        if entry:
            texts[words.PROGRESS] = text
            remarks.append(Remark(row.spots[words.PROGRESS], "told-as-entry", _details(entry)))
        elif text:
            lines = [f"{title}{words.WIDE_COLON}{text}", texts.get(words.NOTE, "")]
            texts[words.NOTE] = "\n".join(filter(None, lines))
            details = {"column": title, "value": text}
            remarks.append(Remark(row.spots[words.PROGRESS], "told-as-note", details))
        spots = row.spots
        if words.NOTE in texts and words.NOTE not in spots:
            spots = {**spots, words.NOTE: spots[words.PROGRESS]}
        rows.append(replace(row, texts=texts, spots=spots))
    return rows, remarks


def entry_in(text: str, year: int | None = None) -> dict[str, str] | None:
    """The entry that a cell is, in the words of the table; None if it says less, or more."""
    plain = bare(text)
    for status in Status:
        if status is Status.DONE or status.value not in plain:
            continue
        day = day_in(status_in(plain.replace(status.value, "", 1)))
        if day and _is_past(day, year):
            return {words.DAY: day, words.STATUS: status.value}
    return None


def _is_past(day: str, year: int | None) -> bool:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return False
    return found <= today() and year in (None, found.year)


def _details(entry: Mapping[str, str]) -> dict[str, object]:
    return {"day": entry[words.DAY], "status": entry[words.STATUS]}
