"""Test the metadata that a government site must have, and what readers see of it."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest

from tests.site_support import BuiltSite, copy_project, find, find_all, read_table, text, words

URL = "https://www.example.test/zwgk/plan/"
FORM = "https://www.example.test/jiucuo?no={序号}&title={任务名称}&from={网址}"
ORIGINAL = "https://www.example.test/yuanwen?a=1&b=2"
COLUMNS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLES = ("ArticleTitle", "PubDate", "ContentSource")
DOCUMENT = {"索引号": "示例<b>-1", "发布日期": "2031-03-15", "主题分类": "示例分类"}
TITLE, OFFICE = read_table()["标题"], read_table()["发布机构"]


@pytest.fixture(scope="module")
def office_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The plan with every setting, with what a document has, and with a past year."""
    project = copy_project(tmp_path_factory.mktemp("government"))
    project.write_data("tasks.yaml", read_table() | DOCUMENT)
    settings = {
        "留言地址": "liuyan@example.test",
        "找错地址": FORM,
        "栏目类型": "政策文件",
        "原文网址": ORIGINAL,
        "原文名称": "示例<b>原文",
    }
    project.write_data("site.yaml", settings)
    project.add_past_year()
    return project.build(site_url=URL)


def meta(tree: Element) -> dict[str, str]:
    tags = [*find_all(tree, "meta")]
    named = [(tag.get("name") or tag.get("property"), tag.get("content", "")) for tag in tags]
    assert len({name for name, _ in named if name}) == len([name for name, _ in named if name])
    return {name: content for name, content in named if name}


def linked_data(tree: Element) -> dict[str, Any]:
    scripts = find_all(tree, "script", type="application/ld+json")
    entries = [json.loads(text(script)) for script in scripts]
    return {entry["@type"]: entry for entry in entries}


def listing_pages(site: BuiltSite) -> Iterator[tuple[str, Element]]:
    not_listing = ("guanyu/", "404.html", "niandu/")
    return ((at, tree) for at, tree in site.pages.items() if not at.startswith(not_listing))


def test_every_listing_describes_its_column_in_its_own_words(site: BuiltSite) -> None:
    topics = {topic["名称"] for topic in read_table()["主题"]}
    for address, tree in listing_pages(site):
        found = meta(tree)
        assert found["ColumnDescription"] == found["description"], address
        shown = text(find(tree, "article", class_="md-content__inner"))
        words_said = set(found["ColumnKeywords"].split(","))
        # Neither the whole table nor its downloads have a column for the topics.
        known = topics if address in ("2031/", "data/2031/") else set()
        assert all(word in shown for word in words_said - known), address
    names = {address: meta(tree)["ColumnName"] for address, tree in listing_pages(site)}
    assert names["2031/tushu-piaoliu/"] == "图书漂流"
    assert names["2031/chushi/yuanyi-ke/"] == "园艺科"
    assert (names[""], names["2031/"], names["2031/shijian/"]) == ("首页", "全部任务", "时间节点")


def test_unknown_values_have_no_tag(site: BuiltSite) -> None:
    for address, tree in site.pages.items():
        found = meta(tree)
        unknown = {"PubDate", "Url", "og:url", "og:image", "SiteName", "SiteIDCode"}
        assert not unknown & found.keys(), address
        types = {"": "首页", "data/2031/": "数据发布"}
        assert found.get("ColumnType") == types.get(address), address
        assert not find_all(tree, "link", rel="canonical"), address
    assert not set(ARTICLES) & meta(site.pages["2031/tushu-piaoliu/"]).keys()
    assert meta(site.pages["guanyu/"])["ArticleTitle"] == "关于本站"
    assert not set(COLUMNS) & meta(site.pages["guanyu/"]).keys()


def test_whole_table_is_the_published_document(office_site: BuiltSite) -> None:
    found = meta(office_site.pages["2031/"])
    assert [found[name] for name in ARTICLES] == [
        TITLE,
        "2031-03-15",
        OFFICE,
    ]
    assert found["Url"] == f"{URL}2031/"
    assert found["ColumnType"] == "政策文件"
    assert "PubDate" not in meta(office_site.pages["2030/"])


def information_items(tree: Element) -> dict[str, str]:
    groups = find_all(find(tree, "dl", class_="wp-document"), "div")
    return {text(group[0]): text(group[1]) for group in groups}


