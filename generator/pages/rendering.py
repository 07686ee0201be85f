"""Sets up the Jinja2 templates of the pages; every value is escaped and shown as written.

One escaping serves Markdown, HTML text, HTML attributes and front matter. It applies to every
expression of every template: each ASCII punctuation mark, space and control character becomes a
numeric character reference, which has no meaning in the syntax of Markdown, HTML, YAML or Jinja.
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

# Python-Markdown strips these from the ends of a line; YAML treats some of them as line breaks.
_SPACES = [chr(code) for code in range(0x80, 0x3001) if chr(code).isspace()]
_SIGNS = [chr(code) for code in range(0x80) if not chr(code).isalnum()]
_ABBREVIATION = re.compile(r"(?<![A-Za-z])([A-Z]{2,})(?![A-Za-z])")
_INERT = {ord(sign): f"&#{ord(sign)};" for sign in (*_SIGNS, *_SPACES)}


def inert(value: object) -> Markup:
    """The value as escaped text; a value of type Markup is returned unchanged."""
    if isinstance(value, Markup):
        return value
    return Markup(str(value).translate(_INERT))


def with_abbreviations(text: str) -> Markup:
    """The escaped text, with Latin abbreviations marked so that screen readers spell them.

    >>> with_abbreviations("VR1")
    Markup('<abbr lang="en">VR</abbr>1')
    """
    pieces = _ABBREVIATION.split(text)
    marked = (
        Markup('<abbr lang="en">{}</abbr>').format(piece) if at % 2 else inert(piece)
        for at, piece in enumerate(pieces)
    )
    return Markup("").join(marked)


class TemplateCache(FileSystemBytecodeCache):
    """Keeps compiled templates in Jinja's folder for temporary files, by their real paths.

    So each build on a server, in a new folder with links to the program, finds those of the last.
    """

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Jinja's key for the real path."""
        return super().get_cache_key(name, filename and str(Path(filename).resolve()))


def template_environment() -> Environment:
    """An environment for the templates; an undefined name in a template is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=TemplateCache(),
        auto_reload=False,  # every build makes a new environment
    )
    environment.filters["with_abbreviations"] = with_abbreviations
    return environment


def template_problem(error: Exception) -> Problem:
    """The problem for an error in a template, at the line of the innermost template."""
    place = Place(TEMPLATES)
    for frame, line in walk_tb(error.__traceback__):
        # Jinja's traceback contains the templates with their own file names.
        if not frame.f_code.co_filename.endswith((".py", ">")):
            place = Place(Path(frame.f_code.co_filename), line)
    reason = f"{type(error).__name__}: {error}"
    if isinstance(error, TemplateSyntaxError):
        place = Place(Path(error.filename), error.lineno) if error.filename else place
        reason = str(error.message)
    return Problem(place, "template-broken", {"reason": reason})
