"""Writes the dated deadlines of a plan as calendars (iCalendar, RFC 5545 and 7986).

An event's UID depends only on office, year and number, so a reworded or moved deadline stays the
same event for subscribers. The time stamps are the time of the plan's last revision. If it is not
known, the required DTSTAMP is `UNKNOWN`. Events have no SEQUENCE, because the number of their
changes is not known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from generator.language import vocabulary as words
from generator.plan import addresses, views
from generator.plan.columns import Download
from generator.plan.edition import Edition
from generator.plan.headings import columns_in, headings
from generator.plan.model import Task
from generator.plan.openings import openings

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
_END = b"END:VCALENDAR\r\n"


def calendars(edition: Edition) -> dict[str, bytes]:
    """The calendar of all dated deadlines, and one for each department, by address.

    A calendar without events is written too: people may have subscribed to it while it had some.
    That of a department is also at the addresses of its former slugs.
    """
    year, title = edition.plan.year, edition.plan.title
    dated = sorted(filter(views.has_day, edition.plan.tasks), key=lambda task: _order(task, year))
    begun = openings(edition.plan.tasks)
    events = {task.number: _event(edition, task, begun.get(task.number)) for task in dated}
    found = {addresses.data_file(year, "tasks.ics"): _calendar(edition, title, events.values())}
    for unit in edition.plan.departments:
        own = [
            events[task.number]
            for task in dated
            if unit.name in (*task.lead_departments, *task.supporting_departments)
        ]
        calendar = _calendar(edition, f"{unit.name} · {title}", own)
        for slug in (unit.slug, *unit.former_slugs):
            found[addresses.department_calendar(year, slug)] = calendar
    return found


def _order(task: Task, year: int) -> tuple[date, int]:
    day = task.deadline.last_day(year) if task.deadline else None
    assert day is not None
    return day, task.number


def _calendar(edition: Edition, name: str, events: Collection[bytes]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//work-plan//open data//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar["name"] = calendar["x-wr-calname"] = _Text(name)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar["x-published-ttl"] = "P1D"
    if edition.revised:
        calendar.add("last-modified", edition.revised.astimezone(UTC))
    if edition.site_url:
        calendar.add("url", edition.url(addresses.deadlines(edition.plan.year)))
    if not events:  # RFC 5545 wants at least one component
        calendar.add_component(_time_zone())
    frame: bytes = calendar.to_ical()
    return frame.removesuffix(_END) + b"".join(events) + _END


def _time_zone() -> Timezone:
    """UTC. No event refers to it, because all are of whole days."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    zone = Timezone()
    zone.add("tzid", "UTC")
    zone.add_component(standard)
    return zone


def _event(edition: Edition, task: Task, opening: str | None) -> bytes:
    """An all-day event on the last day on which the task is still in time.

    `opening` tells the task apart from others of its name, if there are any. The event of a
    withdrawn task stays, cancelled; its summary says so where a calendar does not.
    """
    assert task.deadline is not None
    day, _ = _order(task, edition.plan.year)
    event = Event()
    event.add("uid", _uid(edition, task))
    event.add("dtstamp", (edition.revised or UNKNOWN).astimezone(UTC))
    if edition.revised:
        event.add("last-modified", edition.revised.astimezone(UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if task.withdrawn:
        event.add("status", "CANCELLED")
    state = words.IS_WITHDRAWN if task.withdrawn else None
    named = (state, task.deadline.wording, task.name, opening)
    event["summary"] = _Text(" · ".join(filter(None, named)))
    event["description"] = _Text(_description(edition, task))
    event["categories"] = _Text(task.topic)
    if edition.site_url:
        event.add("url", edition.task_url(task))
    content: bytes = event.to_ical()
    return content


def _uid(edition: Edition, task: Task) -> str:
    """The UID of a task; a hash of the office's name keeps the events of two offices apart."""
    office = hashlib.sha256(edition.plan.office.encode()).hexdigest()[:12]
    return f"{edition.plan.year}-{task.number}-{office}@work-plan"


def _description(edition: Edition, task: Task) -> str:
    names = headings(edition.plan)
    columns = [
        column for column in columns_in(edition.plan) if Download.CALENDAR in column.downloads
    ]
    named = {column.heading: column.text(task) for column in columns}
    named[names["number"]] = str(task.number)
    facts = [f"{name}{words.WIDE_COLON}{value}" for name, value in named.items() if value]
    address = [edition.task_url(task)] if edition.site_url else []
    return "\n".join([task.content, "", *facts, edition.plan.title, *address])


class _Text(vText):
    """A text that keeps `\\N`; icalendar would replace it with a line break."""

    def to_ical(self) -> bytes:
        """The text with the escapes of RFC 5545."""
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n").encode()
