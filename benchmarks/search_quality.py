"""How well an engine answers: what it finds against what is relevant."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search_engines import ROOT, Engine
from search_queries import Class
from search_session import Session

from tests.search.oracle import recall


@dataclass(frozen=True)
class Quality:
    """Means over queries: recall, precision among the first five, share with nothing found."""

    recall: float
    precision: float
    empty: float

    def __str__(self) -> str:
        return f"{self.recall:.3f} / {self.precision:.3f} / {self.empty:.0%}"


def judge(session: Session, classes: Sequence[Class]) -> list[Quality]:
    tasks_led_to = reader_of_hits(session.engine)
    return [
        mean_quality([(tasks_led_to(session.results(query)), wanted) for query, wanted in c.cases])
        for c in classes
    ]


def reader_of_hits(engine: Engine) -> Callable[[list[str]], list[set[int]]]:
    """What gives the tasks that each result leads to, the hand-written pages left out."""
    tasks_on = {
        file.relative_to(engine.site.folder).as_posix().removesuffix("index.html"): {
            int(number) for number in re.findall(r'task-(\d+)"', file.read_text(encoding="utf-8"))
        }
        for file in engine.site.folder.rglob("*.html")
    }
    hand_written = {f"{file.stem}/" for file in (ROOT / "docs").glob("*.md")}

    def tasks_led_to(hits: list[str]) -> list[set[int]]:
        found = []
        for page, _, anchor in (hit.partition("#") for hit in hits):
            if anchor.startswith("task-"):
                found.append({int(anchor.removeprefix("task-"))})
            elif page not in hand_written:
                found.append(tasks_on[page])
        return found

    return tasks_led_to


def mean_quality(answers: Sequence[tuple[list[set[int]], set[int]]]) -> Quality:
    recalls, precisions = [], []
    for found, wanted in answers:
        top = found[:5]
        recalls.append(recall([*set().union(*found)], wanted) if wanted else 0.0)
        precisions.append(sum(bool(one & wanted) for one in top) / len(top) if top else 0.0)
    empty = statistics.mean(not found for found, _ in answers)
    return Quality(statistics.mean(recalls), statistics.mean(precisions), empty)


def weighted(qualities: Sequence[Quality], counts: Sequence[int]) -> Quality:
    """The means over all queries."""

    def mean(name: str) -> float:
        return statistics.fmean([getattr(one, name) for one in qualities], counts)

    return Quality(mean("recall"), mean("precision"), mean("empty"))
