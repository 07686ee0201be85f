"""The types of single values in the table and the settings, and what is refused in them."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import Enum
from typing import Annotated, LiteralString

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from generator.language import vocabulary as words
from generator.plan.deadlines import Deadline, ImpossibleDateError, parse_deadline
from generator.plan.feedback import is_mailbox, is_web_page

MAX_TEXT = 20_000
MAX_DEADLINE = 200
MAX_FILE_NAME = 80
FIRST_YEAR, LAST_YEAR = 1900, 9999
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
IDENTIFIER_PATTERN = r"^[A-Za-z0-9-]+$"
PUBLICATION_PATTERN = r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?"

DAY_PATTERN = r"\d{4}-\d{2}-\d{2}"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
EVIDENCE_KINDS = {
    "csv": "text/csv",
    "docx": f"{_OPEN_XML}.wordprocessingml.document",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "ofd": "application/ofd",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": f"{_OPEN_XML}.presentationml.presentation",
    "txt": "text/plain",
    "xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
}
"""Endings of the files that may be evidence, with media types.

No browser runs what is in them. Kinds that may hide macros, such as .doc, are left out.
"""
_PORT = r"(?::\d{1,4}|:[1-5]\d{4}|:6[0-4]\d{3})?"
_EVIDENCE_FILE = rf"\w[\w. -]*\.(?:{'|'.join(EVIDENCE_KINDS)})"
"""A plain file name, without a folder."""


class Status(Enum):
    """What has become of a task, in the words of the table."""

    NOT_STARTED = words.NOT_STARTED
    UNDER_WAY = words.UNDER_WAY
    DONE = words.DONE
    CONTINUING = words.CONTINUING
    ADJUSTED = words.ADJUSTED

    @property
    def key(self) -> str:
        """A stable key for styles and addresses, such as `under-way`."""
        return self.name.lower().replace("_", "-")


def not_blank(text: str) -> str:
    """Refuse a text without any sign."""
    if not text.strip():
        raise PydanticCustomError("blank", "blank text")
    return text


def on_one_line(text: str) -> str:
    """Refuse a text of several lines."""
    if len(text.splitlines()) > 1:
        raise PydanticCustomError("line_break", "more than one line")
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


def _deadline_in(value: object) -> object:
    if value is None or isinstance(value, Deadline):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not text")
    if len(value) > MAX_DEADLINE:
        raise PydanticCustomError("string_too_long", "too long")
    try:
        return parse_deadline(not_blank(value))
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


def _day(value: object) -> object:
    """Read a day; the table's reader keeps all scalars as text."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(DAY_PATTERN, value, re.ASCII):
        raise PydanticCustomError("day_form", "not a day")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("impossible_date", "no such date") from None


def _status(value: object) -> object:
    if isinstance(value, str) and value not in [status.value for status in Status]:
        raise PydanticCustomError("status", "unknown status")
    return value


def _of_form(pattern: str, code: LiteralString) -> AfterValidator:
    """Refuse a text that does not match a pattern as a whole."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError(code, "not of this form")
        return text

    return AfterValidator(check)


def _feedback_address(text: str) -> str:
    if not is_mailbox(text) and not is_web_page(text):
        raise PydanticCustomError("feedback_address", "neither a web page nor a mailbox")
    return text


def absent_is_empty(value: object) -> object:
    """Read a list for which nothing is written."""
    return () if value is None else value


def _two_or_more(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) < 2:
        raise PydanticCustomError("one_word", "a word alone")
    return words


_Text = Annotated[str, StringConstraints(max_length=MAX_TEXT), AfterValidator(not_blank)]
Text = Annotated[_Text, Field(json_schema_extra={"type": ["string", "number"]})]
"""Read as it is written, also what other readers of YAML take for a number, such as 0012."""
Slug = Annotated[str, StringConstraints(max_length=60, pattern=SLUG_PATTERN)]
WebAddress = Annotated[_Text, _of_form(r"https?://[^\s/@]+(/\S*)?", "web_address")]
HttpsAddress = Annotated[_Text, _of_form(rf"https://[^\s/@:\[\]]+{_PORT}(/\S*)?", "https_address")]
Identifier = Annotated[str, StringConstraints(max_length=40, pattern=IDENTIFIER_PATTERN)]
TaskNumber = Annotated[int, Field(ge=1), BeforeValidator(_whole_number)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR), BeforeValidator(_whole_number)]
Truth = Annotated[bool, BeforeValidator(_truth)]
FeedbackAddress = Annotated[_Text, AfterValidator(_feedback_address)]
PublicationTime = Annotated[str, AfterValidator(_publication_time)]
Day = Annotated[date, BeforeValidator(_day)]
StatusWord = Annotated[
    Status,
    BeforeValidator(_status),
    WithJsonSchema({"type": "string", "enum": [status.value for status in Status]}),
]
EvidenceFile = Annotated[
    Annotated[str, StringConstraints(max_length=MAX_FILE_NAME)],
    _of_form(_EVIDENCE_FILE, "evidence_file"),
]
Digest = Annotated[str, _of_form("sha256:[0-9a-f]{64}", "digest_form")]
MOST_FORMER = 20
"""Former addresses of one topic, department or page; the site has a page at each."""
FormerSlugs = Annotated[
    Annotated[tuple[Slug, ...], Field(max_length=MOST_FORMER)],
    BeforeValidator(absent_is_empty, json_schema_input_type=tuple[Slug, ...] | None),
]
Names = tuple[Text, ...]
OptionalNames = Annotated[
    Names, BeforeValidator(absent_is_empty, json_schema_input_type=Names | None)
]
Aliases = Annotated[
    tuple[Annotated[Text, AfterValidator(on_one_line)], ...],
    BeforeValidator(absent_is_empty, json_schema_input_type=Names | None),
]
_Groups = tuple[Annotated[Names, AfterValidator(_two_or_more)], ...]
SynonymGroups = Annotated[
    _Groups, BeforeValidator(absent_is_empty, json_schema_input_type=_Groups | None)
]
OptionalDeadline = Annotated[
    Deadline | None, PlainValidator(_deadline_in, json_schema_input_type=str | None)
]
