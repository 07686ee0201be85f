"""Test the calendars, read by icalendar, by vobject and by the rules of RFC 5545."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import vobject
from icalendar import Calendar, Event

from generator.downloads.calendars import UNKNOWN, calendars
from generator.plan.deadlines import parse_deadline
from generator.plan.edition import Edition
from generator.plan.openings import openings
from tests.downloads.test_open_data import PLAN, REVISED, SITE, WHOLE
from tests.support import load_base

ALL = "data/2030/tasks.ics"


def events(content: bytes) -> list[Event]:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return list(calendar.events)


@pytest.fixture
def base(tmp_path: Path) -> Edition:
    return Edition(load_base(tmp_path))


def opening_of(edition: Edition, number: int) -> str:
    """The text that tells the task apart from the other of its name."""
    return next(task.content for task in edition.plan.tasks if task.number == number)


def test_an_event_for_every_date_in_their_order(base: Edition) -> None:
    first, second = events(calendars(base)[ALL])
    assert first["SUMMARY"] == "2月20日 · 第二件事"
    assert (first.start, first.end) == (date(2030, 2, 20), date(2030, 2, 21))
    assert second["SUMMARY"] == f"9月底前 · 第一件事 · {opening_of(base, 2)}"
    assert (second.start, second.end) == (date(2030, 9, 30), date(2030, 10, 1))
    assert first["CATEGORIES"].to_ical() == "乙主题".encode()
    assert first["DESCRIPTION"] == (
        "公布测试结果\n\n责任处室：甲处室、乙处室\n协助处室：各处室\n序号：3\n"
        "2030年示例市测试局任务分解表"
    )
    assert {one["TRANSP"] for one in (first, second)} == {"TRANSPARENT"}


def test_a_day_in_another_year_is_on_that_day(tmp_path: Path) -> None:
    plan = load_base(tmp_path, ("9月底前", "2031 年3月底前"), ("2月20日", "6个月"))
    (event,) = events(calendars(Edition(plan))[ALL])
    assert str(event["SUMMARY"]).startswith("2031 年3月底前 · ")
    assert event.start == date(2031, 3, 31)


def test_a_calendar_for_every_department(base: Edition) -> None:
    found = calendars(base)
    summaries = {
        address: [str(event["SUMMARY"]) for event in events(content)]
        for address, content in found.items()
    }
    third, second = "2月20日 · 第二件事", f"9月底前 · 第一件事 · {opening_of(base, 2)}"
    assert summaries == {
        ALL: [third, second],
        "data/2030/chushi/jia-chushi.ics": [third],
        "data/2030/chushi/yi-chushi.ics": [third, second],
        "data/2030/chushi/ge-chushi.ics": [third],
    }
    names = [str(Calendar.from_ical(content)["X-WR-CALNAME"]) for content in found.values()]
    assert names[:2] == ["2030年示例市测试局任务分解表", "甲处室 · 2030年示例市测试局任务分解表"]


def test_event_of_a_withdrawn_task_stays_and_is_cancelled(base: Edition) -> None:
    """Subscribers have it; an event that is gone stays in the calendars of some of them."""
    (*others, last) = base.plan.tasks
    withdrawn = last.model_copy(update={"withdrawn": "按通知不再开展"})
    after = Edition(base.plan.model_copy(update={"tasks": (*others, withdrawn)}))
    first, second = events(calendars(after)[ALL])
    assert (first["STATUS"], first["SUMMARY"]) == ("CANCELLED", "已撤销 · 2月20日 · 第二件事")
    assert "撤销：按通知不再开展\\n" in first.to_ical().decode().replace("\r\n ", "")
    assert "STATUS" not in second
    assert uids(after) == uids(base) and calendars(after).keys() == calendars(base).keys()


def test_former_slug_keeps_its_calendar(tmp_path: Path) -> None:
    moved = "网址: yi-chushi, 曾用网址: [yi, yi-ke]}"
    found = calendars(Edition(load_base(tmp_path, ("网址: yi-chushi}", moved))))
    now = found["data/2030/chushi/yi-chushi.ics"]
    assert [found[f"data/2030/chushi/{slug}.ics"] for slug in ("yi", "yi-ke")] == [now, now]
    assert len(found) == 4 + 2


def test_the_same_event_in_every_calendar(base: Edition) -> None:
    found = calendars(base)
    everywhere = {event.uid: event for event in events(found.pop(ALL))}
    for content in found.values():
        assert all(event == everywhere[event.uid] for event in events(content))


def test_calendar_keeps_its_address_when_its_last_date_goes(base: Edition, tmp_path: Path) -> None:
    """RFC 5545 asks for at least one component: a time zone where there is no event."""
    plan = load_base(tmp_path, ("9月底前", "全年"), ("2月20日", "视情况"))
    found = calendars(Edition(plan))
    assert found.keys() == calendars(base).keys()
    for content in found.values():
        calendar = Calendar.from_ical(content)
        assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
        assert calendar.errors == [] and calendar["VERSION"] == "2.0"
        names = [name for name, _ in properties(content)]
        assert names[0] == "BEGIN" and names[-1] == "END"
        assert (names.count("BEGIN"), names.count("END")) == (3, 3)


def uids(edition: Edition) -> dict[str, int]:
    """The number of each event's task by its UID."""
    numbers = re.compile("序号：([0-9]+)")
    found = {}
    everything, *_ = calendars(edition).values()
    for event in events(everything):
        match = numbers.search(str(event["DESCRIPTION"]))
        assert match
        found[str(event.uid)] = int(match[1])
    return found


