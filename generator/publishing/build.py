"""A commit → a whole release, or every problem there is; nothing that is public changes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from generator.building.mkdocs_process import MkDocs
from generator.language.problems import Place, PlanError, Problem
from generator.publishing.compression import Compressor
from generator.publishing.errors import BuildError, raise_if_full, raise_if_written_full
from generator.publishing.git import Entry, Repository
from generator.publishing.guard import DATA, is_editable, refusals
from generator.publishing.link_check import check_site
from generator.publishing.program import Program
from generator.publishing.releases import Release, Releases
from generator.table.history import REVISIONS

_BAD_LINK = re.compile(
    r"WARNING -\s+Doc file '(?P<page>.+?)' contains .*?link '(?P<link>.+?)',(?P<why>.*)"
)
_COMPRESSED_BY_MKDOCS = ("sitemap.xml",)  # in its own way; ours takes the place of it in the end
_COMPLAINT = re.compile(r"^(?:WARNING|ERROR|CRITICAL|Error:)\b")

if TYPE_CHECKING:
    from generator.plan.model import WorkPlan


@dataclass(frozen=True)
class Builder:
    """What builds, from which repository, for which public folder."""

    repository: Repository
    program: Program
    releases: Releases
    lock: int
    """The file descriptor of the lock, held on by the build while it runs."""
    mkdocs: MkDocs
    """It has no order yet, and is ended with the build."""

    def build(
        self,
        commit: str,
        on_step: Callable[[str], None],
        on_plan: Callable[[WorkPlan], None],
    ) -> Release:
        """Build a commit strictly and check it; `on_step` hears `build`, `links`, `finish`.

        `on_plan` gets the plan in force while the pages are made, so what it does takes no time.

        Raises:
            PlanError: with all problems of the stage reached.
            BuildError: the build failed otherwise.
            DiskFullError: there was no room.
        """
        tree = self.repository.tree(commit)
        if problems := refusals(tree):
            raise PlanError(problems)
        try:
            with self.releases.workshop() as workshop:
                source, site = workshop / "source", workshop / "site"
                source.mkdir()
                self._lay_out(tree, source)
                on_step("build")
                live = self.releases.current()
                compressor = Compressor(site, live.folder if live else None)

                def compress(file: Path) -> None:
                    if file.name not in _COMPRESSED_BY_MKDOCS:
                        compressor.compress(file)

                self._render(commit, tree, workshop, on_plan, compress)
                on_step("links")
                found = check_site(site)
                if found.problems:
                    raise PlanError(found.problems)
                on_step("finish")
                compressor.compress_all()
                return self.releases.add(site, commit, self.program.identity, found.url)
        except OSError as error:
            raise_if_full(error)
            raise

    def _lay_out(self, tree: Sequence[Entry], source: Path) -> None:
        """The plan from the commit, everything else from the program."""
        (source / "docs").mkdir()
        for entry, content in self.repository.blobs(e for e in tree if is_editable(e.path)):
            file = source / entry.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        self.program.lend_to(source)

    def _render(
        self,
        commit: str,
        tree: Sequence[Entry],
        workshop: Path,
        on_plan: Callable[[WorkPlan], None],
        on_file: Callable[[Path], None],
    ) -> None:
        """MkDocs, in its own process, while the plan and the files are read in this one."""
        source, site = workshop / "source", workshop / "site"
        revisions = {REVISIONS: self._revisions(commit, tree, source)}
        self.mkdocs.build(source, site, self.lock, HOME=str(workshop), **revisions)
        try:
            # Imported while MkDocs is at work already: it takes a tenth of a second.
            from generator.table.loading import load_site_data

            on_plan(load_site_data(source / "data").plans[0])
            with ThreadPoolExecutor(1) as pool:
                said = pool.submit(self.mkdocs.said)
                _tell_files(site, on_file, said)
                output, is_built = said.result()
            if not is_built:
                raise_if_written_full(output)
                _raise_for(output, source)
        except PlanError as error:
            raise PlanError(list(_relative(error.problems, source))) from None
        finally:
            self.mkdocs.end()  # before the folder that it writes to goes

    def _revisions(self, commit: str, tree: Sequence[Entry], source: Path) -> str:
        tables = [entry.path for entry in tree if re.fullmatch(rf"{DATA}.+\.yaml", entry.path)]
        dates = {path: self.repository.revision(commit, path) for path in tables}
        known = {str(source / path): date and date.isoformat() for path, date in dates.items()}
        return json.dumps(known)


def _tell_files(
    site: Path, on_file: Callable[[Path], None], said: Future[tuple[str, bool]]
) -> None:
    """Tell of each file as MkDocs writes it, and anew when it has changed, until MkDocs ends.

    So a file may be told of that is half written, and it may not be told of at all.
    """
    seen: set[tuple[str, int, int]] = set()
    while not said.done():
        for file in site.rglob("*"):
            state = file.stat()
            version = (str(file), state.st_size, state.st_mtime_ns)
            if version not in seen and not said.done():
                seen.add(version)
                on_file(file)
        wait([said], timeout=0.01)


def _raise_for(output: str, source: Path) -> NoReturn:
    """Why MkDocs failed: problems at their places, as far as they are known, or what it said.

    Raises:
        PlanError, BuildError: the one or the other.
    """
    from generator.pipeline import generate_site

    generate_site(source / "data", source / "docs")
    if problems := list(_bad_links(output, source)):
        raise PlanError(problems)
    complaints = [line for line in output.splitlines() if _COMPLAINT.match(line)]
    raise BuildError("\n".join(complaints) or output.strip())


def _relative(problems: Sequence[Problem], source: Path) -> Iterator[Problem]:
    for problem in problems:
        place = problem.place
        if place.file.is_relative_to(source):
            place = Place(place.file.relative_to(source), place.line, place.column)
        yield replace(problem, place=place)


def _bad_links(output: str, source: Path) -> Iterator[Problem]:
    """What MkDocs says about links in hand-written pages, as problems at their places."""
    for match in _BAD_LINK.finditer(output):
        page = Path("docs", match["page"])
        if not (source / page).is_file():
            continue
        lines = (source / page).read_text(encoding="utf-8").splitlines()
        at = ((row, line.find(match["link"])) for row, line in enumerate(lines, start=1))
        row, column = next(((row, found) for row, found in at if found >= 0), (1, 0))
        code = "dead-anchor" if "anchor" in match["why"] else "dead-link"
        yield Problem(Place(page, row, column + 1), code, {"target": match["link"]})
