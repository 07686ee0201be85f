"""Measures the CPU time that a build needs to import its libraries."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from measure import run

ROUNDS = 5
IMPORTS = {
    "MkDocs": "mkdocs.__main__, mkdocs.commands.build, mkdocs.livereload, material, markdown",
    "pypinyin": "pypinyin",
    "pydantic": "pydantic",
    "icalendar": "icalendar",
    "XlsxWriter": "xlsxwriter",
    "OpenCC": "opencc",
    "the generator": "generator.building.plugin",
}
"""The imports in order, all in one running process."""
TIME_IMPORTS = """
import gc, importlib, sys, time
gc.disable()
for libraries in sys.argv[2:]:
    start = time.process_time()
    for one in libraries.split(", "):
        importlib.import_module(one)
    print(time.process_time() - start, file=open(sys.argv[1], "a"))
"""


def import_seconds(office: Path, file: Path) -> dict[str, float]:
    """CPU seconds of each of `IMPORTS`, medians of several processes."""
    for _ in range(ROUNDS):
        run((sys.executable, "-c", TIME_IMPORTS, str(file), *IMPORTS.values()), office)
    seconds = [float(line) for line in file.read_text().split()]
    some = (seconds[place :: len(IMPORTS)] for place in range(len(IMPORTS)))
    return dict(zip(IMPORTS, map(statistics.median, some), strict=True))


def show_imports(seconds: dict[str, float], cpu: float) -> None:
    parts = ", ".join(f"{name} {some:.3f}" for name, some in seconds.items())
    total = sum(seconds.values())
    print(f"\nImports: {total:.2f} s, {total / cpu:.0%} of our build's CPU: {parts}.", flush=True)
