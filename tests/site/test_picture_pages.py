"""Test the pictures of a built site: their counts, their links and the tables beside them."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit
from xml.etree.ElementTree import Element

import pytest

from tests.site_support import BuiltSite, Project, find, find_all, read_table, text, words
from tests.support import BASE

TABLE = read_table()
TOPICS = {topic["名称"]: topic["网址"] for topic in TABLE["主题"]}
UNITS = {unit["名称"]: unit["网址"] for unit in TABLE["处室"]}
SVG = "{http://www.w3.org/2000/svg}"
PAGES = pytest.mark.parametrize("address", ["2031/tushi/", "2031/shijian/"])
OTHER_WORDINGS = {"上半年": "6月", "年底前": "12月", "入冬以前": "其他"}
REST = ("全年", "其他", "原表未列明")
ROLES = {"lead": "责任处室", "support": "协助处室"}

Selection = tuple[str, str, str]
"""Topic, the part that a department plays, department; as the table has them."""


def svgs(tree: Element, class_: str) -> list[Element]:
    return find_all(tree, f"{SVG}svg", class_=class_)


def links(tree: Element) -> list[Element]:
    return [found for found in tree.iter() if found.tag in ("a", f"{SVG}a")]


def table_below(page: Element, caption: str) -> Element:
    (table,) = [one for one in find_all(page, "table") if text(find(one, "caption")) == caption]
    return table


def matrix(site: BuiltSite, address: str) -> Element:
    return table_below(site.pages[address], "各处室牵头和协助哪些主题")


def cells(table: Element) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in find_all(find(table, "tbody"), "tr")]


def by_month() -> dict[str, int]:
    counts = Counter[str]()
    for row in TABLE["任务"]:
        wording = row.get("时间节点", "原表未列明")
        name = OTHER_WORDINGS.get(wording, wording)
        counts[name.partition("月")[0] + "月" if "月" in name else name] += 1
    return counts


def by_topic() -> dict[str, int]:
    counts = Counter(row["主题"] for row in TABLE["任务"])
    return {topic: counts[topic] for topic in TOPICS}


def selections() -> Counter[Selection]:
    return Counter(
        (row["主题"], role, unit)
        for row in TABLE["任务"]
        for role, column in ROLES.items()
        for unit in row.get(column, ())
    )


def selected(page: Element) -> Iterator[tuple[Selection, Element]]:
    """What the links into the whole table select, as the query in their addresses has it."""
    topics = {slug: name for name, slug in TOPICS.items()}
    units = {slug: name for name, slug in UNITS.items()}
    for link in links(page):
        parts = urlsplit(urljoin("/2031/tushi/", link.get("href")))
        query = parse_qs(parts.query)
        if query:
            (topic,) = query.pop("topic")
            ((role, (unit,)),) = query.items()
            assert parts.path == "/2031/"
            yield (topics[topic], role, units[unit]), link


@PAGES
def test_every_picture_has_a_title_a_description_and_a_table(site: BuiltSite, address: str) -> None:
    page = site.pages[address]
    pictures = [svg for svg in page.iter(f"{SVG}svg") if svg.get("role")]
    ids = {found.get("id"): found for found in page.iter() if found.get("id")}

    assert len(pictures) == {"2031/tushi/": 4, "2031/shijian/": 3}[address]
    for picture in pictures:
        if title := picture.get("aria-labelledby"):
            assert ids[title].tag == f"{SVG}title" and words(ids[title])
            described = ids[picture.get("aria-describedby")]
            assert described.tag == f"{SVG}desc" and words(described)
        else:
            assert picture.get("aria-label")
    assert (
        len(find_all(page, "details", class_="wp-alternative"))
        == {"2031/tushi/": 2, "2031/shijian/": 1}[address]
    )


@PAGES
def test_year_shows_what_is_due_in_each_month(site: BuiltSite, address: str) -> None:
    page = site.pages[address]
    found = {}
    for svg in [*svgs(page, "wp-year__half"), *svgs(page, "wp-year__rest")]:
        for link in links(svg):
            label = link.get("aria-label", text(link).strip())
            name, _, count = label.replace("，", " ").partition(" ")
            found[name] = int(count.split(" ")[0])
            target = urlsplit(urljoin(f"/{address}", link.get("href")))
            assert target.path == "/2031/shijian/"
            heading = find(site.pages["2031/shijian/"], "h2", id=target.fragment)
            assert text(heading) == f"{name}（{found[name]} 项）"

    assert found == by_month()


@PAGES
def test_table_of_the_year_equals_its_picture(site: BuiltSite, address: str) -> None:
    table = table_below(site.pages[address], "2031年每个月有几项任务到期")
    counts = by_month()
    months = [f"{month}月" for month in range(1, 13)]
    expected = [[name, f"{counts.get(name, 0)} 项"] for name in (*months, *REST)]

    assert cells(table) == expected
    assert sum(counts.values()) == len(TABLE["任务"])


def test_bars_show_the_tasks_of_every_topic(site: BuiltSite) -> None:
    page = site.pages["2031/tushi/"]
    (svg,) = svgs(page, "wp-bars")
    expected = {f"{topic}，{count} 项任务": TOPICS[topic] for topic, count in by_topic().items()}

    found = {
        link.get("aria-label"): urljoin("/2031/tushi/", link.get("href")) for link in links(svg)
    }

    assert found == {label: f"/2031/{slug}/" for label, slug in expected.items()}
    widths = [
        float(bar.get("width", "").rstrip("%"))
        for bar in find_all(svg, f"{SVG}rect", class_="wp-picture__bar")
    ]
    longest = max(by_topic().values())
    assert widths == pytest.approx(
        [100 * count / longest for count in by_topic().values()], abs=0.01
    )
    assert cells(table_below(page, "各主题有几项任务")) == [
        [topic, f"{count} 项"] for topic, count in by_topic().items()
    ]


def test_matrix_shows_who_works_on_what(site: BuiltSite) -> None:
    table = matrix(site, "2031/tushi/")

    found = {}
    for selection, link in selected(table):
        topic, role, unit = selection
        shown = text(find(link, "span", class_=f"wp-matrix__{role}"))
        found[selection] = int(shown)
        verb = {"lead": "牵头", "support": "协助"}[role]
        assert words(link) == f"{unit}{verb}{topic} {shown} 项"

    assert found == selections()


def test_counts_in_the_matrix_stand_in_their_row_and_column(site: BuiltSite) -> None:
    table = matrix(site, "2031/tushi/")
    heads = [words(cell) for cell in find(table, "thead").iter("th")]
    assert heads == ["处室", *TOPICS]
    for row in find_all(find(table, "tbody"), "tr"):
        unit, *others = row
        for topic, cell in zip(TOPICS, others, strict=True):
            assert cell.get("data-label", topic) == topic
            for (of_topic, _, of_unit), _ in selected(cell):
                assert (of_topic, of_unit) == (topic, words(unit))


def test_names_in_the_matrix_lead_to_their_pages(site: BuiltSite) -> None:
    table = matrix(site, "2031/tushi/")

    def targets(tree: Element) -> dict[str, str]:
        plain = (link for link in links(tree) if "?" not in link.get("href", ""))
        return {words(link): urljoin("/2031/tushi/", link.get("href")) for link in plain}

    assert targets(find(table, "tbody")) == {
        unit: f"/2031/chushi/{slug}/" for unit, slug in UNITS.items()
    }
    assert targets(find(table, "thead")) == {
        topic: f"/2031/{slug}/" for topic, slug in TOPICS.items()
    }


def test_home_and_departments_lead_to_the_pictures(site: BuiltSite) -> None:
    for address, target in (("", "2031/tushi/"), ("2031/chushi/", "../tushi/#departments")):
        main = find(site.pages[address], "article", class_="md-content__inner")
        assert target in [link.get("href") for link in find_all(main, "a")]


def test_plan_without_dates_has_no_year(project: Project) -> None:
    undated = BASE.replace("9月底前", "全年").replace("2月20日", "适时")
    project.table_file.write_text(undated, encoding="utf-8")
    (project.folder / "data" / "site.yaml").unlink(missing_ok=True)

    site = project.build()

    for address in ("2030/tushi/", "2030/shijian/"):
        page = site.pages[address]
        assert svgs(page, "wp-year__half") == []
        assert "什么时候完成" not in [text(found) for found in find_all(page, "h2")]
    assert links(matrix(site, "2030/tushi/"))
