"""The digest of what was seen at a link, which stays the same while the text does."""

from __future__ import annotations

import re
from hashlib import sha256

_TAG = re.compile(r"<(?:/?([A-Za-z][^\s/>]*)|[!?/])")
_HIDDEN = ("noscript", "script", "style", "template")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 2048
"""How many bytes of a page are searched for its encoding."""


def digest(content_type: str, body: bytes) -> str:
    """The SHA-256 digest, as `sha256:` and 64 hexadecimal digits.

    For an HTML page it is that of the visible text without white space: scripts, styles, comments
    and attributes do not count, so that counters and tokens in them change nothing. For a page
    without such a text, and for all else, it is that of the bytes.
    """
    text = visible_text(_decoded(content_type, body)) if _is_html(content_type) else ""
    return f"sha256:{sha256(text.encode('utf-8', 'replace') or body).hexdigest()}"


def visible_text(html: str) -> str:
    """The text between the tags of an HTML page, without white space.

    It is found in one walk, in time that grows with the length only, whatever stands in the page.
    """
    pieces = []
    at = 0
    while (start := html.find("<", at)) >= 0:
        pieces.append(html[at:start])
        tag = _TAG.match(html, start)
        if not tag:
            pieces.append("<")
            at = start + 1
            continue
        at = _end(html, start)
        name = (tag[1] or "").lower()
        if name in _HIDDEN and html[start + 1] != "/":
            close = re.compile(f"</{name}", re.IGNORECASE).search(html, at)
            at = close.start() if close else len(html)
    pieces.append(html[at:])
    return "".join("".join(pieces).replace("&nbsp;", "").split())


def _end(html: str, start: int) -> int:
    """Where a tag or comment ends; what is not closed goes to the end of the page."""
    sign = "-->" if html.startswith("<!--", start) else ">"
    end = html.find(sign, start + 2 if sign == "-->" else start)
    return end + len(sign) if end >= 0 else len(html)


def _is_html(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml")


def _decoded(content_type: str, body: bytes) -> str:
    """The text of a page; what is not of the encoding that it states is replaced."""
    stated = content_type.encode("ascii", "replace")
    found = _CHARSET.search(stated) or _CHARSET.search(body[:_HEAD])
    try:
        return body.decode(found[1].decode() if found else "utf-8", "replace")
    except (LookupError, ValueError):  # unknown, or not an encoding of texts
        return body.decode("utf-8", "replace")