def test_uid_stays_when_texts_dates_and_addresses_change(base: Edition) -> None:
    tasks = [
        task.model_copy(
            update={
                "name": f"改过的{task.name}",
                "content": "改过的",
                "topic": "乙主题",
                "lead_departments": ("各处室",),
                "deadline": parse_deadline("11月底前"),
                "note": "改过",
            }
        )
        for task in base.plan.tasks
    ]
    plan = base.plan.model_copy(update={"title": "改过的标题", "tasks": tuple(tasks)})
    before, after = uids(base), uids(Edition(plan, REVISED, SITE))
    assert len(before) == 2 and before.items() <= after.items()
    assert len(after) == len(tasks)


def test_uid_is_another_in_another_year_and_of_another_office(base: Edition) -> None:
    others = [
        Edition(base.plan.model_copy(update=change))
        for change in ({"year": 2031}, {"office": "示例市另一局"})
    ]
    every = [uid for edition in (base, *others) for uid in uids(edition)]
    assert len(set(every)) == len(every) == 6
    assert all(re.fullmatch(r"[\w-]+@[\w-]+", uid, re.ASCII) for uid in every)


def test_stamps_are_those_of_the_plan() -> None:
    known = datetime(2030, 2, 28, 23, 30, tzinfo=UTC)
    for event in events(calendars(WHOLE)[ALL]):
        assert event.stamp == event.last_modified == known
        assert "SEQUENCE" not in event
    for event in events(calendars(Edition(PLAN))[ALL]):
        assert event.stamp == UNKNOWN and "LAST-MODIFIED" not in event


def test_addresses_only_where_the_site_has_one() -> None:
    urls = [str(event["URL"]) for event in events(calendars(WHOLE)[ALL])]
    assert urls[0] == f"{SITE}2030/#task-3"
    assert b"URL" not in calendars(Edition(PLAN))[ALL]


def test_what_subscribers_get(base: Edition) -> None:
    lines = calendars(base)[ALL].decode().split("\r\n")
    assert {
        "VERSION:2.0",
        "PRODID:-//work-plan//open data//EN",
        "CALSCALE:GREGORIAN",
        "NAME:2030年示例市测试局任务分解表",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    } <= set(lines)


def properties(content: bytes) -> Iterator[tuple[str, str]]:
    """Unfolded and unescaped by the letter of RFC 5545, 3.1 and 3.3.11."""
    unfolded = content.decode().replace("\r\n ", "")
    for line in unfolded.removesuffix("\r\n").split("\r\n"):
        name, _, value = line.partition(":")
        yield name, re.sub(r"\\(.)", lambda one: {"n": "\n", "N": "\n"}.get(one[1], one[1]), value)


def with_one_kind_of_break(text: str) -> str:
    """iCalendar has line feeds only."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_every_text_arrives_as_written() -> None:
    found = calendars(WHOLE)
    read = list(properties(found[ALL]))
    summaries = [value for name, value in read if name == "SUMMARY"]
    descriptions = [value for name, value in read if name == "DESCRIPTION"]
    topics = [value for name, value in read if name == "CATEGORIES"]
    dated = [task for task in PLAN.tasks if task.deadline and task.deadline.month]
    assert len(dated) > 6
    in_order = sorted(dated, key=lambda task: (task.deadline.last_day(2030), task.number))  # type: ignore[union-attr]
    for task, summary, description, topic in zip(
        in_order, summaries, descriptions, topics, strict=True
    ):
        assert task.deadline
        state = "已撤销" if task.withdrawn else None
        parts = (state, task.deadline.wording, task.name, openings(PLAN.tasks).get(task.number))
        assert summary == with_one_kind_of_break(" · ".join(filter(None, parts)))
        assert description.startswith(with_one_kind_of_break(f"{task.content}\n\n责任处室："))
        assert with_one_kind_of_break(task.note or "") in description
        assert with_one_kind_of_break(task.withdrawn or "") in description
        assert topic == with_one_kind_of_break(task.topic)


def test_lines_are_folded_at_75_octets_between_characters() -> None:
    for content in calendars(WHOLE).values():
        assert content.endswith(b"END:VCALENDAR\r\n")
        lines = content.removesuffix(b"\r\n").split(b"\r\n")
        assert max(map(len, lines)) <= 75
        for line in lines:
            assert line.decode("utf-8").strip() and not {b"\r", b"\n"} & set(line)


def test_another_reader_finds_the_same() -> None:
    """Test with vobject, which shares no code with icalendar; it also checks what must be there."""
    for content in calendars(WHOLE).values():
        (calendar,) = vobject.readComponents(content.decode(), validate=True)
        found = [
            (one.summary.value, one.dtstart.value, one.dtend.value, one.uid.value)
            for one in calendar.contents.get("vevent", ())
        ]
        assert found == [
            (str(one["SUMMARY"]), one.start, one.end, str(one["UID"])) for one in events(content)
        ]
