"""Scripts and styles that outlive their release, for readers whose page is of an older one.

They are links to the releases' own files, so they cost no room, and a file that the current release
has is always taken from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

_OUTLIVES = (".js", ".css")


def share(release: Path, shared: Path) -> None:
    """Add a release's files; of several with one name, the newest release's stays."""
    for file in _lasting_files(release):
        copy = shared / file.relative_to(release)
        if not (copy.exists() and copy.samefile(file)):
            copy.parent.mkdir(parents=True, exist_ok=True)
            new = copy.with_name(f".{copy.name}.new")
            new.unlink(missing_ok=True)
            new.hardlink_to(file)
            new.replace(copy)


def unshare(releases: Iterable[Path], shared: Path) -> None:
    """Remove what none of these releases has."""
    wanted = {file.relative_to(release) for release in releases for file in _lasting_files(release)}
    for file in [*shared.rglob("*")]:
        if file.is_file() and file.relative_to(shared) not in wanted:
            file.unlink()


def _lasting_files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if file.name.removesuffix(".gz").endswith(_OUTLIVES) and file.is_file():
            yield file
