"""The browsers that the pages are tried in, and the sites."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from tests.reader.browsers.drivers import PlaywrightWindow, screen, webkit_of_gtk, webkit_of_wpe
from tests.reader.browsers.watched import watch
from tests.reader.browsers.window import Window
from tests.reader.browsers.wires import chromium_of_qt, firefox
from tests.site.test_progress import build_told
from tests.site_support import SUB_PATH, build_site, serve
from tests.support import MADE_UP_OFFICE
from tests.three_years import build_three_years

FIREFOX = ("firefox-esr", "firefox")
MINI_BROWSERS = ("lib/*/webkit2gtk-4.1/MiniBrowser", "libexec/webkit2gtk-4.1/MiniBrowser")
"""Where Debian and others keep WebKitGTK's own browser, below `/usr`."""


@contextmanager
def firefox_window() -> Iterator[Window]:
    executable = next(filter(None, map(shutil.which, FIREFOX)), None)
    assert executable, "Firefox is not on PATH"
    with firefox(executable) as window:
        yield window


@contextmanager
def webkit_window() -> Iterator[Window]:
    found = [file for pattern in MINI_BROWSERS for file in Path("/usr").glob(pattern)]
    assert found, "WebKitGTK's MiniBrowser is not there"
    with screen() as display, webkit_of_gtk(str(found[0]), display) as window:
        yield window


@contextmanager
def old_chromium_window() -> Iterator[Window]:
    with screen() as display, chromium_of_qt("/usr/bin/python3", display) as window:
        yield window


CHROMIUM = "Chromium"
OTHERS = {
    "Firefox": firefox_window,
    "WebKitGTK": webkit_window,
    "Chromium of Qt": old_chromium_window,
    "WebKit of WPE": webkit_of_wpe,
}


def window_of(name: str, request: pytest.FixtureRequest) -> AbstractContextManager[Window]:
    """Playwright runs once in a process, so Chromium is the one of all tests."""
    if name == CHROMIUM:
        return closing(PlaywrightWindow(request.getfixturevalue("browser")))
    return OTHERS[name]()


@pytest.fixture(scope="module", params=[CHROMIUM, *OTHERS])
def opened(request: pytest.FixtureRequest) -> Iterator[Window]:
    with window_of(request.param, request) as window:
        print(window.version)
        yield window


@pytest.fixture
def window(opened: Window) -> Iterator[Window]:
    """The browser's window, in which nothing is stored by a page that was open before."""
    opened.resize(1280, 800)
    yield opened
    opened.forget()


@pytest.fixture(scope="session")
def made_up_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Built for a place below another site, so that its pages have a QR code."""
    published = f"https://www.example.test{SUB_PATH}"
    folder = tmp_path_factory.mktemp("watched")
    site = build_site(MADE_UP_OFFICE / "mkdocs.yml", folder, site_url=published)
    with serve(watch(site)) as url:
        yield url


@pytest.fixture(scope="session")
def years_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(watch(build_three_years(tmp_path_factory.mktemp("watched-years")))) as url:
        yield url


@pytest.fixture(scope="session")
def told_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(watch(build_told(tmp_path_factory.mktemp("watched-told")))) as url:
        yield url
