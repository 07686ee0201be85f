"""Gives the program's sentences, by their codes in `wording.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from generator.language import vocabulary as words
from generator.language.problems import Problem
from generator.language.yaml_loader import YAML_LOADER

WORDING_FILE = Path(__file__).with_name("wording.yaml")
_LONGEST_VALUE = 60
_FILLED_IN, _AS_IT_IS = ("search", "sentences"), "open-data"
"""The parts that tell of a plan: those with values to fill in, and the one without."""
MOST_LISTED = 500
"""The longest list of problems that is shown in full."""


@dataclass(frozen=True)
class Message:
    """A problem as a person reads it: its place, what is wrong, what to do."""

    location: str
    says: str
    remedy: str
    subject: str = ""
    """What the file is, such as the table."""

    def __str__(self) -> str:
        return f"{self.location}: {self.says}{self.remedy}"


def _texts_in_file() -> Mapping[str, Any]:
    return _texts_in(WORDING_FILE.read_bytes())


@lru_cache(maxsize=1)
def _texts_in(content: bytes) -> Mapping[str, Any]:
    texts: Mapping[str, Any] = yaml.load(content, Loader=YAML_LOADER)
    return texts


@dataclass(frozen=True)
class Wording:
    """The sentences; each instance reads the file again, so a preview shows edited ones.

    The file takes 50 ms to parse, so it is parsed again only if it has changed.
    """

    _texts: Mapping[str, Any] = field(default_factory=_texts_in_file)

    def say(self, code: str, **details: object) -> str:
        """The sentence with a dotted code, such as `check.passed`, with its details filled in.

        Raises:
            KeyError: there is no such sentence, or a detail is missing.
        """
        text: Any = self._texts
        for step in code.split("."):
            text = text[step]
        return self._fill(str(text), details)

    def with_names(self, names: Mapping[str, str]) -> Wording:
        """The sentences about a plan with its own names of columns, by the usual ones."""
        if not names:
            return self
        usual = re.compile("|".join(map(re.escape, names)))

        def told(value: Any, own: Mapping[str, str]) -> Any:
            if isinstance(value, dict):
                return {key: told(one, own) for key, one in value.items()}
            return usual.sub(lambda found: own[found[0]], str(value))

        escaped = {usual: own.replace("{", "{{").replace("}", "}}") for usual, own in names.items()}
        parts = {part: told(self._texts[part], escaped) for part in _FILLED_IN}
        data = told(self._texts[_AS_IT_IS], names)
        if words.NOTE in names:  # then the notes are the document's own
            data["columns"]["note"] = data["columns"]["own-note"]
        return Wording({**self._texts, **parts, _AS_IT_IS: data})

    def message(self, problem: Problem, root: Path | None = None) -> Message:
        """The message for a problem; files under `root` are named relative to it."""
        entry = self._texts["problems"][problem.code]
        remedy = entry["suggest"] if problem.details.get("suggestion") else entry["do"]
        rest = self.say("check.hides-rest") if problem.hides_rest else ""
        place = problem.place
        file = place.file
        if root is not None and file.is_relative_to(root):
            file = file.relative_to(root)
        return Message(
            location=f"{file.as_posix()}:{place.line}:{place.column}",
            says=self._fill(entry["says"], problem.details),
            remedy=self._fill(remedy, problem.details) + rest,
            subject=self._subject(file.name),
        )

    def _subject(self, file_name: str) -> str:
        subjects = self._texts["files"].items()
        return next(str(subject) for end, subject in subjects if file_name.endswith(end))

    def explain(self, section: str, code: str, details: Mapping[str, object]) -> str:
        """The sentence with a code in a section, followed by what to do."""
        entry = self._texts[section][code]
        if isinstance(entry, dict):
            entry = entry["says"] + entry["suggest" if details.get("suggestion") else "do"]
        return self._fill(entry, details)

    def sentence(self, code: str, values: Mapping[str, object]) -> str:
        """The sentence of a report with its values filled in whole; a date has a year, month, day.

        Raises:
            KeyError: there is no such sentence, or a value is missing.
        """
        listed = {
            name: str(self._texts["list-separator"]).join(map(str, value))
            for name, value in values.items()
            if isinstance(value, tuple)
        }
        return str(self._texts["sentences"][code]).format_map({**values, **listed})

    def problem_list(self, messages: Sequence[Message]) -> str:
        """The number of problems, then one line for each."""
        lines = [self.say("check.problems", count=len(messages))]
        lines.extend(map(str, messages[:MOST_LISTED]))
        if len(messages) > MOST_LISTED:
            lines.append(self.say("check.more", count=len(messages) - MOST_LISTED))
        return "\n".join(lines)

    def describe(self, key: str) -> str:
        """The meaning of a key of the table or the settings, shown by editors such as VS Code."""
        return str(self._texts["keys"][key])

    def help(self, name: str) -> str:
        """What a command or option of the command line does; the first line is a summary."""
        return str(self._texts["help"][name]).rstrip()

    def about_data(self, part: str, code: str, languages: Sequence[str] = ("zh", "en")) -> str:
        """The description of a file, column or key of the open data, in the given languages."""
        entry = self._texts["open-data"][part][code]
        return " / ".join(str(entry[language]) for language in languages)

    def _fill(self, text: str, details: Mapping[str, object]) -> str:
        return text.format_map({name: self._show(value) for name, value in details.items()})

    def _show(self, value: object) -> str:
        if isinstance(value, (list, tuple)):
            return str(self._texts["list-separator"]).join(self._show(item) for item in value)
        text = "" if value is None or isinstance(value, dict) else str(value)
        text = " ".join(text.splitlines())
        return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "..."
