"""A real nginx with the shipped configuration, on this machine only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from tests.support import ROOT

SHIPPED = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
SUB_PATH = "/zwgk/plan/"

_MAIN = """\
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 512; }}
http {{
    include {types};
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/plan.conf;
}}
"""


class Answer(NamedTuple):
    """What a server sent; the names of the headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Server(NamedTuple):
    """Where a site is, and what the server complained of."""

    port: int
    path: str
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    def get(self, address: str, **headers: str) -> Answer:
        """Without following redirections; `address` is relative to the site."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", self.path + address, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, names, body)


def program(name: str) -> str:
    """A program that `.ci/tools` sees to; Debian keeps nginx where only root's PATH looks."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, f"{name} is not on PATH"
    return found


@contextmanager
def nginx(www: Path, folder: Path, path: str = "/") -> Iterator[Server]:
    """Serve a public folder with the lines marked HERE changed, and no others."""
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "plan.conf").write_text(configured(www, folder, path, port), encoding="utf-8")
    user = "user root root;" if os.getuid() == 0 else ""  # temporary folders are their owner's
    main = _MAIN.format(folder=folder, user=user, types="/etc/nginx/mime.types")
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    process = subprocess.Popen(
        [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")],
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield Server(port, path, folder)
    finally:
        process.terminate()
        process.wait(timeout=10)


def configured(www: Path, folder: Path, path: str, port: int) -> str:
    root = www / "current"
    if path != "/":
        root = folder / "public"
        link = root / path.strip("/")
        link.parent.mkdir(parents=True)
        link.symlink_to(www / "current")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "location / {": f"location {path} {{",
        "root /srv/plan/www/current;": f"root {root};",
        "root /srv/plan/www/shared;": f"root {www / 'shared'};",
        "error_page 404 /404.html;": f"error_page 404 {path}404.html;",
    }
    text = SHIPPED
    for old, new in changes.items():
        marked = [line for line in text.splitlines() if old in line]
        assert marked and all("HERE" in line for line in marked), old
        text = text.replace(old, new)
    return text


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "nginx ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("nginx does not listen")
