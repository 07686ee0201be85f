"""Test a withdrawn task: it stays where it was, says that it is withdrawn, and is due no more."""

import re
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser, expect

from generator.publishing.link_check import check_site
from tests.site_support import (
    PHONE,
    BuiltSite,
    copy_project,
    find,
    find_all,
    read_table,
    serve,
    text,
    words,
)

TABLE = read_table()
REASON = "按样板局2031年第3号通知，不再开展"
GONE = next(task for task in TABLE["任务"] if "月" in task.get("时间节点", ""))
ANCHOR = f"task-{GONE['序号']}"
SLUGS = {row["名称"]: row["网址"] for row in (*TABLE["主题"], *TABLE["处室"])}
TOPIC_PAGE = f"2031/{SLUGS[GONE['主题']]}/"
UNIT_PAGES = [
    f"2031/chushi/{SLUGS[name]}/" for name in (*GONE["责任处室"], *GONE.get("协助处室", []))
]


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The first task with a date is withdrawn."""
    project = copy_project(tmp_path_factory.mktemp("withdrawn"))
    table = read_table()
    task = next(task for task in table["任务"] if task["序号"] == GONE["序号"])
    task["撤销"] = REASON
    project.write_data("tasks.yaml", table)
    return project.build()


def states(element: Element) -> list[str]:
    return [words(found) for found in find_all(element, "p", class_="wp-note--state")]


def anchors(site: BuiltSite) -> dict[str, set[str]]:
    return {
        address: {one.get("id", "") for one in tree.iter() if one.get("id", "").startswith("task-")}
        for address, tree in site.pages.items()
    }


def briefs(tree: Element) -> list[Element]:
    number = f"第{GONE['序号']}项"
    every = find_all(tree, "li", class_="wp-brief")
    return [brief for brief in every if text(brief).strip().startswith(number)]


def test_keeps_its_anchors_and_says_why(withdrawn: BuiltSite, site: BuiltSite) -> None:
    assert anchors(withdrawn) == anchors(site)
    told = [
        *(one for one in withdrawn.pages["2031/"].iter() if one.get("id") == ANCHOR),
        find(withdrawn.pages[TOPIC_PAGE], "article", id=ANCHOR),
        *(brief for address in UNIT_PAGES for brief in briefs(withdrawn.pages[address])),
    ]
    assert len(told) == 2 + len(UNIT_PAGES)
    for place in told:
        assert states(place) == [f"已撤销 {REASON}"]
        assert GONE["任务内容"] in text(place) and GONE["时间节点"] in text(place)
    # Beside these there are the page of deadlines and no other.
    assert sum(len(states(tree)) for tree in withdrawn.pages.values()) == len(told) + 1


def test_is_due_no_more(withdrawn: BuiltSite, site: BuiltSite) -> None:
    for address, tree in withdrawn.pages.items():
        rows = (find_all(tree, "tr"), find_all(tree, "li"), find_all(tree, "article", id=ANCHOR))
        for place in (one for found in rows for one in found if states(one)):
            assert not find_all(place, "time"), address
    month = f"month-{re.match('[0-9]+', GONE['时间节点'])[0]}"  # type: ignore[index]
    for heading, before in counts(site).items():
        left = before - 1 if heading == month else before
        assert counts(withdrawn).get(heading, 0) == left
    assert counts(withdrawn)["withdrawn"] == 1
    for address in ("", "2031/zhuti/", *UNIT_PAGES):
        shown = [dates(one.pages[address]) for one in (site, withdrawn)]
        assert len(shown[0]) == len(shown[1]) + 1, address
    undated = [
        [words(line) for line in find_all(one.pages["2031/zhuti/"], "p", class_="wp-more")]
        for one in (site, withdrawn)
    ]
    assert undated[0] == undated[1]


def counts(site: BuiltSite) -> dict[str, int]:
    headings = find_all(find(site.pages["2031/shijian/"], "article"), "h2")
    found = {one.get("id", ""): re.search("（([0-9]+) 项）", text(one)) for one in headings}
    return {name: int(match[1]) for name, match in found.items() if match}


def dates(tree: Element) -> list[str]:
    return [words(item) for found in find_all(tree, "ol", class_="wp-dated") for item in found]


def test_still_counts_as_a_row_of_the_table(withdrawn: BuiltSite, site: BuiltSite) -> None:
    for address in ("", "2031/", TOPIC_PAGE, "2031/zhuti/", "2031/tushi/", *UNIT_PAGES):
        counted = [
            [words(line) for line in find_all(one.pages[address], "p", class_="wp-count")]
            for one in (site, withdrawn)
        ]
        assert counted[0] == counted[1], address
    choices = find(withdrawn.pages["2031/"], "select", id="wp-filter-deadline")
    assert [words(one) for one in choices][-1] == "已撤销（1 项）"
    assert check_site(withdrawn.folder).problems == []


@pytest.mark.browser
def test_search_and_filter_find_it_and_say_so(withdrawn: BuiltSite, browser: Browser) -> None:
    with serve(withdrawn) as url, browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{url}?q={REASON[:8]}")
        hit = page.locator(".wp-hit")
        expect(hit).to_have_count(1)
        expect(hit).to_contain_text(f"已撤销 {REASON}")
        expect(hit).to_contain_text(GONE["任务名称"])
        page.goto(f"{url}2031/?deadline=withdrawn")
        row = page.locator(".wp-plan tbody tr:visible")
        expect(row).to_have_count(1)
        expect(row.get_by_text("已撤销")).to_be_visible()


@pytest.mark.browser
def test_no_script_says_that_it_is_due(withdrawn: BuiltSite, browser: Browser) -> None:
    with serve(withdrawn) as url, browser.new_context() as context:
        page = context.new_page()
        page.clock.set_fixed_time("2031-12-31T12:00:00+08:00")
        page.goto(f"{url}2031/")
        expect(page.locator(".wp-due__state").first).to_be_attached()
        expect(page.locator(f"#{ANCHOR} .wp-due__state")).to_have_count(0)
