"""Where the search leads: to topics and departments, and to all tasks found."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.reader.search_box import NOWHERE, box, hits, search, status
from tests.site_support import (
    PHONE,
    WIDE,
    BuiltSite,
    OpenPage,
    copy_project,
    read_table,
    serve,
)
from tests.support import rarely

pytestmark = pytest.mark.browser


def last_line(page: Page) -> Locator:
    return page.locator(".wp-search__more a:visible")


def told_in_last_line(page: Page, query: str) -> int:
    """How many tasks the whole query has, not a part of it that was searched while typing."""
    expect(last_line(page)).to_have_attribute("href", re.compile(rf"\?q={quote(query)}$"))
    expect(last_line(page)).to_have_text(re.compile(r"^在全部任务中查看 \d+ 项$"))
    return int(re.sub(r"\D", "", last_line(page).inner_text()))


def shown_tasks(page: Page) -> Locator:
    return page.locator(".wp-plan tbody tr:visible")


@pytest.mark.parametrize(
    ("query", "said", "address"),
    [
        ("图书科", "图书科 · 责任处室，牵头", "**/2031/chushi/tushu-ke/"),
        ("yuanyike", "园艺科 · 责任处室，", "**/2031/chushi/yuanyi-ke/"),
        ("圖書漂流", "图书漂流 · 主题，5 项", "**/2031/tushu-piaoliu/"),
        *rarely(("各科室", "各科室 · 统称，", "**/2031/chushi/ge-keshi/")),
    ],
)
def test_a_topic_or_department_is_one_line_that_leads_to_its_page(
    page: Page, query: str, said: str, address: str
) -> None:
    search(page, query)
    expect(hits(page).first).to_contain_text(said)
    height = hits(page).first.evaluate("hit => hit.getBoundingClientRect().height")
    assert height < 60, "one line"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_a_topic_or_department_is_not_counted_as_a_page(page: Page) -> None:
    search(page, "综合科")
    expect(hits(page).first).to_contain_text("综合科 · ")
    expect(status(page)).to_have_text(re.compile(r"^找到 \d+ 项任务$"))


@pytest.mark.parametrize(
    "query", ["tushupiaoliu", *rarely("科", "路线操案", "座椅", "综合科", "第21项")]
)
@pytest.mark.parametrize("way", ["Enter", "last line"])
def test_all_that_is_found_is_in_the_table_of_all_tasks(page: Page, query: str, way: str) -> None:
    search(page, query)
    count = told_in_last_line(page, query)
    if way == "Enter":
        page.keyboard.press("Enter")
    else:
        last_line(page).click()
    page.wait_for_url("**/2031/?q=*")
    expect(shown_tasks(page)).to_have_count(count)


def test_where_no_task_is_found_no_last_line_is_shown(page: Page) -> None:
    for query, said in ((NOWHERE, "没有找到"), ("固定的网址", "找到 1 个页面")):
        search(page, query)
        expect(status(page)).to_contain_text(said)
        expect(last_line(page)).to_have_count(0)


def test_the_last_line_is_reached_by_tab_and_escape_leads_back(page: Page) -> None:
    search(page, "座椅")
    expect(hits(page)).to_have_count(4)
    page.keyboard.press("Tab")
    expect(last_line(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    expect(last_line(page)).to_have_count(0)
    page.keyboard.type("座椅")  # opens it again
    expect(hits(page)).to_have_count(4)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # and out of the box, which closes
    expect(hits(page)).to_have_count(0)


def test_words_typed_on_choose_nothing(page: Page) -> None:
    search(page, "座")
    expect(hits(page)).not_to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_attribute("aria-activedescendant", "wp-hit-0")
    page.keyboard.type("椅")
    expect(hits(page)).to_have_count(4)
    expect(box(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Enter")
    page.wait_for_url("**/2031/?q=*")


def test_on_a_phone_escape_empties_the_field_and_then_closes_it(
    open_page: OpenPage, site_url: str
) -> None:
    with open_page(base_url=site_url, viewport=PHONE) as page:
        search(page, "座椅")
        expect(hits(page)).to_have_count(4)
        page.keyboard.press("Escape")
        expect(hits(page)).to_have_count(0)
        expect(box(page)).to_be_focused()
        page.keyboard.press("Escape")
        expect(box(page)).not_to_be_focused()
        expect(status(page)).not_to_be_in_viewport()


ALIAS = "书籍流转办"


@pytest.fixture(scope="module")
def named_otherwise(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The made-up office with an alias and synonyms."""
    project = copy_project(tmp_path_factory.mktemp("named"))
    table = read_table()
    (unit,) = (unit for unit in table["处室"] if unit["名称"] == "图书科")
    unit["别名"] = [ALIAS]
    project.write_data("tasks.yaml", table)
    project.write_data("site.yaml", {"近义词": [["凳子", "座椅"]]})
    return project.build()


def test_an_alias_is_found_in_the_search_and_among_all_tasks(
    open_page: OpenPage, named_otherwise: BuiltSite
) -> None:
    with serve(named_otherwise) as url, open_page(base_url=url, viewport=WIDE) as page:
        for query in (ALIAS, "shujiliuzhuanban", "书籍流转伴"):
            search(page, query)
            expect(hits(page).first).to_contain_text("图书科 · 责任处室")
            expect(hits(page).first).not_to_contain_text(ALIAS)
            count = told_in_last_line(page, query)
            page.keyboard.press("Enter")
            page.wait_for_url("**/2031/?q=*")
            expect(shown_tasks(page)).to_have_count(count)
            for row in shown_tasks(page).all_inner_texts():
                assert "图书科" in row
        search(page, "凳子")
        expect(status(page)).to_have_text("找到 4 项任务")
        expect(hits(page).first.locator("mark").first).to_have_text("座椅")


def test_an_alias_is_shown_nowhere(named_otherwise: BuiltSite) -> None:
    files = [file for file in named_otherwise.folder.rglob("*") if file.is_file()]
    having = {file for file in files if ALIAS in _text_of(file)}
    assert having == {named_otherwise.file("search/2031.json")}


def _text_of(file: Path) -> str:
    if not zipfile.is_zipfile(file):
        return file.read_bytes().decode(errors="ignore")
    with zipfile.ZipFile(file) as parts:
        return "".join(parts.read(name).decode(errors="ignore") for name in parts.namelist())
