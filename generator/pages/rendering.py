"""Jinja2 → Markdown, with every value made inert: what is in the table is shown as written.

There is one escaping for Markdown, HTML text, HTML attributes and front matter, and it is applied
to every expression of every template: each ASCII sign becomes a numeric character reference,
which no syntax of Markdown, HTML, YAML or Jinja can take for its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from traceback import walk_tb

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateSyntaxError,
)
from markupsafe import Markup

from generator.language.problems import Place, Problem

TEMPLATES = Path(__file__).with_name("templates")

# Python-Markdown strips these from the ends of a line; YAML takes the last two for line breaks.
_SPACES = [chr(code) for code in range(0x80, 0x3001) if chr(code).isspace()]
_SIGNS = [chr(code) for code in range(0x80) if not chr(code).isalnum()]
_ABBREVIATION = re.compile(r"(?<![A-Za-z])([A-Z]{2,})(?![A-Za-z])")
_INERT = {ord(sign): f"&#{ord(sign)};" for sign in (*_SIGNS, *_SPACES)}


def inert(value: object) -> Markup:
    """A value as text that means nothing but itself; what is Markup already is left alone."""
    if isinstance(value, Markup):
        return value
    return Markup(str(value).translate(_INERT))


def with_abbreviations(text: str) -> Markup:
    """A text, inert, in which Latin abbreviations are marked as such, to be read by their letters.

    >>> with_abbreviations("VR1")
    Markup('<abbr lang="en">VR</abbr>1')
    """
    pieces = _ABBREVIATION.split(text)
    marked = (
        Markup('<abbr lang="en">{}</abbr>').format(piece) if at % 2 else inert(piece)
        for at, piece in enumerate(pieces)
    )
    return Markup("").join(marked)


def template_environment() -> Environment:
    """The templates as they are now; an undefined name is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=FileSystemBytecodeCache(),
    )
    environment.filters["with_abbreviations"] = with_abbreviations
    return environment


def template_problem(error: Exception) -> Problem:
    """What broke a template, at the line of the innermost template that was being read or run."""
    place = Place(TEMPLATES)
    for frame, line in walk_tb(error.__traceback__):
        # Jinja puts its templates into the traceback under their own names.
        if not frame.f_code.co_filename.endswith((".py", ">")):
            place = Place(Path(frame.f_code.co_filename), line)
    reason = f"{type(error).__name__}: {error}"
    if isinstance(error, TemplateSyntaxError):
        place = Place(Path(error.filename), error.lineno) if error.filename else place
        reason = str(error.message)
    return Problem(place, "template-broken", {"reason": reason})
