"""The server that links of these tests lead to, and a trust in its certificate."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evidence.server import Answers, answering, make_certificate


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate that is trusted and one that is not."""
    folder = tmp_path_factory.mktemp("certificates")
    for name in ("trusted", "other"):
        make_certificate(folder / f"{name}.pem")
    return folder


@pytest.fixture
def server(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "trusted.crt"))
    with answering(certificates / "trusted.pem") as server:
        yield server
