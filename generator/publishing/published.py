"""What has been published stays: the addresses of a site, and which of them another would lose.

An address is a page (`2022/juece-gongkai/`), a task (`2022/#task-39`) or a download or calendar
(`data/2022/tasks.csv`), relative to the site's root.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.language import vocabulary as words
from generator.language.problems import Finding, Place, PlanError, Problem
from generator.plan import addresses
from generator.plan.model import WorkPlan
from generator.publishing.errors import GitError
from generator.publishing.guard import DATA, DOCS
from generator.publishing.page_reader import PageContent
from generator.publishing.published_identifiers import changed_identifiers
from generator.publishing.published_progress import changed_entries, changed_evidence
from generator.publishing.releases import Release
from generator.publishing.repository import Repository
from generator.publishing.tables import Table, tables_of
from generator.table.loading import ARCHIVE_FOLDER
from generator.table.source import parse_source

_PAGE = "index.html"
_YEAR = re.compile(r"\d{4}/")
_TASK = re.compile(r"task-\d+")
_FOLDERS = (addresses.CHANGES_FOLDER, addresses.PROGRESS_FOLDER, addresses.REPORT_FOLDER)
_FOLLOWING = re.compile(rf"{addresses.YEARS}|\d{{4}}/(?:{'|'.join(_FOLDERS)})/")
"""The pages that go only with something else, which is told: with a year, or with entries."""
_DEPARTMENTS = addresses.DEPARTMENTS_FOLDER
_DATA = addresses.DATA_FOLDER
_KINDS = {
    "lost-year": r"(?P<year>\d{4})/",
    "lost-task": r"(?P<year>\d{4})/#task-(?P<number>\d+)",
    "lost-department": rf"(?P<year>\d{{4}})/{_DEPARTMENTS}/(?P<slug>[^/]+)/",
    "lost-evidence": rf"{_DATA}/(?P<year>\d{{4}})/{addresses.EVIDENCE_FOLDER}/(?P<file>[^/]+)",
    "lost-download": rf"{_DATA}/(?P<year>\d{{4}})/(?:{_DEPARTMENTS}/(?P<unit>[^/]+)\.ics|.*)",
    "lost-topic": r"(?P<year>\d{4})/(?P<slug>[^/]+)/",
    "lost-page": r"(?P<slug>.*)/",
}
"""How an address of each kind looks, by the code of the problem; the first that fits counts."""
_KEYS = {
    "lost-task": words.TASKS,
    "lost-evidence": words.TASKS,
    "lost-topic": words.TOPICS,
    "lost-department": words.DEPARTMENTS,
}
"""The part of a table in which something was lost."""


def addresses_in(site: Path) -> frozenset[str]:
    """The addresses of a built site that have to last.

    Feeds are left out: they go only with the page beside them, or with all that is told in them.
    """
    return frozenset(_addresses_in(site))


def _addresses_in(site: Path) -> Iterator[str]:
    for page in site.rglob(_PAGE):
        folder = page.parent.relative_to(site).as_posix()
        address = f"{folder}/"
        if folder == "." or _FOLLOWING.fullmatch(address):
            continue
        yield address
        if _YEAR.fullmatch(address):
            anchors = PageContent(page.read_text(encoding="utf-8")).anchors
            yield from (f"{address}#{anchor}" for anchor in anchors if _TASK.fullmatch(anchor))
    for file in (site / addresses.DATA_FOLDER).rglob("*.*"):
        if file.name != _PAGE and file.suffix != ".gz":
            yield file.relative_to(site).as_posix()


def without(published: Iterable[str], withdrawn: Sequence[str]) -> frozenset[str]:
    """The addresses that are left when these are withdrawn, each with all that is below it.

    Downloads are below what they are of: `2022` withdraws `2022/` and `data/2022/`, and a
    department's address withdraws its calendar.
    """
    return frozenset(one for one in published if not any(_covers(it, one) for it in withdrawn))


def _covers(withdrawn: str, address: str) -> bool:
    wanted = withdrawn.strip("/")
    below = (f"{wanted}/", f"{_DATA}/{wanted}/", f"{_DATA}/{wanted}.")
    return bool(wanted) and (address == wanted or address.startswith(below))


def taken_over(before: Mapping[int, Table], after: Mapping[int, Table]) -> frozenset[str]:
    """The addresses of topics and departments that would lead to something else.

    A row that has got another name keeps its addresses.
    """
    found = set()
    for year in before.keys() & after.keys():
        owners, names = _owners(after[year].plan), _owners(before[year].plan)
        still_there = set(owners.values())
        for address, name in names.items():
            owner = owners.get(address)
            if owner is None or (owner != name and name in still_there):
                found.add(address)
    return frozenset(found)


def _owners(plan: WorkPlan) -> dict[str, tuple[str, str]]:
    """Whose each address is: the key of the register, and the name."""
    owners: dict[str, tuple[str, str]] = {}
    for topic in plan.topics:
        for slug in (topic.slug, *topic.former_slugs):
            owners[addresses.topic(plan.year, slug)] = words.TOPICS, topic.name
    for unit in plan.departments:
        for slug in (unit.slug, *unit.former_slugs):
            owners[addresses.department(plan.year, slug)] = words.DEPARTMENTS, unit.name
    return owners


def losses(
    repository: Repository, live: Release, site: Path, commit: str, withdrawn: Sequence[str]
) -> list[Problem]:
    """What a built site of a commit would lose of the live release, and is not withdrawn.

    There is a problem for each address, and for each identifier of a task, entry of its progress
    and file that is evidence; the detail `address` is what a maintainer may withdraw.

    Raises:
        OSError: a page could not be read.
    """
    before, after = _tables(repository, live.commit), _tables(repository, commit)
    missing = addresses_in(live.folder) - addresses_in(site)
    lost = without(missing | taken_over(before, after), withdrawn)
    changed = [
        *changed_identifiers(before, after),
        *changed_entries(before, after),
        *changed_evidence(live.folder, site),
    ]
    named = without((str(one.details["address"]) for one in changed), withdrawn)
    return [
        *loss_problems(lost, after),
        *(one for one in changed if one.details["address"] in named),
    ]


def withdrawable(problems: Iterable[Problem]) -> list[str]:
    """What would have to be withdrawn, each once, as it is written on a command line."""
    named = dict.fromkeys(str(problem.details["address"]) for problem in problems)
    return [f'"{address}"' if " " in address else address for address in named]


def _tables(repository: Repository, commit: str) -> Mapping[int, Table]:
    """The tables of a commit; none for an old release whose commit is gone or not valid now.

    Then identifiers and entries are not compared, as the report of the publication says.
    """
    try:
        return tables_of(commit, repository)
    except (PlanError, GitError):
        return {}


def loss_problems(lost: frozenset[str], tables: Mapping[int, Table]) -> list[Problem]:
    """A problem for each lost address, at the place where it can be put back.

    What is below a lost year is left out. `tables` are those of the new commit, by year.
    """
    problems = []
    for address in sorted(lost):
        code, parts = _kind(address)
        year = int(parts["year"]) if "year" in parts else None
        if lost.isdisjoint(_above(year, parts) - {address}):
            place = _place(code, year, parts, tables)
            problems.append(Problem(place, code, {"address": address, **parts}))
    return problems


def _kind(address: str) -> tuple[str, dict[str, str]]:
    found = ((code, re.fullmatch(pattern, address)) for code, pattern in _KINDS.items())
    code, match = next((code, match) for code, match in found if match)
    return code, match.groupdict(default="")


def _above(year: int | None, parts: Mapping[str, str]) -> set[str]:
    """The addresses whose loss says enough: the year's, and for a calendar its department's."""
    if year is None:
        return set()
    return {addresses.plan(year), addresses.department(year, parts.get("unit", ""))}


def _place(
    code: str, year: int | None, parts: Mapping[str, str], tables: Mapping[int, Table]
) -> Place:
    """Where what was lost can be put back: at its part of the table, or at the head of a file."""
    if year is None:
        return Place(Path(DOCS, f"{parts['slug']}.md"))
    if year not in tables:
        return Place(Path(DATA, ARCHIVE_FOLDER, f"{year}.yaml"))
    table = tables[year]
    file = Path(table.path)
    if code not in _KEYS:
        return Place(file)
    finding = Finding((_KEYS[code],), code, at_key=True)
    return parse_source(file, table.content).locate(finding).place
