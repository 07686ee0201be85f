"""Test that the built site shows every text of its table, which a plain YAML reader reads."""

from collections import Counter
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from tests.site_support import BuiltSite, find, find_all, read_table, text, words

TABLE = read_table()
TOPICS = {topic["名称"]: topic["网址"] for topic in TABLE["主题"]}
UNITS = {unit["名称"]: unit["网址"] for unit in TABLE["处室"]}
COLLECTIVES = ["各科室", "相关科室", "有关局属场馆"]
SINGLES = """
导览科 灯具科 广播站 甲科 来信科 苗圃基地 数字花园与智慧灌溉服务团队 图书科 园艺科 章程科 综合科
""".split()  # noqa: SIM905
LABELS = ["序号", "任务名称", "任务内容", "责任处室", "协助处室", "时间节点"]
ABSENT = "原表未列明"

Row = dict[str, Any]
ROWS: list[Row] = TABLE["任务"]
ROW_BY_NUMBER = {row["序号"]: row for row in ROWS}


def joined(names: list[str] | None) -> str:
    return "、".join(names or ())


def note(row: Row) -> str:
    return f"备注 {row['备注']}" if "备注" in row else ""


def facts(element: Element) -> dict[str, str]:
    """The labelled facts under a task."""
    groups = find_all(find(element, "dl"), "div")
    return {text(find(group, "dt")): text(find(group, "dd")) for group in groups}


def expected_facts(row: Row) -> dict[str, str]:
    support = {"协助处室": joined(row["协助处室"])} if "协助处室" in row else {}
    lead = {"责任处室": joined(row["责任处室"])}
    return {**lead, **support, "时间节点": row.get("时间节点", ABSENT)}


def notes(element: Element) -> str:
    return "".join(text(found) for found in find_all(element, "p", class_="wp-note"))


def test_whole_table_has_every_cell_as_written(site: BuiltSite) -> None:
    table = find(site.pages["2031/"], "table")
    expected = [
        (
            str(row["序号"]),
            row["任务名称"],
            row["任务内容"] + note(row),
            joined(row["责任处室"]),
            joined(row.get("协助处室")),
            row.get("时间节点", ABSENT),
        )
        for row in ROWS
    ]

    rows = find_all(find(table, "tbody"), "tr")

    assert [text(head) for head in find_all(find(table, "thead"), "th")] == LABELS
    assert [tuple(text(cell) for cell in row) for row in rows] == expected
    assert all([cell.get("data-label") for cell in row] == LABELS for row in rows)


def test_topic_pages_have_every_task_as_written(site: BuiltSite) -> None:
    for row in ROWS:
        page = site.pages[f"2031/{TOPICS[row['主题']]}/"]
        task = find(page, "article", id=f"task-{row['序号']}")
        assert text(find(task, "h3")) == f"第{row['序号']}项"
        assert text(find(task, "p", class_="wp-content")) == row["任务内容"]
        assert facts(task) == expected_facts(row)
        assert notes(task) == note(row)


def test_rows_that_share_a_name_stand_under_one_heading(site: BuiltSite) -> None:
    found, headings = [], []
    for slug in TOPICS.values():
        for element in site.pages[f"2031/{slug}/"].iter():
            if element.tag == "h2":
                headings.append(text(element))
            elif element.get("id", "").startswith("task-"):
                found.append((element.get("id", ""), headings[-1]))

    assert found == [(f"task-{row['序号']}", row["任务名称"]) for row in ROWS]
    assert Counter(headings) == Counter({row["任务名称"] for row in ROWS})
    assert len(headings) < len(found)


def lists_of(page: Element) -> dict[str, list[int]]:
    """Which tasks a page lists under each heading."""
    lists: dict[str, list[int]] = {}
    for element in page.iter():
        if element.tag == "h2":
            heading = text(element)
        elif element.get("class") == "wp-brief":
            number = text(find(element, "span", class_="wp-number"))
            lists.setdefault(heading, []).append(int(number.strip("第项")))
    return lists


def rows_with(column: str, unit: str) -> list[int]:
    return [row["序号"] for row in ROWS if unit in row.get(column, ())]


def test_department_page_lists_what_the_unit_leads_and_supports(site: BuiltSite) -> None:
    for unit, slug in UNITS.items():
        page = site.pages[f"2031/chushi/{slug}/"]
        leading, supporting = rows_with("责任处室", unit), rows_with("协助处室", unit)
        counted = {"牵头": leading, "协助": supporting}

        assert lists_of(page) == {
            f"{how} {len(rows)} 项": rows for how, rows in counted.items() if rows
        }, unit
        count = words(find(page, "p", class_="wp-count"))
        assert count.endswith(f"牵头 {len(leading)} 项 · 协助 {len(supporting)} 项"), unit


