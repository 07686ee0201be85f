"""Links between the pages of one plan, for templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.language import vocabulary as words
from generator.plan import addresses, views
from generator.plan.feedback import feedback_link
from generator.plan.model import Evidence, Task, WorkPlan
from generator.plan.neighbours import Counterpart


@dataclass(frozen=True)
class Links:
    """Relative links from one page of a plan, as markup that is safe in an attribute.

    A link contains only slugs, years, numbers and feedback addresses. The model checks slugs and
    feedback addresses; other text is percent-encoded.
    """

    subject: WorkPlan
    page: str
    """The address of the page with the links."""
    site_url: str | None = None
    """The URL of the published site, with a slash at the end; None if it is not known."""

    def page_at(self, address: str) -> Markup:
        """The page at an address, in which all characters are allowed."""
        return self._to(quote(address))

    @property
    def home(self) -> Markup:
        """The home page."""
        return self._to(addresses.HOME)

    @property
    def plan(self) -> Markup:
        """The table of all tasks."""
        return self.plan_of(self.subject.year)

    @property
    def topics(self) -> Markup:
        """The page of all topics."""
        return self._to(addresses.topics(self.subject.year))

    @property
    def departments(self) -> Markup:
        """The index of departments."""
        return self._to(addresses.departments(self.subject.year))

    @property
    def deadlines(self) -> Markup:
        """The page of deadlines."""
        return self._to(addresses.deadlines(self.subject.year))

    @property
    def pictures(self) -> Markup:
        """The page of pictures."""
        return self._to(addresses.pictures(self.subject.year))

    @property
    def progress(self) -> Markup:
        """The page of what has become of the tasks."""
        return self.progress_of(self.subject.year)

    @property
    def report(self) -> Markup:
        """The page of the reports on it."""
        return self.report_of(self.subject.year)

    def report_of(self, year: int) -> Markup:
        """That page of another year."""
        return self._to(addresses.report(year))

    def evidence(self, one: Evidence) -> Markup:
        """The page or the file that shows it."""
        if one.file is None:
            return escape(one.link)
        return self._to(quote(addresses.evidence(self.subject.year, one.file)))

    @property
    def open_data(self) -> Markup:
        """The page of downloads."""
        return self._to(addresses.open_data(self.subject.year))

    def data_file(self, name: str) -> Markup:
        """The download with this file name."""
        return self._to(addresses.data_file(self.subject.year, name))

    def calendar(self, name: str | None = None) -> Markup:
        """The calendar of the department with this name, or of all tasks."""
        return self._to(self._calendar_address(name))

    def calendar_url(self, name: str | None = None) -> Markup | None:
        """The absolute URL of such a calendar; None if the site's URL is not known."""
        if self.site_url is None:
            return None
        return escape(addresses.absolute(self.site_url, self._calendar_address(name)))

    def subscription(self, name: str | None = None) -> Markup | None:
        """The link that subscribes to such a calendar; None if the site's URL is not known."""
        url = self.calendar_url(name)
        return url and Markup(re.sub("^https?:", "webcal:", url))

    def feed(self, name: str, department: str | None = None) -> Markup:
        """The feed of this form, of the department with this name or of all tasks."""
        folder = addresses.plan(self.subject.year)
        if department is not None:
            slug = self.subject.departments_by_name[department].slug
            folder = addresses.department(self.subject.year, slug)
        return self._to(addresses.feed(folder, name))

    def plan_of(self, year: int) -> Markup:
        """The table of all tasks of another year."""
        return self._to(addresses.plan(year))

    def topics_of(self, year: int) -> Markup:
        """The page of all topics of another year."""
        return self._to(addresses.topics(year))

    def departments_of(self, year: int) -> Markup:
        """The index of departments of another year."""
        return self._to(addresses.departments(year))

    def deadlines_of(self, year: int) -> Markup:
        """The page of deadlines of another year."""
        return self._to(addresses.deadlines(year))

    def pictures_of(self, year: int) -> Markup:
        """The page of pictures of another year."""
        return self._to(addresses.pictures(year))

    def progress_of(self, year: int) -> Markup:
        """The page of what has become of the tasks of another year."""
        return self._to(addresses.progress(year))

    def open_data_of(self, year: int) -> Markup:
        """The page of downloads of another year."""
        return self._to(addresses.open_data(year))

    def changes_of(self, year: int) -> Markup:
        """The page of a year's plan beside that of the year before."""
        return self._to(addresses.changes(year))

    @property
    def years(self) -> Markup:
        """The page of all years."""
        return self._to(addresses.YEARS)

    def counterpart(self, found: Counterpart) -> Markup:
        """A topic, department or task in another year's plan."""
        return self._to(found.address)

    def topic(self, name: str) -> Markup:
        """The page of the topic with this name."""
        return self._to(self._topic_address(name))

    def department(self, name: str) -> Markup:
        """The page of the department with this name."""
        slug = self.subject.departments_by_name[name].slug
        return self._to(addresses.department(self.subject.year, slug))

    def deadline(self, task: Task) -> Markup:
        """The task's group on the page of deadlines."""
        return self.deadline_group(views.deadline_key(task, self.subject.year))

    def deadline_group(self, key: str) -> Markup:
        """A group on the page of deadlines."""
        return self._to(f"{addresses.deadlines(self.subject.year)}#{key}")

    def tasks_led(self, topic: str, department: str) -> Markup:
        """The table of all tasks, filtered by topic and leading department."""
        return self._selection("lead", topic, department)

    def tasks_supported(self, topic: str, department: str) -> Markup:
        """The table of all tasks, filtered by topic and supporting department."""
        return self._selection("support", topic, department)

    def task(self, task: Task) -> Markup:
        """The task on the page of its topic."""
        return self._to(f"{self._topic_address(task.topic)}#{addresses.task_anchor(task.number)}")

    def permanent(self, task: Task) -> Markup:
        """The task's permanent address, in the table of all tasks."""
        return self._to(self._permanent_address(task))

    def search(self, query: str) -> Markup:
        """The table of all tasks, filtered by this query."""
        return self.plan + Markup("?q=" + quote(query))

    def _selection(self, role: str, topic: str, department: str) -> Markup:
        topic_slug = self.subject.topics_by_name[topic].slug
        department_slug = self.subject.departments_by_name[department].slug
        return self.plan + Markup(f"?topic={topic_slug}&amp;{role}={department_slug}")

    def feedback(self, address: str, task: Task, subject: str) -> Markup:
        """The feedback link of a task, with its number, name and permanent address filled in."""
        url = addresses.absolute(self.site_url, self._permanent_address(task))
        values = {words.NUMBER: str(task.number), words.TASK_NAME: task.name, words.SLUG: url}
        return escape(feedback_link(address, values, subject, body=url))

    def _calendar_address(self, name: str | None) -> str:
        if name is None:
            return addresses.data_file(self.subject.year, "tasks.ics")
        slug = self.subject.departments_by_name[name].slug
        return addresses.department_calendar(self.subject.year, slug)

    def _permanent_address(self, task: Task) -> str:
        return addresses.task(self.subject.year, task.number)

    def _topic_address(self, name: str) -> str:
        return addresses.topic(self.subject.year, self.subject.topics_by_name[name].slug)

    def _to(self, address: str) -> Markup:
        return Markup(addresses.relative(address, self.page))
