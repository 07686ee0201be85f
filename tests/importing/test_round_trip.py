"""Test that an exported plan is the same after its import, whatever is in it."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.downloads.annex import WRITERS, official_table
from generator.downloads.guarded_csv import guarded, unguarded
from generator.importing.heading import Heading
from generator.importing.units import registered_units
from generator.plan.deadlines import ImpossibleDateError, parse_deadline
from generator.plan.model import Department, Task, Topic, WorkPlan
from generator.table.writing import table_text
from tests.importing.documents import take
from tests.support import rarely

HAN = "甲乙丙丁天地玄黄开展测试公布结果釆査𠮷"
SIGNS = "，。、；：？！“”《》（）—…%&<>\"'=+-@#*|[]{}\\/_~`^$ 0123456789aZé１＝＠"


def texts(alphabet: str, most: int, least: int = 1) -> st.SearchStrategy[str]:
    """Lines as a document can show them: no space at either end."""
    return st.text(alphabet, min_size=least, max_size=most).map(str.strip).filter(bool)


LINES = texts(HAN + SIGNS, 20)
UNITS = st.text(HAN, min_size=2, max_size=8)
DEADLINES = st.one_of(
    st.sampled_from(["全年", "9月底前", "2月20日", "8月", "适时", "年底前"]),
    texts(HAN + SIGNS, 8),
)


def readable(deadline: str, units: list[str]) -> bool:
    """Not a day that no calendar has, and not the name of a unit, which is a shifted cell."""
    try:
        parse_deadline(deadline)
    except ImpossibleDateError:
        return False
    return deadline not in units


@st.composite
def plans(draw: st.DrawFn, paragraphs: bool = True) -> WorkPlan:
    """Plans of a made-up office; `paragraphs` lets names and contents have line breaks."""
    units = draw(st.lists(UNITS, min_size=1, max_size=5, unique=True))
    topics = draw(st.lists(texts(HAN, 6), min_size=1, max_size=3, unique=True))
    names = draw(st.lists(LINES, min_size=1, max_size=4))
    numbers = draw(st.lists(st.integers(1, 999), min_size=1, max_size=8, unique=True))
    content = st.lists(LINES, min_size=1, max_size=3 if paragraphs else 1).map("\n".join)
    some = st.lists(st.sampled_from(units), min_size=1, max_size=min(3, len(units)), unique=True)
    tasks = []
    for number in sorted(numbers):
        deadline = draw(st.none() | DEADLINES.filter(lambda text: readable(text, units)))
        tasks.append(
            Task(
                number=number,
                topic=draw(st.sampled_from(topics)),
                name=draw(st.sampled_from(names)),
                content=draw(content),
                lead_departments=tuple(draw(some)),
                supporting_departments=tuple(draw(st.just([]) | some)),
                deadline=parse_deadline(deadline) if deadline else None,
                note=draw(st.none() | LINES),
            )
        )
    used = {task.topic for task in tasks}
    return WorkPlan(
        title=draw(LINES) + "2031年任务分解表",
        year=2031,
        office="示例市测试局",
        topics=tuple(
            Topic(name=name, slug=f"topic-{at}", summary=draw(LINES))
            for at, name in enumerate(topics)
            if name in used
        ),
        departments=tuple(
            Department(name=unit.name, slug=f"unit-{at}", collective=draw(st.booleans()))
            for at, unit in enumerate(registered_units(tasks, ()))
        ),
        tasks=tuple(tasks),
    )


def in_gb18030(content: bytes) -> bytes:
    return content.decode("utf-8-sig").encode("gb18030")


FORMS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "Word": (".docx", bytes),
    "Excel": (".xlsx", bytes),
    "CSV": (".csv", bytes),
    "CSV in GB18030": (".csv", in_gb18030),
}
PROPERTY = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def exported(plan: WorkPlan, form: str) -> tuple[str, bytes]:
    ending, change = FORMS[form]
    return f"plan{ending}", change(WRITERS[ending](official_table(plan)))


def comes_back(form: str, plan: WorkPlan) -> None:
    name, content = exported(plan, form)
    with tempfile.TemporaryDirectory() as folder:
        imported = take(Path(folder), content, name, into=table_text(plan))
    assert imported.text == table_text(plan)


@pytest.mark.parametrize("form", ["Word", *rarely("Excel", "CSV"), "CSV in GB18030"])
@PROPERTY
@given(plan=plans())
def test_into_its_own_table_changes_nothing(form: str, plan: WorkPlan) -> None:
    comes_back(form, plan)


@pytest.mark.soak
@pytest.mark.parametrize("form", FORMS)
@settings(PROPERTY, max_examples=500)
@given(plan=plans())
def test_many_into_their_own_tables_change_nothing(form: str, plan: WorkPlan) -> None:
    comes_back(form, plan)


@pytest.mark.parametrize("form", ["Word", *rarely("Excel", "CSV"), "CSV in GB18030"])
@PROPERTY
@given(plan=plans())
def test_into_no_table_gives_the_same_tasks(form: str, plan: WorkPlan) -> None:
    """Topics, notes and addresses are not in the document, and what CSV lacks is given."""
    name, content = exported(plan, form)
    header = Heading(plan.title, plan.year, plan.office)
    with tempfile.TemporaryDirectory() as folder:
        imported = take(Path(folder), content, name, given=header)
    bare = {"topic": "待定", "note": None}
    assert [task.model_copy(update={"note": None}) for task in imported.plan.tasks] == [
        task.model_copy(update=bare) for task in plan.tasks
    ]
    assert imported.plan.title == plan.title
    assert {unit.name for unit in imported.plan.departments} == set(plan.departments_by_name)
    slugs = [unit.slug for unit in imported.plan.departments]
    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize("ending", [".docx", *rarely(".xlsx", ".csv")])
@PROPERTY
@given(plan=plans())
def test_same_plan_is_the_same_file(ending: str, plan: WorkPlan) -> None:
    table = official_table(plan)
    assert WRITERS[ending](table) == WRITERS[ending](table)


@given(st.text())
def test_guard_of_a_cell_can_be_taken_off(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in tuple("=+-@\t\r＝＋－＠")


@given(texts("'=+-@\t\r＝＋－＠甲", 6))
def test_guard_of_a_formula_can_be_taken_off(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_plain_text_gets_no_guard() -> None:
    texts = ["公布3-5项", "a@b.c", "'引文'", "1+1", "（-1）", "''"]
    assert [*map(guarded, texts)] == texts
