"""Measures the filters of 全部任务 in Chromium, from the event until the rows are painted.

The plan is the table with its tasks repeated. The best and the median of several rounds are shown,
because other work on the machine can only add time.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page
from search_engines import ROOT, TABLE, grown_table
from search_report import show_table, yes_or_no

from tests.site_support import (
    PHONE,
    WIDE,
    copy_project,
    open_browser,
    read_table,
    serve,
)

SIZES = (72, 1_000, 10_000)
BAR = {1_000: 50}  # ms
ROUNDS = 7

# The steps in order (control and value); each one adds to the steps before.
STEPS = {
    "topic": ("topic", "gongwen-gongkai"),
    "and department": ("lead", "bangongshi"),
    "no topic": ("topic", ""),
    "no department": ("lead", ""),
    "all year": ("deadline", "all-year"),
    "and a word": ("q", "公开"),
    "word typed on": ("q", "公开平台"),
    "pinyin": ("q", "zhengcejiedu"),
    "whole table": ("", ""),
    "sorted by department": ("sort", "department"),
    "sorted by deadline": ("sort", "deadline"),
    "official order": ("sort", ""),
}

TAKE = """async ([name, value]) => {
    const painted = () => new Promise((done) => {
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = done;
            port2.postMessage(null);
        });
    });
    const form = document.querySelector('.wp-filter');
    const status = form.querySelector('[role=status]');
    const control = form.elements[name];
    const counted = new Promise((done) => new MutationObserver((_, observer) => {
        observer.disconnect();
        done();
    }).observe(status, { childList: true, characterData: true, subtree: true }));
    await new Promise((done) => setTimeout(done, 50 + Math.random() * 34)); // any phase of a frame
    const start = performance.now();
    if (control) {
        control.value = value;
        const type = control.tagName === 'SELECT' ? 'change' : 'input';
        control.dispatchEvent(new Event(type, { bubbles: true }));
    } else {
        form.querySelector('.wp-filter__clear').click();
    }
    await counted;
    await painted();
    return performance.now() - start;
}"""


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="tasks in a plan")
    options = parser.parse_args()
    logging.disable()  # hides MkDocs' warnings about the made-up plan
    with open_browser() as browser:
        for size in options.sizes:
            with tempfile.TemporaryDirectory() as folder:
                project = copy_project(Path(folder), ROOT)
                project.write_data("tasks.yaml", grown_table(size))
                with serve(project.build()) as url:
                    measure(browser, f"{url}{read_table(TABLE)['年份']}/", size)


def measure(browser: Browser, url: str, size: int) -> None:
    """Measure one size on a wide screen (a table) and on a phone (cards)."""
    print(f"\nFilter of {size:,} tasks: ms until painted, best and median of {ROUNDS} rounds\n")
    taken = {}
    for name, viewport in (("table", WIDE), ("cards", PHONE)):
        with browser.new_context(viewport=viewport) as context:
            page = context.new_page()
            page.set_default_timeout(120_000)
            page.goto(url)
            take_steps(page)  # loads the text filter's data
            taken[name] = [take_steps(page) for _ in range(ROUNDS)]
    rows = []
    for place, step in enumerate(STEPS):
        times = [[each[place] for each in rounds] for rounds in taken.values()]
        shown = [f"{min(one):.0f} / {statistics.median(one):.0f}" for one in times]
        met = yes_or_no(max(map(min, times)) <= BAR[size]) if size in BAR else ""
        rows.append([step, *shown, met])
    show_table(["step", *taken, f"≤ {BAR[size]}" if size in BAR else "no bar"], rows)


def take_steps(page: Page) -> list[float]:
    return [page.evaluate(TAKE, step) for step in STEPS.values()]


if __name__ == "__main__":
    main()
