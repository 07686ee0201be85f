"""Where readers write to: addresses an office may set, and links that tell what they are about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from generator.language import vocabulary as words

PLACEHOLDERS = (words.NUMBER, words.TASK_NAME, words.SLUG)
"""What an office's own form may be told in its address, each in braces."""

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_NOT_IN_URL = r"\s<>\"'\\^`|{}"
_PLACEHOLDER = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})\}}")
_WEB = re.compile(
    rf"https?://[^{_NOT_IN_URL}/?#]+"
    rf"(?:[/?#](?:[^{_NOT_IN_URL}]|{_PLACEHOLDER.pattern})*)?",
    re.IGNORECASE,
)


def is_mailbox(address: str) -> bool:
    """Whether an address is one to write mail to."""
    return _MAILBOX.fullmatch(address) is not None


def is_web_page(address: str) -> bool:
    """Whether an address is that of a page; only after its host may it have placeholders."""
    if not _WEB.fullmatch(address):
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def feedback_link(address: str, values: Mapping[str, str], subject: str, body: str) -> str:
    """The link to an address: filled in where it has placeholders, with subject and body as mail.

    Values, subject and body are any text; percent-encoded, they are text for whoever reads them.

    >>> feedback_link("a@example.test", {}, "Task 1", "")
    'mailto:a@example.test?subject=Task%201'
    """
    if is_mailbox(address):
        parts = {"subject": subject, "body": body}
        query = "&".join(f"{key}={_encoded(text)}" for key, text in parts.items() if text)
        return f"mailto:{address}?{query}" if query else f"mailto:{address}"
    return _PLACEHOLDER.sub(lambda found: _encoded(values[found[1]]), address)


def page_feedback_link(address: str, title: str, url: str | None) -> str:
    """The link to an address from a page that is no single task's."""
    values = {words.NUMBER: "", words.TASK_NAME: title, words.SLUG: url or ""}
    return feedback_link(address, values, subject=title, body=url or "")


def _encoded(text: str) -> str:
    return quote(text, safe="")
