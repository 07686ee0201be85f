"""Compressed copies beside a site's files, for a server that sends them as they are."""

from __future__ import annotations

import gzip
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_WORTH_IT = frozenset(
    ".html .css .js .json .svg .xml .txt .csv .ics .map .webmanifest".split()  # noqa: SIM905
)
_LEAST = 500
"""Smaller files fit into one network packet anyway (bytes)."""


class Compressor:
    """Writes `NAME.gz` beside a site's files, and none again for the same content.

    Neither the time nor a name is in it: the same file gives the same bytes. Those that `live`, an
    older state of the site, has too are taken from there.
    """

    def __init__(self, site: Path, live: Path | None) -> None:
        self._site = site
        self._live = live
        self._written: dict[Path, bytes] = {}

    def compress_all(self) -> None:
        """Every file."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # zlib leaves Python to others
            list(pool.map(self.compress, sorted(self._site.rglob("*"))))

    def compress(self, file: Path) -> None:
        """One file, as it is now, if it is text."""
        if file.suffix not in _WORTH_IT or not file.is_file() or file.stat().st_size < _LEAST:
            return
        content = file.read_bytes()
        key = hashlib.blake2b(content).digest()
        if self._written.get(file) == key:
            return
        compressed = file.with_name(f"{file.name}.gz")
        compressed.unlink(missing_ok=True)  # it may be the live site's, too
        old = self._live / file.relative_to(self._site) if self._live else None
        if old and _is_same(old, content) and old.with_name(compressed.name).is_file():
            compressed.hardlink_to(old.with_name(compressed.name))
        else:
            compressed.write_bytes(gzip.compress(content, 9, mtime=0))
        self._written[file] = key


def _is_same(file: Path, content: bytes) -> bool:
    return file.is_file() and file.stat().st_size == len(content) and file.read_bytes() == content
