"""The report of an import: what was read, what changed, and what to check."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.importing.document import DocumentKind, Refusal, Remark, Spot
from generator.importing.flow import Imported
from generator.importing.identifying import identifiers_line
from generator.importing.new_year import NewYear
from generator.importing.news import new_topics, own_names
from generator.language import vocabulary as words
from generator.language.spans import runs, spans
from generator.language.wording import Wording
from generator.plan.changes import PlanChanges, TaskPair, compare_plans
from generator.plan.columns import Column
from generator.plan.model import Task, WorkPlan


def report(imported: Imported, into: str, wording: Wording) -> Iterator[str]:
    """All lines of the report, except the one on whether the table was written."""
    plan, table = imported.plan, imported.table
    details = {"year": plan.year, "title": plan.title, "office": plan.office}
    yield wording.say("import.read", tasks=len(plan.tasks), **details)
    if table is None:
        yield wording.say("import.new-table", table=into, count=len(plan.departments))
        yield from (_unit(plan, at, wording) for at in range(len(plan.departments)))
    else:
        yield from _changes(table, plan, into, wording)
        yield from _gone(imported, table, wording)
    yield from new_topics(imported, wording)
    yield from own_names(imported, wording)
    yield from _proposals(imported, wording)
    if imported.remarks:
        yield wording.say("import.remarks", count=len(imported.remarks))
        yield from (f"  {remark_line(remark, wording)}" for remark in imported.remarks)
    undecided = [task.number for task in plan.tasks if task.topic == words.UNDECIDED]
    if undecided:
        yield wording.say("import.undecided", count=len(undecided), value=words.UNDECIDED,
                          numbers=spans(undecided))  # fmt: skip


def refusal_lines(refusal: Refusal, file: str, wording: Wording) -> Iterator[str]:
    """Why a document was not imported, then all places to correct."""
    yield from places_to_correct(refusal, file, remark_line, wording)
    yield wording.say("import.nothing-written")


def places_to_correct(
    refusal: Refusal, file: str, line_of: Callable[[Remark, Wording], str], wording: Wording
) -> Iterator[str]:
    """Why a file was refused, then a line for each place."""
    details = {**refusal.details, "count": len(refusal.remarks)}
    yield f"{file}: {wording.explain('refusals', refusal.code, details)}"
    yield from (f"  {line_of(remark, wording)}" for remark in refusal.remarks)


def remark_line(remark: Remark, wording: Wording) -> str:
    """The place in the document, followed by the remark."""
    text = wording.explain("remarks", remark.code, remark.details)
    return wording.say("import.remark", place=place(remark.spot, wording), text="") + text


def place(spot: Spot, wording: Wording) -> str:
    """The place in the document, named as in Word or Excel."""
    level = "cell" if spot.column else "row" if spot.row else "table" if spot.table else "whole"
    column = _letters(spot.column) if spot.kind is DocumentKind.EXCEL else spot.column
    details = {"table": spot.table, "row": spot.row, "column": column}
    return wording.explain("places", f"{spot.kind.value}-{level}", details)


def new_year_report(new_year: NewYear, wording: Wording) -> Iterator[str]:
    """All lines of the report on a change of year, up to what is left over from the old one."""
    old, plan = new_year.old, new_year.plan
    names = {"old": old.year, "year": plan.year, "table": new_year.table.as_posix()}
    yield wording.say("new-year.moves", archive=new_year.archive.as_posix(), **names)
    if plan.year > old.year + 1:
        yield wording.say("new-year.far", **names)
    if not new_year.imported:
        yield wording.say("new-year.empty", title=plan.title, **names)
        return
    yield from report(new_year.imported, new_year.table.as_posix(), wording)
    continued = {task.previous for task in plan.tasks}
    ended = [task.number for task in old.tasks if task.number not in continued]
    if ended:
        yield wording.say("new-year.ended", count=len(ended), numbers=spans(ended), **names)


def _proposals(imported: Imported, wording: Wording) -> Iterator[str]:
    """What was proposed by likeness to another year's plan, for the editor to confirm."""
    proposals, tasks = imported.proposals, imported.plan.tasks
    if proposals.identifiers:
        yield identifiers_line(proposals.identifiers, tasks, wording)
    if proposals.other is None:
        return
    details = {"year": proposals.other.year, "key": words.PREVIOUS}
    if proposals.topics:
        numbers = spans([tasks[at].number for at in sorted(proposals.topics)])
        yield wording.say("import.topics-proposed", count=len(proposals.topics),
                          numbers=numbers, **details)  # fmt: skip
    if proposals.previous:
        links = [(tasks[at].number, number) for at, number in proposals.previous.items()]
        pairs = [
            wording.say("import.continues", number=spans(new)[0], previous=spans(old)[0])
            for new, old in runs(links)
        ]
        yield wording.say("import.previous-proposed", count=len(links), pairs=pairs, **details)
    if proposals.perhaps:
        yield wording.say("import.perhaps", count=len(proposals.perhaps), **details)
    before = {task.number: task for task in proposals.other.tasks}
    for at, number in proposals.perhaps.items():
        yield wording.say(
            "import.may-continue",
            number=tasks[at].number,
            text=f"{tasks[at].name} {tasks[at].content}",
            previous=number,
            old_text=f"{before[number].name} {before[number].content}",
        )


