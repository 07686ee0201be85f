"""Test the pages of several years: how a reader gets from one year to another, and what changed."""

import re
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser, expect

from generator.publishing.link_check import check_site
from tests.site_support import PHONE, BuiltSite, copy_project, find, find_all, serve, text, words
from tests.support import past_table
from tests.three_years import HOSTILE, three_years_project


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return three_years_project(tmp_path_factory.mktemp("years")).build()


def content(site: BuiltSite, address: str) -> Element:
    return find(site.pages[address], "article", class_="md-content__inner")


def links(element: Element, address: str) -> dict[str, str]:
    """Where each link of an element leads, by its words."""
    found = find_all(element, "a")
    return {words(one): urljoin(f"/{address}", one.get("href", ""))[1:] for one in found}


def of_years(site: BuiltSite, address: str) -> list[str]:
    """What a page says of a topic or department in other years, below the facts about it."""
    return [words(found) for found in find_all(content(site, address), "p", class_="wp-count")][1:]


def test_every_link_resolves(years: BuiltSite) -> None:
    assert check_site(years.folder).problems == []


def test_year_stands_in_every_title_and_in_the_bar(years: BuiltSite) -> None:
    for address, tree in years.pages.items():
        year = re.search(r"203\d", address)
        if year:
            said = year[0] + "年" + ("" if year[0] == "2033" else " 历史计划")
            assert f"（{said}）" in words(find(tree, "title")), address
            assert text(find(tree, "span", class_="wp-header__year")) == said, address


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("2031/shu/", "2033/lvdi/"),
        ("2032/huamu/", "2033/lvdi/"),
        ("2032/caodi/", "2033/zhuti/"),
        ("2031/chushi/cao-ke/", "2033/chushi/yuanyi/"),
        ("2031/", "2033/"),
        ("2031/zhuti/", "2033/zhuti/"),
        ("2031/chushi/", "2033/chushi/"),
        ("2031/shijian/", "2033/shijian/"),
        ("2031/tushi/", "2033/tushi/"),
        ("data/2031/", "data/2033/"),
    ],
)
def test_past_page_leads_to_the_same_in_the_newest_plan(
    years: BuiltSite, address: str, target: str
) -> None:
    notice = find(content(years, address), "p", class_="wp-past")
    assert words(notice).startswith(f"{re.findall('203.', address)[0]}年的工作要点（历史计划）")
    assert list(links(notice, address).values()) == [target]


def test_what_has_ended_is_told(years: BuiltSite) -> None:
    notice = find(content(years, "2032/caodi/"), "p", class_="wp-past")
    assert "2033年没有这个主题。" in words(notice)
    task = find(content(years, "2032/caodi/"), "article", id="task-5")
    assert "下一年没有接着做的任务" in words(task)


def test_topics_and_departments_lead_to_the_year_before_and_say_their_former_names(
    years: BuiltSite,
) -> None:
    assert of_years(years, "2033/lvdi/") == [
        "曾用名：花木（2032年）、花圃（2031年）、树木（2031年）",
        "上一年：2032年的“花木”",
    ]
    assert of_years(years, "2032/huamu/") == [
        "曾用名：花圃（2031年）、树木（2031年）",
        "上一年：2031年的“花圃”、2031年的“树木”",
    ]
    assert of_years(years, "2031/shu/") == ["下一年：2032年的“花木”"]
    unit = content(years, "2033/chushi/yuanyi/")
    before = links(unit, "2033/chushi/yuanyi/")
    assert before["2032年的“草科”"] == "2032/chushi/cao-ke/"


def of_task(site: BuiltSite, address: str, number: int) -> dict[str, str]:
    (task,) = (one for one in content(site, address).iter() if one.get("id") == f"task-{number}")
    found = find_all(task, "p", class_="wp-years")
    return {name: to for one in found for name, to in links(one, address).items()}


def test_tasks_lead_to_those_of_the_years_around(years: BuiltSite) -> None:
    expected = {
        "下一年第 1 项": "2032/huamu/#task-1",
        "第 2 项": "2032/huamu/#task-2",
        "2033年第 2 项": "2033/lvdi/#task-2",
    }
    for address in ("2031/shu/", "2031/"):
        assert of_task(years, address, 2) == expected
    assert of_task(years, "2032/huamu/", 1) == {
        "上一年第 2 项": "2031/shu/#task-2",
        "下一年第 2 项": "2033/lvdi/#task-2",
    }
    assert of_task(years, "2033/", 2) == {"上一年第 1 项": "2032/huamu/#task-1"}
    assert of_task(years, "2033/", 1) == {}


def test_page_of_all_years(years: BuiltSite) -> None:
    page = content(years, "niandu/")
    told = {one.get("id"): words(one) for one in find_all(page, "section")}
    assert list(told) == ["year-2033", "year-2032", "year-2031"]
    assert "4 项任务，3 个主题，3 个处室" in told["year-2031"]
    assert "接着做的 3 项（其中有改动的 1 项），结束的 1 项；2032年新的 1 项" in told["year-2031"]
    assert "历史计划" in told["year-2032"] and "历史计划" not in told["year-2033"]
    leads = links(find(page, "section", id="year-2032"), "niandu/")
    assert set(leads.values()) == {"2032/", "data/2032/", "2032/bianhua/"}
    for address in ("", "2031/shu/", "guanyu/", "2033/"):
        tabs = find(years.pages[address], "nav", class_="md-tabs")
        assert links(tabs, address)["历年计划"] == "niandu/", address
    assert links(content(years, ""), "")["历年计划"] == "niandu/"


