"""Zensical, the successor of Material for MkDocs, builds the same site from the folder for it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser, Error

from tests.command import run
from tests.site_support import PHONE, WIDE, BuiltSite, Project, copy_project, find_all, serve
from tests.support import contents
from tests.three_years import three_years_project

pytestmark = pytest.mark.soak

SETTINGS = {
    "网站名称": "示例市园林局“园林”网",
    "主办单位": "示例市<园林局>",
    "联系方式": "0000-0000 / 办公室",
    "留言地址": "liuyan@example.test",
    "找错地址": "https://example.test/zhaocuo?u={网址}",
    "原文网址": "https://example.test/yuanwen",
}
CONFIGURATION = """
site_url: https://www.example.test/zwgk/plan/
repo_url: https://gitlab.com/example/plan
copyright: 样板
"""
HELP = """\
---
title: 帮助
description: 怎样用
曾用网址: [jiu/bangzhu]
---

# 帮助“页”

看[全部任务](../2033/index.md)、[关于](../guanyu.md#search)和[表](../data/2033/tasks.csv)。

![一张图](tu.svg)

## 小节
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


@dataclass(frozen=True)
class Both:
    """The site of one office as MkDocs and as Zensical built it."""

    ours: BuiltSite
    theirs: BuiltSite


def zensical(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def both(project: Project, folder: Path) -> Both:
    options = ("--data", str(project.folder / "data"), "--docs", str(project.folder / "docs"))
    written = run("pages", str(folder), "--for", "zensical", *options)
    assert written.exit_code == 0, written.output
    built = zensical(folder)
    assert built.returncode == 0 and "No issues found" in built.stderr, built
    finished = run("finish", str(folder / "site"))
    assert finished.exit_code == 0, finished.output
    return Both(project.build(), BuiltSite(folder / "site"))


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("made-up")
    return both(copy_project(folder / "office"), folder / "zensical")


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Three years, all settings, an address, and pages that `nav` does not name."""
    folder = tmp_path_factory.mktemp("years")
    project = three_years_project(folder / "office")
    project.write_data("site.yaml", SETTINGS)
    with (project.folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(CONFIGURATION)
    (project.folder / "docs" / "bangzhu").mkdir()
    (project.folder / "docs" / "bangzhu" / "index.md").write_text(HELP, encoding="utf-8")
    (project.folder / "docs" / "bangzhu" / "tu.svg").write_text(PICTURE, encoding="utf-8")
    (project.folder / "docs" / "weiming.md").write_text("没有标题。\n", encoding="utf-8")
    (project.folder / "docs" / "ziliao").mkdir()
    (project.folder / "docs" / "ziliao" / "README.md").write_text("# 资料\n", encoding="utf-8")
    return both(project, folder / "zensical")


@pytest.fixture(params=["made_up", "years"])
def offices(request: pytest.FixtureRequest) -> Both:
    found: Both = request.getfixturevalue(request.param)
    return found


def test_pages_addresses_and_files_are_the_same(offices: Both) -> None:
    """All but the theme's script; `sitemap.xml.gz` holds the time of the build with MkDocs."""
    ours, theirs = contents(offices.ours.folder), contents(offices.theirs.folder)
    script = "assets/javascripts/bundle."
    assert len([name for name in theirs if name.startswith(script)]) == 1
    names = {name for name in ours if not name.startswith(script)}
    assert {name for name in theirs if not name.startswith(script)} == names
    differing = [name for name in names if ours[name] != theirs[name]]
    assert [name for name in differing if not name.endswith((".html", ".xml.gz"))] == []


def shown(element: Element) -> Iterator[str]:
    """The words of a page in order, without scripts and comments; linked data is among them."""
    is_script = element.tag == "script" and element.get("type") != "application/ld+json"
    if is_script or not isinstance(element.tag, str):
        return
    yield from (element.text or "").split()
    for child in element:
        yield from shown(child)
        yield from (child.tail or "").split()


def test_texts_are_the_same(offices: Both) -> None:
    theirs = offices.theirs.pages
    for address, page in offices.ours.pages.items():
        assert list(shown(theirs[address])) == list(shown(page)), address


def links(page: Element, address: str) -> list[tuple[str, str]]:
    """The links of a page and what they are called, without that to the content."""
    base = f"https://x.test/zwgk/plan/{address}"
    every = (one for one in find_all(page, "a") if one.get("class") != "md-skip")
    return [
        (urljoin(base, one.get("href")), " ".join(shown(one))) for one in every if one.get("href")
    ]


def facts(page: Element) -> list[tuple[str, str]]:
    """What the head of a page states, but the program that made it."""
    named = [*find_all(page, "meta"), *find_all(page, "link", rel="canonical")]
    stated = [(str(one.get("name") or one.get("property") or one.get("rel")), one) for one in named]
    return sorted(
        (name, str(one.get("content") or one.get("href")))
        for name, one in stated
        if name != "generator"
    )


def test_links_and_facts_are_the_same(offices: Both) -> None:
    theirs = offices.theirs.pages
    for address, page in offices.ours.pages.items():
        assert links(theirs[address], address) == links(page, address), address
        assert facts(theirs[address]) == facts(page), address


def test_ids_are_unique_and_the_way_to_the_content_leads_there(offices: Both) -> None:
    for address, page in offices.theirs.pages.items():
        ids = [one.get("id") for one in page.iter() if one.get("id")]
        assert len(ids) == len(set(ids)), address
        (skip,) = find_all(page, "a", class_="md-skip")
        assert skip.get("href", "").removeprefix("#") in ids, address


def test_an_office_s_own_folder_alone_does_not_pass(tmp_path: Path) -> None:
    """Zensical ignores the plugin, whose values our templates miss."""
    project = copy_project(tmp_path / "office")
    assert "RuntimeError: undefined value" in zensical(project.folder).stderr
    assert not (project.folder / "site" / "index.html").exists()


def note(errors: list[Error], error: Error) -> None:
    errors.append(error)


PAGES = ("", "2031/", "2031/yuanwu-gonggao/", "2031/shijian/", "guanyu/")


@pytest.mark.browser
def test_pages_look_the_same_and_search_and_filter(made_up: Both, browser: Browser) -> None:
    seen: list[list[object]] = []
    for site in (made_up.ours, made_up.theirs):
        errors: list[Error] = []
        with serve(site) as url:
            looks: list[object] = []
            phone = browser.new_page(viewport=PHONE, color_scheme="dark")
            page = browser.new_page(viewport=WIDE)
            for window in (phone, page):
                window.on("pageerror", partial(note, errors))
                for address in PAGES:
                    window.goto(url + address, wait_until="networkidle")
                    looks.append(window.screenshot())
            phone.close()
            page.goto(url)
            page.fill("#wp-query", "10月底前")
            page.wait_for_selector("#wp-hits a")
            looks.append(page.locator("#wp-hits a").all_inner_texts())
            page.goto(f"{url}2031/?topic=yuanwu-gonggao")
            page.wait_for_function("!document.documentElement.classList.contains('wp-waiting')")
            looks.append(page.locator("tbody tr:visible").all_inner_texts())
            assert page.locator("tbody tr:visible").count() == 7
            page.close()
        assert errors == []
        seen.append(looks)
    ours, theirs = seen
    assert theirs == ours
