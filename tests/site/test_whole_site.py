"""Test the HTML of all pages: links, ids, headings, titles and descriptions."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import pytest

from tests.site_support import BuiltSite, find, find_all, read_table, text, words

HOST = "http://site.test"
OWN_HOSTS = (HOST, "https://www.example.test")  # the second one in canonical links
LINKS = ("href", "src", "action", "data-scope", "data-wp-search-index", "data-wp-root")
NOT_A_PLACE = ("data:", "mailto:", "tel:")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TABLE = read_table()
SITE_NAME = "示例市样板局工作要点"


@pytest.fixture(params=["site", "sub_path_site"])
def any_site(request: pytest.FixtureRequest) -> BuiltSite:
    found: BuiltSite = request.getfixturevalue(request.param)
    return found


def links(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        yield from (element.attrib[name] for name in LINKS if name in element.attrib)


def reader_addresses(site: BuiltSite, address: str) -> list[str]:
    """Where a reader sees the page: 404.html is what a server shows at any unknown address."""
    if address == "404.html":
        return [f"{HOST}{site.path}{unknown}" for unknown in ("nowhere", "2031/no/such/page/")]
    return [f"{HOST}{site.path}{address}"]


def dead_links(site: BuiltSite, address: str) -> Iterator[str]:
    for url in reader_addresses(site, address):
        for link in links(site.pages[address]):
            fetched = re.sub("^webcal:", "https:", link)
            target, anchor = urldefrag(urljoin(url, fetched))
            page = address if target == url else address_of(site, target)
            if not link.startswith(NOT_A_PLACE) and not exists(site, page, unquote(anchor)):
                yield f"{address}: {link}"


def address_of(site: BuiltSite, url: str) -> str | None:
    """The address within the site, or none where the URL leads out of it."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if f"{parts.scheme}://{parts.netloc}" not in OWN_HOSTS or not f"{path}/".startswith(site.path):
        return None
    return path.removeprefix(site.path) if path.startswith(site.path) else ""


def exists(site: BuiltSite, address: str | None, anchor: str) -> bool:
    if address is None:
        return False
    if address not in site.pages:
        return site.file(address).exists()
    ids = (element.get("id") for element in site.pages[address].iter())
    return not anchor or anchor in ids


def test_every_link_and_anchor_resolves_from_every_page(any_site: BuiltSite) -> None:
    dead = [link for address in any_site.pages for link in dead_links(any_site, address)]

    overviews = ("home", "plan", "topics", "departments", "deadlines", "pictures", "downloads")
    others = (*overviews, *TABLE["主题"], *TABLE["处室"], "guanyu/", "404.html")
    assert len(any_site.pages) == len(others)
    assert dead == []


def test_ids_are_unique_within_a_page(site: BuiltSite) -> None:
    for address, tree in site.pages.items():
        ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
        assert [name for name, count in ids.items() if count > 1] == [], address


def test_each_task_stands_once_on_its_topic_page_and_once_in_the_whole_table(
    site: BuiltSite,
) -> None:
    slugs = {topic["名称"]: topic["网址"] for topic in TABLE["主题"]}
    expected = Counter(
        (address, f"task-{task['序号']}")
        for task in TABLE["任务"]
        for address in ("2031/", f"2031/{slugs[task['主题']]}/")
    )
    assert len(expected) == 2 * len(TABLE["任务"])

    found = Counter(
        (address, element.get("id", ""))
        for address, tree in site.pages.items()
        for element in tree.iter()
        if element.get("id", "").startswith("task-")
    )

    assert found == expected


def test_pages_say_that_they_are_chinese(site: BuiltSite) -> None:
    assert {tree.get("lang") for tree in site.pages.values()} == {"zh-CN"}


def test_keyboard_can_skip_to_the_heading_of_every_page(site: BuiltSite) -> None:
    for address, tree in site.pages.items():
        skip = find(tree, "a", class_="md-skip")
        assert skip is next(tree.iter("a")), address
        assert (skip.get("href"), text(skip).strip()) == (
            f"#{find(tree, 'h1').get('id')}",
            "跳到正文",
        )


def test_abbreviations_are_marked_where_tasks_are_listed(site: BuiltSite) -> None:
    told = find(site.pages["2031/kaifangri-huodong/"], "article", id="task-36")
    (mark,) = find_all(told, "abbr")
    assert (text(mark), mark.get("lang")) == ("VR", "en")


def test_headings_stand_in_order_under_one_title(site: BuiltSite) -> None:
    for address, tree in site.pages.items():
        levels = [HEADINGS.index(found.tag) + 1 for found in tree.iter() if found.tag in HEADINGS]
        assert levels.count(1) == 1 and levels[0] == 1, address
        assert all(deeper <= level + 1 for level, deeper in pairwise(levels)), address


