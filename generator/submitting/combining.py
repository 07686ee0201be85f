"""Puts a clerk's changes on top of those of colleagues, as a tree of git; no file changes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.submitting.clone import Clone
from generator.submitting.errors import StoppedError
from generator.submitting.snapshot import Blob, content, files_between, has_rows
from generator.table.git import run_git
from generator.table.merging import CannotMergeError, Conflict, Side, merge


@dataclass(frozen=True)
class Clash:
    """A file, or a text of a table, that the clerk and a colleague changed differently."""

    path: str
    """In the office's folder."""
    conflict: Conflict | None = None
    """None for the whole file."""


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
            text = _merged_text(clone, base, mine, theirs)
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


def _merged_text(clone: Clone, base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
    """Line by line; None if both have changed the same place, or it is no text."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("mine", mine), ("base", base), ("theirs", theirs)):
            Path(folder, name).write_bytes(text)
        done = run_git(
            *("merge-file", "-p", "--quiet", "mine", "base", "theirs"),
            folder=Path(folder),
            environment=clone.environment,
        )
    return done.stdout if done.returncode == 0 else None
