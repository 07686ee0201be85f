"""Measures the time from a save to the new text in the browser, relative to plain `mkdocs serve`.

The plain preview is Material for MkDocs with jieba, and the same pages as Markdown files. An edit
of our table or template is an edit of the page's Markdown there. Both previews run all the time and
take turns. A save replaces the file. The time ends when Chromium has painted the new text, which a
script in the page reports. Each save waits for its own text, so both previews show the same edits.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from build import ROOT, TASKS_A_YEAR, make_bare, make_office
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(ROOT))
from tests.site_support import open_browser

SIZES = (72, 1_000)
ROUNDS = 20
PATIENCE = 120  # seconds
# Records when the frame with a word and its number was painted, in milliseconds since 1970.
WATCH = """
window.painted = {};
new MutationObserver(() => {
    for (const [text] of (document.body?.textContent ?? '').matchAll(/甲[表页框]\\d+/g)) {
        if (text in painted) continue;
        painted[text] = null;
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => (painted[text] = performance.timeOrigin + performance.now());
            port2.postMessage(null);
        });
    }
}).observe(document, { childList: true, characterData: true, subtree: true });
"""
OVERRIDES = """theme: {name: material, language: zh, font: false, custom_dir: overrides}
watch: [overrides]"""
FRAME = '{% extends "base.html" %}{% block content %}<p>甲框</p>{{ super() }}{% endblock %}'


@dataclass(frozen=True)
class Edit:
    """A word in a file; each save adds a new number after it."""

    file: Path
    word: str

    def save(self, number: str) -> str:
        """Save the file as editors do; returns the text that the page must show."""
        text = self.file.read_text(encoding="utf-8")
        saved = self.file.with_name(f".{self.file.name}.tmp")
        saved.write_text(re.sub(rf"{self.word}\d*", self.word + number, text), encoding="utf-8")
        saved.replace(self.file)
        return self.word + number


@dataclass(frozen=True)
class Project:
    """A served project: its folder, the address of the page to watch, and the edits by kind."""

    folder: Path
    address: str
    edits: Mapping[str, Edit]


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with open_browser() as browser:
        for size in options.sizes:
            with tempfile.TemporaryDirectory() as folder:
                years = max(1, round(size / TASKS_A_YEAR))
                seconds = measure(*make_projects(Path(folder), years), options.rounds, browser)
                show(years, options.rounds, seconds)


def make_projects(folder: Path, years: int) -> tuple[Project, Project]:
    """Our project, under git and with the generator in it, and the plain one."""
    office = make_office(folder / "office", years)
    for name in ("generator", "overrides"):
        shutil.copytree(ROOT / name, office / name)
    settings = (office / "mkdocs.yml").read_text(encoding="utf-8")
    own = settings.replace("name: work-plan", "name: work-plan\n  custom_dir: overrides")
    (office / "mkdocs.yml").write_text(own, encoding="utf-8")
    ours = {
        "table": Edit(office / "data/tasks.yaml", "甲表"),
        "template": Edit(office / "generator/pages/templates/topic.md.jinja", "甲页"),
        "frame": Edit(office / "overrides/main.html", "甲框"),
    }
    insert(ours["table"], "    任务内容: ", "{}")
    insert(ours["template"], "{% block content %}\n", "{}\n\n")
    insert(ours["frame"], "{% block content %}", "<p>{}</p>")
    git = ("git", "-c", "user.name=benchmark", "-c", "user.email=benchmark@example.test")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "all")):
        subprocess.run((*git, *command), cwd=office, check=True)

    bare = make_bare(folder / "bare", office)
    configuration = bare / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(re.sub("theme:.*", OVERRIDES, text), encoding="utf-8")
    (bare / "overrides").mkdir()
    (bare / "overrides/main.html").write_text(FRAME, encoding="utf-8")
    page = next(file for file in sorted((bare / "docs").rglob("*.md")) if has_both(file))
    stock = {
        "table": Edit(page, "甲表"),
        "template": Edit(page, "甲页"),
        "frame": Edit(bare / "overrides/main.html", "甲框"),
    }
    folder_of_page = page.parent if page.name == "index.md" else page.with_suffix("")
    address = folder_of_page.relative_to(bare / "docs").as_posix() + "/"
    return Project(office, address, ours), Project(bare, address, stock)


def insert(edit: Edit, after: str, form: str) -> None:
    text = edit.file.read_text(encoding="utf-8")
    new = text.replace(after, after + form.format(edit.word), 1)
    edit.file.write_text(new, encoding="utf-8")


def has_both(file: Path) -> bool:
    text = file.read_text(encoding="utf-8")
    return "甲表" in text and "甲页" in text


def measure(
    ours: Project, stock: Project, rounds: int, browser: Browser
) -> dict[tuple[str, str], list[float]]:
    """Seconds of each round, by kind of edit and preview, without the warm-up round."""
    seconds: dict[tuple[str, str], list[float]] = {}
    projects = {"ours": ours, "stock": stock}
    with ExitStack() as stack:
        urls = {name: stack.enter_context(serve(one.folder)) for name, one in projects.items()}
        pages = {name: browser.new_page() for name in projects}
        for name, page in pages.items():
            page.add_init_script(WATCH)
            page.goto(urls[name] + projects[name].address)
        for number in range(rounds + 1):
            for kind in ours.edits:
                for name, project in projects.items():
                    took = until_shown(project.edits[kind], f"{number:03}", pages[name])
                    seconds.setdefault((kind, name), []).append(took)
        for page in pages.values():
            page.close()
    return {which: some[1:] for which, some in seconds.items()}


def until_shown(edit: Edit, number: str, page: Page) -> float:
    page.bring_to_front()
    page.wait_for_timeout(300)  # until the page has connected and the work after a save is done
    start = time.time()
    text = edit.save(number)
    painted = page.wait_for_function("text => painted[text]", arg=text, timeout=PATIENCE * 1000)
    return float(painted.json_value()) / 1000 - start


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The URL of a running preview."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder)}
    command = (sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address)
    process = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        wait_for(f"http://{address}/", process)
        yield f"http://{address}/"
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urlopen(url).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    sys.exit("a preview does not start")


def show(years: int, rounds: int, seconds: Mapping[tuple[str, str], list[float]]) -> None:
    print(f"\n{years * TASKS_A_YEAR:,} tasks in {years} years, {rounds} saves of each\n")
    print("| edited | ours, s | slowest, s | stock, s | ours relative to stock |")
    print("|---|---|---|---|---|")
    for kind in dict.fromkeys(kind for kind, _ in seconds):
        ours, stock = seconds[kind, "ours"], seconds[kind, "stock"]
        medians = statistics.median(ours), statistics.median(stock)
        print(
            f"| {kind} | {medians[0]:.2f} | {max(ours):.2f} | {medians[1]:.2f}"
            f" | {medians[0] / medians[1]:.2f} |"
        )


if __name__ == "__main__":
    main()
