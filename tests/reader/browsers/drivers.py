"""Chromium driven by Playwright, and WebKit by Selenium."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError
from selenium.common import WebDriverException
from selenium.webdriver import (
    ActionChains,
    WebKitGTK,
    WebKitGTKOptions,
    WPEWebKit,
    WPEWebKitOptions,
)
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.service import Service as GTKService
from selenium.webdriver.wpewebkit.service import Service as WPEService

from tests.reader.browsers.window import Window
from tests.reader.browsers.wires import CODES

SCREEN = "1400x1000x24"
WPE_WIDTH = 800
"""The one width that a WPE window without a screen has, in pixels."""


class PlaywrightWindow(Window):
    error = PlaywrightError

    def __init__(self, browser: Browser) -> None:
        self.version = f"Chromium {browser.version}"
        permissions = ["clipboard-read", "clipboard-write"]
        self._page = browser.new_page(permissions=permissions)

    def go(self, url: str) -> None:
        self._page.goto(url)

    def resize(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def run(self, script: str, *values: Any) -> Any:
        return self._page.evaluate(f"(values) => ({script})(...values)", list(values))

    def click_at(self, x: int, y: int) -> None:
        self._page.mouse.click(x, y)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def press(self, key: str, *, control: bool = False) -> None:
        self._page.keyboard.press(f"Control+{key}" if control else key)

    def drawn(self) -> bytes:
        return self._page.screenshot()

    def close(self) -> None:
        self._page.close()


class SeleniumWindow(Window):
    error = WebDriverException

    def __init__(self, driver: WebDriver) -> None:
        self._driver = driver
        self.version = f"{driver.name} {driver.capabilities['browserVersion']}"

    def go(self, url: str) -> None:
        self._driver.get(url)

    def resize(self, width: int, height: int) -> None:
        self._driver.set_window_rect(0, 0, width, height)
        self.wait_for("(...size) => `${size}` === `${[innerWidth, innerHeight]}`", width, height)

    def run(self, script: str, *values: Any) -> Any:
        return self._driver.execute_script(f"return ({script})(...arguments)", *values)

    def click_at(self, x: int, y: int) -> None:
        actions = ActionBuilder(self._driver, duration=0)
        actions.pointer_action.move_to_location(x, y).click()  # type: ignore[no-untyped-call]
        actions.perform()

    def type(self, text: str) -> None:
        ActionChains(self._driver).send_keys(text).perform()

    def press(self, key: str, *, control: bool = False) -> None:
        chain = ActionChains(self._driver)
        if control:
            chain.key_down(CODES["Control"])
        chain.send_keys(CODES.get(key, key))
        if control:
            chain.key_up(CODES["Control"])
        chain.perform()

    def drawn(self) -> bytes:
        return self._driver.get_screenshot_as_png()


@contextmanager
def webkit_of_gtk(browser: str, display: str) -> Iterator[Window]:
    options = WebKitGTKOptions()
    options.binary_location = browser
    options.add_argument("--automation")
    options.add_argument(
        "--full-screen"
    )  # without a toolbar, so that it can be as narrow as a phone
    service = GTKService(env=os.environ | {"DISPLAY": display})
    driver = WebKitGTK(options=options, service=service)
    try:
        yield SeleniumWindow(driver)
    finally:
        driver.quit()


class WPEWindow(SeleniumWindow):
    """The size is fixed, so the zoom makes the page as wide as is asked, in a window of its own."""

    def __init__(self, wide: int) -> None:
        self._wide = wide
        super().__init__(self._started())

    @property
    def _zoom(self) -> float:
        return WPE_WIDTH / self._wide

    def _started(self) -> WebDriver:
        options = WPEWebKitOptions()
        options.binary_location = "cog"
        options.set_capability("browserName", "cog")
        options.add_argument("--automation")
        options.add_argument("--platform=headless")
        options.add_argument(f"--scale={self._zoom}")
        return WPEWebKit(options=options, service=WPEService())

    def resize(self, width: int, height: int) -> None:
        if width != self._wide:
            self.close()
            self._wide = width
            self._driver = self._started()

    def click_at(self, x: int, y: int) -> None:
        super().click_at(round(x * self._zoom), round(y * self._zoom))

    def close(self) -> None:
        self._driver.quit()


@contextmanager
def webkit_of_wpe() -> Iterator[Window]:
    window = WPEWindow(WPE_WIDTH)
    try:
        yield window
    finally:
        window.close()


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees, by the name of its display."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        assert process.stdout
        try:
            yield f":{process.stdout.readline().strip()}"
        finally:
            process.terminate()
