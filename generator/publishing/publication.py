"""A commit → what the public sees: whole or not at all, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.building.mkdocs_process import MkDocs
from generator.language.problems import PlanError, Problem
from generator.language.wording import Wording
from generator.publishing.errors import ProgramChangedError, UnknownReleaseError
from generator.publishing.guard import ProgramFile, beyond_editing, program_files
from generator.publishing.host import Host
from generator.publishing.installing import use
from generator.publishing.program import Program
from generator.publishing.releases import Release

if TYPE_CHECKING:
    from generator.plan.model import WorkPlan

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Publication:
    """Everything that is done with a host's releases; `tell` gets each sentence as it is due."""

    host: Host
    tell: Tell
    wording: Wording
    ready: MkDocs | None = None
    """MkDocs for one build, if it has been started already."""

    def check_push(self, old: str | None, new: str, pusher: str) -> None:
        """Build a pushed commit, ready to be put in place.

        Raises:
            PlanError: the push is refused for these problems.
            BuildError: the build failed otherwise.
            DiskFullError: there was no room.
        """
        with self._alone() as lock:
            self.host.releases.sweep()
            files = program_files(self.host.repository.tree(new))
            if problems := self._beyond(old, new, files, pusher):
                raise PlanError(problems)
            self._built(new, lock)
            if files != self.host.program.files:
                self.tell(self.wording.say("publish.program-stored", commit=new))

    def publish(self, commit: str) -> Release:
        """Put a commit in place, built before or now; also what an interruption left undone.

        Raises:
            PlanError, BuildError, DiskFullError: as for `check_push`; the old site stays.
        """
        with self._alone() as lock:
            self.host.releases.sweep()
            return self._put_in_place(self._built(commit, lock))

    def publish_tip(self) -> Release | None:
        """Put in place what the published branch has by now, whoever pushed it."""
        with self._alone() as lock:
            tip = self.host.tip()
            return self._put_in_place(self._built(tip, lock)) if tip else None

    def switch_to(self, program: Program) -> None:
        """Make a program the host's own once it has built what the published branch has.

        Raises:
            PlanError, BuildError, DiskFullError: it has not; the old program and site stay.
        """
        switched = replace(self, host=replace(self.host, program=program))
        with self._alone() as lock:
            self.host.releases.sweep()
            tip = self.host.tip()
            release = switched._built(tip, lock) if tip else None
            use(program)
            self.tell(self.wording.say("host.program", commit=program.commit))
            if release:
                self._put_in_place(release)

    def roll_back(self, name: str | None) -> Release:
        """Put an older release in place: the named one, or the one before the current one.

        Raises:
            UnknownReleaseError: there is no such release.
        """
        releases = self.host.releases
        with self._alone():
            if name is None:
                found = releases.previous()
            else:
                found = next((one for one in releases.all() if one.name == name), None)
            if found is None:
                raise UnknownReleaseError(name or "")
            return self._put_in_place(found)

    def _beyond(
        self, old: str | None, new: str, files: frozenset[ProgramFile], pusher: str
    ) -> list[Problem]:
        """What an editor may not change: against the branch, or at first against the program."""
        repository = self.host.repository
        if self.host.may_change_program(pusher):
            return []
        if old is None:
            return beyond_editing(self.host.program.files, files, set())
        changed = repository.paths_changed_between(old, new)
        return beyond_editing(program_files(repository.tree(old)), files, changed)

    def _built(self, commit: str, lock: int) -> Release:
        host = self.host
        if found := host.releases.find(commit, host.program.identity):
            return found
        # Only here: a hook that merely renames is quicker without.
        from generator.publishing.build import Builder

        told: list[str] = []
        with self._mkdocs() as mkdocs:
            builder = Builder(host.repository, host.program, host.releases, lock, mkdocs)
            release = builder.build(
                commit,
                self._tell_step,
                lambda plan: told.append(self._changes(plan)),
            )
        self.tell("\n".join(told))
        return release

    def _mkdocs(self) -> MkDocs:
        """The one that is ready, unless the program was changed since it was started."""
        python = str(self.host.program.python)
        return self.ready if self.ready and self.ready.python == python else MkDocs(python)

    def _changes(self, plan: WorkPlan) -> str:
        """What a new plan changes for the public."""
        from generator.publishing.report import changes_told, plan_of

        count = len(plan.tasks)
        current = self.host.releases.current()
        if current is None:
            return self.wording.say("publish.first", year=plan.year, count=count)
        repository = self.host.repository
        live = plan_of(repository, current.commit) if repository.commit(current.commit) else None
        if live is None:
            return self.wording.say("publish.not-compared", year=plan.year, count=count)
        return changes_told(live, plan, self.wording)

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

    def _tell_step(self, step: str) -> None:
        if step == "build":
            self.tell(self.wording.say("publish.step-build"))
        elif step == "links":
            self.tell(self.wording.say("publish.step-links"))
        else:
            self.tell(self.wording.say("publish.step-finish"))

    def _tell_waiting(self) -> None:
        self.tell(self.wording.say("publish.waiting"))

    @contextmanager
    def _alone(self) -> Iterator[int]:
        with self.host.releases.locked(self._tell_waiting) as lock:
            if not self.host.has_its_program():
                raise ProgramChangedError
            yield lock