def test_information_items_are_shown_where_they_are_known(
    site: BuiltSite, office_site: BuiltSite
) -> None:
    assert information_items(office_site.pages["2031/"]) == {
        "索引号": "示例<b>-1",
        "发布机构": OFFICE,
        "发布日期": "2031年3月15日",
        "主题分类": "示例分类",
        "有效性": "2031年度（现行）",
        "原文": "示例<b>原文",
    }
    assert information_items(office_site.pages["2030/"]) == {
        "发布机构": "示例市测试局",
        "有效性": "2030年度（历史计划）",
    }
    assert information_items(site.pages["2031/"]) == {
        "发布机构": OFFICE,
        "有效性": "2031年度（现行）",
    }


def test_every_page_of_a_plan_says_whether_it_is_in_force(office_site: BuiltSite) -> None:
    for address, tree in listing_pages(office_site):
        is_past = "2030/" in address
        content = words(find(tree, "article", class_="md-content__inner"))
        assert ("（现行）" in content, "年度（历史计划）" in content) == (not is_past, is_past), (
            address
        )
        assert ("2030年度" if is_past else "2031年度") in content, address
        assert bool(find_all(tree, "p", class_="wp-past")) == is_past, address


def test_open_graph_and_canonical_link(office_site: BuiltSite) -> None:
    for address, tree in office_site.pages.items():
        if address == "404.html":
            continue
        found = meta(tree)
        assert found["og:url"] == find(tree, "link", rel="canonical").get("href") == URL + address
        assert found["og:locale"] == "zh_CN" and found["og:site_name"]
        assert found["og:title"] in words(find(tree, "title"))


def test_dataset_describes_the_plan(office_site: BuiltSite) -> None:
    for address, tree in office_site.pages.items():
        assert ("Dataset" in linked_data(tree)) == (address in ("2031/", "2030/")), address
    dataset = linked_data(office_site.pages["2031/"])["Dataset"]
    assert dataset["name"] == TITLE
    assert dataset["creator"]["name"] == dataset["publisher"]["name"] == OFFICE
    assert (dataset["inLanguage"], dataset["temporalCoverage"]) == ("zh-CN", "2031")
    assert (dataset["url"], dataset["identifier"]) == (f"{URL}2031/", "示例<b>-1")
    types = {
        entry["contentUrl"].removeprefix(f"{URL}data/2031/"): entry["encodingFormat"]
        for entry in dataset["distribution"]
    }
    assert all((office_site.folder / "data/2031" / name).is_file() for name in types)
    assert types["tasks.csv"] == "text/csv" and types.keys() >= {"tasks.xlsx", "tasks.json"}


