"""Test what the built pages say of the revisions of a made-up plan, whose history git has."""

from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest

from generator.publishing.link_check import check_site
from tests.site.test_progress import TABLE, text_of, with_class
from tests.site_support import BuiltSite, copy_project
from tests.table.test_history import git
from tests.three_years import HOSTILE

IDENTIFIED = TABLE
for _number in range(1, 7):
    IDENTIFIED = IDENTIFIED.replace(
        f"  - 序号: {_number}\n", f"  - 序号: {_number}\n    编号: 2020-{_number}\n"
    )
START, END = IDENTIFIED.index("    落实情况:\n"), IDENTIFIED.index("  - 序号: 2\n")
FIRST = IDENTIFIED.replace("    撤销: 示例市园林局的通知\n", "")
"""The plan as it was published: task 5 was in force."""
REWORDED = FIRST.replace("种100棵树\n", "种120棵树\n").replace("修剪灌木\n", f"修剪灌木{HOSTILE}\n")
ADDED = """\
  - 序号: 7
    编号: 2020-7
    主题: 水面
    任务名称: 看水
    任务内容: 看守水面
    责任处室: [各科室]
"""
URL = "https://www.example.test/zwgk/plan/"
NEXT = TABLE.replace("2020", "2021")


def build_revised(folder: Path, **settings: str) -> BuiltSite:
    """A site of two years; the first one's table has gone into the archive."""
    project = copy_project(folder)
    project.write_data("site.yaml", {})
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "data" / "archive").mkdir()
    withdrawn = IDENTIFIED.replace("种100棵树\n", "种120棵树\n").replace(
        "修剪灌木\n", f"修剪灌木{HOSTILE}\n"
    )
    steps = {
        "2020-01-20": {"tasks.yaml": FIRST},
        "2020-03-01": {"tasks.yaml": REWORDED},
        "2020-04-01": {"tasks.yaml": withdrawn + ADDED},
        "2020-05-01": {"tasks.yaml": withdrawn + ADDED + "    备注: 编辑的话\n"},
        "2021-01-10": {"tasks.yaml": NEXT, "archive/2020.yaml": withdrawn + ADDED},
        "2021-02-01": {"archive/2020.yaml": withdrawn.replace("种树\n", "种大树\n") + ADDED},
    }
    for day, files in steps.items():
        for name, text in files.items():
            (folder / "data" / name).write_text(text, encoding="utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "--message", "改", date=f"{day}T08:00:00+08:00")
    return project.build(**settings)


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_revised(tmp_path_factory.mktemp("revised"), site_url=URL)


def told(site: BuiltSite, address: str) -> dict[str, list[str]]:
    """What each task on a page says of its revisions, by its anchor: a line for each paragraph."""
    return {
        str(task.get("id")): [text_of(line) for line in fold.iter() if line.tag == "p"]
        for task in with_class(site.pages[address], "wp-task")
        for fold in with_class(task, "wp-revisions")
    }


def test_task_says_when_and_what_word_by_word(revised: BuiltSite) -> None:
    """Test that the newest comes first, also of a table that is in the archive now."""
    found = told(revised, "2020/huamu/")
    assert found["task-1"] == [
        "2021年2月1日 修订",
        "任务名称 种〔加上：大〕树",
        "2020年3月1日 修订",
        "任务内容 种〔删去：100〕〔加上：120〕棵树",
    ]
    assert found["task-3"] == [
        "2020年3月1日 修订",
        f"任务内容 〔删去：修剪灌木〕〔加上：修剪灌木{HOSTILE}〕",
    ]
    assert "task-2" not in found


def test_withdrawn_and_added_tasks_say_so(revised: BuiltSite) -> None:
    assert told(revised, "2020/shuimian/") == {
        "task-5": ["2020年4月1日 撤销", "〔加上：示例市园林局的通知〕"],
        "task-7": ["2020年4月1日 新增"],
    }


def test_plan_that_was_not_revised_shows_nothing(revised: BuiltSite) -> None:
    assert told(revised, "2021/huamu/") == {} == told(revised, "2021/shuimian/")


def test_revisions_are_on_the_pages_of_topics_alone(revised: BuiltSite) -> None:
    pages = {
        address for address, page in revised.pages.items() if any(with_class(page, "wp-revisions"))
    }
    assert pages == {"2020/huamu/", "2020/shuimian/"}


FEEDS = {"application/atom+xml": "feed.xml", "application/feed+json": "feed.json"}


def in_head(site: BuiltSite, address: str) -> dict[str, tuple[str, str]]:
    """The feeds that a page names to programs, by media type: address and title."""
    page = site.pages[address]
    return {
        str(link.get("type")): (urljoin(address, str(link.get("href"))), str(link.get("title")))
        for link in page.iter("link")
        if link.get("rel") == "alternate" and link.get("type") in FEEDS
    }


def shown(site: BuiltSite, address: str) -> list[tuple[str, str]]:
    """The feeds that a page offers to readers: address and media type."""
    return [
        (urljoin(address, str(link.get("href"))), str(link.get("type")))
        for line in with_class(site.pages[address], "wp-feeds")
        for link in line.iter("a")
        if link.get("type")
    ]


def test_pages_name_the_feed_that_they_belong_to(revised: BuiltSite) -> None:
    for address in ("2020/", "2020/huamu/", "2020/luoshi/", "data/2020/"):
        assert in_head(revised, address) == {
            kind: (f"2020/{name}", "2020年的新变化") for kind, name in FEEDS.items()
        }
    unit = "2020/chushi/yuanyi-ke/"
    assert in_head(revised, unit) == {
        kind: (f"{unit}{name}", "2020年园艺科的新变化") for kind, name in FEEDS.items()
    }
    assert in_head(revised, "")["application/atom+xml"][0] == "2021/feed.xml"
    assert in_head(revised, "guanyu/") == {} == in_head(revised, "niandu/")


def test_feeds_are_offered_beside_the_downloads_and_at_departments(revised: BuiltSite) -> None:
    folders = ["2020/"] + [f"2020/chushi/{one}/" for one in ("ge-keshi", "shuiwu-ke", "yuanyi-ke")]
    offered = shown(revised, "data/2020/")
    assert sorted(offered) == sorted(
        (f"{folder}{name}", kind) for folder in folders for kind, name in FEEDS.items()
    )
    assert all(revised.file(address).is_file() for address, _ in offered)
    unit = "2020/chushi/shuiwu-ke/"
    assert shown(revised, unit) == [(f"{unit}{name}", kind) for kind, name in FEEDS.items()]


def test_feed_of_a_built_site_has_all_that_happened(revised: BuiltSite) -> None:
    found = feedparser.parse(revised.file("2020/feed.xml").read_bytes())
    assert not found.bozo
    revisions = [one for one in found.entries if "T08:00:00" in one.updated]
    assert [(one.updated[:10], one.title) for one in revisions] == [
        ("2021-02-01", "第 1 项 种大树：有修订"),
        ("2020-04-01", "第 7 项 看水：新增"),
        ("2020-04-01", "第 5 项 清淤：撤销"),
        ("2020-03-01", "第 3 项 修剪：有修订"),
        ("2020-03-01", "第 1 项 种树：有修订"),
        ("2020-01-20", "网站收录2020年的工作要点：2020年示例市园林局工作要点任务分解表"),
    ]
    for entry in found.entries:
        address, _, anchor = entry.link.removeprefix(URL).partition("#")
        ids = {one.get("id") for one in revised.pages[address].iter()}
        assert not anchor or anchor in ids, entry.link
    assert b"<script" not in revised.file("2020/feed.xml").read_bytes()


def test_all_links_of_the_site_lead_somewhere(revised: BuiltSite) -> None:
    assert check_site(revised.folder).problems == []
