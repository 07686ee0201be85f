"""Explain why a file is not YAML: unreadable, wrong encoding, stray characters, syntax errors.

libyaml reports where its parser stopped and what it expected. This module turns that into the
line where the mistake was made and a code that names the mistake.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import yaml

from generator.language.vocabulary import WIDE_COLON, WIDE_SPACES


class Fault(Exception):
    """A mistake that stops the reading; line and column count from 1."""

    def __init__(self, code: str, line: int = 1, column: int = 1, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.column = column
        self.details = details


def read_bytes(file: Path, most: int) -> bytes:
    """Return the bytes of a file.

    Raises:
        Fault: the file cannot be read, or has more than `most` bytes.
    """
    try:
        if file.stat().st_size > most:
            raise Fault("file-too-large", limit=most // 1_000_000)
        return file.read_bytes()
    except FileNotFoundError:
        raise Fault("file-missing") from None
    except OSError as error:
        raise Fault("file-unreadable", reason=error.strerror or "") from None


def decode(raw: bytes) -> str:
    """Decode a UTF-8 file, with or without a byte order mark.

    Raises:
        Fault: at the first byte that is not UTF-8; suggests the likely encoding.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Fault("encoding", suggestion="UTF-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line, column = _position(before, len(before))
        raise Fault("encoding", line, column, suggestion=_likely_encoding(raw)) from None


def _likely_encoding(raw: bytes) -> str:
    if b"\0" in raw:
        return "UTF-16"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GBK"


# Characters that YAML does not allow, control characters that HTML cannot show, and two line
# breaks that editors do not show as such.
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)


def refuse_characters(text: str) -> None:
    """Refuse characters that cannot be shown as written.

    Raises:
        Fault: at the first control character, bidirectional control or Unicode line break.
    """
    if match := _FORBIDDEN.search(text):
        line, column = _position(text, match.start())
        raise Fault("character", line, column, code_point=f"U+{ord(match[0]):04X}")


def _position(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def explain_syntax_error(text: str, error: yaml.MarkedYAMLError) -> Fault:
    """Return the mistake behind a YAML syntax error, at the line where it was made."""
    lines = text.splitlines()
    return (
        _leftover(lines)
        or _quote_closed_by_another(lines, error)
        or _opened_and_not_closed(error)
        or _slip(lines, error)
        or _fault_at_stop(error)
    )


def mend_colon(text: str, fault: Fault) -> str | None:
    """Return the text with the wrong colon corrected; None if the fault is not a colon."""
    if fault.code not in ("wide-colon", "colon-without-space"):
        return None
    lines = text.splitlines(keepends=True)
    line = lines[fault.line - 1]
    lines[fault.line - 1] = f"{line[: fault.column - 1]}: {line[fault.column :]}"
    return "".join(lines)


def _leftover(lines: list[str]) -> Fault | None:
    has_content = False
    for number, line in enumerate(lines):
        if re.match(r"<{7}|>{7}|\|{7}|={7}$", line):
            return Fault("merge-conflict", number + 1)
        if has_content and re.match(r"(---|\.\.\.)\s*$", line):
            return Fault("second-document", number + 1, sign=line.strip())
        has_content = has_content or re.match(r"\s*[^\s#]", line) is not None
    return None


# An optional dash, key and opening bracket, then a quote without a second one on its line.
_OPEN_QUOTE = re.compile(
    r"\s*(?:- +)?(?:[^\s'\"\[{]+: +)?(?:[\[{][^'\"]*)?(?P<at>'[^']*$|\"[^\"]*$)"
)


def _quote_closed_by_another(lines: list[str], error: yaml.MarkedYAMLError) -> Fault | None:
    """Find an open quote; the parser only fails where the next quote closes it."""
    for number, line in enumerate(lines[: _stop(lines, error) + 1]):
        if match := _OPEN_QUOTE.match(line):
            return Fault("quote-not-closed", number + 1, match.start("at") + 1)
    return None


def _opened_and_not_closed(error: yaml.MarkedYAMLError) -> Fault | None:
    opened, stopped = error.context_mark, error.problem_mark
    if opened is None or stopped is None:
        return None
    codes = {"while scanning a quoted scalar": "quote-not-closed"}
    if stopped.line != opened.line:
        codes["while parsing a flow sequence"] = "bracket-not-closed"
        codes["while parsing a flow mapping"] = "brace-not-closed"
    code = codes.get(error.context or "")
    return Fault(code, opened.line + 1, opened.column + 1) if code else None


# Mistakes that show in the line where the parser stopped, or in the one above it.
_SIGNS = WIDE_COLON + r":'\"\[{"
_KEY = rf"^\s*(?:- +)?[^\s#{_SIGNS}-][^\s{_SIGNS}]*"
_SLIPS = (
    ("tab-indentation", re.compile(r"^ *(?P<at>\t)")),
    ("wide-space-indentation", re.compile(f"^[ \t-]*(?P<at>[{WIDE_SPACES}])")),
    ("wide-colon", re.compile(f"{_KEY}(?P<at>{WIDE_COLON})")),
    ("colon-without-space", re.compile(_KEY + r"(?P<at>:)[^ \t]")),
    ("dash-without-space", re.compile(r"^\s*(?P<at>-)[^\s-]")),
    ("text-after-quote", re.compile(r":\s+(?:'[^']*'|\"[^\"]*\")(?P<at>[^\s,\]}#])")),
    ("leading-sign", re.compile(r"(?::|-|\[|,)\s+(?P<at>[@`%*&!|>])")),
    ("leading-sign", re.compile(_KEY + r": +(?P<at>[,\]}]|[?-](?= ))")),
    ("bracket-not-closed", re.compile(_KEY + r": +\[[^\[\]]*\] *(?P<at>[^\s#])")),
    ("brace-not-closed", re.compile(r"^\s*- +\{[^{}]*\} *(?P<at>[^\s#])")),
    ("colon-in-value", re.compile(_KEY + r":\s.*?(?P<at>: )")),
)


def _slip(lines: list[str], error: yaml.MarkedYAMLError) -> Fault | None:
    stop = _stop(lines, error)
    above = [number for number in range(stop - 1, -1, -1) if lines[number].strip()][:1]
    for code, pattern in _SLIPS:
        for number in (stop, *above):
            if match := pattern.search(lines[number]):
                return Fault(code, number + 1, match.start("at") + 1, sign=match["at"])
    return None


def _stop(lines: list[str], error: yaml.MarkedYAMLError) -> int:
    return min(error.problem_mark.line if error.problem_mark else 0, len(lines) - 1)


_BY_PARSER_WORDS = {
    "did not find expected key": "indentation",
    "did not find expected '-' indicator": "indentation",
    "mapping values are not allowed in this context": "indentation",
    "did not find expected ',' or ']'": "bracket-not-closed",
    "did not find expected ',' or '}'": "brace-not-closed",
    "did not find expected node content": "bracket-not-closed",
    "could not find expected ':'": "key-without-colon",
}


def _fault_at_stop(error: yaml.MarkedYAMLError) -> Fault:
    code = _BY_PARSER_WORDS.get(error.problem or "", "syntax")
    is_key = code == "key-without-colon"  # the parser notices on the next line
    stopped = error.context_mark if is_key else error.problem_mark
    return Fault(code, stopped.line + 1, stopped.column + 1) if stopped else Fault(code)
