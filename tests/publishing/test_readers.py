"""Test that readers of the site notice nothing of a publication."""

from __future__ import annotations

import re
import signal
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.publishing.office import Office
from tests.publishing.server import Server, nginx, program

ASSET = re.compile(r'(?:src|href)="([^"]+\.(?:js|css|svg))"')
PAGES = ("", "2030/", "2030/jia-zhuti/", "2030/chushi/", "guanyu/")
PUBLICATIONS = 100
LONGEST = 900
"""Seconds after which the readers stop in any case."""

LUA = """
local paths = {%s}
local at = 0
request = function()
    at = at %% #paths + 1
    return wrk.format("GET", paths[at])
end
delay = function()
    return 5
end
"""
"""Asks for one page after the other, 5 ms apart: publications need the processor too."""


class Visitor(threading.Thread):
    """Reads a page, and then, a while later, everything that the page asks for."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self._server = server
        self.is_done = threading.Event()
        self.read = 0
        self.missing: list[str] = []

    def run(self) -> None:
        end = time.monotonic() + LONGEST
        while not self.is_done.is_set() and time.monotonic() < end:
            for page in PAGES:
                answer = self._server.get(page)
                self._expect(page, answer.status)
                time.sleep(0.3)  # meanwhile, another release goes live
                for link in set(ASSET.findall(answer.body.decode())):
                    address = urljoin("/" + page, link).lstrip("/")
                    self._expect(f"{page} → {address}", self._server.get(address).status)

    def _expect(self, what: str, status: int) -> None:
        self.read += 1
        if status != 200:
            self.missing.append(f"{what}: {status}")


@pytest.mark.soak
def test_readers_are_not_disturbed_by_publications(office: Office, tmp_path: Path) -> None:
    with nginx(office.www, tmp_path / "nginx") as server:
        script = tmp_path / "pages.lua"
        script.write_text(LUA % ", ".join(f'"/{page}"' for page in PAGES), encoding="utf-8")
        readers = subprocess.Popen(
            [program("wrk"), "-t1", "-c4", f"-d{LONGEST}s", "-s", str(script), server.url],
            stdout=subprocess.PIPE,
            text=True,
        )
        visitor = Visitor(server)
        visitor.start()
        try:
            for number in range(PUBLICATIONS):
                publish(office, number)
        finally:
            visitor.is_done.set()
            visitor.join()
            readers.send_signal(signal.SIGINT)
            report = readers.communicate(timeout=30)[0]
        assert visitor.missing == [] and visitor.read > 10 * PUBLICATIONS
        assert "Non-2xx" not in report and "Socket errors" not in report, report
        found = re.search(r"(\d+) requests in", report)
        assert found and int(found[1]) > 100 * PUBLICATIONS, report
        assert (server.folder / "error.log").read_text(encoding="utf-8") == ""


def publish(office: Office, number: int) -> None:
    """Publish a page; every third time a program with another script name."""
    office.write("docs/guanyu.md", f"# 关于\n\n第 {number} 次\n")
    if number % 3 != 1:
        office.commit()
        pushed = office.push()
        assert pushed.accepted, pushed.output
        return
    (script,) = (office.checkout / "overrides/assets").glob("probe*.js")
    upgraded = office.upgrade(office.rename_script(script.name, f"probe-{number}.js"))
    assert upgraded.exit_code == 0, upgraded.output
