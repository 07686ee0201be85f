"""Test the feeds as other programs read them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import feedparser_rs
import pytest
from jsonschema import Draft202012Validator

from generator.downloads.feeds import feeds
from generator.downloads.open_data import open_data
from generator.language.wording import Wording
from generator.plan.edition import Edition
from generator.plan.model import Task, WorkPlan
from generator.plan.revisions import Version, revisions
from generator.table.loading import parse_plan
from tests.support import ROOT
from tests.three_years import HOSTILE

SITE = "https://www.example.test/zwgk/plan/"
PLAN = parse_plan(Path("2020.yaml"), (ROOT / "tests/years/2020.yaml").read_bytes())
ALL, GARDEN, EACH = "2020/", "2020/chushi/yuanyi-ke/", "2020/chushi/ge-keshi/"


def changed(plan: WorkPlan, number: int, **fields: Any) -> WorkPlan:
    tasks = [
        task.model_copy(update=fields) if task.number == number else task for task in plan.tasks
    ]
    return plan.model_copy(update={"tasks": tuple(tasks)})


def without(plan: WorkPlan, number: int) -> WorkPlan:
    tasks = tuple(task for task in plan.tasks if task.number != number)
    return plan.model_copy(update={"tasks": tasks})


def followed(task: Task) -> Task:
    return task.model_copy(update={"note": None, "progress": (), "previous": None})


def edition(*plans: WorkPlan, site_url: str | None = SITE) -> Edition:
    """The last of the plans, each of which was committed a month after the one before."""
    versions = [
        Version(
            f"{month:040}",
            datetime.fromisoformat(f"2020-{month:02}-15T09:30:00+08:00"),
            tuple(map(followed, plan.tasks)),
        )
        for month, plan in enumerate(plans, start=1)
    ]
    return Edition(plans[-1], site_url=site_url, revisions=revisions(2020, versions))


FIRST = changed(PLAN, 5, withdrawn=None)
REWORDED = changed(FIRST, 1, content="种120棵树")
WITHDRAWN = changed(REWORDED, 5, withdrawn="示例市园林局的通知")
GONE = without(WITHDRAWN, 3)


def parsed(files: Mapping[str, bytes], folder: str = ALL) -> Any:
    found = feedparser.parse(files[f"{folder}feed.xml"])
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def in_json(files: Mapping[str, bytes], folder: str = ALL) -> Any:
    return json.loads(files[f"{folder}feed.json"])


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return feeds(edition(FIRST, REWORDED, WITHDRAWN, GONE), Wording())


def test_each_change_is_an_entry_and_the_newest_is_first(files: dict[str, bytes]) -> None:
    found = parsed(files)
    assert [(one.updated, one.title) for one in found.entries] == [
        ("2020-09-20T00:00:00+08:00", "第 1 项 种树：已完成"),
        ("2020-08-01T00:00:00+08:00", "第 6 项 放鱼：已调整"),
        ("2020-08-01T00:00:00+08:00", "第 5 项 清淤：未启动"),
        ("2020-08-01T00:00:00+08:00", "第 4 项 巡查：持续推进"),
        ("2020-07-10T00:00:00+08:00", "第 2 项 养树：推进中"),
        ("2020-05-10T00:00:00+08:00", "第 1 项 种树：推进中"),
        ("2020-04-15T09:30:00+08:00", "第 3 项 修剪：撤销"),
        ("2020-03-15T09:30:00+08:00", "第 5 项 清淤：撤销"),
        ("2020-02-15T09:30:00+08:00", "第 1 项 种树：有修订"),
        ("2020-02-01T00:00:00+08:00", "第 1 项 种树：未启动"),
        (
            "2020-01-15T09:30:00+08:00",
            "网站收录2020年的工作要点：2020年示例市园林局工作要点任务分解表",
        ),
    ]
    assert found.feed.updated == found.entries[0].updated
    assert found.feed.author == "示例市园林局" and found.feed.language == "zh-CN"


def test_entries_say_what_changed_and_lead_to_the_task(files: dict[str, bytes]) -> None:
    found = {one.title: one for one in parsed(files).entries}
    reworded = found["第 1 项 种树：有修订"]
    assert reworded.link == f"{SITE}2020/#task-1"
    assert "种<del>100</del><ins>120</ins>棵树" in reworded.content[0].value
    done = found["第 1 项 种树：已完成"].content[0].value
    assert "种了100棵" in done and "种树的报道</a>" in done
    gone = found["第 3 项 修剪：撤销"]
    assert gone.link == f"{SITE}2020/" and "修剪灌木" in gone.content[0].value


def test_addresses_of_the_feed_itself(files: dict[str, bytes]) -> None:
    for folder in (ALL, GARDEN):
        links = {one.rel: one.href for one in parsed(files, folder).feed.links}
        assert links == {"alternate": f"{SITE}{folder}", "self": f"{SITE}{folder}feed.xml"}


DATE = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": "^https?://"}
JSON_FEED_RULES = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": URL,
        "feed_url": URL,
        "language": {"const": "zh-CN"},
        "authors": {
            "type": "array",
            "items": {
                "type": "object",
                "minProperties": 1,
                "properties": {"name": TEXT, "url": URL, "avatar": URL},
                "additionalProperties": False,
            },
        },
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "properties": {
                    "id": TEXT,
                    "url": URL,
                    "title": TEXT,
                    "content_html": TEXT,
                    "date_published": DATE,
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""JSON Feed 1.1, less what these feeds do not have."""


