"""The types of the table. They are frozen, so a loaded plan can be trusted and shared.

The aliases of the fields are the table's column names. Validation and the JSON Schema both come
from these declarations.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from generator.language import vocabulary as words
from generator.plan.own_columns import ColumnName, OtherTexts, TextsByName
from generator.plan.values import (
    Aliases,
    Day,
    Digest,
    EvidenceFile,
    FeedbackAddress,
    FormerSlugs,
    HttpsAddress,
    Identifier,
    Names,
    OptionalDeadline,
    OptionalNames,
    PublicationTime,
    Slug,
    StatusWord,
    SynonymGroups,
    TaskNumber,
    Text,
    Truth,
    WebAddress,
    Year,
    absent_is_empty,
)


class Row(BaseModel):
    """The base of all parts of a table: frozen, no unknown columns."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)


class Topic(Row):
    """A topic, by which the public browses; pages at former slugs lead to the one at its slug."""

    name: Text = Field(alias=words.NAME)
    slug: Slug = Field(alias=words.SLUG)
    former_slugs: FormerSlugs = Field(alias=words.FORMER_SLUGS, default=())
    former_names: Aliases = Field(alias=words.FORMER_NAMES, default=())
    """Its names in other years."""
    summary: Text | None = Field(alias=words.SUMMARY, default=None)
    """None while nobody has written one."""
    aliases: Aliases = Field(alias=words.ALIASES, default=())


class Department(Row):
    """A department; `collective` marks names that mean no single unit.

    Only the search knows its aliases; no page shows them. Its pages at former slugs lead to the one
    at its slug.
    """

    name: Text = Field(alias=words.NAME)
    slug: Slug = Field(alias=words.SLUG)
    former_slugs: FormerSlugs = Field(alias=words.FORMER_SLUGS, default=())
    former_names: Aliases = Field(alias=words.FORMER_NAMES, default=())
    """Its names in other years, and those of departments that it has taken over."""
    collective: Truth = Field(alias=words.COLLECTIVE, default=False)
    aliases: Aliases = Field(alias=words.ALIASES, default=())


class Evidence(Row):
    """What an entry rests on: a page at a link, or a file in the folder of evidence.

    `work-plan evidence --record` notes when a link was seen, and the digest of what was there.
    """

    name: Text = Field(alias=words.NAME)
    link: HttpsAddress | None = Field(alias=words.LINK, default=None)
    file: EvidenceFile | None = Field(alias=words.FILE, default=None)
    seen_on: Day | None = Field(alias=words.SEEN_ON, default=None)
    digest: Digest | None = Field(alias=words.DIGEST, default=None)

    @property
    def claim(self) -> Evidence:
        """The same without what was recorded of the link."""
        return self.model_copy(update={"seen_on": None, "digest": None})


class ProgressEntry(Row):
    """What had become of a task on a day."""

    day: Day = Field(alias=words.DAY)
    status: StatusWord = Field(alias=words.STATUS)
    remark: Text | None = Field(alias=words.REMARK, default=None)
    evidence: Annotated[
        tuple[Evidence, ...],
        BeforeValidator(absent_is_empty, json_schema_input_type=tuple[Evidence, ...] | None),
    ] = Field(alias=words.EVIDENCE, default=())

    @property
    def claim(self) -> ProgressEntry:
        """What the office says, without the records of links: entries are the same if it is."""
        return self.model_copy(update={"evidence": tuple(one.claim for one in self.evidence)})


