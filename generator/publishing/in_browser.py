"""What axe finds on the pages of a built site, in a browser of this computer, if there is one.

Playwright and axe are no part of the program: an office installs them if it wants this check.
"""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

MOST_PAGES = 60
_ADDRESS = "http://site.invalid/"
"""No real host has this address."""
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Names of browsers that may be on PATH."""
_CHANNELS = ("msedge", "chrome")
_WINDOW = {"width": 360, "height": 740}
_RULES = {"resultTypes": ["violations"]}


class NoBrowserError(Exception):
    """Playwright, axe or a browser is not there."""


def violations(site: Path) -> tuple[int, list[tuple[str, str]]]:
    """How many pages were examined, and for each violation its page and axe's description.

    Raises:
        NoBrowserError: see there.
    """
    try:
        from axe_playwright_python.sync_playwright import Axe  # both are optional
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise NoBrowserError from error
    files = sorted(site.rglob("index.html"))[:MOST_PAGES]
    found = []
    with sync_playwright() as playwright:
        browser = _launch(playwright.chromium, Error)
        page = browser.new_page(viewport=_WINDOW, reduced_motion="reduce")
        page.route("**/*", partial(_answer, site))
        for file in files:
            address = file.relative_to(site).as_posix().removesuffix("index.html")
            page.goto(_ADDRESS + address)
            page.evaluate(Axe().axe_script)
            for one in page.evaluate("(rules) => axe.run(rules)", _RULES)["violations"]:
                node = one["nodes"][0]["html"][:200]
                found.append((address or "/", f"{one['id']}: {one['help']}: {node}"))
        browser.close()
    return len(files), found


def _launch(chromium: Any, error_type: type[Exception]) -> Any:
    """A browser on this computer: one on PATH, else Playwright's own, else Edge or Chrome."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    choices: list[dict[str, Any]] = [{"executable_path": path}] if path else []
    for choice in (*choices, {}, *({"channel": name} for name in _CHANNELS)):
        try:
            return chromium.launch(**choice)
        except error_type:
            continue
    raise NoBrowserError


def _answer(site: Path, route: Any) -> None:
    """Answer a request of the browser from the folder; no server and no network take part."""
    path = unquote(urlsplit(route.request.url).path).lstrip("/")
    file = site / path / "index.html" if not path or path.endswith("/") else site / path
    if route.request.url.startswith(_ADDRESS) and file.is_file():
        route.fulfill(path=file)
    else:
        route.abort()
