"""Test how plans of several years hang together: by what the tables state, never by likeness."""

from pathlib import Path

from generator.plan.continuity import (
    Succession,
    latest_department,
    latest_tasks,
    latest_topic,
    successions,
)
from generator.plan.model import WorkPlan
from generator.table.loading import parse_plan

LINES = """\
标题: {year}年示例市测试局任务分解表
年份: {year}
发布机构: 示例市测试局
主题:
{topics}处室:
{units}任务:
{tasks}"""


def plan(year: int, topics: list[str], units: list[str], tasks: list[tuple[str, str]]) -> WorkPlan:
    """Topics and units as in the table; a task by its name and other cells."""
    text = LINES.format(
        year=year,
        topics="".join(f"  - {{{topic}, 简介: 一类。}}\n" for topic in topics),
        units="".join(f"  - {{{unit}}}\n" for unit in units),
        tasks="".join(
            f"  - {{序号: {number}, 任务名称: {name}, 任务内容: 做{name}, {cells}}}\n"
            for number, (name, cells) in enumerate(tasks, start=1)
        ),
    )
    return parse_plan(Path(f"{year}.yaml"), text.encode())


FIRST = plan(
    2030,
    ["名称: 花, 网址: hua", "名称: 树, 网址: shu", "名称: 草, 网址: cao"],
    ["名称: 甲科, 网址: jia", "名称: 乙科, 网址: yi", "名称: 丙科, 网址: bing"],
    [
        ("浇花", "主题: 花, 责任处室: [甲科]"),
        ("种树", "主题: 树, 责任处室: [乙科]"),
        ("割草", "主题: 草, 责任处室: [丙科]"),
    ],
)
SECOND = plan(
    2031,
    ["名称: 花木, 网址: huamu, 曾用名: [花, 树]", "名称: 草地, 网址: cao"],
    ["名称: 园艺科, 网址: yuanyi, 曾用名: [甲科, 乙科]", "名称: 丁科, 网址: ding"],
    [
        ("种树", "主题: 花木, 责任处室: [园艺科], 上年序号: 2"),
        ("护树", "主题: 花木, 责任处室: [园艺科], 上年序号: 2"),
        ("浇花", "主题: 草地, 责任处室: [丁科]"),
    ],
)
THIRD = plan(
    2032,
    ["名称: 花木, 网址: huamu", "名称: 草, 网址: xincao"],
    ["名称: 园艺科, 网址: yuanyi"],
    [
        ("护林", "主题: 花木, 责任处室: [园艺科], 上年序号: 1"),
        ("割草", "主题: 草, 责任处室: [园艺科]"),
    ],
)
LINK = Succession(FIRST, SECOND)
CHAIN = successions([SECOND, THIRD, FIRST])


def test_tasks_are_continued_only_where_the_table_says_so() -> None:
    pairs = [(pair.before.name, pair.after.name) for pair in LINK.continued]
    assert pairs == [("种树", "种树"), ("种树", "护树")]
    assert [task.name for task in LINK.new] == ["浇花"]
    assert [task.name for task in LINK.ended] == ["浇花", "割草"]
    tree = FIRST.tasks[1]
    assert [task.name for task in LINK.tasks_after(tree)] == ["种树", "护树"]
    assert LINK.task_before(SECOND.tasks[1]) == tree
    assert LINK.task_before(SECOND.tasks[2]) is None


def test_topics_and_departments_are_followed_by_name_former_name_and_slug() -> None:
    flowers, trees, grass = FIRST.topics
    both, lawn = SECOND.topics
    assert LINK.topic_after(flowers) == LINK.topic_after(trees) == both
    assert LINK.topics_before(both) == (flowers, trees)
    assert LINK.topic_after(grass) == lawn
    first, second, third = FIRST.departments
    assert LINK.departments_before(SECOND.departments[0]) == (first, second)
    assert LINK.department_after(third) is None
    assert LINK.departments_before(SECOND.departments[1]) == ()


def test_newest_counterpart_over_several_years() -> None:
    assert [(link.before.year, link.after.year) for link in CHAIN] == [(2031, 2032), (2030, 2031)]
    assert latest_topic(CHAIN, 2030, FIRST.topics[1]) == THIRD.topics[0]
    assert latest_topic(CHAIN, 2030, FIRST.topics[2]) is None
    assert latest_department(CHAIN, 2030, FIRST.departments[0]) == THIRD.departments[0]
    assert [task.name for task in latest_tasks(CHAIN, 2030, FIRST.tasks[1])] == ["护林"]
    assert latest_tasks(CHAIN, 2031, SECOND.tasks[2]) == ()
    assert latest_topic(CHAIN, 2032, THIRD.topics[0]) == THIRD.topics[0]
