"""Publish a commit completely or not at all. Only one publication runs at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from generator.language.problems import PlanError, Problem
from generator.language.wording import Wording
from generator.publishing.build import build_release
from generator.publishing.errors import (
    NoEarlierReleaseError,
    ProgramChangedError,
    UnknownReleaseError,
)
from generator.publishing.guard import ProgramFile, beyond_editing, program_files
from generator.publishing.host import Host
from generator.publishing.installing import use
from generator.publishing.program import Program
from generator.publishing.releases import Release
from generator.publishing.report import news

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Publication:
    """The operations on a host's releases. `tell` gets each sentence for the person who waits."""

    host: Host
    tell: Tell
    wording: Wording

    def check_push(self, old: str | None, new: str, pusher: str) -> None:
        """Build a pushed commit, ready to be put in place.

        Raises:
            PlanError: the push is refused for these problems.
            BuildError: the build failed otherwise.
            OSError: a file could not be written, for example on a full disk.
        """
        with self._alone():
            files = program_files(self.host.repository.tree(new))
            if problems := self._beyond(old, new, files, pusher):
                raise PlanError(problems)
            self._built(new)
            if files != self.host.program.files:
                self.tell(self.wording.say("publish.program-stored", commit=new))

    def publish(self, commit: str) -> Release:
        """Publish a commit; build it unless that was done. This also finishes an interrupted push.

        Raises:
            PlanError, BuildError, OSError: as for `check_push`; the old site stays.
        """
        with self._alone():
            return self._put_in_place(self._built(commit))

    def publish_tip(self) -> Release | None:
        """Publish the commit that the published branch has now, whoever pushed it."""
        with self._alone():
            tip = self.host.tip()
            return self._put_in_place(self._built(tip)) if tip else None

    def switch_to(self, program: Program) -> None:
        """Use a program from now on, once it has built the commit of the published branch.

        Raises:
            PlanError, BuildError, OSError: it could not; the old program and site stay.
        """
        switched = replace(self, host=replace(self.host, program=program))
        with self._alone():
            tip = self.host.tip()
            release = switched._built(tip) if tip else None
            use(program)
            self.tell(self.wording.say("host.program", commit=program.commit))
            if release:
                self._put_in_place(release)

    def roll_back(self, name: str | None) -> Release:
        """Put an older release in place: the named one, or the one before the current.

        Raises:
            UnknownReleaseError, NoEarlierReleaseError: there is no such release.
        """
        releases = self.host.releases
        with self._alone():
            if name is None:
                found = releases.previous()
                if found is None:
                    raise NoEarlierReleaseError
            else:
                found = next((one for one in releases.all() if one.name == name), None)
                if found is None:
                    raise UnknownReleaseError(release=name)
            return self._put_in_place(found)

    def _beyond(
        self, old: str | None, new: str, files: frozenset[ProgramFile], pusher: str
    ) -> list[Problem]:
        """Changes that editors may not make to the branch, or at first to the installed program."""
        repository = self.host.repository
        if self.host.may_change_program(pusher):
            return []
        if old is None:
            return beyond_editing(self.host.program.files, files, set())
        changed = repository.paths_changed_between(old, new)
        return beyond_editing(program_files(repository.tree(old)), files, changed)

    def _built(self, commit: str) -> Release:
        host = self.host
        if found := host.releases.find(commit, host.program.identity):
            return found
        release = build_release(host, commit, self.tell, self.wording)
        live = host.releases.current()
        self.tell(news(host.repository, live.commit if live else None, commit, self.wording))
        return release

    def _put_in_place(self, release: Release) -> Release:
        releases = self.host.releases
        current = releases.current()
        if current == release:
            self.tell(self.wording.say("publish.already", release=release.name))
        else:
            releases.put_in_place(release)
            self.tell(self.wording.say("publish.live", release=release.name))
        if release.url:
            self.tell(self.wording.say("publish.address", url=release.url))
        for name in releases.tidy(self.host.keep):
            self.tell(self.wording.say("publish.removed", release=name))
        return release

    def _tell_waiting(self) -> None:
        self.tell(self.wording.say("publish.waiting"))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait for the lock, then remove the files that interrupted publications left."""
        with self.host.releases.locked(self._tell_waiting):
            if not self.host.has_its_program():
                raise ProgramChangedError
            self.host.releases.sweep()
            yield
