"""Keeps the scripts and styles of all kept releases, for readers who still see an older page.

They are hard links to the releases' files, so they need no space. The server looks here only for
files that the current release does not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

_OUTLIVES = (".js", ".css")


def share(release: Path, shared: Path) -> None:
    """Add a release's files; a file of the same name is replaced."""
    for name in _lasting(release):
        file, copy = release / name, shared / name
        if not (copy.exists() and copy.samefile(file)):
            copy.parent.mkdir(parents=True, exist_ok=True)
            new = copy.with_name(f".{copy.name}.new")
            new.unlink(missing_ok=True)
            new.hardlink_to(file)
            new.replace(copy)


def unshare(releases: Iterable[Path], shared: Path) -> None:
    """Remove the files that none of these releases has."""
    wanted = {name for release in releases for name in _lasting(release)}
    for name in [*_files(shared)]:
        if name not in wanted:
            (shared / name).unlink()


def _lasting(folder: Path) -> Iterator[str]:
    return (name for name in _files(folder) if name.removesuffix(".gz").endswith(_OUTLIVES))


def _files(folder: Path) -> Iterator[str]:
    """Every file of a folder, relative to it."""
    every = (file for file in folder.rglob("*") if file.is_file())
    return (file.relative_to(folder).as_posix() for file in every)
