"""Links between the pages of one plan, for templates."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.language import vocabulary as words
from generator.plan import addresses, views
from generator.plan.feedback import feedback_link
from generator.plan.model import Task, WorkPlan


@dataclass(frozen=True)
class Links:
    """Relative links from one page of a plan, as trusted markup.

    They hold nothing but slugs and addresses to write to, which the model checks to be plain,
    years and numbers; any other text in them is percent-encoded.
    """

    subject: WorkPlan
    page: str
    """The address that the links lead from."""
    site_url: str | None = None
    """Where the site is published, with a slash at its end; None where that is not known."""

    @property
    def home(self) -> Markup:
        """The current plan."""
        return self._to(addresses.HOME)

    @property
    def plan(self) -> Markup:
        """The whole official table."""
        return self.plan_of(self.subject.year)

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
    def open_data(self) -> Markup:
        """The page of downloads."""
        return self._to(addresses.open_data(self.subject.year))

    def data_file(self, name: str) -> Markup:
        """One of the downloads."""
        return self._to(addresses.data_file(self.subject.year, name))

    def calendar(self, name: str) -> Markup:
        """The calendar of the department with this name."""
        slug = self.subject.departments_by_name[name].slug
        return self._to(addresses.department_calendar(self.subject.year, slug))

    def plan_of(self, year: int) -> Markup:
        """The whole official table of another year."""
        return self._to(addresses.plan(year))

    def topic(self, name: str) -> Markup:
        """The page of the topic with this name."""
        return self._to(self._topic_address(name))

    def department(self, name: str) -> Markup:
        """The page of the department with this name."""
        slug = self.subject.departments_by_name[name].slug
        return self._to(addresses.department(self.subject.year, slug))

    def deadline(self, task: Task) -> Markup:
        """Where the task stands among the deadlines."""
        return self.deadline_group(views.deadline_key(task))

    def deadline_group(self, key: str) -> Markup:
        """A group of tasks among the deadlines."""
        return self._to(f"{addresses.deadlines(self.subject.year)}#{key}")

    def tasks_led(self, topic: str, department: str) -> Markup:
        """Those tasks of a topic, in the whole official table, that a department leads."""
        return self._selection("lead", topic, department)

    def tasks_supported(self, topic: str, department: str) -> Markup:
        """Those tasks of a topic, in the whole official table, that a department supports."""
        return self._selection("support", topic, department)

    def task(self, task: Task) -> Markup:
        """The task among its topic."""
        return self._to(f"{self._topic_address(task.topic)}#{addresses.task_anchor(task.number)}")

    def permanent(self, task: Task) -> Markup:
        """The task's permanent address, in the whole official table."""
        return self._to(self._permanent_address(task))

    def search(self, query: str) -> Markup:
        """The page itself, with a search opened on it."""
        return Markup("?q=" + quote(query))

    def _selection(self, role: str, topic: str, department: str) -> Markup:
        topic_slug = self.subject.topics_by_name[topic].slug
        department_slug = self.subject.departments_by_name[department].slug
        return self.plan + Markup(f"?topic={topic_slug}&amp;{role}={department_slug}")

    def feedback(self, address: str, task: Task, subject: str) -> Markup:
        """To where readers write to, telling the task's number, name and permanent address."""
        url = addresses.absolute(self.site_url, self._permanent_address(task))
        values = {words.NUMBER: str(task.number), words.TASK_NAME: task.name, words.SLUG: url}
        return escape(feedback_link(address, values, subject, body=url))

    def _permanent_address(self, task: Task) -> str:
        return addresses.task(self.subject.year, task.number)

    def _topic_address(self, name: str) -> str:
        return addresses.topic(self.subject.year, self.subject.topics_by_name[name].slug)

    def _to(self, address: str) -> Markup:
        return Markup(addresses.relative(address, self.page))
