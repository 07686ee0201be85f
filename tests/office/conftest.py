"""This office's site."""

from collections.abc import Iterator

import pytest

from tests.site_support import BuiltSite, build_site, serve
from tests.support import ROOT


@pytest.fixture(scope="session")
def office_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Built strictly: a warning fails it."""
    return build_site(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def office_url(office_site: BuiltSite) -> Iterator[str]:
    with serve(office_site) as url:
        yield url
