"""Check every link of a built site, and that no page holds active content.

The HTML is read as it was written to disk. Links to other hosts are listed, never requested.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, unquote, urldefrag, urljoin, urlsplit

from generator.language.problems import Place, Problem
from generator.publishing.page_reader import PageContent

# Used for a site without an address. No real host has this address.
_NOWHERE = "http://site.invalid/"
_PLACELESS = ("mailto", "tel", "data")
_SUBSCRIPTION = "webcal"
_NOT_FOUND_PAGE = "404.html"
# The page can be shown at any address, so its links are followed from a deep one without a file.
_NO_SUCH_PAGE = "%00/%00/%00/"


@dataclass(frozen=True)
class SiteLinks:
    """The result of a check. `external`: each foreign address → the first page that links to it."""

    pages: int
    links: int
    problems: Sequence[Problem]
    external: Mapping[str, str]
    url: str | None
    """The site's address, as its home page states it."""


def check_site(folder: Path) -> SiteLinks:
    """Follow every link of a built site within its folder."""
    return _Site(folder).check()


def _scheme(target: str) -> str:
    """The scheme as a browser reads it: without spaces and control characters."""
    squeezed = "".join(char for char in target if char > " ")
    head, colon, _ = squeezed.partition(":")
    return head.lower() if colon and head.replace("-", "").replace("+", "").isalnum() else ""


@dataclass(frozen=True)
class _Site:
    folder: Path

    @cached_property
    def files(self) -> frozenset[str]:
        every = (file for file in self.folder.rglob("*") if file.is_file())
        return frozenset(file.relative_to(self.folder).as_posix() for file in every)

    @cached_property
    def pages(self) -> dict[str, PageContent]:
        names = sorted(name for name in self.files if name.endswith(".html"))
        texts = ((name, (self.folder / name).read_text("utf-8", "replace")) for name in names)
        return {name: PageContent(text) for name, text in texts}

    @cached_property
    def url(self) -> str | None:
        home = self.pages.get("index.html")
        return home.canonical if home else None

    def check(self) -> SiteLinks:
        problems: list[Problem] = []
        external: dict[str, str] = {}
        if not self.pages:
            problems.append(Problem(Place(self.folder), "no-pages"))
        for name, page in self.pages.items():
            wrong = dict.fromkeys(page.active, "active-content")
            for target in dict.fromkeys(page.links):
                code, outside = self._follow(_address(name), target)
                if code:
                    wrong[target] = code
                if outside:
                    external.setdefault(outside, name)
            for target, code in wrong.items():
                place = Place(Path(name), *page.places[target])
                problems.append(Problem(place, code, {"target": target}))
        links = sum(len(page.links) for page in self.pages.values())
        return SiteLinks(len(self.pages), links, problems, dict(sorted(external.items())), self.url)

    def _follow(self, address: str, target: str) -> tuple[str | None, str | None]:
        """The code of the problem with a link, or None; its address outside the site, or None.

        `address` is that of the page with the link, within the site.
        """
        scheme = _scheme(target)
        if scheme in _PLACELESS:
            return None, None
        base = self.url or _NOWHERE
        if scheme == _SUBSCRIPTION:  # the same file, which a calendar program fetches
            target = urlsplit(base).scheme + target.strip()[len(_SUBSCRIPTION) :]
        try:
            goal, anchor = urldefrag(urljoin(base + address, target.strip()))
            parts = urlsplit(goal)
        except ValueError:
            return "dead-link", None
        if parts.scheme not in ("http", "https"):
            return "active-content", None
        if not _is_within(parts, urlsplit(base)):
            return None, goal
        is_same = goal.partition("?")[0] == base + address
        path = _file(address) if is_same else unquote(parts.path)[len(urlsplit(base).path) :]
        found = self._page_at(path)
        if found is None:
            return "dead-link", None
        anchors = self.pages[found].anchors if found in self.pages else None
        if anchor and anchors is not None and unquote(anchor) not in anchors:
            return "dead-anchor", None
        return None, None

    def _page_at(self, path: str) -> str | None:
        """The file that a server shows at a path, or None."""
        for name in (path, f"{path.removesuffix('/')}/index.html".removeprefix("/")):
            if name in self.files:
                return name
        return None


def _address(name: str) -> str:
    """The address of a page within the site."""
    return _NO_SUCH_PAGE if name == _NOT_FOUND_PAGE else name.removesuffix("index.html")


def _file(address: str) -> str:
    """The page at an address."""
    if address == _NO_SUCH_PAGE:
        return _NOT_FOUND_PAGE
    return f"{address}index.html" if address.endswith("/") or not address else address


def _is_within(parts: SplitResult, base: SplitResult) -> bool:
    same_host = (parts.scheme, parts.netloc) == (base.scheme, base.netloc)
    return same_host and f"{parts.path}/".startswith(base.path)
