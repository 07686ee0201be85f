"""Test which addresses have to last, and how a loss is told."""

from __future__ import annotations

from pathlib import Path

from generator.language.wording import Wording
from generator.publishing.published import addresses_in, loss_problems, taken_over, without
from generator.publishing.tables import Table
from generator.table.loading import parse_plan
from tests.support import BASE

TABLE = Table("data/tasks.yaml", BASE.encode(), parse_plan(Path("data/tasks.yaml"), BASE.encode()))


def test_addresses_are_pages_tasks_and_downloads(tmp_path: Path) -> None:
    files = {
        "index.html": "",
        "404.html": "",
        "guanyu/index.html": '<h2 id="task-1">',
        "2030/index.html": '<tr id="task-1"><tr id="task-12"><p id="top">',
        "2030/luoshi/index.html": "",
        "2030/huitoukan/index.html": "",
        "2030/jia/index.html": '<article id="task-1">',
        "data/2030/index.html": "",
        "data/2030/tasks.csv": "",
        "data/2030/tasks.csv.gz": "",
        "data/2030/chushi/yi.ics": "",
        "data/2030/evidence/a b.pdf": "",
        "assets/a.js": "",
        "search/2030.json": "",
        "tu.png": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert addresses_in(tmp_path) == {
        "guanyu/",
        "2030/",
        "2030/#task-1",
        "2030/#task-12",
        "2030/jia/",
        "data/2030/",
        "data/2030/tasks.csv",
        "data/2030/chushi/yi.ics",
        "data/2030/evidence/a b.pdf",
    }


def told(*lost: str) -> list[str]:
    problems = loss_problems(frozenset(lost), {2030: TABLE})
    return [f"{Wording().message(problem).location} {problem.code}" for problem in problems]


def test_loss_is_told_where_it_can_be_put_back() -> None:
    assert told(
        *("2030/jia/", "2030/#task-2", "2030/chushi/yi/", "data/2030/chushi/yi.ics"),
        *("data/2030/tasks.csv", "data/2030/evidence/a b.pdf", "zhinan/a/"),
    ) == [
        "data/tasks.yaml:11:1 lost-task",
        "data/tasks.yaml:7:1 lost-department",
        "data/tasks.yaml:4:1 lost-topic",
        "data/tasks.yaml:11:1 lost-evidence",
        "data/tasks.yaml:1:1 lost-download",
        "docs/zhinan/a.md:1:1 lost-page",
    ]


def test_lost_year_says_enough() -> None:
    lost = ("2029/", "2029/#task-1", "2029/jia/", "data/2029/", "data/2029/chushi/yi.ics")
    assert told(*lost) == ["data/archive/2029.yaml:1:1 lost-year"]


def test_withdrawal_covers_what_is_below() -> None:
    year = {"2030/", "2030/#task-1"}
    unit = {"2030/chushi/yi/", "data/2030/chushi/yi.ics"}
    published = {*year, *unit, "203/"}
    assert without(published, ["2030"]) == {"203/"}
    assert without(published, ["/2030/chushi/"]) == {*year, "203/"}
    assert without(published, ["2030/chushi/yi"]) == {*year, "203/"}
    assert without(published, ["2030/#task-1"]) == {"2030/", *unit, "203/"}
    assert without(published, ["", "/"]) == published


def table(*replacements: tuple[str, str]) -> Table:
    text = BASE
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    content = text.encode()
    return Table(TABLE.path, content, parse_plan(Path(TABLE.path), content))


def test_address_that_leads_to_something_else_is_lost() -> None:
    """Test swapped slugs, one that is gone, a new name, and a former slug."""

    def lost(*replacements: tuple[str, str]) -> frozenset[str]:
        return taken_over({2030: TABLE}, {2030: table(*replacements)})

    swapped = (("jia-zhuti", "x-zhuti"), ("yi-zhuti", "jia-zhuti"), ("x-zhuti", "yi-zhuti"))
    assert lost(*swapped) == {"2030/jia-zhuti/", "2030/yi-zhuti/"}
    assert lost(("网址: yi-chushi", "网址: yi")) == {"2030/chushi/yi-chushi/"}
    assert lost(("网址: yi-chushi", "网址: yi, 曾用网址: [yi-chushi]")) == frozenset()
    assert lost(("乙处室", "丁处室")) == frozenset()
