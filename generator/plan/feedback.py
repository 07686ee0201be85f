"""Makes feedback links from the addresses in the settings; a link names its task or page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from generator.language import vocabulary as words

PLACEHOLDERS = (words.NUMBER, words.TASK_NAME, words.SLUG)
"""The placeholders that the address of a feedback form may contain, in braces."""

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_NOT_IN_URL = r"\s<>\"'\\^`|{}"
_PLACEHOLDER = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})\}}")
_WEB = re.compile(
    rf"https?://[^{_NOT_IN_URL}/?#]+"
    rf"(?:[/?#](?:[^{_NOT_IN_URL}]|{_PLACEHOLDER.pattern})*)?",
    re.IGNORECASE,
)


def is_mailbox(address: str) -> bool:
    """Whether an address is an e-mail address."""
    return _MAILBOX.fullmatch(address) is not None


def is_web_page(address: str) -> bool:
    """Whether an address is a web page; placeholders are allowed only after its host."""
    if not _WEB.fullmatch(address):
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def feedback_link(address: str, values: Mapping[str, str], subject: str, body: str) -> str:
    """The link to an address, with its placeholders filled in, or with subject and body for mail.

    Values, subject and body may be any text; they are percent-encoded.

    >>> feedback_link("a@example.test", {}, "Task 1", "")
    'mailto:a@example.test?subject=Task%201'
    """
    if is_mailbox(address):
        parts = {"subject": subject, "body": body}
        query = "&".join(f"{key}={_encoded(text)}" for key, text in parts.items() if text)
        return f"mailto:{address}?{query}" if query else f"mailto:{address}"
    return _PLACEHOLDER.sub(lambda found: _encoded(values[found[1]]), address)


def page_feedback_link(address: str, title: str, url: str | None) -> str:
    """The link to an address from a page that is not about a single task."""
    values = {words.NUMBER: "", words.TASK_NAME: title, words.SLUG: url or ""}
    return feedback_link(address, values, subject=title, body=url or "")


def _encoded(text: str) -> str:
    return quote(text, safe="")
