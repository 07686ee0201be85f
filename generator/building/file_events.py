"""Changes of files, as the operating system tells them: what makes a preview follow a save at once.

MkDocs looks at every file twice a second. Here the system's own events are passed on, and only
those after which something else would be read: a build reads all files, so events of reading would
start the next one without end.
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
    """Stands for a watchdog observer, and passes on only what changes a file that is content."""

    def __init__(self, observer: BaseObserver) -> None:
        self._observer = observer

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool
    ) -> ObservedWatch:
        """As the observer's own; the handler hears of files alone, and never of scratch files."""
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
    """The files and folders that an observer watches, as they were named."""
    return sorted(str(emitter.watch.key[0]) for emitter in observer.emitters)


class _ContentHandler(FileSystemEventHandler):
    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler

    def dispatch(self, event: FileSystemEvent) -> None:
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        if all(map(is_scratch, paths)):
            return
        if event.is_directory:
            # MkDocs passes over folders; but one that left took files with it without a word.
            event = FileDeletedEvent(event.src_path)
        self._handler.dispatch(event)
