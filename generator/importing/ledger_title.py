"""Reads the title of a ledger: it must be of the plan's office, year and departments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.importing.document import Document, Refusal
from generator.importing.text import bare
from generator.language import vocabulary as words
from generator.plan.model import WorkPlan
from generator.table.value_errors import nearest

_ROWS_LOOKED_AT = 3
"""The title may also stand in one of the first rows of the table."""


def read_title(document: Document, plan: WorkPlan) -> str:
    """The department that the title of a ledger names.

    Raises:
        Refusal: there is no such title, or it is not one of this plan.
    """
    lines = [bare(line) for line in _first_lines(document)]
    candidates = [*lines, *(above + below for above, below in pairwise(lines))]
    titles = (re.fullmatch(words.LEDGER_TITLE_LINE, line) for line in candidates)
    title = next(filter(None, titles), None)
    if title is None:
        raise Refusal("not-a-ledger")
    if title["office"] != bare(plan.office):
        raise Refusal("ledger-of-other-office", (), office=title["office"], known=plan.office)
    if int(title["year"]) != plan.year:
        raise Refusal("ledger-of-other-year", (), year=int(title["year"]), known=plan.year)
    departments = {bare(name): name for name in plan.departments_by_name}
    department = departments.get(title["department"])
    if department is None:
        details = {"suggestion": nearest(title["department"], tuple(departments.values()))}
        raise Refusal("ledger-of-nobody", (), value=title["department"], **details)
    return department


def _first_lines(document: Document) -> Iterator[str]:
    for grid in document.grids:
        yield from grid.lines_above
        for row in grid.rows[:_ROWS_LOOKED_AT]:
            for cell in row.cells:
                yield from cell.text.split("\n")