def test_department_page_begins_with_its_dates(site: BuiltSite) -> None:
    for unit, slug in UNITS.items():
        page = site.pages[f"2031/chushi/{slug}/"]
        own = {*rows_with("责任处室", unit), *rows_with("协助处室", unit)}
        in_order = [number for rows in MONTHS.values() for number in rows if number in own]
        if not in_order:
            assert not find_all(page, "ol", class_="wp-dated"), unit
            continue
        assert text(find_all(page, "h2")[0]) == f"有明确时间节点的 {len(in_order)} 项", unit
        items = find_all(find(page, "ol", class_="wp-dated"), "li")
        assert [find(item, "a").get("href", "").split("#task-")[1] for item in items] == [
            str(number) for number in in_order
        ], unit
        for item, number in zip(items, in_order, strict=True):
            leads = ROW_BY_NUMBER[number]["责任处室"]
            does = "牵头" if unit in leads else f"协助{joined(leads)}"
            assert text(item[2]) == does, unit


def test_deadline_page_lists_undated_tasks_by_topic(site: BuiltSite) -> None:
    fold = find(site.pages["2031/shijian/"], "details", class_="wp-fold")
    rows = [row for row in ROWS if row.get("时间节点") == "全年"]
    counts = Counter(row["主题"] for row in rows)
    assert fold.get("open") is not None
    assert words(find(fold, "summary")) == f"按主题看这 {len(rows)} 项"
    assert [words(heading) for heading in find_all(fold, "h3")] == [
        f"{topic} {counts[topic]} 项" for topic in TOPICS if topic in counts
    ]
    lists = [find_all(found, "li", class_="wp-brief") for found in find_all(fold, "ol")]
    assert [len(found) for found in lists] == list(counts.values())


def test_lists_show_every_task_as_written(site: BuiltSite) -> None:
    briefs = [
        brief
        for address in ("2031/shijian/", *(f"2031/chushi/{slug}/" for slug in UNITS.values()))
        for brief in find_all(site.pages[address], "li", class_="wp-brief")
    ]
    named = sum(len(row["责任处室"]) + len(row.get("协助处室", ())) for row in ROWS)
    assert len(briefs) == len(ROWS) + named

    for brief in briefs:
        number = text(find(brief, "span", class_="wp-number")).strip("第项")
        row = ROW_BY_NUMBER[int(number)]
        assert text(find(brief, "p", class_="wp-brief__name")) == f"第{number}项 {row['任务名称']}"
        assert text(find(brief, "p", class_="wp-content")) == row["任务内容"]
        assert facts(brief) == expected_facts(row)
        assert notes(brief) == note(row)


def test_departments_stand_by_pinyin_and_collective_names_apart(site: BuiltSite) -> None:
    page = site.pages["2031/chushi/"]
    singles, collectives = find_all(page, "ul", class_="wp-units")
    entries = [*find_all(singles, "li"), *find_all(collectives, "li")]

    assert [text(find(entry, "a")) for entry in entries] == [*SINGLES, *COLLECTIVES]
    assert len(find_all(singles, "li")) == len(SINGLES)
    for entry in entries:
        unit = text(find(entry, "a"))
        counted = {"牵头": rows_with("责任处室", unit), "协助": rows_with("协助处室", unit)}
        expected = "，".join(f"{how} {len(rows)} 项" for how, rows in counted.items() if rows)
        assert text(find(entry, "span")) == expected, unit


def test_department_pages_point_to_the_collective_names(site: BuiltSite) -> None:
    for unit, slug in UNITS.items():
        lists = find_all(site.pages[f"2031/chushi/{slug}/"], "ul", class_="wp-units")
        pointed = [text(find(entry, "a")) for found in lists for entry in find_all(found, "li")]
        assert pointed == ([] if unit in COLLECTIVES else COLLECTIVES), unit


DEADLINES = {
    "2月（1 项）": [6],
    "3月（1 项）": [4],
    "5月（2 项）": [29, 31],
    "6月（4 项）": [15, 16, 27, 38],
    "7月（1 项）": [41],
    "8月（2 项）": [36, 37],
    "9月（2 项）": [2, 39],
    "10月（2 项）": [21, 26],
    "11月（2 项）": [9, 24],
    "12月（1 项）": [33],
    "全年（21 项）": [row["序号"] for row in ROWS if row.get("时间节点") == "全年"],
    "其他（1 项）": [17],
    "原表未列明（1 项）": [23],
}


MONTHS = {heading: numbers for heading, numbers in DEADLINES.items() if "月" in heading}


def test_deadline_page_lists_months_in_order_then_the_rest(site: BuiltSite) -> None:
    lists = lists_of(site.pages["2031/shijian/"])

    assert lists == DEADLINES and list(lists) == list(DEADLINES)
    assert sum(map(len, lists.values())) == len(ROWS)


def test_home_counts_the_tasks_of_every_topic(site: BuiltSite) -> None:
    cards = find_all(site.pages[""], "a", class_="wp-card")
    expected = [
        (
            f"2031/{topic['网址']}/",
            topic["名称"],
            f"{sum(row['主题'] == topic['名称'] for row in ROWS)} 项任务",
            topic["简介"],
        )
        for topic in TABLE["主题"]
    ]

    assert [(card.get("href"), *(text(part) for part in card)) for card in cards] == expected