def test_json_feed_keeps_to_its_rules_and_says_the_same(files: dict[str, bytes]) -> None:
    rules = Draft202012Validator(JSON_FEED_RULES)
    folders = {name.removesuffix("feed.json") for name in files if name.endswith("feed.json")}
    assert folders == {ALL, GARDEN, EACH, "2020/chushi/shuiwu-ke/"}
    for folder in folders:
        found, atom = in_json(files, folder), parsed(files, folder)
        assert list(rules.iter_errors(found)) == []
        assert found["feed_url"] == f"{SITE}{folder}feed.json"
        assert found["title"] == atom.feed.title
        assert [
            (one["id"], one["url"], one["title"], one["date_published"]) for one in found["items"]
        ] == [(one.id, one.link, one.title, one.updated) for one in atom.entries]


def text_of(entry: Any) -> str:
    """The content without its marks; each reader keeps those that it takes for harmless."""
    return unescape(re.sub("<[^>]+>", "", entry.content[0].value))


def test_another_reader_finds_the_same_in_both_forms(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        found, atom = feedparser_rs.parse(content), parsed(files, name.rpartition("/")[0] + "/")
        assert not found.bozo, found.bozo_exception
        assert found.version == ("json11" if name.endswith(".json") else "atom10")
        assert found.feed.title == atom.feed.title
        assert [(one.id, one.link, one.title, text_of(one)) for one in found.entries] == [
            (one.id, one.link, one.title, text_of(one)) for one in atom.entries
        ]


def test_each_department_has_exactly_its_tasks(files: dict[str, bytes]) -> None:
    """Test also that a task of the past counts: the one that is gone was of this department."""

    def numbers(folder: str) -> set[str]:
        titles = [one.title for one in parsed(files, folder).entries]
        assert titles[-1].startswith("网站收录2020年的工作要点")
        return {found[1] for title in titles if (found := re.match(r"第 (\d) 项", title))}

    assert numbers(GARDEN) == {"1", "2", "3"}
    assert numbers("2020/chushi/shuiwu-ke/") == {"2", "4", "5", "6"}
    assert numbers(EACH) == {"5"}


def test_task_that_went_to_another_department_is_told_in_both() -> None:
    moved = changed(FIRST, 3, lead_departments=("水务科",))
    files = feeds(edition(FIRST, moved), Wording())
    for folder in (GARDEN, "2020/chushi/shuiwu-ke/"):
        assert "第 3 项 修剪：有修订" in [one.title for one in parsed(files, folder).entries]


def test_department_of_another_name_or_address_keeps_its_feed() -> None:
    """Test that changes under its former name are in it."""
    units = (
        PLAN.departments[0].model_copy(
            update={
                "name": "园林科",
                "slug": "yuanlin-ke",
                "former_slugs": ("yuanyi-ke",),
                "former_names": ("园艺科",),
            }
        ),
        *PLAN.departments[1:],
    )
    tasks = tuple(
        task.model_copy(
            update={
                "lead_departments": tuple(
                    one.replace("园艺", "园林") for one in task.lead_departments
                )
            }
        )
        for task in REWORDED.tasks
    )
    renamed = REWORDED.model_copy(update={"departments": units, "tasks": tasks})
    files = feeds(edition(FIRST, REWORDED, renamed), Wording())
    assert files[f"{GARDEN}feed.xml"] == files["2020/chushi/yuanlin-ke/feed.xml"]
    titles = [one.title for one in parsed(files, GARDEN).entries]
    assert titles.count("第 1 项 种树：有修订") == 2


def ids(files: Mapping[str, bytes], folder: str = ALL) -> list[str]:
    return [one.id for one in parsed(files, folder).entries]


def test_identifiers_are_permanent(files: dict[str, bytes]) -> None:
    """Test that they differ, and stay in another build, at another address, and after a commit."""
    found = ids(files)
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in found)
    assert set(ids(files, GARDEN)) <= set(found)
    again = feeds(edition(FIRST, REWORDED, WITHDRAWN, GONE), Wording())
    assert again == files
    elsewhere = feeds(edition(FIRST, REWORDED, WITHDRAWN, GONE, site_url=None), Wording())
    assert ids(elsewhere) == found
    later = changed(GONE, 2, content="给树浇水", progress=PLAN.tasks[1].progress * 2)
    more = feeds(edition(FIRST, REWORDED, WITHDRAWN, GONE, later), Wording())
    assert set(found) < set(ids(more)) and len(ids(more)) == len(found) + 2


