"""Build a commit into a complete release, or list all its problems. The live site stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.building.mkdocs_process import build_site
from generator.language.problems import Place, PlanError, Problem
from generator.language.wording import Wording
from generator.pages.limits import all_excesses
from generator.publishing.compression import compress_site
from generator.publishing.errors import BuildError
from generator.publishing.guard import DOCS, is_editable, refusals
from generator.publishing.host import Host
from generator.publishing.link_check import check_site
from generator.publishing.program import Program
from generator.publishing.releases import Release
from generator.publishing.repository import Entry, Repository
from generator.publishing.tables import tables_of
from generator.publishing.time_limit import Budget
from generator.table.history import REVISIONS, named

SECONDS = 27
"""How long a push may take at 72 tasks, apart from git's own work and the last report."""
_SECONDS_A_ROW = 0.03
"""How much longer it may take for each task, topic and department, on a slow server."""


def inspect(host: Host, commit: str) -> None:
    """Refuse a commit with files that no one may push, or with pages that hold too much.

    No file is read before the first of these checks, and no page is parsed before the second.

    Raises:
        PlanError: with all such files.
    """
    tree = host.repository.tree(commit)
    if problems := refusals(tree):
        raise PlanError(problems)
    pages = [entry for entry in tree if entry.path.startswith(DOCS) and entry.path.endswith(".md")]
    contents = {Path(page.path): content for page, content in host.repository.blobs(pages)}
    if problems := all_excesses(contents):
        raise PlanError(problems)


@dataclass(frozen=True)
class Builder:
    """Builds releases with a host's program; `tell` gets a sentence for each step."""

    host: Host
    tell: Callable[[str], None]
    wording: Wording

    def release(self, commit: str, check: Callable[[Path], None], budget: Budget) -> Release:
        """Build a commit, check the site, and add it to the releases.

        `check` raises a `PlanError` if a built site, in its folder, can't be published.

        Raises:
            PlanError: with all problems of the stage reached.
            BuildError: MkDocs failed, or gave a warning that no problem explains.
            TooSlowError: it takes longer than the budget, and what large plans add to it.
            OSError: a file could not be written, for example on a full disk.
        """
        host = self.host
        tree = host.repository.tree(commit)
        with budget.spent():
            budget.extend(seconds_for(host.repository, commit))
        with budget.spent(), host.releases.workshop() as workshop:
            source, site = workshop / "source", workshop / "site"
            _lay_out(host.repository, host.program, tree, source)
            self.tell(self.wording.say("publish.step-build"))
            history = named(source, commit, host.repository.environment)
            variables = {"HOME": str(workshop), REVISIONS: history}
            outcome = build_site(host.program.python, source, site, **variables)
            if outcome.problems:
                raise PlanError(outcome.problems)
            if not outcome.is_built:
                raise BuildError("\n".join(outcome.complaints))
            refuse_empty(host.repository, commit)
            self.tell(self.wording.say("publish.step-links"))
            found = check_site(site)
            if found.problems:
                raise PlanError(found.problems)
            if outcome.complaints:
                raise BuildError("\n".join(outcome.complaints))
            check(site)
            self.tell(self.wording.say("publish.step-finish"))
            compress_site(site)
            return host.releases.add(site, commit, host.program.identity, found.url)


def refuse_empty(repository: Repository, commit: str) -> None:
    """Refuse a plan that has only been started: it can be previewed, but it is for no reader.

    Raises:
        PlanError: there are no tasks.
    """
    tables = tables_of(commit, repository).values()
    if empty := [Path(table.path) for table in tables if not table.plan.tasks]:
        raise PlanError([Problem(Place(file), "no-tasks") for file in empty])


def seconds_for(repository: Repository, commit: str) -> float:
    """How much longer the build of a commit may take; one with a wrong table ends soon."""
    try:
        plans = [table.plan for table in tables_of(commit, repository).values()]
    except PlanError:
        return 0
    rows = sum(len(plan.tasks) + len(plan.topics) + len(plan.departments) for plan in plans)
    return rows * _SECONDS_A_ROW


def _lay_out(repository: Repository, program: Program, tree: Sequence[Entry], source: Path) -> None:
    """Write the plan of the commit into a folder, and links to the program's files beside it."""
    (source / "docs").mkdir(parents=True)
    for entry, content in repository.blobs(e for e in tree if is_editable(e.path)):
        file = source / entry.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    program.lend_to(source)
