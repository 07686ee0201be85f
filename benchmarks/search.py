"""The search of the built site in Chromium, beside Material's and Pagefind's over the same pages.

What a query should find, and the queries by class, are those of `tests/search`. Material has
`lang: zh` with jieba; Pagefind is the extended one, run over the HTML of bare Material.
The engines take turns in one browser; ratios say how many times our figure the other's is.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import logging
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Browser
from pypinyin import lazy_pinyin

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.search import mistakes  # noqa: E402
from tests.search.oracle import has_initials, recall, relevant  # noqa: E402
from tests.search.test_queries import (  # noqa: E402
    LONG_ENOUGH,
    QUERIES,
    SPOKEN,
    WAYS_TO_SPELL,
    Case,
    case,
    written_cases,
)
from tests.site_support import (  # noqa: E402
    WIDE,
    BuiltSite,
    copy_project,
    open_browser,
    read_table,
    serve,
)

OURS = "ours"
SIZES = (72, 1_000, 10_000)
TIMED_OF_A_CLASS, ROUNDS, TURN_SECONDS = 2, 3, 20
MEDIAN_BARS, WORST, KB_BAR = {72: 16, 1_000: 50, 10_000: 100}, 3, 15
FIRST_QUERIES = {"as written": "政策解读", "in pinyin": "zhengcejiedu"}
MISTAKES = {
    mistakes.homophone: 0.98,
    mistakes.substitution: 0.98,
    mistakes.insertion: 0.98,
    mistakes.swap: 0.98,
    mistakes.deletion: 0.9,
}
OFF_TOPIC, OFF_TOPIC_BAR = "off topic", 1 / 12

RULE = """\
Relevant are the tasks that have a query's words in a field, as written once both are folded, or
by the sounds or initials that they are typed as; of a word with a mistake, those of the word meant.
A result of ours leads to one task. A result of Material or Pagefind is a page with its sections:
it counts as relevant if the page has a relevant task anywhere, and as having found all tasks that
the page has, which is generous. Hand-written pages among the results are not judged."""

TIMES = """\
Milliseconds from the event (`input`; for Material, which hears nothing else, `keyup`) until the
list is in the page, and until the frame with it was painted, which waits for the display: half a
frame of 60 Hz on the mean. On the page of all tasks (Pagefind: an empty one). Warm; {rounds} rounds
of all queries, or of as many as an engine answers in {seconds} s. Medians of all, the largest
median of a query, and the one worst time, which other work on this machine may have made
(load {load:.1f}). Pagefind draws five results, without the 300 ms that its interface waits."""

ASK = """([selector, shownSelector, event]) => {
    const input = document.querySelector(selector);
    const shown = document.querySelector(shownSelector);
    const changed = () => new Promise((done, fail) => {
        setTimeout(fail, 600000, new Error('no answer in ten minutes'));
        new MutationObserver((_, observer) => {
            observer.disconnect();
            done();
        }).observe(shown, { childList: true, characterData: true, subtree: true });
    });
    const painted = () => new Promise((done) => {
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = done;
            port2.postMessage(null);
        });
    });
    const answer = async (query) => {
        await new Promise((done) => setTimeout(done, Math.random() * 34)); // any phase of a frame
        const listed = changed();
        input.value = query;
        const start = performance.now();
        input.dispatchEvent(new Event(event, { bubbles: true }));
        await listed;
        const inPage = performance.now() - start;
        await painted();
        return [inPage, performance.now() - start];
    };
    window.ask = async (query) => {
        if (query === input.value) await answer(''); // the same again would change nothing
        return answer(query);
    };
}"""
# Material draws its results as the reader scrolls; its worker's answer holds all of them.
HEAR_WORKER = """window.Worker = class extends Worker {
    constructor(...options) {
        super(...options);
        this.addEventListener('message', ({ data: { type, data } }) => {
            if (type === 1) window.isReady = true;
            if (type === 3) window.hits = data.items.map(([first]) => first.location);
        });
    }
};"""
PAGEFIND_PAGE = """<!doctype html><html lang="zh"><title>.</title><input><ol></ol>
<script type="module">
const input = document.querySelector('input');
const list = document.querySelector('ol');
let pagefind;
input.addEventListener('focus', async () => {
    pagefind = await import('./pagefind/pagefind.js');
    await pagefind.init();
    window.isReady = true;
}, { once: true });
input.addEventListener('input', async () => {
    const { results } = await pagefind.search(input.value);
    window.results = results;
    const first = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    list.innerHTML = first.map(({ url, meta, excerpt }) =>
        `<li><a href="${url}">${meta.title}</a><p>${excerpt}</p>`).join('') || '<li>0';
});
</script>
"""


@dataclass(frozen=True)
class Engine:
    """A searching site: how it is asked, and how its answer is read."""

    name: str
    site: BuiltSite
    start: str  # the address of the page to search from
    box: str
    shown: str  # what changes with every answer
    is_ready: str
    hits: str  # gives the addresses of all results, the best first
    event: str = "input"
    before: str = ""  # a script run before those of the page
    with_page: str = "$^"  # pattern of files that come with the page and serve the search alone


@dataclass(frozen=True)
class Quality:
    """Means over queries: recall, precision among the first five, share with nothing found."""

    recall: float
    precision: float
    empty: float

    def __str__(self) -> str:
        return f"{self.recall:.3f} / {self.precision:.3f} / {self.empty:.0%}"


@dataclass(frozen=True)
class Class:
    """Queries of one kind and the least they must reach; off-topic ones find nothing relevant."""

    name: str
    cases: Sequence[Case]
    recall: float = 1.0
    precision: float = 0.0


@dataclass(frozen=True)
class Loading:
    """Seconds from focusing the box until it is ready, and KB before each of the first results."""

    seconds: float
    kilobytes: Sequence[float]


Judged = Sequence[Sequence[Quality]]
"""Of each engine, the quality in each class."""


class Session:
    """An engine's page in the browser, its box focused and its index loaded."""

    def __init__(self, browser: Browser, engine: Engine, url: str) -> None:
        context = browser.new_context(viewport=WIDE)
        if engine.before:
            context.add_init_script(engine.before)
        self.engine, self.page = engine, context.new_page()
        self.page.set_default_timeout(120_000)
        requests: set[str] = set()
        context.on("request", lambda request: requests.add(urlsplit(request.url).path))
        self.page.goto(url + engine.start)  # until it is loaded, and then all is quiet
        self.page.wait_for_load_state("networkidle")
        self.requests, self.with_page = requests, frozenset(requests)
        start = time.perf_counter()
        self.page.focus(engine.box)
        self.page.wait_for_function(engine.is_ready)
        self.seconds_to_ready = time.perf_counter() - start
        self.page.evaluate(ASK, [engine.box, engine.shown, engine.event])

    def ask(self, query: str) -> tuple[float, float]:
        in_page, painted = self.page.evaluate("(query) => ask(query)", query)
        return in_page, painted

    def results(self, query: str) -> list[str]:
        """The addresses of all results, as far as they follow the site's own."""
        self.ask(query)
        hits: list[str] = self.page.evaluate(self.engine.hits)
        return [re.sub(r"^(https?://[^/]*)?/", "", hit) for hit in hits]

    def kilobytes(self) -> float:
        """What was loaded for the search so far, each file as `gzip -9` sends it."""
        for_search = {path for path in self.with_page if re.search(self.engine.with_page, path)}
        paths = for_search | (self.requests - self.with_page)
        files = [self.engine.site.file(path.lstrip("/")) for path in paths]
        return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1e3

    def close(self) -> None:
        self.page.context.close()


