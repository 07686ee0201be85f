"""Publish a commit completely or not at all. Only one publication runs at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.language.problems import PlanError, Problem
from generator.language.wording import Wording
from generator.publishing.accepted import Accepted, last_accepted
from generator.publishing.build import build_release, inspect
from generator.publishing.errors import (
    GitError,
    MovedError,
    NoEarlierReleaseError,
    NotCommitError,
    ProgramChangedError,
    UnknownReleaseError,
)
from generator.publishing.guard import ProgramFile, beyond_editing, program_files
from generator.publishing.host import Host
from generator.publishing.installing import use
from generator.publishing.program import Program
from generator.publishing.published import addresses_in, losses, without
from generator.publishing.releases import Release
from generator.publishing.report import news
from generator.publishing.tables import tables_of
from generator.publishing.time_limit import time_limit

_LOOK_SECONDS = 8
"""How long the files of a push may be looked at before it is built."""
_WAIT_SECONDS = 30
"""How long a push waits for another one."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Push:
    """A wish to move the published branch from one commit (or none) to another."""

    old: str | None
    new: str
    pusher: str
    withdrawn: Sequence[str] = ()
    """The addresses to withdraw, each with all that is below it."""


@dataclass(frozen=True)
class Publication:
    """The operations on a host's releases. `tell` gets each sentence for the person who waits."""

    host: Host
    tell: Tell
    wording: Wording

    def check_push(self, push: Push) -> None:
        """Build a pushed commit, ready to be put in place.

        Raises:
            PlanError: the push is refused for these problems.
            NotCommitError, MovedError: git would refuse it later, in its own words.
            BuildError, TooSlowError: the build failed otherwise.
            OSError: a file could not be written, for example on a full disk.
        """
        host, is_maintainer = self.host, self.host.is_maintainer(push.pusher)
        with time_limit(_LOOK_SECONDS):
            if host.repository.kind(push.new) != "commit":
                raise NotCommitError(branch=host.branch)
            inspect(host, push.new)
            files = program_files(host.repository.tree(push.new))
            if not is_maintainer and (problems := self._beyond(push, files)):
                raise PlanError(problems)
        with self._alone(_WAIT_SECONDS):
            if host.tip() != push.old:
                raise MovedError(branch=host.branch)
            self._built(push.new, push.withdrawn, is_maintainer)
            accepted = Accepted(push.old, push.new, os.getppid(), push.withdrawn)
            accepted.write(host.releases.www)
            if files != host.program.files:
                self.tell(self.wording.say("publish.program-stored", commit=push.new))

    def publish(self, commit: str, withdrawn: Sequence[str] = ()) -> Release:
        """Publish a commit; build it unless that was done. This also finishes an interrupted push.

        Raises:
            PlanError, BuildError, TooSlowError, OSError: as for `check_push`; the old site stays.
        """
        inspect(self.host, commit)
        with self._alone():
            return self._publish(commit, withdrawn)

    def publish_tip(self) -> Release | None:
        """Publish the commit that the published branch has now, whoever pushed it."""
        with self._alone():
            tip = self.host.tip()
            return self._publish(tip, ()) if tip else None

    def _publish(self, commit: str, withdrawn: Sequence[str]) -> Release:
        accepted = last_accepted(self.host.releases.www)
        if accepted and accepted.new == commit:
            withdrawn = (*withdrawn, *accepted.withdrawn)
        return self._put_in_place(self._built(commit, withdrawn))

    def switch_to(self, program: Program) -> None:
        """Use a program from now on, once it has built the commit of the published branch.

        Raises:
            PlanError, BuildError, OSError: it could not; the old program and site stay.
        """
        switched = replace(self, host=replace(self.host, program=program))
        with self._alone():
            tip = self.host.tip()
            release = switched._built(tip) if tip else None  # inspected when it was pushed
            use(program)
            self.tell(self.wording.say("host.program", commit=program.commit))
            if release:
                self._put_in_place(release)

    def roll_back(self, name: str | None, withdrawn: Sequence[str] = ()) -> Release:
        """Put an older release in place: the named one, or the one before the current.

        Raises:
            PlanError: published addresses would no longer answer, which were not `withdrawn`.
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
            self._refuse_losses(found.folder, found.commit, withdrawn)
            return self._put_in_place(found)

    def _beyond(self, push: Push, files: frozenset[ProgramFile]) -> list[Problem]:
        """Changes that editors may not make to the branch, or at first to the installed program."""
        if push.old is None:
            return beyond_editing(self.host.program.files, files, set())
        repository = self.host.repository
        changed = repository.paths_changed_between(push.old, push.new)
        return beyond_editing(program_files(repository.tree(push.old)), files, changed)

    def _built(
        self, commit: str, withdrawn: Sequence[str] = (), may_withdraw: bool = True
    ) -> Release:
        host = self.host

        def check(site: Path) -> None:
            self._refuse_losses(site, commit, withdrawn, may_withdraw)

        if found := host.releases.find(commit, host.program.identity):
            check(found.folder)
            return found
        built = build_release(host, commit, check, self.tell, self.wording)
        live = host.releases.current()
        self.tell(news(host.repository, live.commit if live else None, commit, self.wording))
        return built

    def _refuse_losses(
        self, site: Path, commit: str, withdrawn: Sequence[str], may_withdraw: bool = True
    ) -> None:
        """Refuse a built site without an address that the public has and that is not withdrawn.

        Raises:
            PlanError: with each such address.
        """
        live = self.host.releases.current()
        published = addresses_in(live.folder) if live else frozenset()
        if lost := without(published, withdrawn) - addresses_in(site):
            try:
                tables = tables_of(self.host.repository, commit)
            except (PlanError, GitError):  # an old release; its commit may be gone
                tables = {}
            problems = losses(lost, tables)
            if may_withdraw:
                example = str(problems[0].details["address"]).strip("/")
                self.tell(self.wording.say("publish.may-withdraw", example=example))
            raise PlanError(problems)

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
    def _alone(self, most_seconds: float = 0) -> Iterator[None]:
        """Wait for the lock and for git, then remove what interrupted publications left."""
        releases = self.host.releases
        with releases.locked(self._tell_waiting, most_seconds):
            if not self.host.has_its_program():
                raise ProgramChangedError
            if accepted := last_accepted(releases.www):
                accepted.wait(self.host.tip)
            releases.sweep(self.host.repository.is_held)
            yield
