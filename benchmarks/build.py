"""Measures a whole build relative to bare Material for MkDocs, and by all ways.

The plan is repeated for several years, each with its own addresses. Each task continues that of the
year before, and a quarter of them are worded anew each year. In past years, every fifth task has
two made-up entries of its progress. The tables are in git, with about 200 commits, each of which
rewords a task of one year, so there are revisions and feeds. All engines build the same Markdown.
"Bare" is Material with `lang: zh` and jieba, the usual way to have Chinese search, and once more
without jieba. Ours is also built by ProperDocs, and by Zensical in the three commands of README.
The engines take turns. Figures are medians; ratios are ratios of CPU seconds. A figure counts only
if all engines have built the same pages with the same tasks. Growth is the exponent by which CPU
and bytes grow from one size to the next: 1 means that twice as many tasks need twice as much.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from imports import import_seconds, show_imports
from measure import Run, interleave, run

from generator.plan.values import FIRST_YEAR

ROOT = Path(__file__).parents[1]
TASKS_A_YEAR = 72
COMMITS = 200
ROUNDS = {72: 9, 1_000: 5, 10_000: 1}
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet")
PROPERDOCS = (sys.executable, "-m", "properdocs", "build", "--quiet")
BUILD_WITH_ZENSICAL = """
import shutil, subprocess, sys
from pathlib import Path
folder = Path(sys.argv[1])
shutil.rmtree(folder, ignore_errors=True)
ours = (sys.executable, "-c", "from generator.cli import main; main()")
run = lambda *command, cwd: subprocess.run(command, cwd=cwd, check=True)
run(*ours, "pages", str(folder), "--for", "zensical", cwd=Path.cwd())
run(sys.executable, "-m", "zensical", "build", "--clean", cwd=folder)
run(*ours, "finish", "site", cwd=folder)
"""
ZENSICAL = (sys.executable, "-c", BUILD_WITH_ZENSICAL)
WITHOUT_JIEBA = "import sys; sys.modules['jieba'] = None; from mkdocs.__main__ import cli; cli()"
GENERATE = """
import sys, time
import icalendar, xlsxwriter
from pathlib import Path
from generator.language import pinyin
from generator import pipeline
from generator.table.versions import versions_in
pinyin.sort_key('x')  # imports pypinyin
start = time.process_time()
pipeline.generate_site(Path('data'), Path('docs'), versions_in=versions_in)
print(time.process_time() - start, file=open(sys.argv[1], 'w'))
"""
BARE = """
site_name: bare
site_dir: {site}
theme: {{name: material, language: zh, font: false}}
plugins: [{{search: {{lang: zh}}}}]
markdown_extensions: [attr_list, {{toc: {{toc_depth: 2}}}}]
"""
PLAIN_CONTENT = re.compile(r"任务内容: [^'\"|].*")
PROGRESS = """\
    落实情况:
      - {{日期: {year}-05-10, 状态: 推进中, 说明: 做了一半}}
      - 日期: {year}-09-20
        状态: 已完成
        依据: [{{名称: 一份报道, 链接: 'https://www.example.test/{year}.html'}}]
"""

Figures = dict[str, tuple[float, float, float]]
"""By engine: tasks, CPU seconds, bytes of the site."""


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(ROUNDS))
    parser.add_argument("--rounds", type=int, help="number of rounds at every size")
    parser.add_argument("--without", nargs="+", default=[], help="engines to leave out")
    options = parser.parse_args()
    smaller: Figures = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            rounds = options.rounds or ROUNDS.get(size, 1)
            figures = measure(Path(folder), size, rounds, options.without)
        show_growth(smaller, figures)
        smaller = figures


def measure(folder: Path, size: int, rounds: int, without: Sequence[str]) -> Figures:
    """Measure all engines at one size and print the table."""
    years = max(1, round(size / TASKS_A_YEAR))
    office = make_office(folder / "office", years)
    bare = make_bare(folder / "bare", office)
    engines = {
        "ours": partial(run, (*MKDOCS, "--site-dir", str(folder / "ours")), office),
        "ours, ProperDocs": partial(run, (*PROPERDOCS, "-d", str(folder / "properdocs")), office),
        "ours, Zensical": partial(run, (*ZENSICAL, str(folder / "zensical")), office),
        "bare, jieba": partial(run, MKDOCS, bare),
        "bare, no jieba": partial(
            run,
            (sys.executable, "-c", WITHOUT_JIEBA, "build", "--quiet", "-d", str(folder / "plain")),
            bare,
        ),
    }
    sites = {
        "ours": folder / "ours",
        "ours, ProperDocs": folder / "properdocs",
        "ours, Zensical": folder / "zensical" / "site",
        "bare, jieba": folder / "site",
        "bare, no jieba": folder / "plain",
    }
    for name in without:
        del engines[name], sites[name]
    medians = interleave(engines, rounds)
    pages = {name: anchors(site) for name, site in sites.items()}
    for name in pages:
        same_pages(pages["ours"], pages[name], name)
    share = own_work(office, folder / "seconds") / medians["ours"].cpu
    show(years, rounds, medians, sites, share)
    show_imports(import_seconds(office, folder / "imports"), medians["ours"].cpu)
    return {
        name: (years * TASKS_A_YEAR, one.cpu, float(sum(map(size_of, files_in(sites[name])))))
        for name, one in medians.items()
    }


def make_office(folder: Path, years: int) -> Path:
    """The office's part of the project, with the plan repeated for this number of years."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    table = (ROOT / "data" / "tasks.yaml").read_text(encoding="utf-8")
    first = int(re.findall(r"年份: (\d+)", table)[0])
    earliest = max(FIRST_YEAR, first + 1 - years)
    *past, current = range(earliest, earliest + years)
    (folder / "data" / "archive").mkdir()
    files = {year: f"archive/{year}.yaml" for year in past} | {current: "tasks.yaml"}
    for year, name in files.items():
        text = table.replace(f"年份: {first}", f"年份: {year}")
        text = re.sub("(任务内容: .*?)政策", rf"\g<1>{year}年政策", text)
        if year > earliest:
            text = re.sub(r"  - 序号: (\d+)\n", r"\g<0>    上年序号: \1\n", text)
        if year in past and year < date.today().year:
            text = re.sub(r"  - 序号: \d*[05]\n", rf"\g<0>{PROGRESS.format(year=year)}", text)
        (folder / "data" / name).write_text(text, encoding="utf-8")
    commit_drafts(folder, {year: folder / "data" / name for year, name in files.items()})
    return folder


