"""The checker of built sites, on small sites that are wrong in one place."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from urllib.parse import urljoin

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publishing.link_check import SiteLinks, _shortened, check_site
from generator.publishing.page_reader import PageReader

GOOD = """<!doctype html><html><head>{head}<link rel="stylesheet" href="assets/a.css"></head>
<body><h1 id="top">x</h1><a href="#top">x</a><a href="sub/">x</a><a href="sub/#here">x</a>
<a href="sub">x</a><a href="?q=1">x</a><a href="#">x</a><a href="mailto:a@example.test">x</a>
<img src="a%20b.png" srcset="a%20b.png 2x"><a href="https://other.example.test/x">x</a>
<a href="tu/%E5%9B%BE.png">x</a><script src="assets/a.js"></script>
<script type="application/json">{{}}</script>
{body}</body></html>"""
SUB = '<h2 id="here">x</h2><a href="../">x</a><a name="there"></a><a href="/sub/#there">x</a>'
NOT_FOUND = '<a href="/">x</a><a href="/sub/#here">x</a><link href="/assets/a.css">'


def check(folder: Path, body: str = "", head: str = "", not_found: str = NOT_FOUND) -> SiteLinks:
    files = {
        "index.html": GOOD.format(head=head, body=body),
        "sub/index.html": SUB,
        "404.html": not_found,
        "assets/a.css": "",
        "assets/a.js": "",
        "a b.png": "",
        "tu/图.png": "",
    }
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return check_site(folder)


def codes(found: SiteLinks) -> list[str]:
    return [problem.code for problem in found.problems]


def test_good_site(tmp_path: Path) -> None:
    found = check(tmp_path)
    assert (codes(found), found.pages) == ([], 3)
    assert found.external == {"https://other.example.test/x": "index.html"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<a href="no/">x</a>', "dead-link"),
        ('<a href="sub/no.html">x</a>', "dead-link"),
        ('<a href="../../etc/">x</a>', "dead-link"),
        ('<a href="%2e%2e/x">x</a>', "dead-link"),
        ('<a href="no/such/page/">x</a>', "dead-link"),
        ('<a href="assets/">x</a>', "dead-link"),
        ('<a href="http://[">x</a>', "dead-link"),
        ('<img src="no.png">', "dead-link"),
        ('<img srcset="a%20b.png 1x, no.png 2x">', "dead-link"),
        ('<a href="data/tasks.xlsx" download>x</a>', "dead-link"),
        ('<script src="assets/no.js"></script>', "dead-link"),
        ('<form action="no/"></form>', "dead-link"),
        ('<div data-wp-search-index="search/no.json"></div>', "dead-link"),
        ('<a href="#no">x</a>', "dead-anchor"),
        ('<a href="sub/#no">x</a>', "dead-anchor"),
        ('<a href="sub/#%E6%97%A0">x</a>', "dead-anchor"),
        ("<script>x</script>", "active-content"),
        ('<script type="module">x</script>', "active-content"),
        ("<p style='color:red'>x</p>", "active-content"),
        ("<style>x</style>", "active-content"),
        ("<p onclick=x>x</p>", "active-content"),
        ('<iframe src="sub/"></iframe>', "active-content"),
        ('<object data="sub/"></object>', "active-content"),
        ("<xmp><img src=x></xmp>", "active-content"),
        ("<body onload=x>", "active-content"),
        ('<HTML lang="zh">', "active-content"),
        ("<svg><title>x<img src=x onerror=x></title></svg>", "active-content"),
        ("<svg><textarea><b></textarea></svg>", "active-content"),
        ('<meta http-equiv="Refresh" content="0">', "active-content"),
        ('<a href="javascript:x">x</a>', "active-content"),
        ('<a href=" java\nscript:x">x</a>', "active-content"),
        ('<a href="&#106;avascript:x">x</a>', "active-content"),
        ('<a href="vbscript:x">x</a>', "active-content"),
    ],
)
def test_wrong_place(tmp_path: Path, body: str, code: str) -> None:
    found = check(tmp_path, body)
    assert set(codes(found)) == {code}
    place = found.problems[0].place
    hidden = any(name in body for name in ("<body", "<HTML", "<svg"))  # its place is not told
    line = 1 if hidden else 7
    assert (place.file, place.line) == (Path("index.html"), line) and place.column >= 1


def test_place_is_where_the_element_starts(tmp_path: Path) -> None:
    """Over several lines, after the same words as text, with characters written as entities."""
    body = 'a/?x=1&amp;y\n<a\n  class="x"\n  href="a/?x=1&amp;y">x</a> <a href="a/?x=1&amp;y">'
    [problem] = check(tmp_path, body).problems
    assert (problem.place.line, problem.place.column) == (8, 1)
    assert problem.details == {"target": "a/?x=1&y"}


def test_page_whose_address_has_a_percent_sign(tmp_path: Path) -> None:
    check(tmp_path)
    page = tmp_path / "a%20b" / "index.html"
    page.parent.mkdir()
    page.write_text('<i id="a"></i><a href="#a">x</a><a href="">x</a><a href="../">x</a>')
    assert codes(check_site(tmp_path)) == []
    page.write_text('<a href="#a">x</a><a href="no/">x</a>')
    assert codes(check_site(tmp_path)) == ["dead-anchor", "dead-link"]


def test_nothing_is_overlooked(tmp_path: Path) -> None:
    """Deep in a page, after a comment ended as browsers end it, after what is no HTML."""
    for start in ("<div>" * 5_000, "<!-- x --!>", "</ >", "<p <p", "\0", "x" * 11_000_000):
        assert codes(check(tmp_path, f'{start}<a href="no/">x</a>')) == ["dead-link"]


@pytest.mark.parametrize("address", ["", "a/", "a/b/", "a/b/c/", "x.html", "a/b/x.html"])
def test_link_upwards_is_the_same_from_further_up(address: str) -> None:
    parts = ("../", "..", "x", "/", "?q", "#a", ":", "b/", ".", "\n", " ", "%2e")
    targets = ("".join(some) for length in range(1, 5) for some in product(parts, repeat=length))
    base = "http://plan.example.test/p/"
    shortened = [(target, _shortened(address, target)) for target in targets]
    assert all(
        urljoin(base + address, target) == urljoin(base + above, rest)
        for target, (above, rest) in shortened
    )
    assert ("../x", ("a/", "x")) in shortened or address != "a/b/"


def test_page_for_unknown_addresses_is_read_from_deep_below(tmp_path: Path) -> None:
    assert codes(check(tmp_path, not_found='<a href="sub/">x</a>')) == ["dead-link"]
    assert codes(check(tmp_path, not_found='<i id="a"></i><a href="#a">x</a>')) == []
    assert codes(check(tmp_path, not_found='<a href="#a">x</a>')) == ["dead-anchor"]


def test_site_below_another_one(tmp_path: Path) -> None:
    """Its own address is known from the home page; the rest of that host is elsewhere."""
    url = "https://www.example.test/zwgk/plan/"
    head = f'<link rel="canonical" href="{url}">'
    body = f'<a href="{url}sub/">x</a><a href="{url}no/">x</a><a href="/">x</a>'
    deep = f'<a href="{url}">x</a><a href="/zwgk/plan/sub/#here">x</a>'
    found = check(tmp_path, body, head, deep)
    (tmp_path / "sub/index.html").write_text('<i id="here"></i>', encoding="utf-8")
    found = check_site(tmp_path)
    assert [problem.details["target"] for problem in found.problems] == [f"{url}no/"]
    assert "https://www.example.test/" in found.external and found.url == url


def test_calendar_to_subscribe_to_must_be_there(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://www.example.test/plan/">'
    (tmp_path / "a.ics").write_text("", encoding="utf-8")
    calendars = "".join(
        f'<a href="webcal://{address}">x</a>'
        for address in ("www.example.test/plan/a.ics", "www.example.test/plan/no.ics", "b.test/c")
    )
    found = check(tmp_path, calendars, head, not_found="")
    targets = [one.details["target"] for one in found.problems if "webcal" in str(one.details)]
    assert targets == ["webcal://www.example.test/plan/no.ics"]
    assert "https://b.test/c" in found.external


def test_command(tmp_path: Path) -> None:
    check(tmp_path)
    result = CliRunner().invoke(main, ["links", str(tmp_path)])
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "有 1 个站外链接（只列出，不访问）：",
        "https://other.example.test/x (index.html)",
        "检查通过：3 个页面，18 个链接，没有打不开的。",
    ]
    check(tmp_path, '\n  <a href="no/">x</a>')
    result = CliRunner().invoke(main, ["links", str(tmp_path)])
    assert result.exit_code == 1
    assert "index.html:8:3: 链接“no/”打不开" in result.stderr


def test_folder_without_pages(tmp_path: Path) -> None:
    assert codes(check_site(tmp_path)) == ["no-pages"]


def test_pages_read_before_their_last_state_are_read_again(tmp_path: Path) -> None:
    """While MkDocs writes: one page is half there, another is written anew later."""
    good = check(tmp_path)
    home, sub = tmp_path / "index.html", tmp_path / "sub/index.html"
    whole, changed = home.read_bytes(), sub.read_bytes()
    home.write_bytes(whole[:-60])
    sub.write_text('<a href="no/">x</a>', encoding="utf-8")
    reader = PageReader()
    assert reader.page(home) is reader.page(home)
    assert reader.page(sub).links == ["no/"]

    home.write_bytes(whole)
    sub.write_bytes(changed)
    assert check_site(tmp_path, reader) == good
    sub.write_text('<a href="no/">x</a>', encoding="utf-8")
    assert "dead-link" in codes(check_site(tmp_path, reader))
