"""Prints the tables of the search benchmark."""

from __future__ import annotations

import os
import statistics
from collections.abc import Mapping, Sequence

from search_engines import OURS
from search_quality import Quality, weighted
from search_queries import OFF_TOPIC_BAR, Class
from search_session import FIRST_QUERIES, ROUNDS, TURN_SECONDS, Answer, Loading

MEDIAN_BARS, WORST, KB_BAR = {72: 16, 1_000: 50, 10_000: 100}, 3, 15

RULE = """\
A task is relevant if one of its fields contains the words of the query: as written (both folded),
or by their pinyin or initials. For a word with a mistake, the intended word counts. A result of
ours leads to one task, or to a page, which counts as no task found. A result of Material or
Pagefind is a page with its sections. It counts as finding all tasks that the page contains or links
to, which is generous. A page is relevant if its text contains the words, or if one of these tasks
is relevant."""

TIMES = """\
Milliseconds from the event (`input`; `keyup` for Material, which ignores `input`) until the list is
in the page, and until its frame is painted. Painting waits for the display, on average half a frame
at 60 Hz. Measured on the page of all tasks (Pagefind: on an empty page), after a warm-up, in
{rounds} rounds of all queries, or of as many as an engine answers in {seconds} s. Shown are the
median of all times, the largest median of one query, and the worst time, which other work on this
machine may have caused (load {load:.1f}). Pagefind shows five results, without the 300 ms that its
interface waits."""


def show_bytes(size: int, names: Sequence[str], measured: Sequence[Loading]) -> None:
    print("\nKB (gzip -9) from focusing the box to the first result, and seconds until ready:\n")
    rows = []
    for name, one in zip(names, measured, strict=True):
        sizes = [
            f"{kb:.1f} (× {kb / ours:.2f})"
            for kb, ours in zip(one.kilobytes, measured[0].kilobytes, strict=True)
        ]
        verdicts = [""]
        if size == 72 and name == OURS:
            verdicts = [", ".join(yes_or_no(kb <= KB_BAR) for kb in one.kilobytes)]
        rows.append([name, *sizes, f"{one.seconds:.2f}", *verdicts])
    head = [f"{name} ({query})" for name, query in FIRST_QUERIES.items()]
    show_table(["engine", *head, "ready, s", f"≤ {KB_BAR} KB at 72 tasks"], rows)
    print(
        "Files that load with the page only for the search are counted: our box.js, and Material's"
        "\nworker and index. Material's bundle and Pagefind's interface are not counted."
        "\nOur index of hand-written pages loads after the first result and is not counted."
        "\nMaterial loads its index with the page, before its box has the focus."
    )


def show_quality(
    names: Sequence[str], classes: Sequence[Class], judged: Sequence[Sequence[Quality]]
) -> None:
    print(f"\n{RULE}\n\nRecall / precision@5 / share of queries with nothing found:\n")
    rows = []
    for place, each in enumerate(classes):
        figures = [quality[place] for quality in judged]
        if each.is_off_topic:
            bar = f"at most {OFF_TOPIC_BAR:.3f} answered"
            met = 1 - figures[0].empty <= OFF_TOPIC_BAR
        else:
            bar = (
                f"{each.recall:.2f} / {each.precision:.2f}"
                if each.precision
                else (f"{each.recall:.2f}")
            )
            met = figures[0].recall >= each.recall and figures[0].precision >= each.precision
        rows.append([each.name, len(each.cases), *map(str, figures), bar, yes_or_no(met)])
    counts = [0 if each.is_off_topic else len(each.cases) for each in classes]
    overall = [weighted(quality, counts) for quality in judged]
    rows.append(["**all but off topic**", sum(counts), *map(str, overall), "", ""])
    ratios = [
        f"× {one.recall / overall[0].recall:.2f} / {one.precision / overall[0].precision:.2f}"
        for one in overall
    ]
    rows.append(["relative to ours", "", *ratios, "", ""])
    show_table(["class", "queries", *names, "bar", "met"], rows)


def show_times(size: int, times: Mapping[str, Sequence[Answer]]) -> None:
    bar = MEDIAN_BARS.get(size)
    ours = statistics.median(one.painted for one in times[OURS])
    rows = []
    for name, taken in times.items():
        median = statistics.median(one.painted for one in taken)
        in_page = statistics.median(one.in_page for one in taken)
        slowest = max(taken, key=lambda one: one.painted)
        met = ["", ""]
        if name == OURS and bar:
            met = [yes_or_no(median <= bar), yes_or_no(slowest.painted <= bar * WORST)]
        medians = [
            statistics.median(one.painted for one in taken if one.query == query)
            for query in {one.query for one in taken}
        ]
        shown = [f"{one:.1f}" for one in (in_page, median, max(medians), slowest.painted)]
        rows.append([name, len(taken), *shown, slowest.query, f"× {median / ours:.2f}", *met])
    print("\n" + TIMES.format(rounds=ROUNDS, seconds=TURN_SECONDS, load=os.getloadavg()[0]) + "\n")
    bars = [f"median ≤ {bar}", f"worst ≤ {bar * WORST}"] if bar else ["no bar", "no bar"]
    head = ["engine", "N", "in the page", "painted", "slowest query", "worst", "of", "× ours"]
    show_table([*head, *bars], rows)


def yes_or_no(met: bool) -> str:
    return "yes" if met else "**no**"


def show_table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> None:
    for row in (head, ["---"] * len(head), *rows):
        print("|", " | ".join(map(str, row)), "|")
    print(flush=True)
