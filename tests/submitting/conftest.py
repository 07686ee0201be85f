"""The offices that tests of submitting copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.submitting.offices import Offices, make_offices


@pytest.fixture(scope="session")
def new_offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """Not to be changed: copy them."""
    return make_offices(tmp_path_factory.mktemp("offices") / "new")


@pytest.fixture
def offices(new_offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Offices:
    """The clerk's folder is the current one; no git has settings of this machine."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    copy = new_offices.copy_to(tmp_path / "offices")
    monkeypatch.chdir(copy.mine.folder)
    return copy
