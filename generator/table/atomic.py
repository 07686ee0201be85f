"""Replaces files as a whole, so that one that is being written is never read half."""

from __future__ import annotations

import glob
import os
import tempfile
from pathlib import Path

_UNFINISHED = ".tmp"
"""The end of the names of files that are being written."""


def write_atomically(file: Path, content: bytes) -> None:
    """Replace a file as a whole; on an error the old file stays as it was.

    What an earlier run left when it was killed is removed.

    Raises:
        OSError: the folder or the file cannot be written; its `filename` is the file.
    """
    try:
        _replace(file, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def _replace(file: Path, content: bytes) -> None:
    target = file.resolve()
    for left in target.parent.glob(f".{glob.escape(target.name)}.*{_UNFINISHED}"):
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(_UNFINISHED, f".{target.name}.", target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