TITLES = {
    "": (SITE_NAME, TABLE["标题"]),
    "2031/": (f"全部任务 - {SITE_NAME}", "全部任务"),
    "2031/zhuti/": (f"主题 - {SITE_NAME}", "主题"),
    "2031/tushu-piaoliu/": (f"图书漂流 - {SITE_NAME}", "图书漂流"),
    "2031/chushi/": (f"责任处室 - {SITE_NAME}", "责任处室"),
    "2031/chushi/ge-keshi/": (f"各科室 - {SITE_NAME}", "各科室"),
    "2031/shijian/": (f"时间节点 - {SITE_NAME}", "时间节点"),
    "2031/tushi/": (f"图示 - {SITE_NAME}", "图示"),
    "guanyu/": (f"关于本站 - {SITE_NAME}", "关于本站"),
    "404.html": (f"没有找到这个页面 - {SITE_NAME}", "没有找到这个页面"),
}


def test_title_and_heading(site: BuiltSite) -> None:
    pages = {address: site.pages[address] for address in TITLES}
    assert {
        address: (words(find(tree, "title")), text(find(tree, "h1")))
        for address, tree in pages.items()
    } == TITLES


PLAN_TITLE = TABLE["标题"]
SITE_DESCRIPTION = "示例市样板局工作要点任务分解表：做什么、谁负责、什么时候完成"
DESCRIPTIONS = {
    "": "示例市样板局2031年要做的 41 项政务公开工作：做什么、谁负责、什么时候完成。",
    "2031/": (
        f"{PLAN_TITLE}：41 项任务的名称、内容、责任处室、协助处室和时间节点，与正式文件的顺序相同。"
    ),
    "2031/zhuti/": f"{PLAN_TITLE}：每个主题做什么，有几项任务，什么时候完成。",
    "2031/jieshui-shidian/": "试一试雨水怎样用来浇花。",
    "2031/chushi/": f"{PLAN_TITLE}：每项任务由谁负责、谁协助。",
    "2031/chushi/ge-keshi/": f"各科室：牵头 2 项，协助 4 项。{PLAN_TITLE}",
    "2031/shijian/": f"{PLAN_TITLE}：哪些任务有明确的完成时间，按月份排列。",
    "2031/tushi/": PLAN_TITLE,
    "guanyu/": SITE_DESCRIPTION,
    "404.html": SITE_DESCRIPTION,
}


def test_description(site: BuiltSite) -> None:
    found = {
        address: find(site.pages[address], "meta", name="description").get("content")
        for address in DESCRIPTIONS
    }
    assert found == DESCRIPTIONS


def test_no_two_pages_share_a_title(site: BuiltSite) -> None:
    titles = Counter(words(find(tree, "title")) for tree in site.pages.values())

    assert titles.most_common(1)[0][1] == 1


DATA = {"application/json", "application/ld+json"}


def test_no_script_or_style_stands_inside_a_page(site: BuiltSite) -> None:
    for address, tree in site.pages.items():
        for element in tree.iter():
            names = [name for name in element.attrib if name.startswith("on") or name == "style"]
            assert names == [], (address, element.tag)
        scripts = [found for found in find_all(tree, "script") if "src" not in found.attrib]
        assert {found.get("type") for found in scripts} <= DATA, address
        assert find_all(tree, "style") == [], address


def test_no_page_names_another_host(site: BuiltSite) -> None:
    for address, tree in site.pages.items():
        foreign = [link for link in links(tree) if urlsplit(link).netloc]
        assert foreign == [], address


def test_topics_lead_only_to_topics_and_departments_only_to_departments(site: BuiltSite) -> None:
    slugs = [topic["网址"] for topic in TABLE["主题"]]
    pairs = zip(["zhuti", *slugs], slugs, [*slugs[1:], None], strict=False)

    for before, slug, after in pairs:
        neighbours = neighbour_links(site, f"2031/{slug}/")
        assert neighbours == {
            side: f"2031/{other}/" for side, other in (("prev", before), ("next", after)) if other
        }
    for address in site.pages:
        if address.startswith("2031/chushi/"):
            assert all(
                other.startswith("2031/chushi/")
                for other in neighbour_links(site, address).values()
            )
    for address in ("", "2031/", "2031/shijian/", "2031/tushi/", "guanyu/"):
        assert neighbour_links(site, address) == {}, address


def neighbour_links(site: BuiltSite, address: str) -> dict[str, str]:
    """Where the foot of a page leads; the head leads nowhere, or Firefox would load that page."""
    tree, root = site.pages[address], f"{HOST}/"
    sides: dict[str, dict[str, str]] = {"a": {}, "link": {}}
    for tag, found in sides.items():
        for element in tree.iter(tag):
            if element.get("rel") in ("prev", "next"):
                url = urljoin(root + address, element.get("href"))
                found[element.get("rel", "")] = url.removeprefix(root)
    assert sides["link"] == {}
    return sides["a"]


def test_the_page_of_an_unknown_address_leads_everywhere(site: BuiltSite) -> None:
    article = find(site.pages["404.html"], "article")
    names = {text(link) for link in find_all(article, "a")}
    tabs = find(site.pages["404.html"], "nav", class_="md-tabs")
    missing = {words(link) for link in find_all(tabs, "a")} - names
    assert missing == {"首页"}  # 回到首页
