"""Compressed copies beside a site's files, for a server that sends them as they are."""

from __future__ import annotations

import filecmp
import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_WORTH_IT = frozenset(
    ".html .css .js .json .svg .xml .txt .csv .ics .map .webmanifest".split()  # noqa: SIM905
)
_LEAST = 500
"""Smaller files fit into one network packet anyway (bytes)."""


def compress_site(site: Path, live: Path | None) -> None:
    """Write `NAME.gz` beside every file of text; those that `live` has too are taken from there.

    Neither the time nor a name is in them: the same file gives the same bytes.
    """
    texts = (file for file in sorted(site.rglob("*")) if file.suffix in _WORTH_IT)
    files = [file for file in texts if file.is_file() and file.stat().st_size >= _LEAST]
    olds = [live / file.relative_to(site) if live else None for file in files]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # zlib leaves Python to others
        list(pool.map(_compress, files, olds))


def _compress(file: Path, old: Path | None) -> None:
    compressed = file.with_name(f"{file.name}.gz")
    if old and _is_same(old, file) and old.with_name(compressed.name).is_file():
        compressed.unlink(missing_ok=True)
        compressed.hardlink_to(old.with_name(compressed.name))
    else:
        compressed.write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))


def _is_same(old: Path, new: Path) -> bool:
    return old.is_file() and filecmp.cmp(old, new, shallow=False)
