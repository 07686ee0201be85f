"""Read the comments of a table file, so that a new table can keep them."""

from __future__ import annotations

import yaml

from generator.language import vocabulary as words
from generator.language.yaml_loader import YAML_LOADER
from generator.table.source import Source
from generator.table.writing import CommentPlace


def comments_by_place(text: str, source: Source) -> dict[CommentPlace, list[str]]:
    """Return whole comment lines by the entry below them; comments after values are left out.

    `text` is the file's content, without a byte order mark. `source` is the same file, read
    without problems.
    """
    places = _places(source)
    inside = _lines_of_blocks(text)
    run: list[str] = []
    found: dict[CommentPlace, list[str]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("#") and number not in inside:
            run.append(line.rstrip())
        elif number in places and run:
            found.setdefault(places[number], []).extend(run)
            run = []
    if run:
        found["", ""] = run
    return found


def _places(source: Source) -> dict[int, CommentPlace]:
    """The entry of each line; a comment inside a task moves above the task."""
    places: dict[int, CommentPlace] = {}
    assert isinstance(source.value, dict)
    for key, rows in source.value.items():
        places[source.marks.keys[key].line] = (key, "")
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            assert isinstance(row, dict)
            name = index if key == words.TASKS else str(row[words.NAME])
            marks = source.marks.children[key].children[index]
            for within in marks.keys.values():
                places[within.line] = (key, name)
    return places


def _lines_of_blocks(text: str) -> set[int]:
    """The lines inside multi-line texts, where # does not start a comment."""
    inside: set[int] = set()
    for token in yaml.scan(text, Loader=YAML_LOADER):
        if isinstance(token, yaml.ScalarToken):
            inside.update(range(token.start_mark.line + 2, token.end_mark.line + 1))
    return inside
