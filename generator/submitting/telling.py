"""Says what is sent, task by task and file by file, and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.submitting.clone import Clone
from generator.submitting.snapshot import Blob, content, files_between, has_rows
from generator.table.differences import Difference, Kind, Row, differences
from generator.table.parts import UnusualFormError

_MOST = 100
"""How many rows of one table are told, and how many files that are not sent."""


def changes_told(clone: Clone, before: str, after: str, wording: Wording) -> Iterator[str]:
    """Everything that differs between two trees or commits."""
    for path, (old, new) in files_between(clone, before, after).items():
        name = path.removeprefix(clone.prefix)
        rows = _rows(clone, name, old, new)
        if rows is None or old is None or new is None:
            yield _file(name, old, new, wording)
            continue
        yield wording.say("submit.in-file", file=name)
        if not rows:
            yield wording.say("submit.form-alone")
        for row in rows[:_MOST]:
            yield from _row(row, wording)
        if len(rows) > _MOST:
            yield wording.say("submit.more", count=len(rows) - _MOST)


def left_out_told(paths: Sequence[str], wording: Wording) -> Iterator[str]:
    """The changed files that are not sent."""
    if paths:
        yield wording.say("submit.left-out")
        yield from (f"  {path}" for path in paths[:_MOST])
    if len(paths) > _MOST:
        yield wording.say("submit.more", count=len(paths) - _MOST)


def named(row: Row, key: str, wording: Wording) -> str:
    """A cell of a row as a person knows it."""
    if row.section == words.TASKS:
        return wording.say("submit.cell-of-task", number=row.name, key=key)
    if row.section:
        return wording.say("submit.cell", section=row.section, name=row.name, key=key)
    return key


def _rows(clone: Clone, name: str, old: Blob | None, new: Blob | None) -> list[Difference] | None:
    """The rows of a table that differ; None of another file, or one that is new or gone."""
    if not has_rows(name) or old is None or new is None:
        return None
    try:
        return differences(content(clone, old), content(clone, new))
    except UnusualFormError:
        return None


def _file(name: str, old: Blob | None, new: Blob | None, wording: Wording) -> str:
    if old is None:
        return wording.say("submit.file-added", file=name)
    if new is None:
        return wording.say("submit.file-removed", file=name)
    return wording.say("submit.file-changed", file=name)


def _row(difference: Difference, wording: Wording) -> Iterator[str]:
    row = difference.row
    names = {"section": row.section, "name": row.name}
    if difference.kind is Kind.ADDED:
        yield wording.say("submit.row-added", **names)
        yield from (wording.say("submit.has", key=one.key) + one.after for one in difference.cells)
    elif difference.kind is Kind.REMOVED:
        yield wording.say("submit.row-removed", **names)
        yield from (wording.say("submit.has", key=one.key) + one.before for one in difference.cells)
    else:
        for cell in difference.cells:
            yield f"  {named(row, cell.key, wording)}"
            yield wording.say("submit.before") + whole(cell.before, wording)
            yield wording.say("submit.after") + whole(cell.after, wording)


def whole(text: str, wording: Wording) -> str:
    """A text whole, however long it is, or that there is none."""
    return text or wording.say("submit.nothing")
