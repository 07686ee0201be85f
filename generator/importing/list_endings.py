"""Reads the end of an item that is in no table: who is responsible for it, and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.importing.role_forms import COLON, LABELS, UnclearError, roles_in
from generator.importing.tasks import is_deadline
from generator.importing.text import trimmed
from generator.language import vocabulary as words

_SIGNS = f"[{words.CLAUSE_SIGNS}{words.UNIT_SEPARATORS}\\s]"
_DEADLINE = f"(?:{words.DEADLINE_LABEL}){COLON}"
_UNITS = f"(?:{LABELS}){COLON}"
_OWN = f"(?:{words.ROLE_LABELS['own']}){COLON}"


@dataclass(frozen=True)
class Ending:
    """What an item says before its end, and the texts of its end."""

    text: str
    units: str
    deadline: str


def ending_of(text: str) -> Ending | None:
    """The end of an item, in brackets or behind a label on a line of its own; None without one."""
    text = trimmed(text)
    before, inside = _in_brackets(re.sub(f"{_SIGNS}+$", "", text)) or _labelled(text) or ("", "")
    units, deadline = _apart(inside)
    if not before or not _names_roles(units):
        return None
    return Ending(before, _unlabelled(units), deadline)


def is_label(line: str) -> bool:
    """Whether a line says by its label who is responsible, or by when."""
    return bool(re.match(f"(?:{_UNITS}|{_DEADLINE})", line))


def _in_brackets(text: str) -> tuple[str, str] | None:
    """The text before the brackets at its end, and the text in them."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in words.CLOSING_BRACKETS) - (text[at] in words.OPENING_BRACKETS)
        if depth == 0:
            return (text[:at].strip(), text[at + 1 : -1]) if at < len(text) - 1 else None
    return None


def _labelled(text: str) -> tuple[str, str] | None:
    found = re.search(rf"\n(?=(?:{_UNITS}|{_DEADLINE}))", text)
    return (text[: found.start()], text[found.end() :]) if found else None


def _apart(inside: str) -> tuple[str, str]:
    """The units and the deadline in a text; either may be empty."""
    found = re.search(_DEADLINE, inside)
    if not found:
        clauses = re.split(f"[{words.CLAUSE_SIGNS}]", inside)
        if len(clauses) > 1 and is_deadline(clauses[-1].strip()):
            return inside[: -len(clauses[-1]) - 1], clauses[-1].strip()
        return inside, ""
    behind = re.search(_UNITS, inside[found.end() :])
    end = found.end() + behind.start() if behind else len(inside)
    units = f"{inside[: found.start()]}\n{inside[end:]}"
    return _stripped(units), _stripped(inside[found.end() : end])


def _names_roles(units: str) -> bool:
    try:
        return roles_in(units, ()) is not None
    except UnclearError:
        return bool(re.match(_UNITS, units))  # a problem of the row, which names its place


def _unlabelled(units: str) -> str:
    """The units alone, where one label says no more than that they are responsible."""
    labels = re.findall(_UNITS, units)
    return re.sub(f"^{_OWN}", "", units).strip() if len(labels) == 1 else units


def _stripped(text: str) -> str:
    return re.sub(f"^{_SIGNS}+|{_SIGNS}+$", "", text)
