"""Checks an office's whole site as a reader gets it: that it is built, its links and its weight."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import click

from generator.building.mkdocs_process import BUILDER
from generator.language.command_line import fail
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.publishing import in_browser
from generator.publishing.errors import explained
from generator.publishing.link_check import SiteLinks, check_site

MOST_BYTES = 100_000
"""Of a page with its styles and scripts, compressed as a server sends them."""

_LOADED = re.compile(r'<script[^>]* src="([^"]+)"|<link rel="stylesheet" href="([^"]+)"')
_NO_FINDING = re.compile(r"^(?:INFO +- .*|Aborted with .*)\n?", re.MULTILINE)
_LOG_LEVEL = re.compile(r"^(?:ERROR|WARNING) +- +", re.MULTILINE)


class Weight(NamedTuple):
    """What a first visit to a page loads, in bytes."""

    size: int
    page: str


class SiteCheck(NamedTuple):
    """What was found in a built site."""

    links: SiteLinks
    heaviest: Weight


def check_whole_site(folder: Path, wording: Wording) -> None:
    """Build an office's folder elsewhere and say what a reader would meet, or end the command."""
    if not (folder / "mkdocs.yml").is_file():
        fail(wording.say("site-check.no-settings", folder=folder.as_posix()))
    with tempfile.TemporaryDirectory() as made:
        site = Path(made) / "site"
        reason = build(folder, site)
        if site.exists() and not (site / "index.html").exists():  # the plugin makes it
            fail(wording.say("site-check.no-plugin", folder=folder.as_posix()))
        if reason:
            fail("\n".join((wording.say("site-check.not-built"), reason)))
        found = check(site)
        if found.links.problems:
            fail(explained(PlanError(found.links.problems), wording))
        click.echo(wording.say("links.passed", pages=found.links.pages, links=found.links.links))
        weight = {"page": found.heaviest.page, "size": round(found.heaviest.size / 1000)}
        if found.heaviest.size > MOST_BYTES:
            click.echo(wording.say("site-check.heavy", **weight, most=MOST_BYTES // 1000))
        else:
            click.echo(wording.say("site-check.weight", **weight))
        try:
            pages, violations = in_browser.violations(site)
        except in_browser.NoBrowserError:
            click.echo(wording.say("site-check.no-browser"))
            return
    if violations:
        lines = [
            wording.say("site-check.violation", page=page, what=what) for page, what in violations
        ]
        fail("\n".join([wording.say("site-check.violations", count=len(lines)), *lines]))
    click.echo(wording.say("site-check.accessible", pages=pages))


def build(folder: Path, site: Path) -> str:
    """Build an office's folder into `site` strictly; returns what is wrong, or nothing."""
    command = (sys.executable, "-X", "utf8", "-m", BUILDER, "build", "--strict")
    done = subprocess.run(
        [*command, "-f", "mkdocs.yml", "-d", site],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    found = _NO_FINDING.sub("", done.stderr)  # with --quiet, MkDocs does not count warnings
    return _LOG_LEVEL.sub("", found).strip() if done.returncode else ""


def check(site: Path) -> SiteCheck:
    """Check a built site. Its links also tell of active content."""
    pages = sorted(site.rglob("*.html"))
    return SiteCheck(check_site(site), max(_weight(page, site) for page in pages))


def _weight(page: Path, site: Path) -> Weight:
    content = page.read_bytes()
    address = page.relative_to(site).as_posix().removesuffix("index.html")
    size = len(gzip.compress(content)) + sum(
        _compressed(file)
        for file in _loaded(content.decode("utf-8", "replace"), f"/{address}", site)
    )
    return Weight(size, address or "/")


def _loaded(html: str, address: str, site: Path) -> Sequence[Path]:
    targets = {script or style for script, style in _LOADED.findall(html)}
    paths = (urlsplit(urljoin(address, target)).path.lstrip("/") for target in targets)
    return [site / path for path in paths if (site / path).is_file()]


@lru_cache
def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))
