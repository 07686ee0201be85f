"""Firefox over WebDriver BiDi, and the old Chromium of Qt over its DevTools protocol.

Both take commands as JSON over a web socket. Playwright can drive neither: of Firefox it asks for
the newest, of Chromium for browser contexts.
"""

from __future__ import annotations

import base64
import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from websocket import create_connection

from tests.reader.browsers.window import PATIENCE, Window

LISTENING = re.compile(r"listening on ws://127\.0\.0\.1:(\d+)")
# What WebDriver calls the keys that write nothing.
CODES = {"Control": "\ue009", "Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015"}
# What asks for another host is sent to a port on which nothing listens.
PREFERENCES = """
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
"""
CLICK = """(x, y) => {
    const found = document.elementFromPoint(x, y);
    const inside = { bubbles: true, cancelable: true, view: window };
    found.dispatchEvent(new MouseEvent('click', inside));
    found.closest('input, button, a, summary')?.focus();
}"""
PRESS = """(key) => {
    const about = { key, bubbles: true, cancelable: true };
    const { activeElement } = document;
    const isFree = activeElement.dispatchEvent(new KeyboardEvent('keydown', about));
    if (isFree && key === 'Enter') activeElement.form.requestSubmit();
}"""
QT_WINDOW = """
import sys
from PyQt5.QtCore import QUrl
from PyQt5.QtWebEngineWidgets import QWebEngineSettings, QWebEngineView
from PyQt5.QtWidgets import QApplication
application = QApplication(sys.argv)
view = QWebEngineView()
view.settings().setAttribute(QWebEngineSettings.JavascriptCanAccessClipboard, True)
view.settings().setAttribute(QWebEngineSettings.JavascriptCanPaste, True)
view.setUrl(QUrl("about:blank"))
view.resize(1280, 800)
view.show()
view.activateWindow()
application.exec_()
"""
"""A program that shows a window of Qt's Chromium, for the Python of the system."""


class WireError(Exception):
    """The browser refuses a command."""


class Wire:
    """Sends commands. An answer has the number of its command; events have none."""

    def __init__(self, url: str) -> None:
        self._socket = create_connection(url, timeout=PATIENCE, suppress_origin=True)
        self._sent = 0

    def send(self, method: str, **parameters: Any) -> Any:
        self._sent += 1
        command = {"id": self._sent, "method": method, "params": parameters}
        self._socket.send(json.dumps(command))
        while (answer := json.loads(self._socket.recv())).get("id") != self._sent:
            pass
        if "result" not in answer:
            raise WireError(method, answer)
        return answer["result"]


class FirefoxWindow(Window):
    error = WireError

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        session = wire.send("session.new", capabilities={})["capabilities"]
        self.version = f"Firefox {session['browserVersion']}"
        tree = wire.send("browsingContext.getTree")
        self._context = tree["contexts"][0]["context"]

    def _send(self, method: str, **parameters: Any) -> Any:
        return self._wire.send(method, context=self._context, **parameters)

    def go(self, url: str) -> None:
        self._send("browsingContext.navigate", url=url)

    def resize(self, width: int, height: int) -> None:
        self._send("browsingContext.setViewport", viewport={"width": width, "height": height})

    def run(self, script: str, *values: Any) -> Any:
        answer = self._wire.send(
            "script.callFunction",
            functionDeclaration=f"async () => JSON.stringify([await {called(script, values)}])",
            awaitPromise=True,
            target={"context": self._context},
        )
        if answer["type"] != "success":
            raise WireError(script, answer)
        return json.loads(answer["result"]["value"])[0]

    def click_at(self, x: int, y: int) -> None:
        steps: list[dict[str, Any]] = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._send(
            "input.performActions", actions=[{"type": "pointer", "id": "mouse", "actions": steps}]
        )

    def type(self, text: str) -> None:
        for sign in text:
            self._press([sign])

    def press(self, key: str, *, control: bool = False) -> None:
        self._press([*(["Control"] if control else []), key])

    def _press(self, keys: list[str]) -> None:
        codes = [CODES.get(key, key) for key in keys]
        steps = [{"type": "keyDown", "value": code} for code in codes]
        steps += [{"type": "keyUp", "value": code} for code in reversed(codes)]
        self._send(
            "input.performActions", actions=[{"type": "key", "id": "keyboard", "actions": steps}]
        )

    def drawn(self) -> bytes:
        return base64.b64decode(self._send("browsingContext.captureScreenshot")["data"])


class QtWindow(Window):
    """Scripts act for the reader, because this Chromium does not answer commands of input."""

    error = WireError

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        agent = self.run("() => navigator.userAgent")
        self.version = re.findall(r"Chrome/\S+", agent)[0].replace("Chrome/", "Chromium ")

    def go(self, url: str) -> None:
        self._wire.send("Page.navigate", url=url)

    def resize(self, width: int, height: int) -> None:
        self._wire.send(
            "Emulation.setDeviceMetricsOverride",
            **{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def run(self, script: str, *values: Any) -> Any:
        answer = self._wire.send(
            "Runtime.evaluate",
            expression=called(script, values),
            userGesture=True,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            raise WireError(script, answer)
        return answer["result"].get("value")

    def click_at(self, x: int, y: int) -> None:
        self.run(CLICK, x, y)

    def type(self, text: str) -> None:
        self.run("(text) => document.execCommand('insertText', false, text)", text)

    def press(self, key: str, *, control: bool = False) -> None:
        if control and key == "v":
            assert self.run("() => document.execCommand('paste')")
        else:
            self.run(PRESS, key)

    def drawn(self) -> bytes:
        return base64.b64decode(self._wire.send("Page.captureScreenshot")["data"])


def called(script: str, values: tuple[Any, ...]) -> str:
    return f"({script})(...{json.dumps(values)})"


@contextmanager
def firefox(executable: str) -> Iterator[Window]:
    with TemporaryDirectory() as profile:
        Path(profile, "user.js").write_text(PREFERENCES, encoding="utf-8")
        command = [executable, "--headless", "--profile", profile, "--remote-debugging-port=0"]
        with started(command, dict(os.environ)) as port:
            yield FirefoxWindow(Wire(f"ws://127.0.0.1:{port}/session"))


@contextmanager
def chromium_of_qt(python: str, display: str) -> Iterator[Window]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory() as home:
        settings = os.environ | {
            "DISPLAY": display,
            "HOME": home,
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu --disable-background-networking",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
            "QTWEBENGINE_REMOTE_DEBUGGING": f"127.0.0.1:{port}",
        }
        with started([python, "-c", QT_WINDOW], settings):
            with urlopen(f"http://127.0.0.1:{port}/json") as answer:
                (page,) = json.load(answer)
            yield QtWindow(Wire(page["webSocketDebuggerUrl"]))


@contextmanager
def started(command: list[str], settings: dict[str, str]) -> Iterator[int]:
    """Start a browser, and wait for the port on which it listens, which it tells."""
    with TemporaryDirectory() as folder:
        told = Path(folder, "told.txt")
        with told.open("wb") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=output, env=os.environ | settings
            )
        try:
            end = time.monotonic() + PATIENCE
            while not (found := LISTENING.search(told.read_text(errors="replace"))):
                assert time.monotonic() < end and process.poll() is None, told.read_text()
                time.sleep(0.1)
            yield int(found[1])
        finally:
            process.terminate()
            process.wait()
