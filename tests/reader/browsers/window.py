"""A window of any browser: the few things that a reader does in one, whatever drives it."""

from __future__ import annotations

import io
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PIL import Image

PATIENCE = 60
"""How many seconds a browser on a busy machine may take for what a reader waits for."""

TEXT = """(selector) => {
    const found = document.querySelector(selector);
    return found && found.textContent.trim().replace(/\\s+/g, ' ');
}"""
# What a closed fold holds has a box in new browsers, which say by another name that it is not seen.
IS_SEEN = """(selector) => Array.from(document.querySelectorAll(selector)).some((found) =>
    found.getClientRects().length > 0 && getComputedStyle(found).visibility === 'visible'
    && (!found.checkVisibility || found.checkVisibility()))"""
IS_THERE = """(beginning) => location.href.startsWith(beginning)
    && document.readyState === 'complete'"""
# Where the mouse meets an element, which is in the middle of the window then.
MEETING = """(selector) => {
    const isDrawn = (one) => one.getClientRects().length > 0;
    const found = Array.from(document.querySelectorAll(selector)).find(isDrawn);
    if (!found || document.readyState !== 'complete') return null;
    found.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = found.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2].map(Math.round);
    return found.contains(document.elementFromPoint(x, y)) ? [x, y] : null;
}"""
CHOOSE = """(selector, value) => {
    const list = document.querySelector(selector);
    list.value = value;
    for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }));
}"""
REQUESTED = "() => performance.getEntriesByType('resource').map((entry) => entry.name)"
FORGET = "() => [localStorage, sessionStorage].forEach((storage) => storage.clear())"


class Window(ABC):
    """One window; scripts are functions as text, and take and give what JSON has."""

    version: str
    """The browser's name and version."""
    error: type[Exception]
    """What a script raises, also if its page is left meanwhile."""

    @abstractmethod
    def go(self, url: str) -> None:
        """Begin to load a page."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the page a width and a height in CSS pixels."""

    @abstractmethod
    def run(self, script: str, *values: Any) -> Any: ...

    @abstractmethod
    def click_at(self, x: int, y: int) -> None: ...

    @abstractmethod
    def type(self, text: str) -> None:
        """Type into what has the focus."""

    @abstractmethod
    def press(self, key: str, *, control: bool = False) -> None:
        """Press a key, named as in `KeyboardEvent.key`."""

    @abstractmethod
    def drawn(self) -> bytes:
        """What the window shows, as PNG."""

    def open(self, url: str) -> None:
        """Load a page anew, and wait until it and its scripts are there."""
        for address in ("about:blank", url):  # a fragment alone would not load the page
            self.go(address)
            self.wait_for(IS_THERE, address.partition("?")[0])

    def wait_for(self, script: str, *values: Any) -> Any:
        """Wait until a script gives something that is true, and return it."""
        return self.wait(lambda: self.run(script, *values), f"{script} {values}")

    def wait(self, read: Callable[[], Any], what: str) -> Any:
        """Wait until something that is read from the window is true, and return it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(self.error):
                if found := read():
                    return found
            time.sleep(0.05)
        raise AssertionError(f"never true: {what}")

    def wait_for_text(self, selector: str, text: str) -> None:
        """Wait until the first such element says this."""
        self.wait_for(f"(selector, text) => ({TEXT})(selector) === text", selector, text)

    def wait_until_seen(self, selector: str) -> None:
        self.wait_for(IS_SEEN, selector)

    def wait_for_address(self, end: str) -> None:
        """Wait until the page is there whose address ends so."""
        is_there = "location.href.endsWith(end) && document.readyState === 'complete'"
        self.wait_for(f"(end) => {is_there}", end)

    def click(self, selector: str) -> None:
        """Click the first such element that is drawn, once it stands still and is not covered."""
        before = None
        while before != (place := self.wait_for(MEETING, selector)):
            before = place
            time.sleep(0.05)
        self.click_at(*place)

    def choose(self, selector: str, value: str) -> None:
        """Choose an option of a list, as its own menu would, which is no part of the page."""
        self.run(CHOOSE, selector, value)

    def text(self, selector: str) -> str:
        found: str = self.run(TEXT, selector)
        return found

    def sees(self, selector: str) -> bool:
        seen: bool = self.run(IS_SEEN, selector)
        return seen

    def picture(self) -> Image.Image:
        return Image.open(io.BytesIO(self.drawn())).convert("RGB")

    def complaints(self) -> list[str]:
        """What went wrong on the page, as `watched_site` notes it."""
        found: list[str] = self.run("() => window.complaints")
        return found

    def foreign_requests(self, url: str) -> list[str]:
        """Addresses outside the site that the page asked for."""
        return [found for found in self.run(REQUESTED) if not found.startswith((url, "data:"))]

    def forget(self) -> None:
        """Forget what the site stored."""
        self.run(FORGET)
