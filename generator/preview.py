"""What `mkdocs serve` needs besides, so that it keeps up with an editor's saves."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.observers import Observer

from generator.file_events import FileEvents, watched

QUIET = 0.02
"""Seconds without a change until a build starts: the steps of one save come closer together."""


def follow_changes(server: LiveReloadServer, sources: Iterable[str], *, polling: bool) -> None:
    """Build at every change of the sources, and of what the server watches already.

    With `polling` the server goes on looking at the files itself; else the system's events tell.
    """
    so_far = watched(server.observer)
    for path in so_far:
        server.unwatch(path)
    observer = FileEvents(server.observer if polling else Observer())
    server.observer = observer  # type: ignore[assignment]  # it has all that the server calls
    server.build_delay = QUIET
    for source in (*so_far, *sources):
        if Path(source).exists():
            server.watch(source)
