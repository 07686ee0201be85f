"""A server on this machine with what a link may lead to, behind a certificate made for the test."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = (
    "<html><head><title>种树</title></head><body><h1>种了100棵</h1><p>在 园林。</p></body></html>"
)
HTML = "text/html; charset=utf-8"
MOST = 5_000_000


class Answers(ThreadingHTTPServer):
    """Sends `pages` by their paths: a type and a content; some paths do something else."""

    daemon_threads = True

    def __init__(self, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, tuple[str, bytes]] = {"/page.html": (HTML, PAGE.encode())}
        self.raw: dict[str, bytes] = {}
        """Whole answers, with their status line and headers."""
        self.requests: list[tuple[str, str]] = []
        """The path and the program of each request."""
        self.is_over = threading.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.context = context

    @property
    def url(self) -> str:
        return f"https://localhost:{self.server_port}"

    def finish_request(self, request: object, address: object) -> None:
        """Begin TLS in the thread of the request, so that a bad handshake ends only that."""
        with suppress(OSError):
            wrapped = self.context.wrap_socket(request, server_side=True)  # type: ignore[arg-type]
            with suppress(OSError):
                super().finish_request(wrapped, address)
            wrapped.close()


class _Handler(BaseHTTPRequestHandler):
    server: Answers

    def do_GET(self) -> None:
        self.server.requests.append((self.path, self.headers["User-Agent"]))
        path = self.path.split("?")[0]
        if path in self.server.raw:
            self.wfile.write(self.server.raw[path])
        elif path in self.server.pages:
            kind, content = self.server.pages[path]
            self._send(200, content, ("Content-Type", kind))
        elif path.startswith("/status/"):
            self._send(int(path.rpartition("/")[2]), b"")
        elif path == "/to-http":
            self._send(302, b"", ("Location", "http://localhost/page.html"))
        elif path == "/loop":
            self._send(301, b"", ("Location", "/loop"))
        elif path == "/moved":
            self._send(308, b"", ("Location", "page.html"))
        elif path == "/slow":
            self._drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"a")
        elif path == "/slow-head":
            self._drip(b"HTTP/1.1 200 OK\r\n", b"a")
        elif path == "/huge":
            self._drip(b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 1_000_000)
        elif path == "/zipped":
            zipped = gzip.compress(PAGE.encode())
            self._send(200, zipped, ("Content-Type", HTML), ("Content-Encoding", "gzip"))
        else:
            self._send(404, b"")

    def _send(self, status: int, content: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(content)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _drip(self, head: bytes, piece: bytes) -> None:
        """Go on as long as somebody reads and the server stands."""
        self.wfile.write(head)
        with suppress(OSError):
            while not self.server.is_over.wait(0 if len(piece) > 1 else 0.02):
                self.wfile.write(piece)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing among the tests' output."""


@contextmanager
def answering(certificate: Path) -> Iterator[Answers]:
    server = Answers(certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def make_certificate(file: Path) -> Path:
    """A new certificate of this machine's name, signed by itself, with its key in one file."""
    openssl = shutil.which("openssl")
    assert openssl, "openssl is needed: apt-get install openssl"
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", names]
    command += ["-keyout", str(file), "-out", str(file.with_suffix(".crt"))]
    subprocess.run(command, check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + file.with_suffix(".crt").read_bytes())
    return file