class Task(Row):
    """One numbered row of the official table, with its exact text."""

    number: TaskNumber = Field(alias=words.NUMBER)
    identifier: Identifier | None = Field(alias=words.IDENTIFIER, default=None)
    """What it is followed by, whatever its number; None if the plan has none."""
    topic: Text = Field(alias=words.TOPIC)
    name: Text = Field(alias=words.TASK_NAME)
    content: Text = Field(alias=words.CONTENT)
    lead_departments: Annotated[Names, Field(min_length=1)] = Field(alias=words.LEAD)
    supporting_departments: OptionalNames = Field(alias=words.SUPPORT, default=())
    deadline: OptionalDeadline = Field(alias=words.DEADLINE, default=None)
    note: Text | None = Field(alias=words.NOTE, default=None)
    others: OtherTexts = Field(alias=words.OTHERS, default_factory=TextsByName)
    """The texts of columns that only its office has, by their names."""
    withdrawn: Text | None = Field(alias=words.WITHDRAWN, default=None)
    """Why the task was withdrawn; None while it is in force."""
    previous: TaskNumber | None = Field(alias=words.PREVIOUS, default=None)
    """The number of the task of the year before that this one continues."""
    progress: Annotated[
        tuple[ProgressEntry, ...],
        BeforeValidator(absent_is_empty, json_schema_input_type=tuple[ProgressEntry, ...] | None),
    ] = Field(alias=words.PROGRESS, default=())
    """What has become of it, the oldest entry first; empty if nothing is published."""

    @property
    def has_own_content(self) -> bool:
        """Whether the content says more than the name; some documents have one text for both."""
        return "".join(self.content.split()) != "".join(self.name.split())


class ColumnNames(Row):
    """What the office calls the columns of its plan; None where it is the key of the table."""

    number: ColumnName | None = Field(alias=words.NUMBER, default=None)
    name: ColumnName | None = Field(alias=words.TASK_NAME, default=None)
    content: ColumnName | None = Field(alias=words.CONTENT, default=None)
    lead_departments: ColumnName | None = Field(alias=words.LEAD, default=None)
    supporting_departments: ColumnName | None = Field(alias=words.SUPPORT, default=None)
    deadline: ColumnName | None = Field(alias=words.DEADLINE, default=None)
    note: ColumnName | None = Field(alias=words.NOTE, default=None)
    """Stated, even if it is the key, if the office's document has such a column."""

    @property
    def stated(self) -> dict[str, str]:
        """The names that are stated, by the keys of the table."""
        return self.model_dump(by_alias=True, exclude_none=True)


class PlanHeader(Row):
    """Facts about the plan and, if the office states them, about the published document."""

    title: Text = Field(alias=words.TITLE)
    year: Year = Field(alias=words.YEAR)
    office: Text = Field(alias=words.OFFICE)
    index_number: Text | None = Field(alias=words.INDEX_NUMBER, default=None)
    published: PublicationTime | None = Field(alias=words.PUBLISHED, default=None)
    classification: Text | None = Field(alias=words.CLASSIFICATION, default=None)
    column_names: ColumnNames | None = Field(alias=words.COLUMN_NAMES, default=None)

    @property
    def published_at(self) -> datetime | None:
        """The time of publication; midnight if only the day is stated."""
        return datetime.fromisoformat(self.published) if self.published else None


class WorkPlan(PlanHeader):
    """One year's plan of one office, in the order of the official table."""

    topics: tuple[Topic, ...] = Field(alias=words.TOPICS)
    departments: tuple[Department, ...] = Field(alias=words.DEPARTMENTS)
    tasks: tuple[Task, ...] = Field(alias=words.TASKS)

    @cached_property
    def other_columns(self) -> tuple[str, ...]:
        """The names of the columns that only its office has."""
        return tuple(dict.fromkeys(name for task in self.tasks for name in task.others))

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
    original_address: HttpsAddress | None = Field(alias=words.ORIGINAL_ADDRESS, default=None)
    original_name: Text | None = Field(alias=words.ORIGINAL_NAME, default=None)
    column_type: Text | None = Field(alias=words.COLUMN_TYPE, default=None)
    example_queries: OptionalNames = Field(alias=words.EXAMPLE_QUERIES, default=())
    synonyms: SynonymGroups = Field(alias=words.SYNONYMS, default=())
    data_licence: Text | None = Field(alias=words.DATA_LICENCE, default=None)
    data_licence_address: WebAddress | None = Field(alias=words.DATA_LICENCE_ADDRESS, default=None)
