"""Visits to a server on this machine, which answers all that a server may."""

import socket
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.evidence.fingerprint import digest, visible_text
from generator.evidence.visiting import Seen, Unseen, Visitor
from tests.evidence.server import HTML, MOST, PAGE, Answers, answering


def visit(link: str, timeout: float = 10) -> Seen | Unseen:
    return Visitor(timeout=timeout, pause=0).visit(link)


def code(link: str, timeout: float = 10) -> str:
    seen = visit(link, timeout)
    assert isinstance(seen, Unseen), seen
    return seen.code


def test_page_is_seen_wherever_it_has_moved_to(server: Answers) -> None:
    wanted = Seen(digest(HTML, PAGE.encode()))
    for path in ("/page.html", "/page.html?a=1&b=<2>\"'[]|种", "/moved", "/zipped"):
        assert visit(server.url + path) == wanted, path
    assert {program for _, program in server.requests} == {
        "work-plan (reads the links of one plan when asked)"
    }


STATUSES = {
    404: "gone",
    410: "gone",
    401: "refused",
    403: "refused",
    429: "refused",
    500: "server-error",
    503: "server-error",
    302: "odd-answer",
    304: "odd-answer",
}


def test_statuses(server: Answers) -> None:
    found = {status: code(f"{server.url}/status/{status}") for status in STATUSES}
    assert found == STATUSES


def test_moves_that_are_not_followed(server: Answers) -> None:
    assert visit(server.url + "/to-http") == Unseen(
        "not-https", {"target": "http://localhost/page.html"}
    )
    assert code(server.url + "/loop") == "too-many-moves"
    assert len(server.requests) == 7
    for target in (
        "javascript:alert(1)",
        "file://localhost/tasks.yaml",
        "https://[::1",
        "ftp:x",
    ):
        answer = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n"
        server.raw["/away"] = answer.encode()
        assert code(server.url + "/away") in ("not-https", "not-an-address"), target


def test_slow_server_is_left_in_time(server: Answers) -> None:
    for path in ("/slow", "/slow-head"):
        assert visit(server.url + path, timeout=0.3) == Unseen("timed-out", {"seconds": "0.3"})


def test_only_a_part_of_a_huge_answer_is_read(server: Answers) -> None:
    found = sha256(b"a" * MOST).hexdigest()
    assert visit(server.url + "/huge") == Seen(f"sha256:{found}")


def test_certificate_that_nobody_vouches_for(server: Answers, certificates: Path) -> None:
    with answering(certificates / "other.pem") as other:
        seen = visit(other.url + "/page.html")
    assert isinstance(seen, Unseen) and seen.code == "bad-certificate"
    assert "self-signed" in str(seen.details["reason"]) and other.requests == []


def test_no_proxy_is_used(server: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert isinstance(visit(server.url + "/page.html"), Seen)


def test_nobody_answers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert code(f"https://127.0.0.1:{port}/") == "no-connection"
    assert code("https://no-such-host.invalid/") == "no-host"


NO_ADDRESSES = (
    "https://a..b/",
    "https://" + "a" * 70 + ".test/",
    "https://localhost:99999/",
    "https://localhost:0/",
    "https://localhost:x/",
    "https://[::1/",
    "https://:443/",
    "https://\u2100.test/",
)


@pytest.mark.parametrize("link", NO_ADDRESSES)
def test_link_that_is_no_address(link: str) -> None:
    assert code(link) == "not-an-address"


RAW = (
    b"",
    b"\x00" * 100,
    b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nabc",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
    b"HTTP/1.1 999 " + b"a" * 70_000 + b"\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n",
    b"HTTP/9.9 abc\r\n\r\n",
    b"SSH-2.0-OpenSSH\r\n",
)


@pytest.mark.parametrize("answer", RAW, ids=range(len(RAW)))
def test_answer_that_cannot_be_read(server: Answers, answer: bytes) -> None:
    server.raw["/odd"] = answer
    assert code(server.url + "/odd") in ("odd-answer", "no-connection")


PIECES = st.sampled_from(
    [
        b"HTTP/1.1 ", b"200 OK", b"302 Found", b"\r\n", b"\n", b": ", b"Location",
        b"Content-Length", b"Content-Type", b"text/html", b"charset=", b"utf-7", b"idna", b"hex",
        b"Transfer-Encoding", b"chunked", b"-1", b"5", b"\xff\xfe", "种".encode(),
        b"<!--", b"<![x[", b"<script", b"&#9;",
    ]
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.binary(max_size=5), max_size=12).map(b"".join))
def test_no_answer_breaks_a_visit(server: Answers, answer: bytes) -> None:
    server.raw["/any"] = b"HTTP/1.1 200 OK\r\n" + answer
    assert isinstance(visit(server.url + "/any"), (Seen, Unseen))


def seen(html: str, kind: str = HTML) -> str:
    return digest(kind, html.encode())


SAME = (
    PAGE.replace("<h1>", "\n\n  <h1 id='x' data-token='1234'>"),
    PAGE.replace("</body>", "<script>count(1234)</script><SCRIPT src=a></SCRIPT></body>"),
    PAGE.replace("</head>", "<style>h1 { color: red }</style><meta name=csrf content=abc></head>"),
    PAGE.replace("在 园林", "在　园&nbsp;林"),
    PAGE.replace("<p>", "<!-- 1234 <b>旧</b> --><input type=hidden value=99><p>"),
    PAGE.replace("</body>", "<noscript>请打开脚本</noscript><template>空</template></body>"),
)


def test_scripts_tokens_and_white_space_do_not_count() -> None:
    assert {seen(html) for html in SAME} == {seen(PAGE)}


def test_text_counts() -> None:
    others = (PAGE.replace("100", "90"), PAGE.replace("<p>", "<p>更正："), PAGE + "a < b", "")
    assert len({seen(html) for html in (PAGE, *others)}) == 5


def test_other_kinds_and_pages_without_text_count_as_they_are() -> None:
    for kind, content in (("application/pdf", PAGE), ("", PAGE), (HTML, "<script>1</script>")):
        assert seen(content, kind) == f"sha256:{sha256(content.encode()).hexdigest()}"


def test_encoding_of_a_page_is_as_it_states() -> None:
    page = PAGE.encode("gb18030")
    assert digest("text/html; charset=GBK", page) == seen(PAGE)
    head = b"<meta charset='gb18030'>"
    assert digest("text/html", head + page) == seen(PAGE)
    for charset in ("hex", "idna", "utf-7", "no-such", "undefined", "base64"):
        digest(f"text/html; charset={charset}", page)


@given(st.text(alphabet=st.sampled_from("<>/!-?aB scriptyle\"'=&;种"), max_size=60))
def test_any_page_has_a_text(html: str) -> None:
    assert not set(visible_text(html)) & set(" \n")


def test_page_made_to_be_slow_is_read_at_once() -> None:
    """Test in time that grows with the length alone; else these take hours."""
    for piece in ("<!--", "<script>", "<", "</script", "<![CDATA[", "<a b='", "&nbsp"):
        visible_text(piece * (1_000_000 // len(piece)))
