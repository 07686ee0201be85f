"""Lets a preview rebuild at once after a save, by the file events of the operating system.

MkDocs itself checks every file twice a second. Only events that change a file or a folder are used.
A build reads all files, so events of reading would start a new build again and again.
"""

from __future__ import annotations

from pathlib import Path

from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver, ObservedWatch

from generator.language.scratch_files import is_scratch

_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]


class FileEvents:
    """Wraps a watchdog observer; ignores events of scratch files and events that change nothing."""

    def __init__(self, observer: BaseObserver) -> None:
        self._observer = observer

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool
    ) -> ObservedWatch:
        """Watch a path; the handler gets file events only, and none of scratch files."""
        return self._observer.schedule(
            _ContentHandler(handler), path, recursive=recursive, event_filter=_CHANGES
        )

    def unschedule(self, watch: ObservedWatch) -> None:
        self._observer.unschedule(watch)

    def start(self) -> None:
        self._observer.start()

    def stop(self) -> None:
        self._observer.stop()

    def join(self) -> None:
        self._observer.join()


def watched(observer: BaseObserver) -> list[str]:
    """The paths that an observer watches, as given to it, sorted."""
    return sorted(str(emitter.watch.key[0]) for emitter in observer.emitters)


class _ContentHandler(FileSystemEventHandler):
    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler

    def dispatch(self, event: FileSystemEvent) -> None:
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        if all(map(is_scratch, paths)):
            return
        if event.is_directory:
            # MkDocs ignores events of folders, but a moved folder sends none for its files.
            event = FileDeletedEvent(event.src_path)
        self._handler.dispatch(event)
