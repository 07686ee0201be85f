"""The reports on what has become of tasks: no claim without an entry, and no task lost."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.language.spans import spans
from generator.language.vocabulary import CLAUSE_ENDS
from generator.language.wording import Wording
from generator.plan.deadlines import parse_deadline
from generator.plan.model import Department, Evidence, ProgressEntry, Task, Topic, WorkPlan
from generator.plan.progress import is_overdue, newest
from generator.plan.report import Report, Sentence, report_on
from generator.plan.values import Status
from generator.table.loading import load_plan
from tests.support import ROOT, SAID

SAY = Wording().sentence
SENTENCES = SAID["sentences"]


def said(sentences: Iterable[Sentence]) -> list[str]:
    """Each sentence, followed by the days and the numbers of the tasks that prove it."""
    return [
        " ".join(
            [
                SAY(one.code, one.values),
                *(
                    f"{day}:{','.join(str(task.number) for task in tasks)}"
                    for day, tasks in one.sources.items()
                ),
            ]
        )
        for one in sentences
    ]


def test_report_on_the_made_up_plan() -> None:
    """Test it as of the newest entry, 2020-09-20."""
    report = report_on(load_plan(ROOT / "tests/years/2020.yaml"))
    assert said(report.counts) == [
        "截至2020年9月20日，2020年工作要点现行的任务有 5 项。",
        "“推进中”的有 1 项。 2020-07-10:2",
        "“已完成”的有 1 项。 2020-09-20:1",
        "“持续推进”的有 1 项。 2020-08-01:4",
        "“已调整”的有 1 项。 2020-08-01:6",
        "没有公布落实情况的有 1 项：第 3 项。",
        "时间节点已过、没有公布完成的有 2 项：第 2-3 项。 2020-07-10:2",
        "另外撤销了 1 项：第 5 项。",
    ]
    assert {one.task.number: said(one.open) for one in report.checked} == {
        1: [],
        2: ["时间节点2020年6月30日已过，没有公布完成。", "最近一条没有依据。"],
        3: ["时间节点2020年3月31日已过，没有公布完成。", "没有公布落实情况。"],
        4: ["没有公布完成。", "最近一条没有依据。"],
        6: ["没有公布完成。", "最近一条没有依据。"],
    }
    assert [(topic.name, said(text)) for topic, text in report.by_topic] == [
        ("花木", ["“种树”已完成：种了100棵。 2020-09-20:1"])
    ]
    assert [one.task.number for one in report.unproven] == [2, 3, 4, 6]
    assert [
        (unit.name, [one.task.number for one in tasks]) for unit, tasks in report.by_department
    ] == [("园艺科", [1, 2, 3]), ("水务科", [4, 6])]
    assert [task.number for task in report.withdrawn] == [5]


UNITS = ("甲科", "乙科", "丙科")
LINK = Evidence(name="示例", link="https://www.example.test/1.html")


@st.composite
def entries(draw: st.DrawFn) -> tuple[ProgressEntry, ...]:
    """As the rules of the table let them be: in order, and none is done without evidence."""
    days = draw(st.lists(st.dates(date(2020, 1, 1), date(2020, 12, 31)), max_size=3))
    found = []
    for day in sorted(days):
        status = draw(st.sampled_from(Status))
        has_evidence = status is Status.DONE or draw(st.booleans())
        remark = draw(st.sampled_from([None, "说明", "分\n两行。", "。"]))
        evidence = (LINK,) if has_evidence else ()
        found.append(ProgressEntry(day=day, status=status, remark=remark, evidence=evidence))
    return tuple(found)


@st.composite
def plans(draw: st.DrawFn) -> WorkPlan:
    tasks = tuple(
        Task(
            number=number,
            topic=draw(st.sampled_from(["甲", "乙"])),
            name=draw(st.sampled_from(["公开", "解读"])),
            content=f"第{number}件事",
            lead_departments=tuple(
                draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=2, unique=True))
            ),
            deadline=draw(
                st.sampled_from([None, parse_deadline("6月底前"), parse_deadline("全年")])
            ),
            withdrawn=draw(st.sampled_from([None, None, "示例通知"])),
            progress=draw(entries()),
        )
        for number in range(1, draw(st.integers(2, 6)))
    )
    told = ProgressEntry(day=date(2020, 3, 1), status=Status.UNDER_WAY)
    if not any(task.progress for task in tasks):
        tasks = (tasks[0].model_copy(update={"progress": (told,)}), *tasks[1:])
    return WorkPlan(
        title="示例要点", year=2020, office="示例局", tasks=tasks,
        topics=tuple(Topic(name=one, slug=f"zhuti-{ord(one)}", summary=one) for one in "甲乙"),
        departments=tuple(Department(name=one, slug=f"ke-{ord(one[0])}") for one in UNITS),
    )  # fmt: skip


def all_sentences(report: Report) -> list[Sentence]:
    of_tasks = [one for checked in report.checked for one in checked.open]
    annual = [one for _, sentences in report.by_topic for one in sentences]
    return [*report.counts, *of_tasks, *annual]


@given(plans())
def test_nothing_is_claimed_that_no_entry_says(plan: WorkPlan) -> None:
    report = report_on(plan)
    assert report.day == max(entry.day for task in plan.tasks for entry in task.progress)
    for one in all_sentences(report):
        assert all(newest(source.task) is source.entry for source in one.cited)
        if "status" in one.values:
            assert {source.entry.status.value for source in one.cited} == {one.values["status"]}
            assert not any(source.task.withdrawn for source in one.cited)
        text = SAY(one.code, one.values)
        if Status.DONE.value in text:
            assert one.cited and all(source.entry.evidence for source in one.cited)
    for checked in report.checked:
        assert checked.entry is newest(checked.task)
        is_done = checked.entry is not None and checked.entry.status is Status.DONE
        assert (checked.open == ()) is is_done
    annual = [source for _, text in report.by_topic for one in text for source in one.cited]
    assert all(source.entry.evidence for source in annual)


@given(plans())
def test_no_task_is_lost(plan: WorkPlan) -> None:
    report = report_on(plan)
    in_force = {task.number for task in plan.tasks if not task.withdrawn}
    assert [one.task.number for one in report.checked] == sorted(in_force)
    assert in_force | {task.number for task in report.withdrawn} == {
        task.number for task in plan.tasks
    }
    total, *others = report.counts
    kinds = ("with-status", "unpublished")
    assert total.values["count"] == len(in_force)
    assert sum(one.values["count"] for one in others if one.code in kinds) == len(in_force)  # type: ignore[misc]
    led = Counter(
        (unit.name, one.task.number) for unit, tasks in report.by_department for one in tasks
    )
    wanted = [
        (name, task.number)
        for task in plan.tasks
        for name in task.lead_departments
        if not task.withdrawn
    ]
    assert led == Counter(wanted)
    proven = {one.cited[0].task.number for _, text in report.by_topic for one in text}
    unproven = {one.task.number for one in report.unproven}
    assert proven | unproven == in_force and not proven & unproven
    overdue = {task.number for task in plan.tasks if is_overdue(task, 2020, report.day)}
    told = [one.values["numbers"] for one in others if one.code == "overdue"]
    assert told == ([tuple(spans(sorted(overdue)))] if overdue else [])


@given(plans())
def test_every_sentence_is_worded(plan: WorkPlan) -> None:
    for one in all_sentences(report_on(plan)):
        text = SAY(one.code, one.values)
        assert text.endswith(tuple(CLAUSE_ENDS))
        assert not re.search("[。；：]。$", text) or one.values.get("remark") == "。"


def test_value_is_filled_in_whole() -> None:
    long = "长" * 500 + " {status} {{0}}"
    values = {"name": long, "status": "已完成", "remark": "做了"}
    assert SAY("outcome-remark", values) == f"“{long}”已完成：做了。"


def test_no_sentence_is_left_over() -> None:
    sources = [ROOT / "generator/plan/report.py", ROOT / "generator/downloads/report_document.py"]
    sources.append(ROOT / "generator/pages/templates/report.md.jinja")
    written = "\n".join(Path(file).read_text(encoding="utf-8") for file in sources)
    parts = {  # put together of two words
        f"{what}-remark{end}" for what in ("outcome", "outcome-content") for end in ("", "-ended")
    }
    assert {code for code in SENTENCES if f'"{code}"' not in written} == parts
