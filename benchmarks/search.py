"""Measures the site's search in Chromium, beside Material's and Pagefind's on the same pages.

The queries and their relevant tasks are those of `tests/office/search`. Material has `lang: zh` and
jieba. Pagefind is the extended version, run on the HTML of bare Material. An engine that is not
installed is left out. The engines take turns in one browser. A ratio is the other engine's figure
divided by ours.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from random import Random

from playwright.sync_api import Browser
from search_engines import TABLE, Engine, make_engines
from search_quality import judge
from search_queries import all_classes
from search_report import show_bytes, show_quality, show_times
from search_session import Session, load, take_turns

from tests.site_support import open_browser, read_table, serve

SIZES = (72, 1_000, 10_000)
TIMED_OF_A_CLASS = 2


def main() -> None:
    """Print the tables of each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="tasks in a plan")
    parser.add_argument("--queries", type=int, help="use only this many queries of each class")
    options = parser.parse_args()
    logging.disable()  # hides MkDocs' warnings about the made-up plan
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
    if size == len(read_table(TABLE)["任务"]):  # relevant tasks are known only for the real table
        show_quality(names, classes, [judge(session, classes) for session in sessions])
    queries = [one.query for each in classes for one in each.cases[:TIMED_OF_A_CLASS]]
    Random(1).shuffle(queries)  # a slow engine answers only a part, which has all classes
    show_times(size, take_turns(sessions, queries))
    for session in sessions:
        session.close()


if __name__ == "__main__":
    main()
