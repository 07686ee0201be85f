"""Writes compressed copies beside a site's files, which a server sends as they are."""

from __future__ import annotations

import gzip
from pathlib import Path

_WORTH_IT = frozenset(
    ".html .css .js .json .svg .xml .txt .csv .ics .map .webmanifest".split()  # noqa: SIM905
)
_LEAST = 500
"""Smaller files fit into one network packet anyway (bytes)."""


def compress_site(site: Path) -> None:
    """Write `NAME.gz` beside every text file that is large enough to gain from it.

    It contains no time and no name, so the same file gives the same bytes.
    """
    for file in sorted(site.rglob("*")):
        if file.suffix in _WORTH_IT and file.is_file() and file.stat().st_size >= _LEAST:
            compressed = gzip.compress(file.read_bytes(), 9, mtime=0)
            file.with_name(f"{file.name}.gz").write_bytes(compressed)
