"""Runs commands in turn and measures wall time, CPU time and peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """The figures of one run: seconds, CPU seconds, and the largest resident size in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], cwd: Path) -> Run:
    """Run a command and measure it.

    Raises:
        SystemExit: the command failed; its output is printed.
    """
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # usually Python keeps its compiled modules
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{said.decode(errors='replace')}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def interleave(engines: Mapping[str, Callable[[], Run]], rounds: int) -> dict[str, Run]:
    """The median of each engine; in each round, every engine has one turn.

    If there are several rounds, an additional first round warms up and does not count.
    """
    runs: dict[str, list[Run]] = {name: [] for name in engines}
    for number in range(rounds + (rounds > 1)):
        for name, engine in engines.items():
            took = engine()
            if number or rounds == 1:
                runs[name].append(took)
    return {name: _median(some) for name, some in runs.items()}


def _median(runs: Sequence[Run]) -> Run:
    return Run(
        statistics.median(one.wall for one in runs),
        statistics.median(one.cpu for one in runs),
        statistics.median(one.memory for one in runs),
    )