def main() -> None:
    """Print the tables of a size as they are measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="tasks in a plan")
    parser.add_argument("--queries", type=int, help="of each class, the first so many only")
    options = parser.parse_args()
    logging.disable()  # what MkDocs says of the made-up plan
    if importlib.util.find_spec("pagefind_bin_extended") is None:
        print("Without Pagefind: the package pagefind[extended] is not installed.")
    with open_browser() as browser:
        print(f"Chromium {browser.version}, Material {version('mkdocs-material')}", flush=True)
        for size in options.sizes:
            with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
                engines = make_engines(Path(folder), size)
                urls = [stack.enter_context(serve(engine.site)) for engine in engines]
                print(f"\n## {size:,} tasks", flush=True)
                pairs = list(zip(engines, urls, strict=True))
                measure(browser, pairs, size, options.queries)


def measure(
    browser: Browser, engines: Sequence[tuple[Engine, str]], size: int, most: int | None
) -> None:
    classes = [replace(each, cases=each.cases[:most]) for each in all_classes()]
    names = [engine.name for engine, _ in engines]
    show_bytes(size, names, [load(browser, engine, url) for engine, url in engines])
    sessions = [Session(browser, engine, url) for engine, url in engines]
    if size == len(read_table()["任务"]):  # what is relevant is known of the real table
        show_quality(names, classes, [judge(session, classes) for session in sessions])
    queries = [query for each in classes for query, _ in each.cases[:TIMED_OF_A_CLASS]]
    Random(1).shuffle(queries)  # a slow engine gets through a part only, and of all classes
    show_times(size, sessions, queries)
    for session in sessions:
        session.close()


def all_classes() -> list[Class]:
    written = QUERIES["written"].items()
    classes = [Class(name, list(written_cases(each)), 1, 0.98) for name, each in written]
    for way, spell in WAYS_TO_SPELL.items():
        classes.append(Class(f"pinyin, {way}", [case(spell(w), w) for w in SPOKEN], 1, 0.98))
    initials = ["".join(sound[0] for sound in lazy_pinyin(word)) for word in SPOKEN]
    answers = [(letters, relevant(letters, rule=has_initials)) for letters in initials]
    classes.append(Class("initials", answers, 1, 0.9))
    chance = Random(1)
    for mistake, bar in MISTAKES.items():
        cases = [case(mistake(word, chance), word) for word in LONG_ENOUGH]
        classes.append(Class(f"mistake, {mistake.__name__}", cases, bar))
    return [*classes, Class(OFF_TOPIC, [(query, set()) for query in QUERIES["off topic"]])]


def make_engines(folder: Path, size: int) -> list[Engine]:
    """Build our site and the others' over the same pages."""
    (folder / "office").mkdir()
    project = copy_project(folder / "office")
    project.write_data("tasks.yaml", grown_table(size))
    ours = project.build()
    bare = build_bare(project.folder, folder / "bare")
    start = f"{read_table()['年份']}/"
    engines = [
        Engine(
            name=OURS,
            site=ours,
            start=start,
            box="#wp-query",
            shown=".wp-search__status",
            is_ready="""() => {
                const { dataset, textContent } = document.querySelector('.wp-search__status');
                return textContent === dataset.hint;
            }""",
            hits="""async () => {
                const up = new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true });
                document.querySelector('#wp-query').dispatchEvent(up); // to the last: draws all
                await new Promise((done) => setTimeout(done));
                return [...document.querySelectorAll('#wp-hits a')].map((hit) => hit.href);
            }""",
            with_page=r"/box\.js$",
        ),
        Engine(
            name="Material + jieba",
            site=bare,
            start=start,
            box=".md-search__input",
            shown=".md-search-result__meta",
            is_ready="() => window.isReady",
            hits="() => hits",
            event="keyup",
            before=HEAR_WORKER,
            with_page=r"/workers/search|/lunr/|/search_index\.json$",
        ),
    ]
    if importlib.util.find_spec("pagefind_bin_extended"):
        engines.append(make_pagefind(bare))
    return engines


