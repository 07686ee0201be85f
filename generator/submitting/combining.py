"""Puts a clerk's changes on top of those of colleagues, as a tree of git; no file changes."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.submitting.clone import Clone
from generator.submitting.errors import StoppedError
from generator.submitting.snapshot import Blob, content, files_between, has_rows
from generator.table.differences import Row
from generator.table.git import run_git
from generator.table.merging import CannotMergeError, Conflict, Side, merge


@dataclass(frozen=True)
class Clash:
    """A file, or a text of a table, that the clerk and a colleague changed differently."""

    path: str
    """In the office's folder."""
    conflict: Conflict | None = None
    """None for the whole file."""


_MARKS = 60
_MOST_PLACES = 127
"""git counts up to this number of places; its errors are above."""
_MARK = rb"^([<|=>])\1{%d}" % (_MARKS - 1)
_PLACE = rb"^<{%d}.*?\n(.*?)^\|{%d}.*?\n(.*?)^={%d}\r?\n(.*?)^>{%d}[^\n]*\n" % ((_MARKS,) * 4)

Choose = Callable[[Clash], Side]


def combine(clone: Clone, base: str, mine: str, theirs: str, choose: Choose) -> str:
    """The tree with the changes from `base` to `mine` and to `theirs`, which are trees or commits.

    Raises:
        StoppedError: changes of one table do not go together.
    """
    own, others = files_between(clone, base, mine), files_between(clone, base, theirs)
    found: dict[str, Blob | None] = {}
    for path, (old, new) in own.items():
        if path not in others:
            found[path] = new
        elif others[path][1] != new:
            found[path] = _merged(clone, path, (old, new, others[path][1]), choose)
    return tree_with(clone, theirs, found)


def tree_with(clone: Clone, tree: str, files: Mapping[str, Blob | None]) -> str:
    """A tree with other files; None takes a file out."""
    lines = b"".join(_line(path, blob) for path, blob in files.items())
    with clone.with_index(tree) as index:
        index.git("update-index", "--replace", "-z", "--index-info", stdin=lines)
        return index.text("write-tree")


def _line(path: str, blob: Blob | None) -> bytes:
    mode, name = (blob.mode, blob.name) if blob else ("0", "0" * 40)
    return f"{mode} {name}\t{path}\0".encode("utf-8", "surrogateescape")


Three = tuple[Blob | None, Blob | None, Blob | None]


def _merged(clone: Clone, path: str, three: Three, choose: Choose) -> Blob | None:
    """A file that both sides changed."""
    name = path.removeprefix(clone.prefix)
    _, own, others = three
    if own and others and None not in three:
        base, mine, theirs = (content(clone, blob) for blob in three)
        if has_rows(name):
            text: bytes | None = _merged_table(name, (base, mine, theirs), choose)
        else:
            text = _merged_text(clone, name, (base, mine, theirs), choose)
        if text is not None:
            blob = clone.git("hash-object", "-w", "--stdin", stdin=text).decode().strip()
            return Blob(others.mode, blob)
    return own if choose(Clash(name)) is Side.MINE else others


def _merged_table(name: str, three: tuple[bytes, bytes, bytes], choose: Choose) -> bytes:
    try:
        return merge(*three, lambda conflict: choose(Clash(name, conflict)))
    except CannotMergeError as error:
        row = error.row
        details = {"file": name, "section": row.section, "name": row.name}
        raise StoppedError(error.code, **details) from error


def _merged_text(
    clone: Clone, name: str, three: tuple[bytes, bytes, bytes], choose: Choose
) -> bytes | None:
    """Line by line, with a choice for each place that both have changed; None if it is no text."""
    if any(re.search(_MARK, text, re.MULTILINE) for text in three):
        return None
    with tempfile.TemporaryDirectory() as folder:
        for side, text in zip(("base", "mine", "theirs"), three, strict=True):
            Path(folder, side).write_bytes(text)
        done = run_git(
            *("merge-file", "-p", "--quiet", "--diff3", f"--marker-size={_MARKS}"),
            *("mine", "base", "theirs"),
            folder=Path(folder),
            environment=clone.environment,
        )

    def chosen(place: re.Match[bytes]) -> bytes:
        mine, base, theirs = place.groups()
        texts = (text.decode("utf-8", "replace").strip() for text in (base, mine, theirs))
        side = choose(Clash(name, Conflict(Row(), "", *texts)))
        return mine if side is Side.MINE else theirs

    is_merged = 0 <= done.returncode <= _MOST_PLACES
    return re.sub(_PLACE, chosen, done.stdout, flags=re.M | re.S) if is_merged else None
