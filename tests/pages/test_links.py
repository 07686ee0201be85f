"""Test that a template's links lead to the pages they name, from any page."""

from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from markupsafe import Markup

from generator.pages.links import Links
from generator.plan.model import WorkPlan
from tests.support import load_base

SITE = "https://www.example.test/"
PAGES = ["", "2030/", "2030/jia-zhuti/", "2030/chushi/", "2030/chushi/jia-chushi/"]


@pytest.fixture
def plan(tmp_path: Path) -> WorkPlan:
    return load_base(tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_targets(plan: WorkPlan, page: str) -> None:
    links = Links(plan, page)
    first, second, _ = plan.tasks
    targets = {
        links.home: "",
        links.plan: "2030/",
        links.plan_of(2029): "2029/",
        links.topics: "2030/zhuti/",
        links.departments: "2030/chushi/",
        links.deadlines: "2030/shijian/",
        links.pictures: "2030/tushi/",
        links.topic("乙主题"): "2030/yi-zhuti/",
        links.department("各处室"): "2030/chushi/ge-chushi/",
        links.task(first): "2030/jia-zhuti/#task-1",
        links.permanent(first): "2030/#task-1",
        links.deadline(first): "2030/shijian/#all-year",
        links.deadline(second): "2030/shijian/#month-9",
        links.deadline_group("not-stated"): "2030/shijian/#not-stated",
    }
    assert {urljoin(SITE + page, link): SITE + target for link, target in targets.items()} == {
        SITE + target: SITE + target for target in targets.values()
    }
    assert all(isinstance(link, Markup) for link in targets)


def test_selection_is_the_whole_table_with_a_query(plan: WorkPlan) -> None:
    """Its parts are the names of what the whole table is filtered by, and slugs."""
    links = Links(plan, "2030/tushi/")
    led = unescape(links.tasks_led("乙主题", "甲处室"))
    supported = unescape(links.tasks_supported("甲主题", "各处室"))
    assert led == "../?topic=yi-zhuti&lead=jia-chushi"
    assert supported == "../?topic=jia-zhuti&support=ge-chushi"


@pytest.mark.parametrize(
    ("query", "link"),
    [
        ("10月底前", "2030/?q=10%E6%9C%88%E5%BA%95%E5%89%8D"),
        ('"a&b" <c>#d', "2030/?q=%22a%26b%22%20%3Cc%3E%23d"),
    ],
)
def test_search_link_accepts_any_query(plan: WorkPlan, query: str, link: str) -> None:
    assert Links(plan, "").search(query) == link


def test_calendars(plan: WorkPlan) -> None:
    nowhere, published = Links(plan, "2030/"), Links(plan, "2030/", SITE)
    assert nowhere.calendar() == "../data/2030/tasks.ics"
    assert nowhere.calendar("甲处室") == "../data/2030/chushi/jia-chushi.ics"
    assert nowhere.calendar_url() is None and nowhere.subscription("甲处室") is None
    assert published.calendar_url() == f"{SITE}data/2030/tasks.ics"
    assert published.subscription("甲处室") == (
        "webcal://www.example.test/data/2030/chushi/jia-chushi.ics"
    )
