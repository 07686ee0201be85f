"""Test that work which takes too long is ended, and what it started with it."""

from __future__ import annotations

import subprocess
import time

import psutil
import pytest

from generator.publishing.build import seconds_for
from generator.publishing.errors import TooSlowError
from generator.publishing.repository import Repository
from generator.publishing.time_limit import Budget, time_limit
from tests.publishing.office import Office
from tests.publishing.strange import many_tasks
from tests.support import BASE


def test_process_is_killed() -> None:
    with pytest.raises(TooSlowError), time_limit(0.1):
        subprocess.run(["sleep", "3600"], check=True)
    assert not [one for one in psutil.Process().children() if one.name() == "sleep"]


def test_work_in_time_is_left_alone() -> None:
    with time_limit(0.1):
        pass
    with time_limit(0):
        time.sleep(0.2)


def test_budget_is_spent_in_parts() -> None:
    budget = Budget(0.3)
    with budget.spent():
        time.sleep(0.2)
    time.sleep(0.3)  # this costs nothing
    with pytest.raises(TooSlowError), budget.spent():
        time.sleep(60)
    budget.extend(60)
    with budget.spent():
        pass


def test_large_plan_has_more_time_and_large_files_have_not(office: Office) -> None:
    repository = Repository.at(office.checkout / ".git")
    least = seconds_for(repository, office.head())
    office.write("data/x/junk.yaml", "# x\n" * 1_000_000)
    office.write("data/tasks.yaml", BASE + "# x\n" * 100_000)
    assert seconds_for(repository, office.commit()) == least < 1
    office.write("data/tasks.yaml", many_tasks(3000))
    assert seconds_for(repository, office.commit()) > 80
