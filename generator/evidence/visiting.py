"""Reads one link from the network: politely, over TLS alone, within bounds of time and size."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from generator.evidence.fingerprint import digest

_HEADERS = {
    "User-Agent": "work-plan (reads the links of one plan when asked)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_MOST_MOVES = 5
_MOVED = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_ANY_COMPRESSION = 47
"""Lets zlib recognize gzip and its own format."""


@dataclass(frozen=True)
class Seen:
    """What was at a link."""

    digest: str


@dataclass(frozen=True)
class Unseen:
    """Why nothing was seen; `code` is a key of `unseen` in `wording.yaml`."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


class _Failure(Exception):
    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.unseen = Unseen(code, details)


@dataclass
class Visitor:
    """Visits links one after the other, with a pause between those of one host.

    No proxy is used, and cookies are not kept. Certificates are checked against the system's
    authorities, or those in the file that the variable `SSL_CERT_FILE` names.
    """

    timeout: float = 20
    """How long one visit may take, in seconds, with all moves."""
    pause: float = 1
    """In seconds, between two visits to one host."""
    most_bytes: int = 5_000_000
    """How much is read of an answer; of a longer one, the digest is that of this part."""
    _trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    _visited: dict[str, float] = field(default_factory=dict)

    def visit(self, link: str) -> Seen | Unseen:
        """Read a link that begins with `https://`, and follow it where it has moved to."""
        try:
            return self._visit(link)
        except _Failure as failure:
            return failure.unseen
        except ssl.SSLCertVerificationError as error:
            return Unseen("bad-certificate", {"reason": error.verify_message})
        except TimeoutError:
            return Unseen("timed-out", {"seconds": f"{self.timeout:g}"})
        except socket.gaierror:
            return Unseen("no-host")
        except OSError as error:
            return Unseen("no-connection", {"reason": error.strerror or type(error).__name__})
        except (HTTPException, zlib.error):
            return Unseen("odd-answer")

    def _visit(self, link: str) -> Seen:
        deadline = time.monotonic() + self.timeout
        for _ in range(_MOST_MOVES + 1):
            parts, host = _parts(link)
            if host in self._visited:
                wait = self._visited[host] + self.pause - time.monotonic()
                deadline += max(wait, 0)
                time.sleep(max(wait, 0))
            try:
                answer = self._answer(parts, host, deadline)
            finally:
                self._visited[host] = time.monotonic()
            if isinstance(answer, Seen):
                return answer
            link = _target(link, answer)
        raise _Failure("too-many-moves", count=_MOST_MOVES)

    def _answer(self, parts: SplitResult, host: str, deadline: float) -> Seen | str:
        """What is at an address, or where it has moved to."""
        timeout, port = _left(deadline), parts.port or 443
        connection = HTTPSConnection(host, port, timeout=timeout, context=self._trust)
        try:
            connection.connect()
            with _ended_at(deadline, connection.sock):
                path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
                query = quote(parts.query, safe="/%:@!$&'()*+,;=~?")
                connection.request("GET", f"{path}?{query}" if query else path, headers=_HEADERS)
                return self._read(connection.getresponse())
        finally:
            connection.close()

    def _read(self, response: HTTPResponse) -> Seen | str:
        status, details = response.status, {"status": response.status}
        if status in _MOVED and (target := response.getheader("Location")):
            return target
        if status in _GONE:
            raise _Failure("gone", **details)
        if not 200 <= status < 300:
            code = "server-error" if status >= 500 else "refused" if status >= 400 else "odd-answer"
            raise _Failure(code, **details)
        body = response.read(self.most_bytes)
        if response.length and len(body) < self.most_bytes:
            raise IncompleteRead(body, response.length)
        if (response.getheader("Content-Encoding") or "").lower() in ("gzip", "deflate"):
            body = zlib.decompressobj(_ANY_COMPRESSION).decompress(body, self.most_bytes)
        return Seen(digest(response.getheader("Content-Type") or "", body))


def _parts(link: str) -> tuple[SplitResult, str]:
    """An address, and its host as it is in the network."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode()
        is_whole = bool(host) and parts.port != 0
    except ValueError:  # also of the encoding
        is_whole = False
    if not is_whole:
        raise _Failure("not-an-address")
    return parts, host


def _target(link: str, location: str) -> str:
    """The address that a server leads to; it states it in UTF-8."""
    location = location.encode("latin-1", "replace").decode("utf-8", "replace").strip()
    try:
        target = urljoin(link, location)
    except ValueError:
        raise _Failure("not-an-address") from None
    if not target.lower().startswith("https://"):
        raise _Failure("not-https", target=target)
    return target


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@contextmanager
def _ended_at(deadline: float, sock: socket.socket) -> Iterator[None]:
    """Shut a connection at a time, however slowly the server goes on, and raise TimeoutError."""
    is_over = threading.Event()

    def end() -> None:
        is_over.set()
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(_left(deadline), end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, HTTPException):
        if is_over.is_set():
            raise TimeoutError from None
        raise
    else:
        if is_over.is_set():
            raise TimeoutError
    finally:
        timer.cancel()
