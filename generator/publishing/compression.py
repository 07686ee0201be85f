"""Compressed copies beside a site's files, for a server that sends them as they are."""

from __future__ import annotations

import gzip
from pathlib import Path

_WORTH_IT = frozenset(
    ".html .css .js .json .svg .xml .txt .csv .ics .map .webmanifest".split()  # noqa: SIM905
)
_LEAST = 500
"""Smaller files fit into one network packet anyway (bytes)."""


def compress_site(site: Path) -> None:
    """Write `NAME.gz` beside every file of text that is worth it.

    Neither the time nor a name is in it, so the same file gives the same bytes.
    """
    for file in sorted(site.rglob("*")):
        if file.suffix in _WORTH_IT and file.is_file() and file.stat().st_size >= _LEAST:
            compressed = gzip.compress(file.read_bytes(), 9, mtime=0)
            file.with_name(f"{file.name}.gz").write_bytes(compressed)
