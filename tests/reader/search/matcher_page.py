"""The matcher in a real browser: loaded as on the site, queried from Python."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from generator.frontend.search_index import PlainDocument, SearchIndex
from generator.plan import addresses
from generator.table.loading import load_plan
from tests.site_support import BuiltSite, serve
from tests.support import MADE_UP_OFFICE, ROOT

PLAN = load_plan(MADE_UP_OFFICE / "data" / "tasks.yaml")
PAGE = PlainDocument(
    "怎么查", "chazhao/", "在搜索框里输入词语，就能查看任务。快捷键是斜线。有WCE、CSV。"
)
FILES = ["2031.json", "2031-readings.json", "2031-variants.json"]
MODULES = ROOT / "overrides" / "assets" / "search"
LOAD = """async ([texts, readings, variants]) => {
    const { loadEngine } = await import('./engine.js');
    const { createReadings, createVariants } = await import('./pinyin.js');
    const { documents, search, addPages } = await loadEngine(texts);
    await addPages();
    const nameOf = (number) => documents[number].number || documents[number].address;
    window.search = async (query) => {
        const { tier, documents: found } = await search(query);
        return [tier, found.map(nameOf)];
    };
    window.marks = async (query) => {
        const { documents: found, marks } = await search(query);
        return found.map((number) => [nameOf(number), marks(number).map((ranges, place) => {
            const { key, text } = documents[number].fields[place];
            return [key, ranges.map(([from, to]) => text.slice(from, to))];
        })]);
    };
    const load = async (address) => (await fetch(address)).json();
    const index = await load(texts);
    return [
        createReadings(index, await load(readings)),
        createVariants(index, await load(variants)),
    ].map((table) => Object.fromEntries(table));
}"""

Marks = dict[str, list[str]]
"""The marked pieces of a document's fields that have any, by the fields' keys."""


@dataclass(frozen=True)
class Found:
    """What a query finds, the best first: tasks by their numbers, pages by their addresses."""

    tier: str | None
    documents: list[int | str]

    @property
    def tasks(self) -> list[int]:
        return [document for document in self.documents if isinstance(document, int)]


class MatcherPage:
    """A page that searches an index; its files lie beside the modules under these names."""

    def __init__(self, page: Page, files: list[str]) -> None:
        self._page = page
        readings, variants = page.evaluate(LOAD, files)
        self.readings: dict[str, dict[str, list[str]]] = readings
        self.variants: dict[str, str] = variants

    def find_each(self, queries: list[str]) -> list[Found]:
        answers = self._page.evaluate("(queries) => Promise.all(queries.map(search))", queries)
        return [Found(tier, documents) for tier, documents in answers]

    def find(self, query: str) -> Found:
        return self.find_each([query])[0]

    def marks(self, query: str) -> dict[int | str, Marks]:
        """What is marked in each document found, the best document first."""
        found: dict[int | str, Marks] = {}
        for document, fields in self._page.evaluate("(query) => marks(query)", query):
            marked = found.setdefault(document, {})
            for key, pieces in fields:
                if pieces:
                    marked[key] = marked.get(key, []) + pieces
        return found


@contextmanager
def open_matcher(browser: Browser, folder: Path, index: SearchIndex) -> Iterator[MatcherPage]:
    """A page that searches an index; `folder` is made for it."""
    shutil.copytree(MODULES, folder)
    for name in ("index.html", "404.html"):
        (folder / name).write_text("<!doctype html><title>.</title>", encoding="utf-8")
    for part, address in addresses.search_index(2031).items():
        (folder / Path(address).name).write_text(getattr(index, part), encoding="utf-8")
    with serve(BuiltSite(folder)) as url:
        page = browser.new_page()
        page.goto(url)
        yield MatcherPage(page, FILES)
        page.close()
