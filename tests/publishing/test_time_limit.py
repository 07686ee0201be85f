"""Test that work which takes too long is ended, and what it started with it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import psutil
import pytest

from generator.publishing.build import seconds_for
from generator.publishing.errors import TooSlowError
from generator.publishing.repository import Entry
from generator.publishing.time_limit import time_limit


def test_process_is_killed() -> None:
    with pytest.raises(TooSlowError), time_limit(0.1):
        subprocess.run(["sleep", "3600"], check=True)
    assert not [one for one in psutil.Process().children() if one.name() == "sleep"]


def test_work_in_time_is_left_alone() -> None:
    with time_limit(0.1):
        pass
    with time_limit(0):
        time.sleep(0.2)


def test_build_has_half_a_minute_and_more_for_large_tables(tmp_path: Path) -> None:
    tables = [Entry("data/tasks.yaml", "100644", "a", 30_000)]
    assert 20 < seconds_for([*tables, Entry("docs/a.png", "100644", "b", 10_000_000)]) < 25
    tables.append(Entry("data/archive/2029.yml", "100644", "c", 5_000_000))
    assert seconds_for(tables) > 200
