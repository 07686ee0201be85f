"""Reads the visible text of WordprocessingML elements, with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.importing.document import CellMark

# Elements that only contain others.
_WRAPPERS = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "bdo")
)  # fmt: skip
_ALTERNATIVES = frozenset(("AlternateContent", "Choice"))  # the fallback repeats the same text
_PICTURES = frozenset(("drawing", "pict", "object"))
_SIGNS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}
_CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
_UNREAD = {
    "vanish": CellMark.HIDDEN_TEXT,
    "strike": CellMark.STRUCK_TEXT,
    "dstrike": CellMark.STRUCK_TEXT,
}
"""Properties of a run whose text is not part of what the document says."""
_OFF = frozenset(("0", "false", "off"))


@dataclass
class ParagraphText:
    """The text of a paragraph, including its line breaks."""

    text: str = ""
    marks: set[CellMark] = field(default_factory=set)


def local_name(element: Any) -> str:
    """The name without its namespace; empty for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, names: tuple[str, ...]) -> Iterator[Any]:
    """The children with these names, also inside wrappers, but not inside deletions."""
    for child in element:
        name = local_name(child)
        if name in names:
            yield child
        elif name in _WRAPPERS or name in _ALTERNATIVES:
            yield from children(child, names)


def setting(element: Any, group: str, name: str) -> Any | None:
    """An element's property, such as `gridSpan` in the `tcPr` of a cell."""
    for properties in children(element, (group,)):
        return next(children_by_name(properties, name), None)
    return None


def children_by_name(element: Any, name: str) -> Iterator[Any]:
    """The direct children with a name, without looking inside wrappers."""
    return (child for child in element if local_name(child) == name)


def is_on(switch: Any | None) -> bool:
    """Whether a property such as `vanish` is present and not switched off."""
    if switch is None:
        return False
    return not any(value in _OFF for value in switch.values())


def joins_next(paragraph: Any) -> bool:
    """Whether a tracked change deletes the end of the paragraph."""
    marks = setting(paragraph, "pPr", "rPr")
    return marks is not None and next(children_by_name(marks, "del"), None) is not None


def paragraph_text(paragraph: Any) -> ParagraphText:
    """The visible text of a paragraph."""
    found = ParagraphText()
    pieces: list[str] = []
    for run in children(paragraph, ("r",)):
        unread = next(
            (mark for key, mark in _UNREAD.items() if is_on(setting(run, "rPr", key))), None
        )
        if unread:
            found.marks.add(unread)
            continue
        for part in children(run, ("t", *_SIGNS, *_PICTURES)):
            name = local_name(part)
            if name == "t":
                pieces.append(part.text or "")
            elif name in _PICTURES:
                found.marks.add(CellMark.PICTURE)
            elif name != "br" or not _breaks_page(part):
                pieces.append(_SIGNS[name])
    found.text = "".join(pieces)
    return found


def tracked_changes(body: Any) -> int:
    """The number of tracked insertions, deletions and moves."""
    return sum(1 for element in body.iter() if local_name(element) in _CHANGES)


def _breaks_page(line_break: Any) -> bool:
    return any(value in ("page", "column") for value in line_break.values())
