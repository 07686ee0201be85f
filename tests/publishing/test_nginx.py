"""Test the published site under the shipped configuration of nginx, also in a browser."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.publishing.office import SCRIPT, Office
from tests.publishing.server import SHIPPED, SUB_PATH, Answer, Server, nginx
from tests.site_support import OpenPage

HASHED = re.compile(r'(?:src|href)="([^"]+\.[0-9a-f]{8}\.min\.(?:js|css))"')
SECURITY = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.fixture(params=["/", SUB_PATH], ids=["own host", "sub-path"])
def server(
    request: pytest.FixtureRequest, published_office: Office, tmp_path: Path
) -> Iterator[Server]:
    with nginx(published_office.www, tmp_path / "nginx", request.param) as found:
        yield found


def header_policy() -> str:
    (policy,) = re.findall(r'Content-Security-Policy "([^"]+)"', SHIPPED)
    return str(policy)


def test_policy_is_one_constant_without_exceptions(published_office: Office) -> None:
    """Test that the `<meta>` of every page is the header, less what counts in headers only."""
    meta = header_policy().removesuffix("; frame-ancestors 'none'")
    assert meta != header_policy()
    assert "unsafe" not in meta and "sha" not in meta and "default-src 'none'" in meta
    for page in (published_office.www / "current").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
        assert found == [meta], page
        assert html.index(found[0]) < html.index("<script")


def test_pages(server: Server) -> None:
    answer = server.get("2030/")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "max-age=60"
    assert answer.headers["content-security-policy"] == header_policy()
    assert SECURITY.items() <= answer.headers.items()
    assert "全部任务" in answer.body.decode()


def test_folder_without_its_slash_leads_to_the_page(server: Server) -> None:
    answer = server.get("2030")
    assert (answer.status, answer.headers["location"]) == (301, f"{server.path}2030/")


def test_unknown_address_gets_the_chinese_page(server: Server) -> None:
    for address in ("nowhere", "2030/no/such/", "assets/no.js", "assets/a.12345678.min.js"):
        answer = server.get(address)
        assert answer.status == 404, address
        assert "没有找到这个页面" in answer.body.decode()
        assert answer.headers["cache-control"] == "max-age=60"
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_notes_of_the_program_are_not_public(server: Server, published_office: Office) -> None:
    assert (published_office.www / "current/.release.json").exists()
    for address in (".release.json", "../.live", "..%2f.live"):
        assert server.get(address).status in (400, 404), address


def hashed_assets(answer: Answer) -> list[str]:
    return [found.lstrip("./") for found in HASHED.findall(answer.body.decode())]


def test_hashed_assets_are_immutable_and_others_are_not(server: Server) -> None:
    assets = hashed_assets(server.get(""))
    assert assets
    for asset in assets:
        answer = server.get(asset)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable", asset
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert server.get(f"assets/{SCRIPT}").headers["cache-control"] == "max-age=60"


def test_compressed_copies_are_sent_as_they_are(server: Server, published_office: Office) -> None:
    site = published_office.www / "current"
    asset = hashed_assets(server.get(""))[0]
    for address, file in (("2030/", "2030/index.html"), (asset, asset)):
        answer = server.get(address, **{"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.body == (site / f"{file}.gz").read_bytes()
        assert gzip.decompress(answer.body) == (site / file).read_bytes()
        assert server.get(address).body == (site / file).read_bytes()


DOWNLOADS = {
    "tasks.csv": "text/csv; charset=utf-8",
    "tasks.ics": "text/calendar; charset=utf-8",
    "chushi/yi-chushi.ics": "text/calendar; charset=utf-8",
    "tasks.json": "application/json; charset=utf-8",
    "tasks.schema.json": "application/json; charset=utf-8",
    "datapackage.json": "application/json; charset=utf-8",
    "tasks.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def test_types_of_downloads(server: Server, published_office: Office) -> None:
    """Test that a download is compressed where that gains, and is the file in any case."""
    folder = published_office.www / "current/data/2030"
    assert {"tasks.json.gz", "tasks.ics.gz"} <= {file.name for file in folder.glob("*.gz")}
    assert not (folder / "tasks.xlsx.gz").exists()  # it is compressed already
    for name, content_type in DOWNLOADS.items():
        answer = server.get(f"data/2030/{name}", **{"Accept-Encoding": "gzip"})
        assert (answer.status, answer.headers["content-type"]) == (200, content_type), name
        is_compressed = answer.headers.get("content-encoding") == "gzip"
        assert is_compressed == (folder / f"{name}.gz").exists(), name
        body = gzip.decompress(answer.body) if is_compressed else answer.body
        assert body == (folder / name).read_bytes() == server.get(f"data/2030/{name}").body


FEEDS = {
    "feed.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}


def test_types_of_feeds(server: Server, published_office: Office) -> None:
    """Test that they are compressed as the pages are."""
    for address in ("2030/", "2030/chushi/yi-chushi/"):
        for name, content_type in FEEDS.items():
            answer = server.get(f"{address}{name}", **{"Accept-Encoding": "gzip"})
            assert (answer.status, answer.headers["content-type"]) == (200, content_type), name
            assert answer.headers["content-encoding"] == "gzip"
            file = published_office.www / "current" / address / name
            assert gzip.decompress(answer.body) == file.read_bytes()


@pytest.mark.soak
def test_readers_of_an_older_release_keep_its_assets(office: Office, tmp_path: Path) -> None:
    """Test that scripts which only pages of the release before ask for are still sent."""
    with nginx(office.www, tmp_path / "nginx") as server:
        old = (office.www / "current/assets" / SCRIPT).read_bytes()
        upgraded = office.upgrade(office.rename_script(SCRIPT, "other.js"))
        assert upgraded.exit_code == 0, upgraded.output
        assert not (office.www / "current/assets" / SCRIPT).exists()
        assert b"assets/other.js" in server.get("").body
        assert server.get(f"assets/{SCRIPT}").body == old
        config = str(office.repository / "config")
        office.git("config", "--file", config, "workplan.keep", "1")
        office.write("docs/guanyu.md", "# 关于\n")
        office.commit()
        assert office.push().accepted
        assert server.get(f"assets/{SCRIPT}").status == 404
        assert [one.name for one in (office.www / "releases").iterdir()] == [office.live]


KINDS = ("2030/", "2030/jia-zhuti/#task-1", "nowhere/at/all/")
SEARCHED = ("", "2030/", "nowhere/at/all/")
OTHERS = ("", "2030/chushi/", "2030/chushi/jia-chushi/", "2030/shijian/", "guanyu/")
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
    window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
"""


