"""Templates as Python's code: compiling them anew would take a fifth of a build of 72 tasks.

It is kept between builds in the folder where Python keeps the generator's own compiled modules, and
is as trusted as they are: nothing that lies elsewhere is ever taken for compiled code.
"""

from __future__ import annotations

import sys
import sysconfig
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from pickle import UnpicklingError
from types import CodeType

from jinja2 import Environment
from jinja2.bccache import Bucket, FileSystemBytecodeCache

_INSTALLED = (Path(__file__).parents[1].resolve(), Path(sysconfig.get_path("purelib")).resolve())
_FOLDER = Path(__file__).with_name("__pycache__")


class CompiledTemplates(FileSystemBytecodeCache):
    """By name and file; where anything that decides the code has changed, it is compiled again.

    That is the template's text, the version of Jinja, and what `environment` says of how the
    environment is made: Jinja works out in advance what filters make of constants.
    """

    def __init__(self, environment: str, folder: Path = _FOLDER) -> None:
        super().__init__(str(folder), "%s.jinja")
        self._made_with = f"{version('jinja2')} {environment} "
        self._in_memory: dict[str, tuple[str, CodeType | None]] = {}

    def get_source_checksum(self, source: str) -> str:
        """A checksum of all that decides the code."""
        return super().get_source_checksum(self._made_with + source)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Jinja's own key, of the file if it is installed; of the name alone if it is an office's.

        A file is the same under all the paths that lead to it, and however many copies of a project
        are built, each in a folder of its own, no more is kept than of one.
        """
        file = Path(filename).resolve() if filename else None
        is_installed = file and any(file.is_relative_to(folder) for folder in _INSTALLED)
        return super().get_cache_key(name, str(file) if is_installed else None)

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Jinja's own; the code says that it is of this file, not of the copy it was made from."""
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code and filename:
            bucket.code = bucket.code.replace(co_filename=filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if its template was compiled before."""
        checksum, code = self._in_memory.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
            return
        try:
            super().load_bytecode(bucket)
        except (EOFError, UnpicklingError):  # cut short, as by a loss of power
            bucket.reset()
        self._in_memory[bucket.key] = bucket.checksum, bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._in_memory[bucket.key] = bucket.checksum, bucket.code
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # a folder that is not ours to write: compiled every time
                super().dump_bytecode(bucket)
