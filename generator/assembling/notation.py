"""Writes plain data as JSON, which is YAML too, and as TOML, in one line each.

Plain data are mappings, sequences, texts, finite numbers and truth values. TOML has no null, so a
mapping loses what is None.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

# JSON leaves these as they are; YAML takes some for the end of a line, TOML refuses others.
_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)}


def as_json(value: object) -> str:
    """A value as JSON.

    Raises:
        TypeError, ValueError: it is no plain data.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_ESCAPED)


def as_toml(value: object) -> str:
    """A value as TOML; a mapping as an inline table.

    Raises:
        TypeError, ValueError: it is no plain data.

    >>> as_toml({"a.b": [1, True, "x"]})
    '{"a.b" = [1, true, "x"]}'
    """
    if isinstance(value, Mapping):
        pairs = (f"{as_json(str(name))} = {as_toml(one)}" for name, one in _known(value))
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(as_toml, value))}]"
    return as_json(value)


def toml_table(name: str, values: Mapping[str, Any]) -> str:
    """A table of TOML, with a line for each of its values."""
    lines = (f"{as_json(key)} = {as_toml(value)}\n" for key, value in _known(values))
    return f"[{name}]\n{''.join(lines)}"


def _known(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The values that are there: TOML has no null."""
    return [(name, value) for name, value in values.items() if value is not None]