def test_two_years_side_by_side(years: BuiltSite) -> None:
    page = content(years, "2032/bianhua/")
    assert text(find(page, "h1")) == "2032年与2031年对照"
    assert [text(one) for one in find_all(page, "h2")] == ["花木", "草地"]
    later = content(years, "2033/bianhua/")
    assert [text(one) for one in find_all(later, "h2")] == ["绿地", "水面", "草地（2032年的主题）"]
    counts = find(page, "ul", class_="wp-changes__counts")
    assert [words(one) for one in find_all(counts, "li")] == [
        "接着做、没有改动 2 项",
        "接着做、有改动 2 项",
        "新的 1 项",
        "结束的 1 项",
    ]
    planting = find_all(page, "li", class_="wp-change")[0]
    assert words(find(planting, "p", class_="wp-content")) == (
        "全年种〔删去：100〕〔加上：200〕棵树并挂上名牌"
    )
    assert [text(one) for one in find_all(planting, "del")][1:] == [
        "〔删去：树科〕",
        "〔删去：9月底前〕",
    ]
    assert set(links(planting, "2032/bianhua/").values()) == {
        "2032/huamu/#task-1",
        "2031/shu/#task-2",
    }
    assert "已撤销" in words(page)


def test_texts_are_shown_as_written_side_by_side(years: BuiltSite) -> None:
    new, reworded = content(years, "2032/bianhua/"), content(years, "2033/bianhua/")
    assert HOSTILE in text(new)
    changed = HOSTILE.replace("(1)", "(〔删去：1〕〔加上：2〕)").replace(
        "7*7", "〔删去：7*7〕〔加上：8*8〕"
    )
    assert changed.replace("b |", "〔删去：b〕〔加上：c〕 |") in text(reworded)
    for page in (new, reworded):
        assert not [one for one in page.iter() if one.tag in ("script", "em", "table")]


def test_side_by_side_guesses_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    project = three_years_project(tmp_path_factory.mktemp("unstated"))
    for file in (project.table_file, project.folder / "data/archive/2032.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        stated = [line for line in lines if "上年序号" not in line]
        assert stated != lines
        file.write_text("".join(stated), encoding="utf-8")
    site = project.build()
    page = content(site, "2032/bianhua/")
    assert "2032年的表没有写明哪一项接着2031年的哪一项" in words(page)
    kinds = [words(one) for one in find_all(page, "h3")]
    assert kinds == ["2032年 3 项", "2031年 2 项", "2032年 2 项", "2031年 2 项"]
    assert "2032年的表没有写明" in words(content(site, "niandu/"))
    assert "没有接着做" not in words(content(site, "2031/shu/"))


@pytest.mark.soak
def test_pages_do_not_grow_with_the_years(tmp_path_factory: pytest.TempPathFactory) -> None:
    sizes = []
    for count in (3, 14):
        project = copy_project(tmp_path_factory.mktemp("many"))
        archive = project.folder / "data" / "archive"
        archive.mkdir()
        for year in range(2045, 2045 - count, -1):
            file = project.table_file if year == 2045 else archive / f"{year}.yaml"
            file.write_text(past_table(year), encoding="utf-8")
        project.write_data("site.yaml", {})
        site = project.build()
        addresses = ("2045/", "2045/jia-zhuti/", "2044/jia-zhuti/", "2045/bianhua/", "guanyu/")
        sizes.append([site.file(address).stat().st_size for address in addresses])
    (few_years, *few), (many_years, *many) = sizes
    assert few == many
    # The table of all tasks has a choice for each year.
    assert many_years - few_years < 50 * (14 - 3)


def test_a_site_of_one_year_has_none_of_it(site: BuiltSite) -> None:
    assert not {address for address in site.pages if "niandu" in address or "bianhua" in address}
    for address, tree in site.pages.items():
        classes = {name for one in tree.iter() for name in one.get("class", "").split()}
        assert not {"wp-years", "wp-header__year", "wp-past"} & classes, address
        assert not re.search("历年计划|历史计划|曾用名", text(tree)), address
        assert "年）" not in words(find(tree, "title")), address


@pytest.mark.browser
def test_old_plan_is_told_in_sight_at_a_task(years: BuiltSite, browser: Browser) -> None:
    with serve(years) as url, browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        for address in ("2031/shu/#task-2", "2031/#task-4"):
            page.goto(url + address)
            number = address.split("#")[1]
            told = page.locator(f"#{number} .wp-years__past")
            expect(told).to_have_text("2031年 历史计划")
            expect(told).to_be_in_viewport()
        page.goto(url + "2031/")
        expect(page.locator(".wp-years__past").first).to_be_hidden()
        page.locator("#task-4").scroll_into_view_if_needed()
        expect(page.locator(".wp-header__year")).to_be_in_viewport()
        expect(page.locator(".md-header__title")).to_contain_class("md-header__title--active")
