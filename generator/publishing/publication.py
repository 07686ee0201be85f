"""Publish a commit completely or not at all. Only one publication runs at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.language.problems import PlanError, Problem
from generator.language.wording import Wording
from generator.publishing.accepted import Accepted, Push, last_accepted
from generator.publishing.build import SECONDS, Builder, inspect
from generator.publishing.errors import (
    BranchLockedError,
    MovedError,
    NoEarlierReleaseError,
    NotCommitError,
    ProgramChangedError,
    TooSlowError,
    UnknownReleaseError,
)
from generator.publishing.guard import ProgramFile, beyond_editing, program_files
from generator.publishing.host import Host
from generator.publishing.installing import use
from generator.publishing.program import Program
from generator.publishing.published import losses, withdrawable
from generator.publishing.releases import Release
from generator.publishing.report import news
from generator.publishing.time_limit import Budget, time_limit

_WAIT_SECONDS = 30
"""How long a push waits for another one."""
_NEWS_SECONDS = 2
"""How long plans may be compared for the report."""
_MOST_OPTIONS = 20
_BY_PUSH, _BY_COMMAND = "-o withdraw=", "--withdraw "
"""How those who may withdraw an address say so."""

Tell = Callable[[str], None]


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
        host = self.host
        budget = Budget(SECONDS)
        with budget.spent():
            if host.repository.kind(push.new) != "commit":
                raise NotCommitError(branch=host.branch)
            inspect(host, push.new)
            files = program_files(host.repository.tree(push.new))
            if not push.is_by_maintainer and (problems := self._beyond(push, files)):
                raise PlanError(problems)
        with self._alone(_WAIT_SECONDS):
            if host.tip() != push.old:
                raise MovedError(branch=host.branch)
            if host.repository.is_locked(host.branch):
                raise BranchLockedError(branch=host.branch)
            withdrawn = (*push.withdrawn, *self._withdrawn_with(push.old))
            way_out = _BY_PUSH if push.is_by_maintainer else None
            self._built(push.new, withdrawn, way_out, budget)
            accepted = Accepted(push.old, push.new, os.getppid(), withdrawn)
            accepted.write(host.releases.www)
            if files != host.program.files:
                self.tell(self.wording.say("publish.program-stored", commit=push.new))

    def publish(self, commit: str, withdrawn: Sequence[str] = ()) -> Release:
        """Publish a commit; build it unless that was done. This also finishes an interrupted push.

        It raises what `check_push` raises; then the old site stays.
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
        withdrawn = (*withdrawn, *self._withdrawn_with(commit))
        return self._put_in_place(self._built(commit, withdrawn, _BY_COMMAND, Budget(SECONDS)))

    def _withdrawn_with(self, commit: str | None) -> Sequence[str]:
        """What the push of a commit withdraws, if it was the last and is not live yet."""
        accepted = last_accepted(self.host.releases.www)
        live = self.host.releases.current()
        is_live = live is not None and live.commit == commit
        return accepted.withdrawn if accepted and accepted.new == commit and not is_live else ()

    def switch_to(self, program: Program, withdrawn: Sequence[str] = ()) -> None:
        """Use a program from now on, once it has built the commit of the published branch.

        Raises:
            PlanError, BuildError, OSError: it could not; the old program and site stay.
        """
        switched = replace(self, host=replace(self.host, program=program))
        with self._alone():
            tip = self.host.tip()
            release = (
                switched._built(tip, withdrawn, _BY_COMMAND, Budget(SECONDS)) if tip else None
            )  # inspected when it was pushed
            use(program)
            self.tell(self.wording.say("host.program", commit=program.commit))
            if release:
                self._put_in_place(release)

    def roll_back(self, name: str | None, withdrawn: Sequence[str] = ()) -> Release:
        """Put an older release in place: the named one, or the one before the current.

        Raises:
            PlanError: published addresses would be lost that are not `withdrawn`.
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
            self._refuse_losses(found.folder, found.commit, withdrawn, _BY_COMMAND)
            return self._put_in_place(found)

    def _beyond(self, push: Push, files: frozenset[ProgramFile]) -> list[Problem]:
        """Changes that editors may not make to the branch, or at first to the installed program."""
        if push.old is None:
            return beyond_editing(self.host.program.files, files, set())
        repository = self.host.repository
        changed = repository.paths_changed_between(push.old, push.new)
        return beyond_editing(program_files(repository.tree(push.old)), files, changed)

    def _built(
        self, commit: str, withdrawn: Sequence[str], way_out: str | None, budget: Budget
    ) -> Release:
        host = self.host

        def check(site: Path) -> None:
            self._refuse_losses(site, commit, withdrawn, way_out)

        if found := host.releases.find(commit, host.program.identity):
            check(found.folder)
            return found
        builder = Builder(host, self.tell, self.wording)
        built = builder.release(commit, check, budget)
        self.tell(self._news(commit))
        return built

    def _news(self, commit: str) -> str:
        live = self.host.releases.current()
        try:
            with time_limit(_NEWS_SECONDS):
                return news(self.host.repository, live, commit, self.wording)
        except TooSlowError:
            return self.wording.say("publish.not-compared-in-time")

    def _refuse_losses(
        self, site: Path, commit: str, withdrawn: Sequence[str], way_out: str | None
    ) -> None:
        """Raise a `PlanError` if a built site lacks what was published and is not withdrawn.

        `way_out` is how an address is withdrawn, for those who may.
        """
        live = self.host.releases.current()
        problems = losses(self.host.repository, live, site, commit, withdrawn) if live else []
        if problems and way_out:
            options = [f"{way_out}{address}" for address in withdrawable(problems)[:_MOST_OPTIONS]]
            self.tell(self.wording.say("publish.withdraw", options=" ".join(options)))
        if problems:
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
