"""Test this office's site as it is in the checkout: a few facts that a reader would look up."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.command import run
from tests.site_support import (
    PHONE,
    BuiltSite,
    OpenPage,
    find,
    find_all,
    read_table,
    text,
    words,
)
from tests.support import ROOT, rarely


def test_home_shows_what_the_office_does_this_year(office_site: BuiltSite) -> None:
    home = find(office_site.pages[""], "article", class_="md-content__inner")
    assert text(find(home, "h1")) == "2022年上海市民政局政务公开工作要点任务分解表"
    assert "上海市民政局2022年要做的 72 项政务公开工作" in words(home)
    assert len(find_all(home, "a", class_="wp-card")) == 12


def test_every_task_topic_and_department_is_there(office_site: BuiltSite) -> None:
    rows = find_all(find(office_site.pages["2022/"], "tbody"), "tr")
    assert [row.get("id") for row in rows] == [f"task-{number}" for number in range(1, 73)]
    topics = ("gongwen-gongkai", "zhengce-jiedu", "juece-gongkai", "zuzhi-baozhang")
    assert {f"2022/{topic}/" for topic in topics} <= office_site.pages.keys()
    units = [address for address in office_site.pages if address.startswith("2022/chushi/")]
    assert len(units) == 1 + 24


def test_row_42_says_that_no_deadline_is_stated_and_quotes_its_cell(office_site: BuiltSite) -> None:
    for page, tag in (("2022/", "tr"), ("2022/zhengce-tuisong/", "article")):
        told = text(find(office_site.pages[page], tag, id="task-42"))
        assert "原表未列明" in told
        assert "原表未列明时间节点，此行“时间节点”一栏所载为“传媒中心”。" in told


def test_nothing_is_said_of_the_office_that_no_source_states(office_site: BuiltSite) -> None:
    for address, tree in office_site.pages.items():
        footer = find(tree, "div", class_="wp-footer")
        assert [words(line) for line in find_all(footer, "p")] == [
            "未公布：原文、联系方式、留言、完成情况",
            "回到顶部",
        ], address
        assert not find_all(tree, "meta", name="PubDate"), address


def test_this_folder_holds_nothing_that_the_command_would_not_write(tmp_path: Path) -> None:
    plan = read_table(ROOT / "data/tasks.yaml")
    options = ("--office", plan["发布机构"], "--year", str(plan["年份"]))
    assert run("new", str(tmp_path / "folder"), *options).exit_code == 0
    for folder in ("data", "docs"):
        ours = {file.name for file in (ROOT / folder).rglob("*")}
        assert ours == {file.name for file in (tmp_path / "folder" / folder).rglob("*")}
    for name in ("mkdocs.yml", "docs/guanyu.md", "data/tasks.schema.json", "data/site.schema.json"):
        assert (ROOT / name).read_bytes() == (tmp_path / "folder" / name).read_bytes(), name
    settings = (tmp_path / "folder/data/site.yaml").read_bytes()
    assert (ROOT / "data/site.yaml").read_bytes().startswith(settings)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "task"),
    [("开展审查", 17), *rarely(("不予采纳", 54), ("草案解读", 39), ("zhengfukaifangyue", 59))],
)
def test_search_finds_the_task(open_page: OpenPage, office_url: str, query: str, task: int) -> None:
    """Also where the table has another form of a character (rows 17 and 54)."""
    with open_page() as page:
        page.goto(f"{office_url}2022/?q={query}")
        expect(page.get_by_role("status").filter(has_text="共 72 项，当前 1 项")).to_be_visible()
        expect(page.locator(f"#task-{task}")).to_be_visible()


@pytest.mark.browser
def test_search_loads_at_most_15_kb_before_the_first_result(
    open_page: OpenPage, office_site: BuiltSite, office_url: str
) -> None:
    with open_page() as page:
        requested: list[str] = []
        page.on("request", lambda request: requested.append(request.url.removeprefix(office_url)))
        page.route("**/search/*-pages.json", lambda route: route.abort())  # they come later
        page.goto(f"{office_url}2022/zhengce-jiedu/?q=政策解读")
        expect(page.get_by_role("option").first).to_have_text("政策解读 · 主题，7 项")
        files = {one for one in requested if "search/" in one and "pages" not in one}
    needed = (office_site.file(one) for one in files if "?" not in one)
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in needed}
    assert sizes.keys() >= {"box.js", "panel.js", "matcher.js", "2022.json"}
    assert sum(sizes.values()) <= 15_000, sizes


@pytest.mark.browser
@pytest.mark.parametrize(("mode", "most"), [("", 16_020), *rarely(("wp-elder", 27_360))])
def test_whole_table_is_not_long_on_a_phone(
    open_page: OpenPage, office_url: str, mode: str, most: int
) -> None:
    with open_page(is_kept=True, viewport=PHONE) as page:
        page.goto(office_url + "2022/")
        page.evaluate("(mode) => { if (mode) document.documentElement.classList.add(mode); }", mode)
        assert page.evaluate("document.scrollingElement.scrollHeight") <= most
