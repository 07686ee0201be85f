"""A preview's site from one build to the next: only pages that come out differently are written.

MkDocs empties the folder and writes all of it at every build. A file system is slow to make files
anew that have just been deleted: those of 14 years took twice as long as all the rest. But hidden
folders MkDocs leaves alone; so what was built waits in one until the folder is empty. A preview's
folder is its own; in one where others put files too, this could keep what has to go.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Set
from contextlib import suppress
from pathlib import Path

from mkdocs import utils

_HIDDEN = ".before"
_write = utils.write_file


def hide_built(site: Path) -> None:
    """Hide what was built, before the folder is emptied."""
    hidden = site / _HIDDEN
    if hidden.exists():  # the last build came no further
        shutil.rmtree(hidden)
    if site.exists():
        built = [path for path in site.iterdir() if not path.name.startswith(".")]
        hidden.mkdir()
        for path in built:
            path.rename(hidden / path.name)


def show_built(site: Path, written: Set[str]) -> None:
    """Bring back the files at addresses that this build is going to write, and nothing else."""
    hidden = site / _HIDDEN
    for folder, _, names in os.walk(hidden, topdown=False):
        below = Path(folder).relative_to(hidden).as_posix()
        for name in names:
            if f"{below}/{name}".removeprefix("./") not in written:
                Path(folder, name).unlink()
        with suppress(OSError):  # it is not empty
            Path(folder).rmdir()
    if hidden.exists():
        for path in list(hidden.iterdir()):
            path.rename(site / path.name)
        hidden.rmdir()


def write_only_changes() -> None:
    """Let MkDocs leave a file alone that says already what it would write."""
    utils.write_file = _write_change


def _write_change(content: bytes, output_path: str) -> None:
    with suppress(OSError):  # such as that there is no such file
        if Path(output_path).read_bytes() == content:
            return
    _write(content, output_path)
