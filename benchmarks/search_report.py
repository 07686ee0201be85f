"""The tables that the search's benchmark prints."""

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
Relevant are the tasks that have a query's words in a field, as written once both are folded, or
by the sounds or initials that they are typed as; of a word with a mistake, those of the word meant.
A result of ours leads to one task, or to a page, which then counts as having found no task. A
result of Material or Pagefind is a page with its sections: it counts as having found all tasks that
the page has or links to, which is generous. A page is relevant if its text has the words, or if a
task that it counts for is."""

TIMES = """\
Milliseconds from the event (`input`; for Material, which hears nothing else, `keyup`) until the
list is in the page, and until the frame with it was painted, which waits for the display: half a
frame of 60 Hz on the mean. On the page of all tasks (Pagefind: an empty one). Warm; {rounds} rounds
of all queries, or of as many as an engine answers in {seconds} s. Medians of all, the largest
median of a query, and the one worst time, which other work on this machine may have made
(load {load:.1f}). Pagefind draws five results, without the 300 ms that its interface waits."""


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
        "With what comes with the page for the search alone: of ours box.js, of Material its worker"
        "\nand index. Of Material's bundle nothing is counted, of Pagefind no interface."
        "\nOur hand-written pages are asked for once the first result is shown, and not counted."
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
    rows.append(["to ours", "", *ratios, "", ""])
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
    head = ["engine", "N", "in the page", "painted", "slowest query", "worst", "of", "to ours"]
    show_table([*head, *bars], rows)


def yes_or_no(met: bool) -> str:
    return "yes" if met else "**no**"


def show_table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> None:
    for row in (head, ["---"] * len(head), *rows):
        print("|", " | ".join(map(str, row)), "|")
    print(flush=True)
