"""Takes apart cells that say in one text which units lead and which support."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from generator.importing.document import Remark
from generator.importing.role_forms import Roles, UnclearError, roles_in
from generator.importing.rows import TaskRow
from generator.importing.tasks import UNIT_COLUMNS
from generator.importing.text import joined, whole_number
from generator.language import vocabulary as words
from generator.language.spans import spans


@dataclass
class RolesFound:
    """The rows whose cells of units only have names, what to report, and what is unclear."""

    rows: Sequence[TaskRow]
    remarks: Sequence[Remark] = ()
    problems: list[Remark] = field(default_factory=list)


def with_roles_apart(rows: Sequence[TaskRow], registered: Collection[str]) -> RolesFound:
    """The rows with leading and supporting units in columns of their own.

    Each form of such a text is reported once, with all tasks that have it. If no row has one, all
    rows stay as they are, also without a column of supporting units.
    """
    found = RolesFound(rows)
    apart: dict[int, Roles] = {}
    for at, row in enumerate(rows):
        cells = [(name, row.texts[name]) for name in UNIT_COLUMNS if row.texts.get(name)]
        roles = Roles()
        for column, text in cells:
            try:
                told = roles_in(text, registered)
            except UnclearError:
                details = {"value": joined(text)}
                found.problems.append(Remark(row.spots[column], "roles-unclear", details))
            else:
                _add(roles, told or Roles(own=[text]), column)
        if roles.form:
            apart[at] = roles
    if apart:
        found.rows = [_told(row, apart.get(at)) for at, row in enumerate(rows)]
        forms = dict.fromkeys(roles.form for roles in apart.values())
        found.remarks = [_remark(form, apart, rows) for form in forms]
    return found


def _add(roles: Roles, told: Roles, column: str) -> None:
    """Add what one cell tells; in a column of supporting units, all others support too."""
    if column == words.LEAD:
        roles.add_all(told if told.form else Roles(lead=told.own))
    else:
        roles.add_all(Roles(told.lead, [], [*told.own, *told.support], told.form))


def _told(row: TaskRow, roles: Roles | None) -> TaskRow:
    support = row.texts.get(words.SUPPORT, "")
    texts = {**row.texts, words.SUPPORT: support}
    if roles:
        texts |= {words.LEAD: _list(roles.leading), words.SUPPORT: _list(roles.supporting)}
    return replace(row, texts=texts, spots={words.SUPPORT: row.spots[words.LEAD], **row.spots})


def _remark(form: str, apart: dict[int, Roles], rows: Sequence[TaskRow]) -> Remark:
    at = [at for at, roles in apart.items() if roles.form == form]
    first, roles = rows[at[0]], apart[at[0]]
    numbers = [whole_number(rows[one].texts[words.NUMBER]) for one in at]
    details = {
        "value": joined(first.texts[words.LEAD] or first.texts[words.SUPPORT]),
        "lead": joined(_list(roles.leading)),
        "support": joined(_list(roles.supporting)),
        "numbers": spans([number for number in numbers if number]),
    }
    return Remark(first.spots[words.LEAD], "roles-apart", details)


def _list(parts: Sequence[str]) -> str:
    return words.UNIT_JOINER.join(parts)
