"""The releases of a site in a folder, and the one that is public.

    FOLDER/releases/TIME-COMMIT/    a complete site, which is never changed
    FOLDER/current                  a link to one of them: what the server shows
    FOLDER/shared/                  scripts and styles of all kept releases
    FOLDER/.lock, .live             the lock of a publication; the times at which releases went live

A release gets its name when it is complete, and goes live by one atomic rename of `current`. So a
process that ends at any moment leaves the old site or the new one.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from generator.publishing.errors import StillBusyError
from generator.publishing.sharing import share, unshare
from generator.publishing.time_limit import time_limit

UNFINISHED = ".building-"
FACTS_FILE = ".release.json"
KEEP = 10
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Release:
    """One complete built site; `program` is the identity of what built it."""

    folder: Path
    commit: str
    program: str
    url: str | None
    """The site's address, as its home page states it."""

    @property
    def name(self) -> str:
        """TIME-COMMIT, the time in UTC: names sort by age."""
        return self.folder.name


@dataclass(frozen=True)
class Releases:
    """The folder that the site is served from; it is made if it is missing."""

    www: Path

    @property
    def folder(self) -> Path:
        """The folder of the releases."""
        return self.www / "releases"

    @contextmanager
    def locked(self, on_wait: Callable[[], None], most_seconds: float = 0) -> Iterator[None]:
        """Hold the lock that lets one process publish at a time; it ends with the process.

        Raises:
            StillBusyError: it is not free after `most_seconds`; 0 means that there is no limit.
        """
        import fcntl  # not on Windows, where editors have their plans checked

        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.www / ".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                on_wait()
                with time_limit(most_seconds, StillBusyError):
                    fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def all(self) -> list[Release]:
        """Every complete release, the newest first."""
        if not self.folder.exists():
            return []
        folders = sorted(self.folder.iterdir(), reverse=True)
        return [
            _read(folder)
            for folder in folders
            if not folder.name.startswith(".") and (folder / FACTS_FILE).is_file()
        ]

    def current(self) -> Release | None:
        """The release that the public sees."""
        link = self.www / "current"
        return _read(link.resolve()) if link.exists() else None

    def find(self, commit: str, program: str) -> Release | None:
        """The newest release of a commit by a program."""
        made = (one for one in self.all() if (one.commit, one.program) == (commit, program))
        return next(made, None)

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """A temporary folder to build in, on the same disk as the releases."""
        folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.folder))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def add(self, site: Path, commit: str, program: str, url: str | None) -> Release:
        """Make a finished site a release, once it is written to the disk."""
        facts = {"commit": commit, "program": program, "url": url}
        (site / FACTS_FILE).write_text(json.dumps(facts) + "\n", encoding="utf-8")
        os.sync()
        folder = self.folder / f"{self._next_time()}-{commit[:12]}"
        site.rename(folder)
        return Release(folder, commit, program, url)

    def _next_time(self) -> str:
        """The time, or a second after the newest release, if the clock is not past it.

        Releases are sorted by name, so each needs a second of its own, whatever the clock says.
        """
        newest = max((one.name.split("-")[0] for one in self.all()), default="")
        now = time.strftime(_TIME, time.gmtime())
        if now > newest:
            return now
        return (datetime.strptime(newest, _TIME) + timedelta(seconds=1)).strftime(_TIME)

    def put_in_place(self, release: Release) -> None:
        """Show a release to the public, in one step."""
        share(release.folder, self.www / "shared")
        with (self.www / ".live").open("a", encoding="utf-8") as log:
            log.write(f"{time.strftime(_TIME, time.gmtime())} {release.name}\n")
        link = self.www / f".current-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases", release.name))
        link.replace(self.www / "current")

    def lives(self) -> list[tuple[str, str]]:
        """When each release went live, in order: time and name."""
        log = self.www / ".live"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        parts = (line.split(" ") for line in lines)
        return [(part[0], part[1]) for part in parts if len(part) == 2]

    def previous(self) -> Release | None:
        """The release to go back to: the newest that was live and is older than the current one.

        So two rollbacks go back two releases.
        """
        current = self.current()
        were_live = {name for _, name in self.lives()}
        return next(
            (
                one
                for one in self.all()
                if current and one.name < current.name and one.name in were_live
            ),
            None,
        )

    def sweep(self, is_held: Callable[[str], bool]) -> None:
        """Remove what interrupted and refused publications left. The lock must be held.

        A release that was never live stays if its commit `is_held` by a reference: it may be about
        to go live. A build whose publication was killed may still write, and so leave a folder
        again: the next publication removes it.
        """
        were_live = {name for _, name in self.lives()}
        for release in self.all():
            if release.name not in were_live and not is_held(release.commit):
                _remove(release.folder)
        for unfinished in self.folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(unfinished, ignore_errors=True)
        for link in self.www.glob(".current-*"):
            link.unlink()

    def tidy(self, keep: int) -> list[str]:
        """Remove all but the newest `keep` releases that were live, and older ones that never were.

        A release newer than the current one stays, since it may be about to go live.

        Returns:
            The names of the releases that were removed.
        """
        current = self.current()
        were_live = {name for _, name in self.lives()}
        releases = self.all()
        newest = [one.name for one in releases if one.name in were_live][:keep]
        coming = [one.name for one in releases if current is None or one.name >= current.name]
        kept = {*newest, *(name for name in coming if name not in were_live)}
        kept |= {current.name} if current else set()
        gone = [one for one in releases if one.name not in kept]
        for release in gone:
            _remove(release.folder)
        unshare([self.folder / name for name in kept], self.www / "shared")
        return [release.name for release in gone]


def _remove(folder: Path) -> None:
    """Remove a release. It is renamed first, so an incomplete one is never listed."""
    doomed = folder.with_name(f"{UNFINISHED}{folder.name}")
    folder.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def _read(folder: Path) -> Release:
    facts = json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))
    return Release(folder, facts["commit"], facts["program"], facts["url"])
