"""Turn the errors of pydantic into findings, with the codes that the program words itself."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.language import vocabulary as words
from generator.language.problems import Finding, TablePath
from generator.plan.model import ColumnNames, Evidence, ProgressEntry, Row
from generator.plan.values import Status


def keys_of(row_type: type[Row]) -> tuple[str, ...]:
    """The keys of a row in the table."""
    return tuple(field.alias for field in row_type.model_fields.values() if field.alias)


def findings_of(
    error: ValidationError, path: TablePath, keys: tuple[str, ...]
) -> Iterator[Finding]:
    """The findings for a row at a path, whose keys are `keys`."""
    details_found = error.errors(include_url=False, include_context=False)
    misspelt = {
        (detail["loc"][:-1], nearest(str(detail["loc"][-1]), _keys_at(detail, keys)))
        for detail in details_found
        if _code(detail) == "unknown-key"
    }
    for detail in details_found:
        *above, last = _place(detail)
        place: TablePath = (*path, *above, last)
        code = _code(detail)
        key = str(last)
        keys_here = _keys_at(detail, keys)
        if code == "missing-key":
            if (tuple(above), key) not in misspelt:  # else it is there, and reported as misspelt
                yield Finding((*path, *above), code, {"key": key})
        elif code == "unknown-key":
            details = {"key": key, "suggestion": nearest(key, keys_here), "keys": keys_here}
            yield Finding(place, code, details, at_key=True)
        elif code != "empty-list" or not detail["input"]:  # pydantic counts only the valid items
            of_key = detail["loc"][-1] == _OF_KEY
            yield Finding(place, code, _details(detail, code), at_key=of_key)


def _place(detail: ErrorDetails) -> tuple[int | str, ...]:
    """Where an error is; that of a key is at the key."""
    place = detail["loc"]
    return place[:-1] if place[-1:] == (_OF_KEY,) else place


_OF_KEY = "[key]"
"""What pydantic puts behind the key that it refuses."""

_NESTED: dict[str, type[Row]] = {
    words.COLUMN_NAMES: ColumnNames,
    words.PROGRESS: ProgressEntry,
    words.EVIDENCE: Evidence,
}
"""The types of rows that stand in a row, by their keys."""


def _keys_at(detail: ErrorDetails, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of the row that an error is about; `keys` are those of the outermost one."""
    around = [step for step in detail["loc"][:-1] if isinstance(step, str)]
    within = _NESTED.get(around[-1]) if around else None
    return keys_of(within) if within else keys


_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "string_type": "not-text",
    "string_too_long": "too-long",
    "string_pattern_mismatch": "slug-form",
    "blank": "empty",
    "line_break": "line-break",
    "one_word": "synonym-alone",
    "web_address": "not-a-web-address",
    "https_address": "not-https",
    "tuple_type": "not-a-list",
    "too_short": "empty-list",
    "too_long": "list-too-long",
    "whole_number": "not-a-number",
    "int_type": "not-a-number",
    "greater_than_equal": "number-range",
    "less_than_equal": "number-range",
    "truth": "not-a-truth",
    "bool_type": "not-a-truth",
    "impossible_date": "impossible-date",
    "publication_time": "publication-form",
    "day_form": "day-form",
    "status": "status-unknown",
    "digest_form": "digest-form",
    "evidence_file": "evidence-file-form",
    "model_type": "not-a-row",
    "dict_type": "not-a-row",
    "feedback_address": "feedback-form",
}


def _code(detail: ErrorDetails) -> str:
    code = _CODES[detail["type"]]
    if code == "not-a-list" and detail["loc"][-1] in _NESTED:
        code = "not-a-row-list"
    if code == "slug-form" and detail["loc"][-1] == words.IDENTIFIER:
        code = "identifier-form"
    about_key = code in ("missing-key", "unknown-key")
    return "empty" if detail["input"] is None and not about_key else code


def _details(detail: ErrorDetails, code: str) -> dict[str, Any]:
    value = detail["input"]
    key = next((step for step in reversed(_place(detail)) if isinstance(step, str)), "")
    details: dict[str, Any] = {"key": key, "value": value}
    if isinstance(value, str) and code in _SUGGESTIONS:
        details["suggestion"] = _SUGGESTIONS[code](value)
    return details


def _as_number(text: str) -> str | None:
    match = re.fullmatch(r"\W*0*([1-9][0-9]{0,8})\W*", unicodedata.normalize("NFKC", text))
    return match and match[1]


def _as_list(text: str) -> str | None:
    names = re.split(f"[{words.LIST_SEPARATORS},; ]+", text.strip("[] "))
    return ", ".join(names) if all(re.fullmatch(r"\w+", name) for name in names) else None


def _as_status(text: str) -> str | None:
    return nearest(text, tuple(status.value for status in Status))


_SUGGESTIONS = {
    "not-a-number": _as_number,
    "not-a-list": _as_list,
    "status-unknown": _as_status,
}


def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Return the known word that an editor most likely meant, or None if none is similar."""
    return next(iter(difflib.get_close_matches(word.strip(), known, n=1, cutoff=0.5)), None)
