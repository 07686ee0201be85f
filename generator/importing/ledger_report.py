"""The report on ledgers: what is new against the table, or why nothing is taken over."""

from __future__ import annotations

from collections.abc import Iterator

from generator.downloads.ledger import ledger_tasks
from generator.importing.document import Remark
from generator.importing.ledgers import RefusedLedgers, Taken, TakenRow
from generator.importing.report import place, places_to_correct
from generator.language import vocabulary as words
from generator.language.spans import spans
from generator.language.wording import Wording
from generator.plan.model import ProgressEntry


def ledger_report(taken: Taken, wording: Wording) -> Iterator[str]:
    """What each ledger adds to the table, and what in it is worth a look."""
    for ledger in taken.ledgers:
        new = taken.new.get(ledger.file, ())
        yield ledger.file.as_posix() + wording.say(
            "import-ledger.read",
            department=ledger.department,
            new=len(new),
            known=len(ledger.rows) - len(new),
        )
        for row in new:
            yield from _red_line(row, wording)
        tasks = ledger_tasks(taken.plan, ledger.department)
        empty = [task.number for task in tasks if task.number not in ledger.numbers]
        if empty:
            yield wording.say("import-ledger.empty", count=len(empty), numbers=spans(empty))
        yield from (f"  {_line(remark, wording)}" for remark in ledger.remarks)
    if not taken.new:
        yield wording.say("import-ledger.nothing-new")


def refused_ledgers(refused: RefusedLedgers, wording: Wording) -> Iterator[str]:
    """Why each file is not in order, with all places to correct."""
    for file, refusal in refused.refusals:
        yield from places_to_correct(refusal, file.as_posix(), _line, wording)
    yield wording.say("import-ledger.nothing-written")


def _line(remark: Remark, wording: Wording) -> str:
    """The place in the document with the number of the task, and the remark."""
    text = wording.explain("remarks", remark.code, remark.details)
    where = place(remark.spot, wording)
    if "number" in remark.details:
        number = remark.details["number"]
        return wording.say("import-ledger.remark", place=where, number=number) + text
    return wording.say("import.remark", place=where, text="") + text


def _red_line(row: TakenRow, wording: Wording) -> Iterator[str]:
    yield wording.say(
        "import-ledger.new",
        number=row.task.number,
        name=row.task.name,
        before=_state(row.before, wording) if row.before else wording.say("import.nothing-there"),
        after=_state(row.entry, wording),
    )
    if row.entry.remark:
        yield _detail(words.REMARK, row.entry.remark, wording)
    for one in row.entry.evidence:
        yield _detail(words.EVIDENCE, f"{one.name} {one.link or one.file}", wording)


def _state(entry: ProgressEntry, wording: Wording) -> str:
    return wording.say("import-ledger.state", status=entry.status.value, day=entry.day)


def _detail(key: str, text: str, wording: Wording) -> str:
    """A text of the entry in full, because it is going to be published."""
    return wording.say("import-ledger.detail", key=key) + " ".join(text.split())
