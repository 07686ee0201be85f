"""Runs commands in turn and tells what each took: wall and CPU seconds, and memory at its peak."""

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
    """What one run of a command took; memory is the largest resident size, in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], cwd: Path) -> Run:
    """Run a command to its end.

    Raises:
        SystemExit: the command failed; what it said is printed.
    """
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # few people's Python compiles every time
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
    """The median of each engine over rounds in which every engine has its turn.

    Of several rounds the first warms up.
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
