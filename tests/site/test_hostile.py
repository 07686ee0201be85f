"""Test that texts of the table are shown as written, never read as HTML, Markdown or Jinja."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest

from tests.site_support import BuiltSite, Table, copy_project, find, find_all, text

# Each one begins a different construct of Markdown; together they are all known ones.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script><img src=x onerror="alert(1)">',
    "' onmouseover='alert(1)' {onclick=alert(1)}",
    "</title></textarea></style><style>*{display:none}</style><!-- -->",
    "{{ 7*7 }} {% raw %} {# 注 #} ${7*7} {% endblock %}",
    "# 标题 { #evil .evil onclick=alert(1) }",
    "- 条 **粗** _斜_ *斜* ~~删~~ ==亮== ++加++ ^^上^^",
    "1. 条 [链接](javascript:alert(1)) ![图](x.png) [引]: http://example.test",
    "> 引 <http://example.test> http://example.test a@example.test",
    "`代码` ``码`` ```围栏 ~~~",
    "[TOC] [^1] *[HTML]: 缩写 [[维基]] --8<-- :smile: :material-account:",
    "&lt;b&gt; &amp; &#65; &copy; &nbsp; %3Cb%3E \\* \\\\ \\u003c",
    "| a | b | !!! note ??? --- === *** +++ : 定义",
    "    四格缩进的代码",
    "  首尾有空格  ",
    "a,b; c: d # e ' f \" g @ h % i",
)
NEVER_USED = {"img", "style", "em", "del", "mark", "pre", "iframe", "textarea"}


NAMES = {
    "任务名称": '"><script>alert(1)</script>',
    "任务内容": "{{ 7*7 }} # {onclick=alert(1)}",
    "责任处室": "<b>责任</b> *粗* `码` [a](b)",
    "协助处室": "</title><!-- --> {% raw %}",
    "时间节点": "' x='1' &amp; \\u003c",
}
"""What the office calls its columns."""


def hostile(index: int, kind: int = 0) -> str:
    return HOSTILE[(index + kind) % len(HOSTILE)]


def hostile_table() -> Table:
    indexes = range(len(HOSTILE))
    return {
        "标题": HOSTILE[1],
        "年份": 2030,
        "发布机构": HOSTILE[4],
        "栏名": NAMES,
        "主题": [
            {"名称": hostile(index), "网址": f"zhuti-{index}", "简介": hostile(index, 1)}
            for index in indexes
        ],
        "处室": [
            {"名称": hostile(index), "网址": f"chushi-{index}", "统称": index % 4 == 0}
            for index in indexes
        ],
        "任务": [
            {
                "序号": index + 1,
                "主题": hostile(index),
                "任务名称": hostile(index, 2),
                "任务内容": hostile(index, 3) + "\n" + hostile(index, 4),
                "责任处室": [hostile(index)],
                "协助处室": [hostile(index, 5), hostile(index, 6)],
                "时间节点": hostile(index, 7),
                "备注": hostile(index, 8),
            }
            for index in indexes
        ],
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    project = copy_project(tmp_path_factory.mktemp("hostile"))
    project.write_data("tasks.yaml", hostile_table())
    project.write_data("site.yaml", {"搜索示例": [HOSTILE[0], HOSTILE[2]]})
    return project.build()


def topic_pages(site: BuiltSite) -> Iterator[tuple[int, Element]]:
    return ((index, site.pages[f"2030/zhuti-{index}/"]) for index in range(len(HOSTILE)))


def department_pages(site: BuiltSite) -> Iterator[tuple[int, Element]]:
    return ((index, site.pages[f"2030/chushi/chushi-{index}/"]) for index in range(len(HOSTILE)))


def test_topic_page_shows_every_field_as_written(site: BuiltSite) -> None:
    for index, page in topic_pages(site):
        task = find(page, "article", id=f"task-{index + 1}")
        values = [text(found) for found in find_all(task, "dd")]
        assert text(find(page, "h1")) == hostile(index)
        assert text(find(page, "p", class_="wp-summary")) == hostile(index, 1)
        assert text(find_all(page, "h2")[0]) == hostile(index, 2)
        assert text(find(task, "p", class_="wp-content")) == (
            hostile(index, 3) + "\n" + hostile(index, 4)
        )
        names = [NAMES[key] for key in ("责任处室", "协助处室", "时间节点")]
        assert [text(found) for found in find_all(task, "dt")] == names
        assert values == [
            hostile(index),
            f"{hostile(index, 5)}、{hostile(index, 6)}",
            hostile(index, 7),
        ]
        assert text(find(task, "p", class_="wp-note")) == f"备注 {hostile(index, 8)}"


def test_whole_table_shows_every_cell_as_written(site: BuiltSite) -> None:
    page = site.pages["2030/"]
    rows = find_all(find(page, "tbody"), "tr")

    assert text(find(page, "caption")) == HOSTILE[1]
    assert find(page, "div", class_="wp-table").get("aria-label") == HOSTILE[1]
    assert len(rows) == len(HOSTILE)
    for index, row in enumerate(rows):
        assert [text(cell) for cell in row] == [
            str(index + 1),
            hostile(index, 2),
            f"{hostile(index, 3)}\n{hostile(index, 4)}备注 {hostile(index, 8)}",
            hostile(index),
            f"{hostile(index, 5)}、{hostile(index, 6)}",
            hostile(index, 7),
        ]


def test_lists_show_every_field_as_written(site: BuiltSite) -> None:
    lists = [("2030/shijian/", site.pages["2030/shijian/"]), *department_pages(site)]
    briefs = [brief for _, page in lists for brief in find_all(page, "li", class_="wp-brief")]
    assert len(briefs) == len(HOSTILE) * 4

    for brief in briefs:
        number = text(find(brief, "span", class_="wp-number"))
        index = int(number.strip("第项")) - 1
        assert text(find(brief, "p", class_="wp-brief__name")) == f"{number} {hostile(index, 2)}"
        assert text(find(brief, "p", class_="wp-content")) == (
            hostile(index, 3) + "\n" + hostile(index, 4)
        )


def test_home_shows_every_field_as_written(site: BuiltSite) -> None:
    home = site.pages[""]
    cards = find_all(home, "a", class_="wp-card")
    examples = find_all(find(home, "p", class_="wp-entry__examples"), "a")

    assert text(find(home, "h1")) == HOSTILE[1]
    assert text(find(home, "p", class_="wp-summary")).startswith(f"{HOSTILE[4]}2030年要做的")
    assert [(text(card[0]), text(card[2])) for card in cards] == [
        (hostile(index), hostile(index, 1)) for index in range(len(HOSTILE))
    ]
    assert [text(example) for example in examples] == [HOSTILE[0], HOSTILE[2]]
    assert [example.get("data-wp-search") for example in examples] == [HOSTILE[0], HOSTILE[2]]


def test_titles_and_descriptions_contain_the_text_as_written(site: BuiltSite) -> None:
    for index, page in topic_pages(site):
        assert text(find(page, "title")).startswith(f"{hostile(index)} - ")
        assert find(page, "meta", name="description").get("content") == hostile(index, 1)
    for index, page in department_pages(site):
        description = find(page, "meta", name="description").get("content", "")
        assert text(find(page, "title")).startswith(f"{hostile(index)} - ")
        assert description.startswith(f"{hostile(index)}：") and description.endswith(HOSTILE[1])


def link_texts(tree: Element) -> set[str]:
    return {text(link).strip("\n ") for link in tree.iter("a")}


def test_navigation_contents_and_neighbours_show_the_text_as_written(site: BuiltSite) -> None:
    names = {name.strip() for name in HOSTILE}
    for index, page in topic_pages(site):
        name = hostile(index, 2).strip()
        assert names <= link_texts(find(page, "nav", class_="md-nav--primary"))
        assert name in link_texts(find_all(page, "nav", class_="md-nav--secondary")[-1])
        header = find_all(page, "div", class_="md-header__topic")[-1]
        assert text(header).strip() == hostile(index).strip()
    neighbours = {
        text(found).strip()
        for _, page in topic_pages(site)
        for foot in find_all(page, "nav", class_="md-footer__inner")
        for found in find_all(foot, "div", class_="md-ellipsis")
    }
    assert neighbours == names | {"主题"}


def linked_data(page: Element) -> list[str]:
    return [text(found) for found in find_all(page, "script", type="application/ld+json")]


def test_linked_data_contains_the_text_as_written(site: BuiltSite) -> None:
    dataset, _ = map(json.loads, linked_data(site.pages["2030/"]))
    assert (dataset["name"], dataset["creator"]["name"]) == (HOSTILE[1], HOSTILE[4])
    for index, page in topic_pages(site):
        (trail,) = map(json.loads, linked_data(page))
        assert trail["itemListElement"][-1]["name"] == hostile(index)


def test_nothing_written_in_the_table_becomes_markup(site: BuiltSite) -> None:
    for address, page in site.pages.items():
        for element in page.iter():
            assert not [name for name in element.attrib if name.startswith("on")], address
            assert "evil" not in (element.get("id", ""), element.get("class", "")), address
        assert not {element.tag for element in page.iter()} & NEVER_USED, address
        assert all("src" in found.attrib or found.get("type") for found in page.iter("script"))
        assert all(json.loads(data) for data in linked_data(page)), address
        schemes = {urlsplit(link.get("href", "")).scheme for link in page.iter("a")}
        assert schemes == {""}, address


def test_no_placeholder_of_the_markdown_library_is_left(site: BuiltSite) -> None:
    for file in sorted(site.folder.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        assert not {"\x02", "\x03"} & set(html), file
