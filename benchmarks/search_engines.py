"""Builds the sites for the search benchmark from the same pages: ours, Material's, Pagefind's."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.site_support import BuiltSite, copy_project, read_table  # noqa: E402

OURS = "ours"
TABLE = ROOT / "data" / "tasks.yaml"
START = f"{read_table(TABLE)['年份']}/"  # the page of all tasks
# Material shows more results as the reader scrolls; its worker's answer contains all of them.
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
    """A site with a search: how to ask it, and how to read its answers."""

    name: str
    site: BuiltSite
    start: str  # the address of the page to search from
    box: str
    shown: str  # an element that changes with each answer
    is_ready: str
    hits: str  # a function that returns all results' addresses, best first
    event: str = "input"
    before: str = ""  # a script to run before those of the page
    with_page: str = "$^"  # pattern of files that load with the page, only for the search
    afterwards: str = "$^"  # pattern of files that load after the first result
    lists_tasks: bool = False  # each task is a result, so a page counts as no task


def make_engines(folder: Path, size: int) -> list[Engine]:
    """Build our site with `size` tasks, and the sites of the other installed engines."""
    (folder / "office").mkdir()
    project = copy_project(folder / "office", ROOT)
    project.write_data("tasks.yaml", grown_table(size))
    engines = [our_engine(project.build())]
    has_jieba, has_pagefind = map(importlib.util.find_spec, ("jieba", "pagefind_bin_extended"))
    if has_jieba or has_pagefind:
        bare = build_bare(project.folder, folder / "bare")
    if has_jieba:
        engines.append(material(bare))
    else:
        print("Material's search is left out: the package jieba is not installed.")
    if has_pagefind:
        engines.append(pagefind(bare))
    else:
        print("Pagefind is left out: the package pagefind[extended] is not installed.")
    return engines


def our_engine(site: BuiltSite) -> Engine:
    return Engine(
        name=OURS,
        site=site,
        start=START,
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
        afterwards=r"-pages\.json$",
        lists_tasks=True,
    )


def material(bare: BuiltSite) -> Engine:
    return Engine(
        name="Material + jieba",
        site=bare,
        start=START,
        box=".md-search__input",
        shown=".md-search-result__meta",
        is_ready="() => window.isReady",
        hits="() => hits",
        event="keyup",
        before=HEAR_WORKER,
        with_page=r"/workers/search|/lunr/|/search_index\.json$",
    )


def build_bare(office: Path, folder: Path) -> BuiltSite:
    """The same pages, built by plain Material for MkDocs."""
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


def pagefind(bare: BuiltSite) -> Engine:
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
    """The table with its tasks repeated up to `size`; repeated tasks get a number in their name."""
    table = read_table(TABLE)
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
