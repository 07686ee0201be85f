"""What has become of a task: the newest entry counts, whatever the order of writing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.plan.deadlines import parse_deadline
from generator.plan.model import ProgressEntry, Task
from generator.plan.progress import counts, is_overdue, newest, status
from generator.plan.values import Status

START = date(2031, 1, 1)
ENTRIES = st.lists(
    st.builds(
        lambda **fields: ProgressEntry(**fields),
        day=st.dates(START, date(2031, 12, 31)),
        status=st.sampled_from(Status),
        remark=st.uuids().map(str),
    )
)


def task(*entries: ProgressEntry, due: str = "9月底前", withdrawn: str | None = None) -> Task:
    return Task(
        number=1, topic="示例主题", name="示例", content="示例", lead_departments=("示例处",),
        deadline=parse_deadline(due), withdrawn=withdrawn, progress=entries,
    )  # fmt: skip


@given(ENTRIES, st.randoms())
def test_the_newest_day_counts_and_then_the_last_entry(
    entries: list[ProgressEntry], random: object
) -> None:
    shuffled = sorted(entries, key=lambda _: random.random())  # type: ignore[attr-defined]
    entry = newest(task(*shuffled))
    if entry is None:
        assert entries == []
        return
    assert all(other.day <= entry.day for other in entries)
    last = [other for other in shuffled if other.day == entry.day][-1]
    assert entry is last and status(task(*shuffled)) is entry.status


@given(ENTRIES, st.integers(0, 400))
def test_overdue_is_past_the_day_without_done(entries: list[ProgressEntry], days: int) -> None:
    day = START + timedelta(days=days)
    one = task(*entries)
    assert is_overdue(one, 2031, day) == (
        day > date(2031, 9, 30) and status(one) is not Status.DONE
    )
    assert not is_overdue(task(*entries, due="全年"), 2031, day)
    assert not is_overdue(task(*entries, withdrawn="示例通知"), 2031, day)


def test_day_of_another_year_is_past_in_that_year() -> None:
    one = task(due="2032年3月底前")
    assert [is_overdue(one, 2031, date(year, 4, 1)) for year in (2031, 2032)] == [False, True]
    assert not is_overdue(task(due="6个月"), 2031, date(2040, 1, 1))


def test_tasks_in_force_are_counted_by_status() -> None:
    done, under_way = (
        ProgressEntry(day=START, status=one) for one in (Status.DONE, Status.UNDER_WAY)
    )
    tasks = [task(under_way), task(under_way, done), task(), task(done, withdrawn="示例通知")]
    assert list(counts(tasks).items()) == [(Status.UNDER_WAY, 1), (Status.DONE, 1), (None, 1)]