def _changes(table: WorkPlan, plan: WorkPlan, into: str, wording: Wording) -> Iterator[str]:
    changes = compare_plans(table, plan)
    if changes.is_empty:
        yield wording.say("import.same-tasks", table=into)
    elif table.tasks:
        yield wording.say(
            "import.changes",
            table=into,
            kept=len(changes.kept),
            reworded=len(changes.reworded),
            moved=len(changes.moved),
            added=len(changes.added),
            withdrawn=len(changes.withdrawn),
        )
    for field in ("title", "year", "office"):
        before, after = getattr(table, field), getattr(plan, field)
        if before != after:
            key = WorkPlan.model_fields[field].alias
            yield wording.say("import.header-changed", key=key, before=before, after=after)
    if table.tasks:
        yield from _task_changes(changes, wording)


def _gone(imported: Imported, table: WorkPlan, wording: Wording) -> Iterator[str]:
    """The topics and departments that the plan has no more, and where to keep what is public."""
    plan, other = imported.plan, imported.proposals.other
    for key, old, new in (
        (words.DEPARTMENTS, table.departments, plan.departments),
        (words.TOPICS, table.topics, plan.topics),
    ):
        gone = [row for row in old if row.name not in {kept.name for kept in new}]
        if not gone:
            continue
        yield wording.say("import.unregistered", key=key, names=[row.name for row in gone])
        if table.tasks:
            slugs = [slug for row in gone for slug in (row.slug, *row.former_slugs)]
            yield wording.say("import.keep-slugs", slugs=slugs)
        elif other:
            earlier, later = sorted((other.year, plan.year))
            yield wording.say("import.keep-names", key=words.FORMER_NAMES, old=earlier, new=later)


def _task_changes(changes: PlanChanges, wording: Wording) -> Iterator[str]:
    for task in changes.added:
        yield wording.say("import.added", number=task.number, name=task.name, content=task.content)
    for task in changes.withdrawn:
        details = {"number": task.number, "name": task.name, "content": task.content}
        yield wording.say("import.withdrawn", **details)
    for pair in changes.moved:
        numbers = {"before": pair.before.number, "after": pair.after.number}
        yield wording.say("import.moved", **numbers, name=pair.after.name)
    for pair in changes.reworded:
        for column in pair.changed_columns:
            yield _reworded(pair, column, wording)


def _reworded(pair: TaskPair, column: Column, wording: Wording) -> str:
    return wording.say(
        "import.reworded",
        number=pair.after.number,
        key=column.heading,
        before=_cell(pair.before, column, wording),
        after=_cell(pair.after, column, wording),
    )


def _cell(task: Task, column: Column, wording: Wording) -> object:
    return column.texts(task) or wording.say("import.nothing-there")


def _unit(plan: WorkPlan, at: int, wording: Wording) -> str:
    unit = plan.departments[at]
    return wording.say("import.unit", name=unit.name, slug=unit.slug)


def _letters(column: int) -> str:
    """The letters of a column in a spreadsheet; columns count from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
