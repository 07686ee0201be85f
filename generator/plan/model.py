"""The types of the table. They are frozen, so a loaded plan can be trusted and shared.

The aliases of the fields are the table's column names. Validation and the JSON Schema both come
from these declarations.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cached_property
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from generator.language import vocabulary as words
from generator.plan.deadlines import Deadline, ImpossibleDateError, parse_deadline
from generator.plan.feedback import is_mailbox, is_web_page

MAX_TEXT = 20_000
MAX_DEADLINE = 200
FIRST_YEAR, LAST_YEAR = 1900, 9999
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PUBLICATION_PATTERN = r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?"


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "blank text")
    return text


def _whole_number(value: object) -> object:
    """Accept only plain digits; the table's reader keeps all scalars as text."""
    if isinstance(value, str) and not re.fullmatch(r"[1-9][0-9]{0,8}", value):
        raise PydanticCustomError("whole_number", "not a whole number")
    return value


def _truth(value: object) -> object:
    if isinstance(value, str):
        if value in words.TRUE_WORDS:
            return True
        if value in words.FALSE_WORDS:
            return False
        raise PydanticCustomError("truth", "neither true nor false")
    return value


def _deadline(value: object) -> object:
    if value is None or isinstance(value, Deadline):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not text")
    if len(value) > MAX_DEADLINE:
        raise PydanticCustomError("string_too_long", "too long")
    try:
        return parse_deadline(_not_blank(value))
    except ImpossibleDateError:
        raise PydanticCustomError("impossible_date", "no such date") from None


def _publication_time(text: str) -> str:
    """Check a day, or a day with hour and minute; the text stays as it is."""
    if not re.fullmatch(PUBLICATION_PATTERN, text, re.ASCII):
        raise PydanticCustomError("publication_time", "not a day, nor a day with a time")
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("impossible_date", "no such date") from None
    return text


def _feedback_address(text: str) -> str:
    if not is_mailbox(text) and not is_web_page(text):
        raise PydanticCustomError("feedback_address", "neither a web page nor a mailbox")
    return text


def _absent_is_empty(value: object) -> object:
    return () if value is None else value


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/@]+(/\S*)?", text):
        raise PydanticCustomError("web_address", "not a web address")
    return text


Text = Annotated[str, StringConstraints(max_length=MAX_TEXT), AfterValidator(_not_blank)]
Slug = Annotated[str, StringConstraints(max_length=60, pattern=SLUG_PATTERN)]
WebAddress = Annotated[Text, AfterValidator(_web_address)]
TaskNumber = Annotated[int, Field(ge=1), BeforeValidator(_whole_number)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR), BeforeValidator(_whole_number)]
Truth = Annotated[bool, BeforeValidator(_truth)]
FeedbackAddress = Annotated[Text, AfterValidator(_feedback_address)]
PublicationTime = Annotated[str, AfterValidator(_publication_time)]
Names = tuple[Text, ...]
OptionalNames = Annotated[
    Names, BeforeValidator(_absent_is_empty, json_schema_input_type=Names | None)
]


class Row(BaseModel):
    """The base of all parts of a table: frozen, no unknown columns."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)


class Topic(Row):
    """A topic, by which the public browses."""

    name: Text = Field(alias=words.NAME)
    slug: Slug = Field(alias=words.SLUG)
    summary: Text = Field(alias=words.SUMMARY)


class Department(Row):
    """A department; `collective` marks names that mean no single unit."""

    name: Text = Field(alias=words.NAME)
    slug: Slug = Field(alias=words.SLUG)
    collective: Truth = Field(alias=words.COLLECTIVE, default=False)


class Task(Row):
    """One numbered row of the official table, with its exact text."""

    number: TaskNumber = Field(alias=words.NUMBER)
    topic: Text = Field(alias=words.TOPIC)
    name: Text = Field(alias=words.TASK_NAME)
    content: Text = Field(alias=words.CONTENT)
    lead_departments: Annotated[Names, Field(min_length=1)] = Field(alias=words.LEAD)
    supporting_departments: OptionalNames = Field(alias=words.SUPPORT, default=())
    deadline: Annotated[
        Deadline | None, PlainValidator(_deadline, json_schema_input_type=str | None)
    ] = Field(alias=words.DEADLINE, default=None)
    note: Text | None = Field(alias=words.NOTE, default=None)


class PlanHeader(Row):
    """Facts about the plan and, if the office states them, about the published document."""

    title: Text = Field(alias=words.TITLE)
    year: Year = Field(alias=words.YEAR)
    office: Text = Field(alias=words.OFFICE)
    index_number: Text | None = Field(alias=words.INDEX_NUMBER, default=None)
    published: PublicationTime | None = Field(alias=words.PUBLISHED, default=None)
    classification: Text | None = Field(alias=words.CLASSIFICATION, default=None)

    @property
    def published_at(self) -> datetime | None:
        """The time of publication; midnight if only the day is stated."""
        return datetime.fromisoformat(self.published) if self.published else None


class WorkPlan(PlanHeader):
    """One year's plan of one office, in the order of the official table."""

    topics: Annotated[tuple[Topic, ...], Field(min_length=1)] = Field(alias=words.TOPICS)
    departments: Annotated[tuple[Department, ...], Field(min_length=1)] = Field(
        alias=words.DEPARTMENTS
    )
    tasks: Annotated[tuple[Task, ...], Field(min_length=1)] = Field(alias=words.TASKS)

    @cached_property
    def topics_by_name(self) -> dict[str, Topic]:
        """All topics by name."""
        return {topic.name: topic for topic in self.topics}

    @cached_property
    def departments_by_name(self) -> dict[str, Department]:
        """All departments by name."""
        return {department.name: department for department in self.departments}


class SiteSettings(Row):
    """The settings of the site, all optional; the pages show nothing for a missing setting."""

    site_name: Text | None = Field(alias=words.SITE_NAME, default=None)
    domain: Text | None = Field(alias=words.DOMAIN, default=None)
    site_code: Text | None = Field(alias=words.SITE_CODE, default=None)
    icp_number: Text | None = Field(alias=words.ICP_NUMBER, default=None)
    police_number: Text | None = Field(alias=words.POLICE_NUMBER, default=None)
    sponsor: Text | None = Field(alias=words.SPONSOR, default=None)
    contact: Text | None = Field(alias=words.CONTACT, default=None)
    feedback_address: FeedbackAddress | None = Field(alias=words.FEEDBACK_ADDRESS, default=None)
    error_address: FeedbackAddress | None = Field(alias=words.ERROR_ADDRESS, default=None)
    column_type: Text | None = Field(alias=words.COLUMN_TYPE, default=None)
    example_queries: OptionalNames = Field(alias=words.EXAMPLE_QUERIES, default=())
    data_licence: Text | None = Field(alias=words.DATA_LICENCE, default=None)
    data_licence_address: WebAddress | None = Field(alias=words.DATA_LICENCE_ADDRESS, default=None)
