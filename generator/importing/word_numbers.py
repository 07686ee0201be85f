"""Computes the numbers that Word shows in front of list paragraphs."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from generator.importing.word_text import children_by_name, setting

_COUNTING_FORMATS = frozenset(("decimal", "decimalZero", "decimalFullWidth", "chineseCounting"))


class ListNumbers:
    """Counts the paragraphs of each list; call `next_number` in document order."""

    def __init__(self, document: Any) -> None:
        self._starts: dict[str, int] = _starts(_numbering(document))
        self._styles: dict[str, str] = _list_styles(document.styles.element)
        self._counts: defaultdict[str, int] = defaultdict(int)

    def next_number(self, paragraph: Any) -> int | None:
        """The number in front of a paragraph; None if it is in no numbered list."""
        properties = setting(paragraph, "pPr", "numPr")
        list_id = _list_id(properties) if properties is not None else self._style(paragraph)
        if list_id not in self._starts:
            return None
        self._counts[list_id] += 1
        return self._starts[list_id] + self._counts[list_id] - 1

    def _style(self, paragraph: Any) -> str:
        style = setting(paragraph, "pPr", "pStyle")
        return self._styles.get(_value(style), "") if style is not None else ""


def _numbering(document: Any) -> Any | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering"):
            return relation.target_part.element
    return None


def _starts(numbering: Any | None) -> dict[str, int]:
    """The first number of each list whose first level is numbered."""
    if numbering is None:
        return {}
    levels = {}
    for abstract in children_by_name(numbering, "abstractNum"):
        for level in children_by_name(abstract, "lvl"):
            if _attribute(level, "ilvl") == "0":
                levels[_attribute(abstract, "abstractNumId")] = level
    starts = {}
    for number in children_by_name(numbering, "num"):
        kind = next(children_by_name(number, "abstractNumId"), None)
        level = levels.get(_value(kind)) if kind is not None else None
        if level is not None and _child_value(level, "numFmt") in _COUNTING_FORMATS:
            override = next(children_by_name(number, "lvlOverride"), None)
            restart = _child_value(override, "startOverride") if override is not None else ""
            start = restart or _child_value(level, "start")
            starts[_attribute(number, "numId")] = int(start) if start.isdecimal() else 1
    return starts


def _list_styles(styles: Any) -> dict[str, str]:
    """The list of each paragraph style that belongs to one."""
    found = {}
    for style in children_by_name(styles, "style"):
        properties = setting(style, "pPr", "numPr")
        if properties is not None:
            found[_attribute(style, "styleId")] = _list_id(properties)
    return found


def _list_id(properties: Any) -> str:
    """The id of a paragraph's list; empty for no list, and below the first level."""
    level = _child_value(properties, "ilvl")
    return _child_value(properties, "numId") if level in ("", "0") else ""


def _child_value(element: Any, name: str) -> str:
    child = next(children_by_name(element, name), None)
    return _value(child) if child is not None else ""


def _value(element: Any) -> str:
    return _attribute(element, "val")


def _attribute(element: Any, name: str) -> str:
    return next((str(text) for key, text in element.items() if key.endswith("}" + name)), "")
