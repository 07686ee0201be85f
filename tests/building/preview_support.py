"""What tests of a preview share: one that runs, on a copy of the project, generator included.

A pytest plugin; `conftest.py` names it.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.site_support import copy_project, find, find_all, parse, text, words
from tests.support import ROOT

PATIENCE = 30  # seconds until a change must have arrived, on a slow machine
QUIET = 0.15  # seconds in which a build would have started


@dataclass(frozen=True)
class Preview:
    """A running preview of a copy of the project, the generator included."""

    folder: Path
    url: str
    process: subprocess.Popen[bytes]

    @property
    def site(self) -> Path:
        """The folder of which the server sends the files."""
        (folder,) = (self.folder / "tmp").glob("mkdocs_*")
        return folder

    @contextmanager
    def followed(self) -> Iterator[None]:
        """Wait until the preview has followed what is changed meanwhile, once at least."""
        builds, _ = self._begun_and_shown()
        yield
        deadline = time.monotonic() + PATIENCE
        while (now := self._begun_and_shown())[0] == builds or now[0] != now[1] + 1:
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.02)

    def replace(self, file: str, old: str, new: str) -> None:
        """Change a text and save as many editors do: a new file takes the old one's place."""
        path = self.folder / file
        content = path.read_text(encoding="utf-8")
        assert content.count(old) == 1
        saved = path.with_suffix(".saved")
        saved.write_text(content.replace(old, new), encoding="utf-8", newline="\n")
        saved.replace(path)

    @contextmanager
    def broken(self, file: str, old: str, new: str) -> Iterator[None]:
        self.replace(file, old, new)
        try:
            yield
        finally:
            self.replace(file, new, old)

    def get(self, address: str) -> str:
        """The page now shown there; empty while the server does not answer."""
        try:
            with urlopen(self.url + address, timeout=5) as response:
                return str(response.read().decode())
        except HTTPError as error:
            return error.read().decode()
        except (URLError, OSError):
            return ""

    def wait(self, address: str, is_there: Callable[[str], bool]) -> str:
        deadline = time.monotonic() + PATIENCE
        while not is_there(page := self.get(address)):
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < deadline, (
                f"{address} still shows: {page[-3000:]}\n{self.log()}"
            )
            time.sleep(0.05)
        return page

    def wait_for(self, address: str, part: str) -> str:
        return self.wait(address, lambda page: part in page)

    def builds(self) -> int:
        """How many builds there were, once none runs and none starts any more."""
        deadline = time.monotonic() + PATIENCE
        before = None
        while before != (now := self._begun_and_shown()) or now[0] != now[1] + 1:
            assert time.monotonic() < deadline, self.log()
            before = now
            time.sleep(QUIET)
        return now[0]

    def _begun_and_shown(self) -> tuple[int, int]:
        """How many builds began, and how many since the first one were shown."""
        log = self.log()
        return log.count("Building documentation"), log.count("Reloading browsers")

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def copy_everything(folder: Path) -> Path:
    copy_project(folder).add_theme()
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generator", folder / "generator", ignore=without)
    return folder


def own_environment(folder: Path) -> dict[str, str]:
    """For programs that run the copy's generator."""
    return {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def preview_of(folder: Path, program: str = "mkdocs") -> Iterator[Preview]:
    address = f"127.0.0.1:{free_port()}"
    (folder / "tmp").mkdir()
    environment = own_environment(folder) | {"TMPDIR": str(folder / "tmp")}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", program, "serve", "--dev-addr", address],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    preview = Preview(folder, f"http://{address}/", process)
    try:
        preview.wait_for("", "</html>")
        yield preview
        assert process.poll() is None, preview.log()
        assert "Traceback" not in preview.log()
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with preview_of(copy_everything(tmp_path_factory.mktemp("preview"))) as preview:
        yield preview


def problems(html: str) -> list[list[str]]:
    """What a page lists as wrong: place, what is wrong, what to do."""
    lists = find_all(parse(html), "ol", class_="wp-problems")
    return [
        [text(find(item, "code")), text(find(item, "strong")), words(find(item, "p"))]
        for found in lists
        for item in find_all(found, "li")
    ]