def test_identifiers_stay_when_tasks_get_their_own(files: dict[str, bytes]) -> None:
    named = GONE
    for task in GONE.tasks:
        named = changed(named, task.number, identifier=f"2020-{task.number}")
    assert ids(feeds(edition(FIRST, REWORDED, WITHDRAWN, named), Wording())) == ids(files)


def test_hostile_text_stays_text() -> None:
    hostile = f'{HOSTILE} ]]> &amp; <!-- "\' <a href="javascript:alert(1)">'
    plan = changed(FIRST, 1, name=hostile, content=hostile)
    plan = changed(plan, 2, content=hostile)
    files = feeds(edition(FIRST, plan), Wording())
    found = parsed(files)
    for entry in found.entries:
        content = entry.content[0].value
        assert "<script" not in content and 'href="javascript' not in content
    first = next(one for one in in_json(files)["items"] if one["title"].endswith("有修订"))
    assert "<script" not in first["content_html"] and "&lt;script&gt;" in first["content_html"]
    assert b"<script" not in files["2020/feed.xml"]


def test_without_the_sites_address_links_are_relative() -> None:
    files = feeds(edition(FIRST, REWORDED, site_url=None), Wording())
    for folder in (ALL, GARDEN):
        found = feedparser.parse(files[f"{folder}feed.xml"], resolve_relative_uris=False)
        base = f"{SITE}{folder}feed.xml"
        assert {one.rel for one in found.feed.links} == {"alternate"}
        assert urljoin(base, found.feed.link) == f"{SITE}{folder}"
        (revised,) = [one for one in found.entries if one.title.endswith("有修订")]
        assert urljoin(base, revised.link) == f"{SITE}2020/#task-1"
        assert "feed_url" not in in_json(files, folder)
        assert not list(Draft202012Validator(JSON_FEED_RULES).iter_errors(in_json(files, folder)))


def test_plan_of_which_no_change_is_known_has_none() -> None:
    bare = PLAN.model_copy(
        update={"tasks": tuple(task.model_copy(update={"progress": ()}) for task in PLAN.tasks)}
    )
    assert feeds(Edition(bare), Wording()) == {}
    assert len(parsed(feeds(edition(bare), Wording())).entries) == 1
    assert len(parsed(feeds(Edition(PLAN), Wording())).entries) == 7


def test_department_without_a_change_has_an_empty_feed() -> None:
    """Test that it has a date, so that readers take it."""
    plan = changed(PLAN, 5, progress=())
    files = feeds(Edition(plan), Wording())
    found = parsed(files, EACH)
    assert found.entries == [] and found.feed.updated == parsed(files).feed.updated
    assert in_json(files, EACH)["items"] == []


def test_all_of_it_is_in_the_downloads() -> None:
    given = replace(edition(FIRST, REWORDED), attachments=())
    written = {file.address: file.content for file in open_data(given, Wording())}
    assert feeds(given, Wording()).items() <= written.items()
