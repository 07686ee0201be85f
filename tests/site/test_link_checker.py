"""Test the links and anchors of three years of a served site with LinkChecker."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from tests.site_support import BuiltSite, SiteHandler, serve
from tests.three_years import build_three_years

pytestmark = pytest.mark.soak

SETTINGS = """\
[checking]
maxrequestspersecond=1000
threads=4

[AnchorCheck]
"""
WRONG = '<a href="no/such/page/">1</a> <a href="2033/#no-such-place">2</a> <a href="2033/">3</a>'


class Handler(SiteHandler):
    """A server that says with a header of LinkChecker's that it need not go easy on it."""

    def end_headers(self) -> None:
        self.send_header("LinkChecker", "welcome")
        super().end_headers()


class Link(NamedTuple):
    """A link that LinkChecker followed, or an address where it began."""

    page: str
    target: str
    trouble: str
    """An error or a warning, or nothing."""


def links(site: BuiltSite, folder: Path) -> list[Link]:
    """All that LinkChecker followed, beginning on every page: some have no link to them."""
    settings = folder / "linkcheckerrc"
    settings.write_text(SETTINGS, encoding="utf-8")
    folder.chmod(0o755)  # it does not stay root
    with serve(site, Handler) as url:
        pages = [url + quote(address) for address in site.pages]
        options = ("--config", str(settings), "--verbose", "--no-status", "--output", "csv")
        command = [sys.executable, "-m", "linkcheck", *options, *pages]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    rows = [line for line in done.stdout.splitlines(True) if not line.startswith("#")]
    return [
        Link(
            row["parentname"].removeprefix(url),
            row["url"].removeprefix(url),
            row["warningstring"] if row["valid"] == "True" else row["result"],
        )
        for row in csv.DictReader(rows, delimiter=";")
    ]


def test_no_link_or_anchor_is_broken(tmp_path: Path) -> None:
    """Test with a page whose links are wrong: they are all that is found."""
    site = build_three_years(tmp_path / "years")
    (site.folder / "wrong.html").write_text(WRONG, encoding="utf-8")
    found = links(site, tmp_path)
    trouble = {(one.page, one.target): one.trouble for one in found if one.trouble}
    assert trouble.keys() == {
        ("wrong.html", "no/such/page/"),
        ("wrong.html", "2033/#no-such-place"),
    }
    followed = {one.target for one in found}
    assert followed >= {*site.pages, "data/2033/tasks.csv", "data/2033/tasks.ics"}
    assert any("#task-" in target for target in followed)
