"""Test the check of built sites on small sites that are wrong in one place."""

from __future__ import annotations

import random
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publishing.link_check import SiteLinks, check_site

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
        ("<xmp><img src=a%20b.png></xmp>", "active-content"),
        ('<p title="x" TITLE="y" onclick=x>x</p>', "active-content"),
        ("<body onload=x>", "active-content"),
        ("<HTML onclick=x>", "active-content"),
        ("<svg><title>x<img src=a%20b.png onerror=x></title></svg>", "active-content"),
        ("<svg><textarea><b onclick=x></textarea></svg>", "active-content"),
        ("<svg><a xlink:href='javascript:x'>x</a></svg>", "active-content"),
        ('<a href="javascript:x" href="sub/">x</a>', "active-content"),
        ("<!--><script>x</script>-->", "active-content"),
        ("<!-- x --!><script>x</script>-->", "active-content"),
        ("<![CDATA[><script>x</script>]]>", "active-content"),
        ("<title><!--</title><script>x</script>-->", "active-content"),
        ("<noscript><!--</noscript><script>x</script>-->", "active-content"),
        ('<script type="application/json"></script x><script>x</script>', "active-content"),
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
    assert (place.file, place.line) == (Path("index.html"), 7) and place.column >= 1


def test_place_is_where_the_element_starts(tmp_path: Path) -> None:
    """Test a tag of several lines, after the same words as text, with entities in its link."""
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
    """Test a link deep in a page, after a comment that browsers end, after what is no HTML."""
    for start in ("<div>" * 5_000, "<!-- x --!>", "</ >", "<p <p", "\0", "x" * 11_000_000):
        assert "dead-link" in codes(check(tmp_path, f'{start}<a href="no/">x</a>')), start[:20]


PIECES = """<!-- --> --!> <!--> <!--->  <![CDATA[ ]]> <? < > " ' = / x <script> </script> </script/>
<script§type="application/json"> <svg> </svg> <title> </title> <textarea> </textarea> <noscript>
</noscript> <style> </style> <xmp> </xmp> <math> <template> <select> <table> <p </p> <body§
<img§ src=x onerror=x §onclick="x" <a§href="javascript:x" \0""".replace("\\0", "\0").split()


def is_dangerous(html: str) -> bool:
    """Whether a browser, as the standard describes one, would find active content."""
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        tag = str(element.tag).split("}")[-1]
        names = [str(name) for name in element.attrib]
        is_data = element.get("type") == "application/json" or "src" in names
        if tag in ("style", "xmp") or (tag == "script" and not is_data):
            return True
        if (
            any(name.startswith("on") for name in names)
            or "javascript:x" in element.attrib.values()
        ):
            return True
    return False


def test_what_a_browser_finds_is_found(tmp_path: Path) -> None:
    """Test pages whose markup ends elsewhere in Python than in a browser."""
    choice = random.Random(1)
    dangerous = 0
    for _ in range(3_000):
        pieces = choice.choices(PIECES, k=choice.randint(2, 10))
        html = f"<!doctype html><body>{''.join(pieces)}".replace("§", " ")
        if is_dangerous(html):
            dangerous += 1
            (tmp_path / "index.html").write_text(html, encoding="utf-8")
            assert "active-content" in codes(check_site(tmp_path)), html
    assert dangerous > 500


def test_page_for_unknown_addresses_is_read_from_deep_below(tmp_path: Path) -> None:
    assert codes(check(tmp_path, not_found='<a href="sub/">x</a>')) == ["dead-link"]
    assert codes(check(tmp_path, not_found='<i id="a"></i><a href="#a">x</a>')) == []
    assert codes(check(tmp_path, not_found='<a href="#a">x</a>')) == ["dead-anchor"]


def test_site_below_another_one(tmp_path: Path) -> None:
    """Test that the home page tells the site's address; the rest of the host is external."""
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
