"""Measures the time from `git push` to the live site, relative to a build of the same tree.

Push and build take turns, on this checkout's last commit, in the environment that a server
installs from the lock. Releases and sites are not deleted: for minutes after files are deleted,
ext4 creates new ones slowly. That would disturb both figures, and an office that pushes once a day
never sees it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 15
BIN = Path(sys.executable).parent


def main() -> None:
    """Print the figures as a table."""
    with tempfile.TemporaryDirectory() as folder:
        checkout = prepared(Path(folder))
        mkdocs = str(Path(folder, "plan.git/work-plan/current/venv/bin/mkdocs"))
        build = ("build", "--quiet", "--site-dir")
        lives, pushes, builds = [], [], []
        for number in range(ROUNDS):
            note_in_table(checkout / "data" / "tasks.yaml", number)
            git(checkout, "commit", "--quiet", "--all", "--message", str(number))
            start = time.time()
            pushes.append(timed("git", "push", "--quiet", "origin", "HEAD:main", cwd=checkout))
            lives.append(went_live(Path(folder, "www"), checkout) - start)
            builds.append(timed(mkdocs, *build, f"../site-{number}", cwd=checkout))
    print(f"| {ROUNDS} rounds in turn | seconds, least | median | relative to a build, median |")
    print("|---|---|---|---|")
    print(row("`mkdocs build`", builds, builds))
    print(row("`git push` until live (at most 2.0 builds)", lives, builds))
    print(row("`git push` until it returns", pushes, builds))


def row(name: str, seconds: list[float], builds: list[float]) -> str:
    ratio = statistics.median(one / build for one, build in zip(seconds, builds, strict=True))
    return f"| {name} | {min(seconds):.2f} | {statistics.median(seconds):.2f} | {ratio:.2f} |"


def note_in_table(table: Path, number: int) -> None:
    """Give the first task a note; this changes all pages of the plan, at least in their date."""
    before, start, rest = table.read_text(encoding="utf-8").partition("  - 序号: ")
    first, end, rest = rest.partition("\n")
    rest = rest.removeprefix(f"    备注: 第 {number - 1} 次\n")
    text = f"{before}{start}{first}{end}    备注: 第 {number} 次\n{rest}"
    table.write_text(text, encoding="utf-8")


def prepared(folder: Path) -> Path:
    """A checkout, with a server that has published it once."""
    checkout, server = folder / "checkout", folder / "plan.git"
    git(folder, "clone", "--quiet", str(ROOT), str(checkout))
    git(checkout, "config", "user.name", "benchmark")
    git(checkout, "config", "user.email", "benchmark@example.test")
    git(checkout, "remote", "set-url", "origin", str(server))
    options = ["--www", str(folder / "www"), "--program", str(checkout), "--keep", str(ROUNDS + 1)]
    run(str(BIN / "work-plan"), "host", "init", str(server), *options)
    git(checkout, "push", "--quiet", "origin", "HEAD:main")
    return checkout


def went_live(www: Path, checkout: Path) -> float:
    """When the last commit went live, in seconds, by the file system's clock (exact to some ms)."""
    link = www / "current"
    assert link.readlink().name.endswith(git(checkout, "rev-parse", "HEAD").strip()[:12])
    return link.lstat().st_mtime


def timed(*command: str, cwd: Path) -> float:
    start = time.perf_counter()
    run(*command, cwd=cwd)
    return time.perf_counter() - start


def git(folder: Path, *arguments: str) -> str:
    return run("git", *arguments, cwd=folder)


def run(*command: str, cwd: Path | None = None) -> str:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # servers keep compiled modules
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main()
