"""Measures a first visit on a slow phone: first paint, and how long scripts block the page.

A topic and 全部任务 are compared with the same pages in plain Material for MkDocs with its search,
at 72 and 1,000 tasks in one plan. Chromium slows the processor to a quarter, and the network to
Lighthouse's slow 4G. Pages are sent compressed. The sites take turns; figures are medians.
"""

from __future__ import annotations

import argparse
import gzip
import logging
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page
from search_engines import OURS, ROOT, TABLE, build_bare, grown_table

from tests.site_support import (
    PHONE,
    SiteHandler,
    copy_project,
    open_browser,
    read_table,
    serve,
)

SIZES = (72, 1_000)
ROUNDS = 7
SLOWDOWN = 4
LATENCY_MS = 150
BYTES_A_SECOND = 1.6e6 / 8
STOCK = "stock Material"
TIMES = """async () => {
    const seen = (type) => new Promise((done) => {
        new PerformanceObserver((list) => done(list.getEntries()))
            .observe({ type, buffered: true });
        setTimeout(() => done([]), 500);
    });
    const paint = (await seen('paint')).find(({ name }) => name === 'first-contentful-paint');
    const tasks = (await seen('longtask')).filter((task) => task.startTime > paint.startTime);
    const blocked = tasks.map((task) => task.duration - 50);
    return [paint.startTime, blocked.reduce((sum, time) => sum + time, 0)];
}"""


@dataclass(frozen=True)
class Visit:
    """A first visit: first contentful paint and total blocking time in ms, KB received."""

    paint: float
    blocked: float
    kilobytes: float
    requests: int


class _Compressing(SiteHandler):
    """Sends files compressed, as nginx does, and keeps connections open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def visit(browser: Browser, url: str) -> Visit:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        received = listen(page)
        page.goto(url, wait_until="networkidle")
        paint, blocked = page.evaluate(TIMES)
        return Visit(paint, blocked, sum(received) / 1e3, len(received))


def listen(page: Page) -> list[int]:
    """Slow the page down; returns a list that collects the size of each response in bytes."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    line = {"latency": LATENCY_MS, "downloadThroughput": BYTES_A_SECOND}
    line |= {"offline": False, "uploadThroughput": BYTES_A_SECOND}
    session.send("Network.emulateNetworkConditions", line)
    received: list[int] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return received


def median(visits: Sequence[Visit]) -> Visit:
    return Visit(
        statistics.median(one.paint for one in visits),
        statistics.median(one.blocked for one in visits),
        statistics.median(one.kilobytes for one in visits),
        round(statistics.median(one.requests for one in visits)),
    )


def measure(browser: Browser, folder: Path, size: int, rounds: int) -> None:
    (folder / "office").mkdir()
    project = copy_project(folder / "office", ROOT)
    project.write_data("tasks.yaml", grown_table(size))
    sites = {OURS: project.build(), STOCK: build_bare(project.folder, folder / "bare")}
    year = f"{read_table(TABLE)['年份']}/"
    pages = {"a topic": year + read_table(TABLE)["主题"][0]["网址"] + "/", "全部任务": year}
    print(f"\n{size:,} tasks in one plan, {rounds} rounds\n")
    print("| page | site | first paint ms | blocked ms | KB | requests | our paint / its paint |")
    print("|---|---|---|---|---|---|---|")
    with serve(sites[OURS], _Compressing) as ours, serve(sites[STOCK], _Compressing) as stock:
        urls = {OURS: ours, STOCK: stock}
        for name, address in pages.items():
            visits: dict[str, list[Visit]] = {site: [] for site in sites}
            for _ in range(rounds):
                for site, url in urls.items():
                    visits[site].append(visit(browser, url + address))
            medians = {site: median(some) for site, some in visits.items()}
            for site, one in medians.items():
                print(
                    f"| {name} | {site} | {one.paint:.0f} | {one.blocked:.0f}"
                    f" | {one.kilobytes:.0f} | {one.requests}"
                    f" | {medians[OURS].paint / one.paint:.2f} |",
                    flush=True,
                )


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    logging.disable()  # hides MkDocs' warnings about the made-up plan
    with open_browser() as browser:
        for size in options.sizes:
            with tempfile.TemporaryDirectory() as folder:
                measure(browser, Path(folder), size, options.rounds)


if __name__ == "__main__":
    main()