def commit_drafts(folder: Path, tables: Mapping[int, Path]) -> None:
    """Make the office's part a repository; the tables end as they are, after one task a commit."""
    git(folder, "init", "--quiet")
    for year, file in tables.items():
        text = file.read_text(encoding="utf-8")
        drafts = min(TASKS_A_YEAR, COMMITS // len(tables))
        for left in range(drafts, -1, -1):
            draft = re.sub(PLAIN_CONTENT, r"\g<0>草案", text, count=left) if left else text
            file.write_text(draft, encoding="utf-8")
            day = f"{max(year, 1970)}-03-{1 + (drafts - left) % 28:02}T09:00:00+08:00"
            git(folder, "add", str(file))
            git(folder, "commit", "--quiet", "--message", "draft", date=day)


def git(folder: Path, *arguments: str, date: str = "") -> None:
    names = {
        f"GIT_{who}_{what}": "a" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | names | dates, check=True)


def make_bare(folder: Path, office: Path) -> Path:
    """A project of Material for MkDocs with the same Markdown as files."""
    write = "from generator.cli import main; main()"
    run((sys.executable, "-c", write, "pages", str(folder / "docs")), office)
    text = BARE.format(site=folder.parent / "site")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return folder


def anchors(site: Path) -> dict[str, list[str]]:
    """The anchors of tasks on each page of a year."""
    return {
        file.relative_to(site).as_posix(): re.findall(
            r'id="task-\d+"', file.read_text(encoding="utf-8")
        )
        for file in sorted(site.glob("[0-9]*/**/*.html"))
    }


def same_pages(ours: dict[str, list[str]], others: dict[str, list[str]], name: str) -> None:
    if not ours or ours != others:
        sys.exit(f"{name}: not the same pages and tasks as ours; no figure counts")


def own_work(office: Path, file: Path) -> float:
    """CPU seconds of the generator itself, without imports."""
    run((sys.executable, "-c", GENERATE, str(file)), office)
    return float(file.read_text())


def show(
    years: int, rounds: int, medians: dict[str, Run], sites: dict[str, Path], share: float
) -> None:
    print(f"\n{years * TASKS_A_YEAR:,} tasks in {years} years, {rounds} rounds\n")
    print("| engine | CPU s | wall s | memory MB | site MB | topic page KB | our CPU / its CPU |")
    print("|---|---|---|---|---|---|---|")
    for name, one in medians.items():
        files = files_in(sites[name])
        megabytes = sum(map(size_of, files)) / 1e6
        topic = _median_size([file for file in files if is_topic(file, sites[name])]) / 1e3
        ratio = medians["ours"].cpu / one.cpu
        print(
            f"| {name} | {one.cpu:.2f} | {one.wall:.2f} | {one.memory:.0f} | {megabytes:.1f}"
            f" | {topic:.0f} | {ratio:.2f} |"
        )
    print(f"\nThe generator itself, without imports: {share:.1%} of our build's CPU.", flush=True)


def show_growth(smaller: Figures, larger: Figures) -> None:
    for name in [one for one in smaller if one in larger]:
        (few, *before), (many, *after) = smaller[name], larger[name]
        if few < many:
            pairs = zip(before, after, strict=True)
            exponents = [math.log(b / a) / math.log(many / few) for a, b in pairs]
            grown = f"CPU {exponents[0]:.2f}, bytes {exponents[1]:.2f}"
            print(f"Growth from {few:,.0f} to {many:,.0f} tasks, {name}: {grown}", flush=True)


def files_in(site: Path) -> list[Path]:
    return [file for file in site.rglob("*") if file.is_file()]


def size_of(file: Path) -> int:
    return file.stat().st_size


def is_topic(file: Path, site: Path) -> bool:
    parts = file.relative_to(site).parts
    return len(parts) == 3 and parts[0].isdigit() and parts[2] == "index.html"


def _median_size(files: Sequence[Path]) -> float:
    sizes = sorted(map(size_of, files))
    return sizes[len(sizes) // 2]


if __name__ == "__main__":
    main()
