"""MkDocs in a process of its own, which gets ready before it is known what it shall build.

It has more to import than a push has to ask git, so it starts first. Run as a module, this is that
process: it waits for its order, and ends if whoever would give it has ended.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress

MOST_SECONDS = 600
"""Of processor time."""
MOST_MEMORY = 8_000_000_000
"""Of address space, in bytes."""


class MkDocs:
    """A process for one site; give it its order, wait for what it said, end it."""

    def __init__(self, python: str) -> None:
        self.python = python
        self._orders, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                module_command(python, __name__, str(theirs.fileno())),
                env=clean_environment(NO_MKDOCS_2_WARNING="1"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=(theirs.fileno(),),
            )

    def build(
        self, source: os.PathLike[str], site: os.PathLike[str], lock: int, **variables: str
    ) -> None:
        """Begin to build strictly; `lock` is a file descriptor that the process keeps open.

        `variables` are added to its environment.
        """
        order = {"source": os.fspath(source), "site": os.fspath(site), "variables": variables}
        with self._orders, suppress(ConnectionError):  # what it died of, it says
            socket.send_fds(self._orders, [b" "], [lock])
            self._orders.sendall(json.dumps(order).encode())

    def said(self) -> tuple[str, bool]:
        """Once it has ended: what it printed, and whether the site is built."""
        output, _ = self._process.communicate()
        status = self._process.returncode
        ended_by = signal.strsignal(-status) if status < 0 else None
        return output.decode("utf-8", "replace") + (ended_by or ""), status == 0

    def __enter__(self) -> MkDocs:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Whatever it is doing, and however often."""
        self._orders.close()
        self._process.kill()
        self._process.wait()


def module_command(python: str, module: str, *arguments: str) -> list[str]:
    """A command line that runs a module: nothing from the folder or the user's settings."""
    return [python, "-I", "-X", "utf8", "-m", module, *arguments]


def limit_resources() -> None:
    """Give this process, and each that it starts, a bound: no page may hold up the office."""
    import resource  # not on Windows, where editors have their plans checked

    for what, most in ((resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_AS, MOST_MEMORY)):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))


def clean_environment(**variables: str) -> dict[str, str]:
    """What a program that builds gets to know of ours: where programs and temporary files are."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"} | kept | variables


def main(orders: socket.socket) -> None:
    """Import all that a build takes, then build what is ordered."""
    limit_resources()
    from mkdocs.__main__ import cli

    import generator.building.plugin  # noqa: F401  # MkDocs would import it, after it got its order

    with orders, orders.makefile("rb") as order:
        _, lock, *_ = socket.recv_fds(orders, 1, 1)  # open as long as this process lives
        told = json.loads(order.read() or "null")
    if lock and told:
        os.chdir(told["source"])
        os.environ.update(told["variables"])
        cli(["build", "--strict", "--site-dir", told["site"]], prog_name="mkdocs")


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
