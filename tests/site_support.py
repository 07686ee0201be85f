"""What tests of a whole site share: building one, reading it, serving it, opening a browser on it.

A pytest plugin; `conftest.py` names it.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from generator.publishing.in_browser import BROWSERS
from tests.support import MADE_UP_OFFICE, ROOT, past_table, read_yaml

SUB_PATH = "/zwgk/plan/"
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PHONE, WIDE = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

Table = dict[str, Any]
"""A table as YAML has it: Chinese keys, nothing of the generator's types."""


class ParsedPages(Mapping[str, Element]):
    """Parsed HTML files; each is parsed when it is first asked for."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files
        self._parsed: dict[str, Element] = {}

    def __getitem__(self, address: str) -> Element:
        if address not in self._parsed:
            self._parsed[address] = parse(self._files[address].read_text(encoding="utf-8"))
        return self._parsed[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@dataclass(frozen=True)
class BuiltSite:
    """A built site's folder, and the path under which a server shows it."""

    folder: Path
    path: str = "/"

    @cached_property
    def pages(self) -> Mapping[str, Element]:
        """Every page's HTML by its address (`2031/shijian/`, `404.html`)."""
        files = sorted(self.folder.rglob("*.html"))
        return ParsedPages({self._address(file): file for file in files})

    def file(self, address: str) -> Path:
        """The file that a static server sends for an address."""
        return self.folder / (address + "index.html" if address.endswith("/") else address or ".")

    def _address(self, file: Path) -> str:
        return file.relative_to(self.folder).as_posix().removesuffix("index.html")


@dataclass(frozen=True)
class Project:
    """A copy of an office's project, to be altered."""

    folder: Path

    @property
    def table_file(self) -> Path:
        return self.folder / "data" / "tasks.yaml"

    def write_data(self, name: str, table: Table) -> None:
        """As JSON, which is YAML too, and keeps the last space of every text."""
        file = self.folder / "data" / name
        file.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")

    def add_past_year(self) -> None:
        """The plan of the year before, which is 2030."""
        archive = self.folder / "data" / "archive"
        archive.mkdir()
        (archive / "2030.yaml").write_text(past_table(2030), encoding="utf-8")

    def add_theme(self) -> None:
        """Put a copy of the theme into the office's `overrides/`, where it can be altered."""
        shutil.copytree(ROOT / "overrides", self.folder / "overrides")
        file = self.folder / "mkdocs.yml"
        settings = file.read_text(encoding="utf-8")
        added = settings.replace("name: work-plan", "name: work-plan\n  custom_dir: overrides")
        file.write_text(added, encoding="utf-8")

    def build(self, **settings: Any) -> BuiltSite:
        return build_site(self.folder / "mkdocs.yml", self.folder / "site", **settings)


def build_site(config_file: Path, folder: Path, **settings: Any) -> BuiltSite:
    """Build as `mkdocs build --strict` does; `settings` stand above those of the file.

    Raises:
        SystemExit: the build failed, or there was a warning.
    """
    config = load_config(str(config_file), site_dir=str(folder), strict=True, **settings)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    return BuiltSite(folder, urlsplit(config.site_url or "").path or "/")


def copy_project(folder: Path, office: Path = MADE_UP_OFFICE) -> Project:
    """Copy an office's project."""
    shutil.copytree(office, folder, dirs_exist_ok=True)
    return Project(folder)


def read_table(file: Path = MADE_UP_OFFICE / "data" / "tasks.yaml") -> Table:
    """The table as a plain YAML reader sees it, which shares no code with the generator."""
    table: Table = read_yaml(file.read_text(encoding="utf-8"))
    return table


def parse(html: str) -> Element:
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def find_all(tree: Element, tag: str, **attributes: str) -> list[Element]:
    """Elements in document order; `class_` asks for one of an element's classes."""
    wanted = {name.rstrip("_"): value for name, value in attributes.items()}
    return [
        found
        for found in tree.iter(tag)
        if all(
            value in found.get(name, "").split() if name == "class" else found.get(name) == value
            for name, value in wanted.items()
        )
    ]


def find(tree: Element, tag: str, **attributes: str) -> Element:
    """The one such element."""
    (found,) = find_all(tree, tag, **attributes)
    return found


def text(element: Element) -> str:
    """All text in an element, as it stands."""
    return "".join(element.itertext())


