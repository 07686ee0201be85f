"""Scripts and styles that outlive their release, for readers whose page is of an older one.

They are links to the releases' own files, so they cost no room, and a file that the current release
has is always taken from there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_OUTLIVES = (".js", ".css")


def share(release: Path, shared: Path) -> None:
    """Add a release's files; of several with one name, the newest release's stays."""
    for name in _lasting(release):
        file, copy = release / name, shared / name
        if not (copy.exists() and copy.samefile(file)):
            copy.parent.mkdir(parents=True, exist_ok=True)
            new = copy.with_name(f".{copy.name}.new")
            new.unlink(missing_ok=True)
            new.hardlink_to(file)
            new.replace(copy)


def unshare(releases: Iterable[Path], shared: Path) -> None:
    """Remove what none of these releases has."""
    wanted = {name for release in releases for name in _lasting(release)}
    for name in [*_files(shared)]:
        if name not in wanted:
            (shared / name).unlink()


def _lasting(folder: Path) -> Iterator[str]:
    return (name for name in _files(folder) if name.removesuffix(".gz").endswith(_OUTLIVES))


def _files(folder: Path) -> Iterator[str]:
    """Every file's name from the folder; `rglob` takes three times as long over many releases."""
    for parent, _, names in os.walk(folder):
        within = os.path.relpath(parent, folder)
        yield from (f"{within}/{name}" for name in names)
