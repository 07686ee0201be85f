"""Topics and departments come first where a query means them, also by an alias."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from generator.frontend.search_index import search_index
from generator.language.wording import Wording
from generator.plan.model import Department, Task, Topic, WorkPlan
from tests.reader.search.matcher_page import MatcherPage, open_matcher

pytestmark = pytest.mark.browser


def task(number: int, topic: str, lead: str, support: str, content: str) -> Task:
    return Task(
        number=number,
        topic=topic,
        name="照办",
        content=content,
        lead_departments=(lead,),
        supporting_departments=(support,),
    )


PLAN = WorkPlan(
    title="2030年示例任务分解表",
    year=2030,
    office="示例局",
    topics=(
        Topic(name="补贴发放", slug="butie", summary="示例。", aliases=("民生补贴", "津贴")),
        Topic(name="图书漂流", slug="tushu", summary="示例。"),
    ),
    departments=(
        Department(name="养护科", slug="yanghu", aliases=("园林养护科", "绿化管理中心")),
        Department(name="图书科", slug="tushu"),
        Department(name="图书科二组", slug="erzu"),
        Department(name="各科", slug="ge", collective=True),
    ),
    tasks=(
        task(1, "补贴发放", "养护科", "各科", "公布养护安排"),
        task(2, "补贴发放", "图书科", "养护科", "写明图书去处"),
        task(3, "图书漂流", "图书科二组", "养护科", "第12项清单"),
        task(12, "图书漂流", "图书科二组", "图书科", "3天以内办结"),
    ),
)
FERTILISERS, BOOKS = "2030/chushi/yanghu/", "2030/chushi/tushu/"
BENEFITS, SWAPS = "2030/butie/", "2030/tushu/"
MEANT = {
    FERTILISERS: [
        *("养护科", "养护 科", "yanghuke", "yang hu ke", "yhk", "養護科", "养护课", "yanghukr"),
        *("园林养护科", "园林养护", "园林", "yuanlinyanghuke", "ylyhk", "園林養護科", "圆林养护科"),
        *("绿化管理中心", "绿化", "綠化管理中心", "lvhuaguanlizhongxin", "绿化管中心"),
    ],
    BENEFITS: [
        *("补贴发放", "补贴", "butiefafang", "btff", "補貼發放", "补贴发方"),
        *("民生补贴", "民生", "minshengbutie", "msbt", "民生补帖", "津贴", "jintie", "津貼"),
    ],
    BOOKS: ["图书科", "tushuke", "圖書科", "图书课"],
    SWAPS: ["图书漂流", "tushupiaoliu", "tspl", "图书漂", "图书飘流"],
}


@pytest.fixture(scope="module")
def small(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MatcherPage]:
    folder = tmp_path_factory.mktemp("things") / "search"
    with open_matcher(browser, folder, search_index(PLAN, [], Wording())) as page:
        yield page


@pytest.mark.parametrize("thing", MEANT)
def test_what_is_meant_comes_first(small: MatcherPage, thing: str) -> None:
    found = zip(MEANT[thing], small.find_each(MEANT[thing]), strict=True)
    first = {query: one.documents[0] if one.documents else None for query, one in found}
    assert first == dict.fromkeys(MEANT[thing], thing)


def test_an_alias_finds_the_tasks_as_the_name_does(small: MatcherPage) -> None:
    for name, alias in (("养护科", "绿化管理中心"), ("补贴发放", "津贴"), ("补贴发放", "jintie")):
        assert small.find(alias).documents == small.find(name).documents, alias
    assert small.find("绿化管理中心 图书").tasks == [2, 3]
    assert small.find("津贴 图书科").tasks == [2]
    assert small.marks("绿化管理中心")[1].keys() == {"alias"}


def test_a_thing_that_is_not_meant_is_not_shown(small: MatcherPage) -> None:
    """A word that tasks have as well, one that two names begin with, a part, several words."""
    for query in ("养护", "图书", "图", "科", "流", "组", "养护科 图书科", "管理"):
        documents = small.find(query).documents
        assert documents and documents == small.find(query).tasks, query


@pytest.mark.parametrize(
    "query", ["12", "第12项", "第 12 项", "序号12", "第１２項", "序號 12", "di12xiang", "第012项"]
)
def test_a_number_leads_to_its_task(small: MatcherPage, query: str) -> None:
    assert small.find(query).documents == [12, 3]


def test_a_number_that_no_task_has_is_looked_for_in_texts(small: MatcherPage) -> None:
    assert small.find("3天").documents == [12]
    assert small.find("第4项").documents == []