def words(element: Element) -> str:
    """All text in an element, its white space as a browser shows it."""
    return " ".join(text(element).split())


class SiteHandler(SimpleHTTPRequestHandler):
    """Any static server: files under a path, and 404.html for what is not there."""

    def __init__(self, *arguments: Any, site: BuiltSite) -> None:
        self.site = site
        super().__init__(*arguments, directory=str(site.folder))

    def handle(self) -> None:
        with suppress(ConnectionError):  # a reader may leave before all is sent
            super().handle()

    def translate_path(self, path: str) -> str:
        path = unquote(urlsplit(path).path)
        if not path.startswith(self.site.path):
            return str(self.site.folder / "no such file")
        return super().translate_path("/" + path.removeprefix(self.site.path))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (self.site.folder / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing among the tests' output."""


@contextmanager
def serve(site: BuiltSite, handler: type[SiteHandler] = SiteHandler) -> Iterator[str]:
    """The URL of the site's home page on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, site=site))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{site.path}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def browser_executable() -> str:
    """The browser on this machine's PATH."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert executable, f"none of {', '.join(BROWSERS)} is on PATH"
    return executable


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser_executable(), args=BROWSER_ARGUMENTS
        )
        yield chromium
        chromium.close()


FORGET = """() => {
    if (location.protocol === 'http:') [localStorage, sessionStorage].forEach((it) => it.clear());
}"""
OpenPage = Callable[..., AbstractContextManager[Page]]
"""Opens a page, given the options of the window (`viewport`, `color_scheme`, …) that it is in."""


def page_opener(browser: Browser) -> OpenPage:
    """Each kind of window is opened once: its later pages come from a warm cache, in half the time.

    A page finds nothing that was stored before. It is a new one, unless a test asks for the one
    that is kept, which also halves the time. It must be left as it was found, but for what the next
    address puts right: no script added, no route, no listener, no other size.
    """
    windows: dict[str, BrowserContext] = {}
    kept: dict[str, Page] = {}

    @contextmanager
    def open_page(*, is_kept: bool = False, **options: Any) -> Iterator[Page]:
        kind = json.dumps(options, sort_keys=True)
        if kind not in windows:
            windows[kind] = browser.new_context(**options)
        page = kept.get(kind) if is_kept else None
        page = page or windows[kind].new_page()
        try:
            yield page
        finally:
            page.evaluate(FORGET)
            if is_kept:
                kept[kind] = page
                page.goto("about:blank")
            else:
                page.close()

    return open_page


@contextmanager
def open_pages(
    open_page: OpenPage, url: str, windows: Iterable[dict[str, Any]]
) -> Iterator[list[Page]]:
    """A page in each of the windows; all load the address at the same time, and may not be done."""
    with ExitStack() as stack:
        pages = [stack.enter_context(open_page(**options)) for options in windows]
        for page in pages:
            page.goto(url, wait_until="commit")
        yield pages


def settle(page: Page) -> None:
    """Wait until nothing on the page moves or fades any more."""
    page.evaluate(
        """async () => {
            const isRunning = (animation) => animation.playState === 'running';
            do {
                await new Promise(requestAnimationFrame);
                await new Promise(requestAnimationFrame);
            } while (document.getAnimations().some(isRunning));
        }"""
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The made-up office's site, as it stands in the checkout."""
    return build_site(MADE_UP_OFFICE / "mkdocs.yml", tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def sub_path_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The made-up office's site, built for a place below another site."""
    url = f"https://www.example.test{SUB_PATH}"
    folder = tmp_path_factory.mktemp("sub-path")
    return build_site(MADE_UP_OFFICE / "mkdocs.yml", folder, site_url=url)


@pytest.fixture(scope="session")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The made-up office's plan, and another one as that of the year before; a repository."""
    project = copy_project(tmp_path_factory.mktemp("two-years"))
    project.add_past_year()
    return project.build(repo_url="https://github.com/example/plan")


@pytest.fixture(scope="session")
def site_url(site: BuiltSite) -> Iterator[str]:
    with serve(site) as url:
        yield url


@pytest.fixture(scope="session")
def sub_path_url(sub_path_site: BuiltSite) -> Iterator[str]:
    with serve(sub_path_site) as url:
        yield url


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copy_project(tmp_path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def open_page(browser: Browser) -> OpenPage:
    return page_opener(browser)
