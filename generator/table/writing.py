"""Write a plan as the text of its table file.

The layout is stable: the same plan always gives the same text, and a changed cell changes one
line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.language import vocabulary as words
from generator.plan.columns import COLUMNS, Kind
from generator.plan.model import (
    ColumnNames,
    Department,
    Evidence,
    PlanHeader,
    ProgressEntry,
    Task,
    Topic,
    WorkPlan,
)

SCHEMA_LINE = "# yaml-language-server: $schema=tasks.schema.json"
"""The first line of a table; it tells VS Code and other editors which schema to use."""

ARCHIVE_SCHEMA_LINE = "# yaml-language-server: $schema=../tasks.schema.json"
"""The same for a table in the archive."""

_SCHEMA_OF_TABLE = re.compile(rb"^([^\r\n]*\$schema=)(?:\./)?(?=tasks\.schema\.json)")

CommentPlace = tuple[str, str | int]
"""The place of a comment: the key it stands above and "", or the key and a row's name or index.

`("", "")` is the end of the file.
"""

# Text without quotes must be read back unchanged by YAML and by the stricter reader of tables.
_NEVER_PLAIN = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`=<\s]|\.\.\.|~$|null$|Null$|NULL$""")
_BREAKS_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$|[\t\r]")
_BREAKS_FLOW = re.compile(r"[,\[\]{}:]")

Comments = Mapping[CommentPlace, Sequence[str]]

NEW_TABLE_COMMENTS: Comments = {(words.TITLE, ""): [SCHEMA_LINE]}
ARCHIVE_TABLE_COMMENTS: Comments = {(words.TITLE, ""): [ARCHIVE_SCHEMA_LINE]}


def table_text(plan: WorkPlan, above: Comments = NEW_TABLE_COMMENTS) -> str:
    """Return the table as YAML; `above` holds whole comment lines by the place below them."""
    lines: list[str] = []
    for key, entry in _header(plan):
        lines += [*above.get((key, ""), ()), *entry]
    for key, rows in ((words.TOPICS, plan.topics), (words.DEPARTMENTS, plan.departments)):
        lines += [*above.get((key, ""), ()), f"{key}:"]
        for row in rows:
            lines += [*above.get((key, row.name), ()), register_line(row)]
    lines += [*above.get((words.TASKS, ""), ()), f"{words.TASKS}:"]
    for index, task in enumerate(plan.tasks):
        lines += [*above.get((words.TASKS, index), ()), *task_lines(task)]
    lines += above.get(("", ""), ())
    return "\n".join(lines) + "\n"


def archived(content: bytes) -> bytes:
    """The content of a table file as it stands in the archive: only its first line differs."""
    return _SCHEMA_OF_TABLE.sub(rb"\1../", content)


def _header(plan: PlanHeader) -> Iterator[tuple[str, Iterable[str]]]:
    """Each key that the plan has, with its lines."""
    for name, field in PlanHeader.model_fields.items():
        key, value = str(field.alias), getattr(plan, name)
        if isinstance(value, ColumnNames):
            names = {usual: _flow(own) for usual, own in value.stated.items()}
            yield key, [f"{key}: {_in_braces(names)}"] if names else []
        elif value is not None:
            yield key, _entry(f"{key}: ", str(value), "")


def register_line(row: Topic | Department) -> str:
    """The line of a row in the register of topics or departments."""
    cells = {words.NAME: _flow(row.name), words.SLUG: row.slug}
    if row.former_slugs:
        cells[words.FORMER_SLUGS] = _list(row.former_slugs)
    if row.former_names:
        cells[words.FORMER_NAMES] = _list(row.former_names)
    if isinstance(row, Topic):
        cells[words.SUMMARY] = _flow(row.summary) if row.summary else ""
    elif row.collective:
        cells[words.COLLECTIVE] = words.TRUE_WORDS[0]
    if row.aliases:
        cells[words.ALIASES] = _list(row.aliases)
    return f"  - {_in_braces(cells)}"


def task_lines(task: Task) -> Iterator[str]:
    """The lines of a task; the first column begins the entry, the others are indented below it."""
    indent = " " * 4
    for column in COLUMNS:
        start = f"{'  - ' if column is COLUMNS[0] else indent}{column.heading}: "
        texts = column.texts(task)
        if column.kind is Kind.NAMES and texts:
            yield start + _list(texts)
        elif texts:
            yield from _entry(start, texts[0], indent)
    if task.others:
        yield f"{indent}{words.OTHERS}:"
    for name, text in task.others.items():
        yield from _entry(f"{indent}  {_flow(name)}: ", text, f"{indent}  ")
    if task.progress:
        yield f"{indent}{words.PROGRESS}:"
    for entry in task.progress:
        yield from progress_lines(entry, indent + "  ")


def progress_lines(entry: ProgressEntry, indent: str) -> Iterator[str]:
    """The lines of an entry in a block of entries, whose dashes have this indent."""
    yield f"{indent}- {words.DAY}: {entry.day}"
    indent += "  "
    yield f"{indent}{words.STATUS}: {entry.status.value}"
    if entry.remark is not None:
        yield from _entry(f"{indent}{words.REMARK}: ", entry.remark, indent)
    if entry.evidence:
        yield f"{indent}{words.EVIDENCE}:"
    for one in entry.evidence:
        yield f"{indent}  - {_evidence(one)}"


def progress_in_braces(entry: ProgressEntry) -> str:
    """The same entry on one line, as it stands in brackets."""
    cells = {words.DAY: str(entry.day), words.STATUS: entry.status.value}
    if entry.remark is not None:
        cells[words.REMARK] = _flow(entry.remark)
    if entry.evidence:
        cells[words.EVIDENCE] = f"[{', '.join(map(_evidence, entry.evidence))}]"
    return _in_braces(cells)


def _evidence(one: Evidence) -> str:
    stated = [(field.alias, getattr(one, name)) for name, field in Evidence.model_fields.items()]
    return _in_braces({str(key): _flow(str(value)) for key, value in stated if value is not None})


def _in_braces(cells: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{key}: {value}' for key, value in cells.items())}}}"


def _entry(start: str, text: str, indent: str) -> Iterator[str]:
    """Yield one line, or a line for the key and one for each line of the text."""
    if "\n" not in text:
        yield start + scalar(text)
    elif text[0].isspace() or text.endswith("\n") or "\r" in text:
        yield start + _in_double_quotes(text)  # a block cannot hold such text
    else:
        yield start + "|"
        yield from (f"{indent}  {line}" if line else "" for line in text.split("\n"))


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(map(_flow, names))}]"


def _flow(text: str) -> str:
    if _BREAKS_FLOW.search(text) and not re.search(r"[\n\r]", text):
        return _in_single_quotes(text)
    return scalar(text)


def scalar(text: str) -> str:
    """A text as a YAML value outside brackets, in quotes where it needs them."""
    if re.search(r"[\n\r]", text):
        return _in_double_quotes(text)
    if not text or _NEVER_PLAIN.match(text) or _BREAKS_PLAIN.search(text):
        return _in_single_quotes(text)
    return text


def _in_single_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _in_double_quotes(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