def test_page_of_topics_says_what_each_is_and_what_is_due_when(site: BuiltSite) -> None:
    sections = find_all(site.pages["2031/zhuti/"], "section", class_="wp-topic")
    assert len(sections) == len(TOPICS)
    in_order = [number for rows in MONTHS.values() for number in rows]
    for section, topic in zip(sections, TABLE["主题"], strict=True):
        rows = [row["序号"] for row in ROWS if row["主题"] == topic["名称"]]
        heading = find(section, "h2")
        assert find(heading, "a").get("href") == f"../{topic['网址']}/"
        assert words(heading) == f"{topic['名称']} {len(rows)} 项任务"
        assert text(find(section, "p", class_="wp-topic__summary")) == topic["简介"]
        dated = [link.get("href", "") for link in find_all(section, "a", class_="wp-dated__what")]
        assert dated == [
            f"../{topic['网址']}/#task-{number}" for number in in_order if number in rows
        ]


def test_topics_stand_below_the_page_of_all_topics(site: BuiltSite) -> None:
    for slug in TOPICS.values():
        page = site.pages[f"2031/{slug}/"]
        path = find_all(find(page, "nav", class_="md-path"), "a")
        assert [(words(link), link.get("href")) for link in path][1:] == [("主题", "../zhuti/")]
    tabs = find_all(find(site.pages[""], "nav", class_="md-tabs"), "a")
    assert ("主题", "2031/zhuti/") in [(words(tab), tab.get("href")) for tab in tabs]


def test_home_lists_what_is_due_when(site: BuiltSite) -> None:
    dated = find_all(find(site.pages[""], "ol", class_="wp-dated"), "li")
    in_order = [ROW_BY_NUMBER[number] for rows in MONTHS.values() for number in rows]
    expected = [(row["时间节点"], f"责任处室：{joined(row['责任处室'])}") for row in in_order]

    assert [(text(item[0]), text(item[2])) for item in dated] == expected
    assert len(dated) == 18
    for item, row in zip(dated, in_order, strict=True):
        name, _, beginning = text(item[1]).partition(" ")
        assert name == row["任务名称"]
        assert row["任务内容"].startswith(beginning.removesuffix("…"))
    assert len({text(item[1]) for item in dated}) == len(dated)


def test_a_task_leads_to_one_address_from_every_list(site: BuiltSite) -> None:
    """A name leads to the task on the page of its topic, a bare number to its permanent address."""
    lists = {"": 18, "2031/": len(ROWS), "2031/shijian/": len(ROWS), "2031/chushi/yuanyi-ke/": 15}
    for address, least in lists.items():
        named = 0
        article = find(site.pages[address], "article")
        jumps = find_all(article, "nav", class_="wp-jumps")
        to_topics = [link for nav in jumps for link in find_all(nav, "a")]
        for link in find_all(article, "a"):
            if link in to_topics:
                continue
            target = urljoin(f"/{address}", link.get("href"))
            page, _, number = target.partition("#task-")
            if not number:
                continue
            row = ROW_BY_NUMBER[int(number)]
            if text(link) == number:
                assert page == "/2031/", address
            else:
                assert row["任务名称"] in text(link), address
                assert page == f"/2031/{TOPICS[row['主题']]}/", address
                named += 1
        assert named >= least, address


def test_every_fact_leads_to_its_list(site: BuiltSite) -> None:
    for row in ROWS:
        page = f"2031/{TOPICS[row['主题']]}/"
        task = find(site.pages[page], "article", id=f"task-{row['序号']}")
        targets = {
            text(link): urljoin(f"/{page}", link.get("href")) for link in find_all(task, "a")
        }
        for unit in (*row["责任处室"], *row.get("协助处室", ())):
            assert targets[unit] == f"/2031/chushi/{UNITS[unit]}/"
        deadline = urlsplit(targets[row.get("时间节点", ABSENT)])
        assert deadline.path == "/2031/shijian/"
        group = find(site.pages["2031/shijian/"], "h2", id=deadline.fragment)
        assert row["序号"] in DEADLINES[text(group)]
        assert targets[f"第{row['序号']}项"] == f"/2031/#task-{row['序号']}"


def test_the_row_without_a_deadline_says_so_and_quotes_the_source(site: BuiltSite) -> None:
    (row,) = (row for row in ROWS if "时间节点" not in row)
    pages = (("2031/", "tr"), (f"2031/{TOPICS[row['主题']]}/", "article"))
    for page, tag in pages:
        task = find(site.pages[page], tag, id=f"task-{row['序号']}")
        assert ABSENT in text(task) and row["备注"] in text(task)
        for other in site.pages[page].iter(tag):
            if other.get("id", "").startswith("task-") and other is not task:
                assert ABSENT not in text(other)
