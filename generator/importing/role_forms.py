"""Reads the forms in which one text names leading and supporting units."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from generator.importing.text import joined, trimmed
from generator.language import vocabulary as words

LABELS = "|".join(words.ROLE_LABELS.values())
"""What may stand in front of a list of units (a regular expression)."""
_LABEL = "|".join(f"(?P<{role}>{label})" for role, label in words.ROLE_LABELS.items())
_BRACKETED = rf"(?P<units>.+?)\s*[{words.OPENING}](?:{_LABEL})[{words.CLOSING}]"
_IN_BRACKETS = rf"[{words.OPENING}]([^{words.OPENING}{words.CLOSING}]*)[{words.CLOSING}]"
COLON = rf"\s*[:{words.WIDE_COLON}]"
"""What stands behind a label (a regular expression)."""
_NAMES_END = f"[{words.UNIT_SEPARATORS}{words.CLAUSE_SIGNS}]"
_LONGEST = 1000
"""A longer text with roles is no list of units; the patterns take its square in time."""


class UnclearError(Exception):
    """A text names roles in no known form."""


@dataclass
class Roles:
    """Lists of units by their roles, as written; `own` lead if no others do, and else support.

    `form` is the form of the text; empty if it only has names.
    """

    lead: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    form: str = ""

    @property
    def leading(self) -> list[str]:
        return self.lead or self.own

    @property
    def supporting(self) -> list[str]:
        return [*self.own, *self.support] if self.lead else self.support

    def add(self, role: str, units: str) -> None:
        units = re.sub(f"^{_NAMES_END}+|{_NAMES_END}+$", "", units.strip()).strip()
        if not units:
            raise UnclearError
        getattr(self, role).append(units)

    def add_unmarked(self, units: str) -> None:
        """Units without a role support those before them that lead."""
        if not self.leading:
            raise UnclearError
        self.support.append(units)

    def add_all(self, other: Roles) -> None:
        for role in words.ROLE_LABELS:
            getattr(self, role).extend(getattr(other, role))
        self.form = self.form or other.form


def roles_in(text: str, registered: Collection[str]) -> Roles | None:
    """The roles that a text names; None if it only has names of units.

    Raises:
        UnclearError: it names roles, but who has which cannot be told without guessing.
    """
    text = _without_brackets(trimmed(text))
    parts = [joined(part) for part in re.split(f"[{words.UNIT_SEPARATORS}\n]", text)]
    if not any(re.search(words.ROLE_SIGNS, part) for part in parts if part not in registered):
        return _bracketed(parts)
    if len(text) > _LONGEST:
        raise UnclearError
    for read in (_labelled, _lines, _clauses, _clauses_by_line):
        roles = read(text)
        if roles:
            return roles
    roles = _bracketed(parts)
    if roles is None:
        raise UnclearError
    return roles


def _without_brackets(text: str) -> str:
    inside = re.fullmatch(_IN_BRACKETS, text)
    return inside[1].strip() if inside else text


def _labelled(text: str) -> Roles | None:
    """Lists behind labels, such as `lead: A, B; support: C`."""
    found = list(re.finditer(rf"(?:{_LABEL}){COLON}", text))
    if not found:
        return None
    if text[: found[0].start()].strip():
        raise UnclearError
    roles = Roles(form="label")
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=True):
        units = text[match.end() : end]
        inner = _lines(trimmed(units)) or _clauses(trimmed(units))
        if inner:
            roles.add_all(inner)
        elif re.search(words.ROLE_SIGNS, joined(units)):
            raise UnclearError
        elif re.search(r"\w", units):
            roles.add(str(match.lastgroup), units)
    return roles


def _bracketed(units: Sequence[str]) -> Roles | None:
    """Signs in brackets behind units, such as `A (lead), B`."""
    marked = [re.fullmatch(_BRACKETED, unit) for unit in units]
    if not any(marked):
        return None
    roles = Roles(form="bracket")
    for unit, match in zip(units, marked, strict=True):
        if match:
            roles.add(str(match.lastgroup), match["units"])
        elif unit:
            roles.add_unmarked(unit)
    return roles


def _lines(text: str) -> Roles | None:
    """Verbs in every clause of every line."""
    clauses = [clause for line in text.split("\n") for clause in _clauses_of(line)]
    read = [_clause(clause) for clause in clauses]
    return _together(read) if read and all(read) else None


def _clauses(text: str) -> Roles | None:
    """Verbs in clauses that may run over the ends of lines."""
    return _with_unmarked(_clauses_of(joined(text)))


def _clauses_by_line(text: str) -> Roles | None:
    return _with_unmarked([clause for line in text.split("\n") for clause in _clauses_of(line)])


def _with_unmarked(clauses: Sequence[str]) -> Roles | None:
    """The roles of clauses, of which those behind one that leads need no verb."""
    parts: list[list[tuple[str, str]]] = []
    for clause in clauses:
        found = _clause(clause)
        if not found and (not parts or re.search(words.ROLE_SIGNS, clause)):
            return None
        parts.append(found or [("unmarked", clause)])
    return _together(parts) if parts else None


def _together(clauses: Sequence[Sequence[tuple[str, str]]]) -> Roles:
    roles = Roles(form="verb")
    for clause in clauses:
        roles.form = "with" if len(clause) > 1 else roles.form
        for role, units in clause:
            if role == "unmarked":
                roles.add_unmarked(units)
            else:
                roles.add(role, units)
    return roles


def _clauses_of(line: str) -> list[str]:
    parts = re.split(f"[{words.CLAUSE_SIGNS}]|{words.CLAUSE_END}", line)
    return [part.strip() for part in parts if part.strip()]


def _clause(clause: str) -> list[tuple[str, str]]:
    """The units of a clause with their roles; empty if it has no verb."""
    return list(_units_of(clause.removeprefix(words.BEFORE_LEAD)))


def _units_of(clause: str) -> Iterator[tuple[str, str]]:
    role, units = "own", clause
    for one, verb in words.ROLE_VERBS.items():
        match = re.fullmatch(rf"(?P<units>.+?)(?:{verb})", clause)
        if match:
            role, units = one, match["units"]
            break
    first, together, second = units.partition(words.TOGETHER_WITH)
    first = re.sub(f"(?:{words.ROLE_VERBS['lead']})$", "", first) if together else first
    if re.search(words.ROLE_SIGNS, first + second) or (units == clause and not together):
        return
    if together and second and role != "support":
        if first:
            yield "lead", first
        yield "support", second
    elif not together:
        yield role, units
