"""Judges the answers of a search engine: compares the results with the relevant tasks."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from search_engines import Engine
from search_queries import Class
from search_session import Session

from tests.office.search.queries import Case, recall
from tests.site_support import find_all, text

TASK_ID = re.compile(r"task-\d+")


@dataclass(frozen=True)
class Quality:
    """Means over queries: recall, precision of the first five, share of empty answers (0 to 1)."""

    recall: float
    precision: float
    empty: float

    def __str__(self) -> str:
        return f"{self.recall:.3f} / {self.precision:.3f} / {self.empty:.0%}"


@dataclass(frozen=True)
class Hit:
    """A result: the tasks that it counts as found, and the text of its page."""

    tasks: frozenset[int]
    text: str = ""

    def is_relevant(self, case: Case) -> bool:
        return bool(self.tasks & case.tasks) or case.is_answered_by(self.text)


def judge(session: Session, classes: Sequence[Class]) -> list[Quality]:
    read = reader_of_hits(session.engine)
    return [
        mean_quality([(read(session.results(one.query)), one) for one in each.cases])
        for each in classes
    ]


def reader_of_hits(engine: Engine) -> Callable[[list[str]], list[Hit]]:
    """A function that turns addresses of results into hits."""
    pages = {}
    for address, page in engine.site.pages.items():
        for content in find_all(page, "article", class_="md-content__inner"):
            named = {str(one.get(key)) for one in content.iter() for key in ("id", "href")}
            tasks = set() if engine.lists_tasks else {one.rpartition("#")[2] for one in named}
            pages[address] = Hit(_numbers(filter(TASK_ID.fullmatch, tasks)), text(content))

    def read(hits: list[str]) -> list[Hit]:
        found = []
        for page, _, anchor in (hit.partition("#") for hit in hits):
            if TASK_ID.fullmatch(anchor):
                found.append(Hit(_numbers({anchor})))
            else:
                found.append(pages[page])
        return found

    return read


def _numbers(ids: Iterable[str]) -> frozenset[int]:
    return frozenset(int(one.removeprefix("task-")) for one in ids)


def mean_quality(answers: Sequence[tuple[list[Hit], Case]]) -> Quality:
    recalls, precisions = [], []
    for found, case in answers:
        tasks = [number for hit in found for number in hit.tasks]
        recalls.append(recall(tasks, case.tasks) if case.tasks else 0.0)
        top = [hit.is_relevant(case) for hit in found[:5]]
        precisions.append(sum(top) / len(top) if top else 0.0)
    empty = statistics.mean(not found for found, _ in answers)
    return Quality(statistics.mean(recalls), statistics.mean(precisions), empty)


def weighted(qualities: Sequence[Quality], counts: Sequence[int]) -> Quality:
    """The means over all queries, from the means and counts of the classes."""

    def mean(name: str) -> float:
        return statistics.fmean([getattr(one, name) for one in qualities], counts)

    return Quality(mean("recall"), mean("precision"), mean("empty"))