@pytest.mark.browser
@pytest.mark.parametrize(
    "kinds", [KINDS, pytest.param(OTHERS, marks=pytest.mark.soak)], ids=["often", "rarely"]
)
def test_no_violation_of_the_policy(
    open_page: OpenPage, published_office: Office, tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    with nginx(published_office.www, tmp_path / "nginx") as server:
        for kind in kinds:
            with open_page() as page:
                logged = watch(page)
                answer = page.goto(server.url + kind)
                assert answer and answer.headers["content-security-policy"] == header_policy()
                if kind in SEARCHED:
                    search(page, "测试")
                page.get_by_role("button", name="深色").click()
                found = [text for text in logged if answer.ok or "404" not in text]
                assert page.evaluate("window.violations") == [] and found == [], kind


@pytest.mark.browser
def test_violation_would_be_noticed(
    open_page: OpenPage, published_office: Office, tmp_path: Path
) -> None:
    with nginx(published_office.www, tmp_path / "nginx") as server, open_page() as page:
        watch(page)
        page.goto(server.url)
        page.evaluate(
            "() => { const script = document.createElement('script');"
            " script.textContent = 'window.ran = true'; document.body.append(script); }"
        )
        assert page.evaluate("window.ran") is None
        page.wait_for_function("() => window.violations.length > 0")  # reported a moment later


def watch(page: Page) -> list[str]:
    """What the page will complain of."""
    logged: list[str] = []
    page.on("console", lambda message: logged.append(message.text))
    page.on("pageerror", lambda error: logged.append(str(error)))
    page.add_init_script(WATCH)
    return logged


def search(page: Page, query: str) -> None:
    page.locator("#wp-query").click()
    page.locator("#wp-query").fill(query)
    page.locator("#wp-hits a").first.wait_for(timeout=10_000)
    page.keyboard.press("Escape")
