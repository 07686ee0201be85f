"""The offices that tests of publishing copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.office import Office, make_office


@pytest.fixture(scope="session")
def new_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Its server has seen no push yet. Not to be changed: copy it."""
    return make_office(tmp_path_factory.mktemp("new") / "office")


@pytest.fixture(scope="session")
def published_office(new_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """It has published once. Not to be changed: copy it."""
    office = new_office.copy_to(tmp_path_factory.mktemp("published") / "office")
    pushed = office.push()
    assert pushed.accepted, pushed.output
    return office


@pytest.fixture
def office(published_office: Office, tmp_path: Path) -> Office:
    return published_office.copy_to(tmp_path / "office")
