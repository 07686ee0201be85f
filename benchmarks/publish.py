"""From `git push` to the public: how much longer than a bare `mkdocs build` of the same tree.

Both in turn, on this checkout's last commit; the smallest of each and the median of the ratios.
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
ROUNDS = 9
BIN = Path(sys.executable).parent


def main() -> None:
    """Print the figures as a table."""
    with tempfile.TemporaryDirectory() as folder:
        checkout = prepared(Path(folder))
        pushes, builds = [], []
        for number in range(ROUNDS):
            note_in_table(checkout / "data" / "tasks.yaml", number)
            git(checkout, "commit", "--quiet", "--all", "--message", str(number))
            pushes.append(timed("git", "push", "--quiet", "origin", "HEAD:main", cwd=checkout))
            builds.append(timed(str(BIN / "mkdocs"), "build", "--quiet", cwd=checkout))
            assert is_live(Path(folder, "www"), checkout)
    ratios = [push / build for push, build in zip(pushes, builds, strict=True)]
    print(f"| {ROUNDS} rounds in turn | seconds, least | median |")
    print("|---|---|---|")
    print(f"| `mkdocs build` | {min(builds):.2f} | {statistics.median(builds):.2f} |")
    print(f"| `git push` until live | {min(pushes):.2f} | {statistics.median(pushes):.2f} |")
    print(f"| ratio (aim: at most 1.3) | {min(ratios):.2f} | {statistics.median(ratios):.2f} |")


def note_in_table(table: Path, number: int) -> None:
    """Give the first task a note; every page of the plan then changes, if only in its date."""
    before, start, rest = table.read_text(encoding="utf-8").partition("  - 序号: ")
    first, end, rest = rest.partition("\n")
    rest = rest.removeprefix(f"    备注: 第 {number - 1} 次\n")
    text = f"{before}{start}{first}{end}    备注: 第 {number} 次\n{rest}"
    table.write_text(text, encoding="utf-8")


def prepared(folder: Path) -> Path:
    """A checkout whose server has published once, in the environment that runs this."""
    checkout, server = folder / "checkout", folder / "plan.git"
    git(folder, "clone", "--quiet", str(ROOT), str(checkout))
    git(checkout, "config", "user.name", "benchmark")
    git(checkout, "config", "user.email", "benchmark@example.test")
    git(checkout, "remote", "set-url", "origin", str(server))
    options = ["--www", str(folder / "www"), "--program", str(checkout)]
    run(str(BIN / "work-plan"), "host", "init", str(server), *options, "--environment", sys.prefix)
    git(checkout, "push", "--quiet", "origin", "HEAD:main")
    return checkout


def is_live(www: Path, checkout: Path) -> bool:
    head = git(checkout, "rev-parse", "HEAD").strip()
    return (www / "current").readlink().name.endswith(head[:12])


def timed(*command: str, cwd: Path) -> float:
    start = time.perf_counter()
    run(*command, cwd=cwd)
    return time.perf_counter() - start


def git(folder: Path, *arguments: str) -> str:
    return run("git", *arguments, cwd=folder)


def run(*command: str, cwd: Path | None = None) -> str:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the server's Python keeps what it compiled
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main()
