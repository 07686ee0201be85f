"""Writes what went wrong on the server to a log, under a number that an editor can name."""

from __future__ import annotations

import os
import time
import traceback
from pathlib import Path

LOG = "work-plan-errors.log"
_LONGEST = 20_000
"""How much of one error is kept, in characters."""
_LARGEST_LOG = 1_000_000
"""In bytes; a longer log takes the place of the old one."""


def log_failure(folder: Path, error: BaseException) -> str:
    """Append an error, with its traceback, to the log in a folder; returns its number.

    Raises:
        OSError: the log can't be written.
    """
    number = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{os.getpid()}"
    file = folder / LOG
    if file.exists() and file.stat().st_size > _LARGEST_LOG:
        file.replace(folder / f"{LOG}.old")
    said = "".join(traceback.format_exception(error))
    with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"=== {number}\n{said[-_LONGEST:]}\n")
    return number
