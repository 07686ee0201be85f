"""Asks an engine's page in the browser as a reader does, and measures the times."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser
from search_engines import Engine

from tests.site_support import WIDE

FIRST_QUERIES = {"as written": "政策解读", "in pinyin": "zhengcejiedu", "traditional": "政務公開"}
ROUNDS, TURN_SECONDS = 3, 20
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


@dataclass(frozen=True)
class Loading:
    """Seconds from focusing the box until it is ready; KB loaded before each first result."""

    seconds: float
    kilobytes: Sequence[float]


@dataclass(frozen=True)
class Answer:
    """Milliseconds from the event until the list is in the page, and until it is painted."""

    query: str
    in_page: float
    painted: float


class Session:
    """An engine's page in the browser, with its box focused and its index loaded."""

    def __init__(self, browser: Browser, engine: Engine, url: str) -> None:
        context = browser.new_context(viewport=WIDE)
        if engine.before:
            context.add_init_script(engine.before)
        self.engine, self.page = engine, context.new_page()
        self.page.set_default_timeout(120_000)
        requests: set[str] = set()
        context.on("request", lambda request: requests.add(urlsplit(request.url).path))
        self.page.goto(url + engine.start)  # waits until the page has loaded
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
        """The addresses of all results, relative to the site's root."""
        self.ask(query)
        hits: list[str] = self.page.evaluate(self.engine.hits)
        return [re.sub(r"^(https?://[^/]*)?/", "", hit) for hit in hits]

    def kilobytes(self) -> float:
        """KB loaded for the search so far, with each file compressed by `gzip -9`."""
        for_search = {path for path in self.with_page if re.search(self.engine.with_page, path)}
        loaded = self.requests - self.with_page
        paths = for_search | {
            path for path in loaded if not re.search(self.engine.afterwards, path)
        }
        files = [self.engine.site.file(path.lstrip("/")) for path in paths]
        return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1e3

    def close(self) -> None:
        self.page.context.close()


def load(browser: Browser, engine: Engine, url: str) -> Loading:
    kilobytes = []
    for query in FIRST_QUERIES.values():
        session = Session(browser, engine, url)
        session.ask(query)
        session.page.wait_for_load_state("networkidle")
        kilobytes.append(session.kilobytes())
        session.close()
    return Loading(session.seconds_to_ready, kilobytes)


def take_turns(sessions: Sequence[Session], queries: Sequence[str]) -> dict[str, list[Answer]]:
    """The answers of each engine, by its name."""
    taken: dict[str, list[Answer]] = {session.engine.name: [] for session in sessions}
    for turn in range(ROUNDS + 1):
        for session in sessions:
            session.page.bring_to_front()
            end = time.monotonic() + TURN_SECONDS
            for query in queries:
                if time.monotonic() > end:
                    break
                answer = Answer(query, *session.ask(query))
                if turn:  # the first turn warms up
                    taken[session.engine.name].append(answer)
    return taken
