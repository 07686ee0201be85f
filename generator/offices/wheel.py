"""The program as a wheel, the file that pip installs, made from the files that are installed.

It goes into each office's folder: whoever has the folder has its program, whether or not an index
still has that version. Its form is that of the specification "Binary distribution format".
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import Distribution, distributions
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from generator.language.command_line import PROGRAM

_LEFT_BY_PIP = ("INSTALLER", "REQUESTED", "RECORD", "direct_url.json")
_TOP_LEVEL = "top_level.txt"
_OLDEST = (1980, 1, 1, 0, 0, 0)


class Wheel(NamedTuple):
    """A wheel: its file name, which has the version, and its content."""

    name: str
    content: bytes

    @property
    def requirement(self) -> str:
        """The line of `requirements.txt` that installs it from the same folder."""
        return f"./{self.name} --hash=sha256:{sha256(self.content).hexdigest()}"


def version() -> str:
    """The version of the program that runs."""
    return _installed().version


def own_wheel() -> Wheel:
    """The wheel of the program that runs; the same files give the same bytes."""
    installed = _installed()
    stem = f"{PROGRAM.replace('-', '_')}-{installed.version}"
    files = dict(sorted({**_packages(installed), **_facts(installed, stem)}.items()))
    record = f"{stem}.dist-info/RECORD"
    files[record] = _record(files, record)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return Wheel(f"{stem}-py3-none-any.whl", buffer.getvalue())


def _installed() -> Distribution:
    """The program as it is installed.

    `pip wheel` leaves a second description in the folder of the source, without that of a wheel.
    """
    return next(one for one in distributions(name=PROGRAM) if one.read_text("WHEEL"))


def _packages(installed: Distribution) -> dict[str, bytes]:
    """The files of the program's packages by their paths in a wheel."""
    found = {}
    for name in (installed.read_text(_TOP_LEVEL) or "").split():
        spec = find_spec(name)
        assert spec and spec.origin, name
        folder = Path(spec.origin).parent
        for file in _files_in(folder):
            found[f"{name}/{file.relative_to(folder).as_posix()}"] = file.read_bytes()
    return found


def _files_in(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file


def _facts(installed: Distribution, stem: str) -> dict[str, bytes]:
    """The files about the program, such as its commands and its licence."""
    folder = f"{stem}.dist-info/"
    return {
        str(file.as_posix()): Path(str(file.locate())).read_bytes()
        for file in installed.files or ()
        if file.as_posix().startswith(folder) and file.name not in _LEFT_BY_PIP
    }


def _record(files: dict[str, bytes], record: str) -> bytes:
    lines = []
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(content)}\n")
    return "".join([*lines, f"{record},,\n"]).encode()