def trail(site: BuiltSite, address: str) -> list[tuple[str, str | None]]:
    steps = linked_data(site.pages[address])["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    return [(step["name"], step.get("item")) for step in steps]


def test_breadcrumbs_lead_from_home_to_every_page(office_site: BuiltSite, site: BuiltSite) -> None:
    for address, tree in office_site.pages.items():
        if address in ("", "404.html"):
            assert "BreadcrumbList" not in linked_data(tree)
        else:
            steps = trail(office_site, address)
            assert (steps[0], steps[-1][1]) == (("首页", URL), URL + address)
            urls = [str(url).removeprefix(URL) for _, url in steps]
            assert set(urls) <= office_site.pages.keys()
    assert [name for name, _ in trail(office_site, "2031/chushi/yuanyi-ke/")] == [
        "首页",
        "责任处室",
        "园艺科",
    ]
    assert [url for _, url in trail(office_site, "2030/jia-zhuti/")] == [
        URL,
        f"{URL}2030/",
        f"{URL}2030/zhuti/",
        f"{URL}2030/jia-zhuti/",
    ]
    assert trail(site, "2031/tushu-piaoliu/") == [
        ("首页", None),
        ("主题", None),
        ("图书漂流", None),
    ]


def test_robots_may_read_all_and_get_the_address_of_the_map_if_it_is_known(
    site: BuiltSite, office_site: BuiltSite
) -> None:
    rules = ["User-agent: *", "Allow: /"]
    with_map = (office_site.folder / "robots.txt").read_text(encoding="utf-8").split("\n")
    assert [line for line in with_map if line] == [*rules, f"Sitemap: {URL}sitemap.xml"]
    without = (site.folder / "robots.txt").read_text(encoding="utf-8").split("\n")
    assert [line for line in without if line] == rules


def feedback_links(task: Element) -> dict[str, str]:
    (line,) = find_all(task, "p", class_="wp-feedback")
    return {text(link): link.get("href", "") for link in find_all(line, "a")}


def test_each_task_can_be_written_about(office_site: BuiltSite) -> None:
    slugs = {topic["名称"]: topic["网址"] for topic in read_table()["主题"]}
    for row in read_table()["任务"]:
        page = office_site.pages[f"2031/{slugs[row['主题']]}/"]
        links = feedback_links(find(page, "article", id=f"task-{row['序号']}"))
        url = f"{URL}2031/#task-{row['序号']}"
        assert links.keys() == {"我要留言", "我为政府网站找错"}
        subject = f"2031年第{row['序号']}项 {row['任务名称']}"
        mail = f"mailto:liuyan@example.test?subject={subject}&body={url}"
        assert unquote(links["我要留言"]) == mail
        assert parse_qsl(urlsplit(links["我为政府网站找错"]).query) == [
            ("no", str(row["序号"])),
            ("title", row["任务名称"]),
            ("from", url),
        ]


def test_whole_page_can_be_written_about(office_site: BuiltSite) -> None:
    foot = find(office_site.pages["2031/shijian/"], "div", class_="wp-footer")
    error = next(link for link in find_all(foot, "a") if text(link) == "我为政府网站找错")
    assert parse_qsl(urlsplit(error.get("href", "")).query) == [
        ("title", "时间节点（2031年）"),
        ("from", f"{URL}2031/shijian/"),
    ]
    assert "我要留言：liuyan@example.test" in words(foot)


def test_no_way_to_write_is_shown_where_none_is_set(site: BuiltSite) -> None:
    for address, tree in site.pages.items():
        assert not find_all(tree, "p", class_="wp-feedback"), address
        assert not find_all(find(tree, "div", class_="wp-footer"), "a", rel="noopener"), address


def test_address_stands_on_paper_only_where_it_is_known(
    site: BuiltSite, office_site: BuiltSite
) -> None:
    for address, tree in office_site.pages.items():
        lines = [text(line) for line in find_all(tree, "p", class_="wp-paper-url")]
        assert lines == [f"本页网址：{URL}{address}"] * (address != "404.html")
    for tree in site.pages.values():
        assert not find_all(tree, "aside") and not find_all(tree, "p", class_="wp-paper-url")


def told(site: BuiltSite) -> dict[str, str]:
    """What 关于本站 says of each thing that an office may publish."""
    page = find(site.pages["guanyu/"], "article", class_="md-content__inner")
    last = find_all(page, "dl")[-1]
    names, values = find_all(last, "dt"), find_all(last, "dd")
    return {text(name): words(value) for name, value in zip(names, values, strict=True)}


def test_what_is_not_published_is_said_on_every_page(
    site: BuiltSite, office_site: BuiltSite
) -> None:
    for one, missing in (
        (site, "原文、联系方式、留言、完成情况"),
        (office_site, "联系方式、完成情况"),
    ):
        for address, tree in one.pages.items():
            lines = find_all(find(tree, "div", class_="wp-footer"), "p")
            assert f"未公布：{missing}" in map(words, lines), address


def test_about_page_tells_what_is_and_is_not_published(
    site: BuiltSite, office_site: BuiltSite
) -> None:
    nothing, some = told(site), told(office_site)
    assert list(nothing) == list(some) == ["原文", "联系方式", "留言", "完成情况"]
    assert all(said.startswith("没有公布。") for said in nothing.values())
    assert (some["原文"], some["留言"]) == ("示例<b>原文", "我要留言：liuyan@example.test")
    assert some["联系方式"] == "没有公布。" and some["完成情况"].startswith("没有公布。")


def test_original_is_linked_from_every_page_once_it_is_known(office_site: BuiltSite) -> None:
    for address, tree in office_site.pages.items():
        links = find_all(find(tree, "div", class_="wp-footer"), "a", href=ORIGINAL)
        assert [text(link) for link in links] == ["示例<b>原文"], address
