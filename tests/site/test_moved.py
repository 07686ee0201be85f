"""Test the pages at former addresses: they lead to the new ones, and nothing leads to them."""

import re
from pathlib import Path
from urllib.parse import urldefrag, urljoin
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser, expect

from generator.publishing.link_check import check_site
from tests.site_support import (
    BuiltSite,
    copy_project,
    find,
    find_all,
    read_table,
    serve,
    text,
    words,
)

HOST = "https://www.example.test/plan/"
TOPIC, UNIT = "图书漂流", "园艺科"
MOVED = {
    "2031/tushu/": "2031/tushu-piaoliu/",
    "2031/chushi/yuanyi/": "2031/chushi/yuanyi-ke/",
    "2031/chushi/huapu/": "2031/chushi/yuanyi-ke/",
    "关于/旧/": "guanyu/",
}
NAMES = {"2031/tushu-piaoliu/": TOPIC, "2031/chushi/yuanyi-ke/": UNIT, "guanyu/": "关于本站"}
TABLE = read_table()


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A topic, a department and a hand-written page with former addresses."""
    project = copy_project(tmp_path_factory.mktemp("moved"))
    table = read_table()
    rows = {row["名称"]: row for row in (*table["主题"], *table["处室"])}
    rows[TOPIC]["曾用网址"] = ["tushu"]
    rows[UNIT]["曾用网址"] = ["yuanyi", "huapu"]
    project.write_data("tasks.yaml", table)
    page = project.folder / "docs" / "guanyu.md"
    written = page.read_text(encoding="utf-8")
    page.write_text(written.replace("---\n", "---\n曾用网址: [关于/旧]\n", 1), encoding="utf-8")
    return project.build(site_url=HOST)


def content(tree: Element) -> Element:
    return find(tree, "article", class_="md-content__inner")


def targets(tree: Element, address: str) -> list[str]:
    links = find_all(tree, "a")
    return [urljoin(HOST + address, link.get("href", "")).removeprefix(HOST) for link in links]


def test_old_address_says_where_the_page_is_now(moved: BuiltSite) -> None:
    for old, new in MOVED.items():
        page = content(moved.pages[old])
        assert text(find(page, "h1")) == f"{NAMES[new]}：网址已经更改"
        (told,) = find_all(page, "p", class_="wp-summary")
        assert words(told) == f"您打开的是以前的网址，现在请看{NAMES[new]}。"
        assert targets(told, old) == [new]


def test_old_address_of_a_task_leads_to_the_task(moved: BuiltSite) -> None:
    """Without scripts: a row has the anchor that the task had on the old page."""
    for old, new in MOVED.items():
        rows = find_all(content(moved.pages[old]), "li", class_="wp-brief")
        found = {row.get("id"): targets(row, old) for row in rows}
        name = NAMES[new]
        own = [
            task
            for task in TABLE["任务"]
            if name in (task["主题"], *task["责任处室"], *task.get("协助处室", []))
        ]
        slugs = {topic["名称"]: topic["网址"] for topic in TABLE["主题"]}
        assert (len(own) > 2) is (new != "guanyu/")
        assert found == {
            f"task-{task['序号']}": [f"2031/{slugs[task['主题']]}/#task-{task['序号']}"]
            for task in own
        }
        for (target,) in found.values():
            page, anchor = urldefrag(target)
            assert [one for one in moved.pages[page].iter() if one.get("id") == anchor]


def test_nothing_leads_to_an_old_address(moved: BuiltSite) -> None:
    for address, tree in moved.pages.items():
        led = {urldefrag(target)[0] for target in targets(tree, address)}
        assert led & MOVED.keys() <= {address}, address
    for name in ("sitemap.xml", "search/2031.json", "search/2031-pages.json"):
        listed = (moved.folder / name).read_text(encoding="utf-8")
        assert not [old for old in MOVED if f"/{old.split('/')[-2]}/" in listed], name
    assert check_site(moved.folder).problems == []


def test_programs_are_told_the_new_address(moved: BuiltSite) -> None:
    for old, new in MOVED.items():
        head = find(moved.pages[old], "head")
        assert find(head, "link", rel="canonical").get("href") == HOST + new
        assert find(head, "meta", property="og:url").get("content") == HOST + new
        assert not find_all(head, "meta", name="ColumnName")
        assert not find_all(head, "meta", **{"http-equiv": "refresh"})


def files(site: BuiltSite) -> dict[str, bytes]:
    every = (file for file in site.folder.rglob("*") if file.is_file())
    return {file.relative_to(site.folder).as_posix(): file.read_bytes() for file in every}


def test_rest_of_the_site_is_as_without_former_addresses(moved: BuiltSite, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    project.write_data("tasks.yaml", read_table())
    before, after = files(project.build(site_url=HOST)), files(moved)
    calendars = {f"data/2031/chushi/{slug}.ics" for slug in ("yuanyi", "huapu")}
    assert after.keys() - before.keys() == {f"{old}index.html" for old in MOVED} | calendars
    table = "2031/index.html"  # its filter also knows the former addresses
    after[table] = re.sub(rb' data-also="[a-z -]+"', b"", after[table])
    assert {name for name, content in before.items() if after[name] != content} == set()


def test_old_calendar_is_the_new_one(moved: BuiltSite) -> None:
    folder = moved.folder / "data/2031/chushi"
    now = (folder / "yuanyi-ke.ics").read_bytes()
    assert [(folder / f"{slug}.ics").read_bytes() for slug in ("yuanyi", "huapu")] == [now, now]


@pytest.mark.browser
def test_reader_without_scripts_arrives_at_the_task(moved: BuiltSite, browser: Browser) -> None:
    with serve(moved) as url, browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{url}2031/tushu/#task-20")
        row = page.locator(":target")
        expect(row).to_be_in_viewport()
        row.get_by_role("link").click()
        expect(page).to_have_url(f"{url}2031/tushu-piaoliu/#task-20")
        expect(page.locator(":target")).to_contain_text("20")