def build_bare(office: Path, folder: Path) -> BuiltSite:
    """The same pages, built by Material without us."""
    work_plan = (sys.executable, "-c", "from generator.cli import main; main()")
    run((*work_plan, "pages", str(folder / "docs")), office)
    shutil.copytree(office / "docs", folder / "docs", dirs_exist_ok=True)
    settings = {
        "site_name": "bare",
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": [{"search": {"lang": "zh"}}],
        "markdown_extensions": ["attr_list", "def_list", {"toc": {"toc_depth": 2}}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    run((sys.executable, "-m", "mkdocs", "build", "--quiet"), folder)
    return BuiltSite(folder / "site")


def run(command: Sequence[str], folder: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)


def make_pagefind(bare: BuiltSite) -> Engine:
    folder, page = str(bare.folder), "pagefind.html"
    command = (sys.executable, "-m", "pagefind", "--site", folder, "--root-selector", "article")
    run(command, bare.folder)
    (bare.folder / page).write_text(PAGEFIND_PAGE, encoding="utf-8")
    return Engine(
        name=f"Pagefind {version('pagefind')}",
        site=bare,
        start=page,
        box="input",
        shown="ol",
        is_ready="() => window.isReady",
        hits="""async () => {
            const found = await Promise.all(results.map((result) => result.data()));
            return found.map(({ url }) => url);
        }""",
    )


def grown_table(size: int) -> dict[str, object]:
    """The table with its tasks over and over, each time under slightly different names."""
    table = read_table()
    tasks = table["任务"]
    grown = []
    for place in range(size):
        task = dict(tasks[place % len(tasks)])
        if turn := place // len(tasks):
            task["任务名称"] += f"（{turn + 1}）"
        grown.append(task)
    topics = [topic["名称"] for topic in table["主题"]]
    grown.sort(key=lambda task: topics.index(task["主题"]))
    table["任务"] = [task | {"序号": number} for number, task in enumerate(grown, 1)]
    return table


def load(browser: Browser, engine: Engine, url: str) -> Loading:
    kilobytes = []
    for query in FIRST_QUERIES.values():
        session = Session(browser, engine, url)
        session.ask(query)
        session.page.wait_for_load_state("networkidle")
        kilobytes.append(session.kilobytes())
        session.close()
    return Loading(session.seconds_to_ready, kilobytes)


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


def show_quality(names: Sequence[str], classes: Sequence[Class], judged: Judged) -> None:
    print(f"\n{RULE}\n\nRecall / precision@5 / share of queries with nothing found:\n")
    rows = []
    for place, each in enumerate(classes):
        figures = [quality[place] for quality in judged]
        if each.name == OFF_TOPIC:
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
    counts = [len(each.cases) for each in classes[:-1]]
    overall = [weighted(quality[:-1], counts) for quality in judged]
    rows.append(["**all but off topic**", sum(counts), *map(str, overall), "", ""])
    ratios = [
        f"× {one.recall / overall[0].recall:.2f} / {one.precision / overall[0].precision:.2f}"
        for one in overall
    ]
    rows.append(["to ours", "", *ratios, "", ""])
    show_table(["class", "queries", *names, "bar", "met"], rows)


def weighted(qualities: Sequence[Quality], counts: Sequence[int]) -> Quality:
    """The means over all queries."""

    def mean(name: str) -> float:
        return statistics.fmean([getattr(one, name) for one in qualities], counts)

    return Quality(mean("recall"), mean("precision"), mean("empty"))


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
        "\nMaterial loads its index with the page, before its box has the focus."
    )


def show_times(size: int, sessions: Sequence[Session], queries: Sequence[str]) -> None:
    times: dict[str, list[tuple[float, float, str]]] = {s.engine.name: [] for s in sessions}
    for turn in range(ROUNDS + 1):
        for session in sessions:
            session.page.bring_to_front()
            end = time.monotonic() + TURN_SECONDS
            for query in queries:
                if time.monotonic() > end:
                    break
                answer = (*session.ask(query), query)
                if turn:  # the first warms up
                    times[session.engine.name].append(answer)
    bar = MEDIAN_BARS.get(size)
    ours = statistics.median(painted for _, painted, _ in times[OURS])
    rows = []
    for name, taken in times.items():
        median = statistics.median(painted for _, painted, _ in taken)
        in_page = statistics.median(in_page for in_page, _, _ in taken)
        _, worst, slowest = max(taken, key=lambda one: one[1])
        met = ["", ""]
        if name == OURS and bar:
            met = [yes_or_no(median <= bar), yes_or_no(worst <= bar * WORST)]
        medians = [
            statistics.median(painted for _, painted, asked in taken if asked == query)
            for query in {asked for _, _, asked in taken}
        ]
        shown = [f"{one:.1f}" for one in (in_page, median, max(medians), worst)]
        rows.append([name, len(taken), *shown, slowest, f"× {median / ours:.2f}", *met])
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


if __name__ == "__main__":
    main()
