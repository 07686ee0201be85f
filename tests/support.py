"""What the tests share: a small table and its readers, and how problems are put on a line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.language.problems import PlanError, Problem
from generator.language.wording import WORDING_FILE, Wording
from generator.language.yaml_loader import YAML_LOADER
from generator.plan.model import WorkPlan
from generator.table.loading import SiteData, load_site_data

ROOT = Path(__file__).parents[1]
MADE_UP_OFFICE = ROOT / "tests" / "made_up_office"
"""The project whose site the tests build: an office with one example of each case in a table."""
CASES = ROOT / "tests" / "table" / "cases"
BASE = (CASES / "base.yaml").read_text(encoding="utf-8")
"""A valid table that draws no notice: 2 topics, 3 departments, 3 tasks."""


def read_yaml(text: str) -> Any:
    """What any YAML reader sees in a text."""
    return yaml.load(text, Loader=YAML_LOADER)


SAID: dict[str, Any] = read_yaml(WORDING_FILE.read_text(encoding="utf-8"))
"""What the program says, as the file of sentences has it."""


def rarely(*values: Any) -> list[Any]:
    """Parameters of a test that are tried in the long run only; a tuple has several at once."""
    several = (value if isinstance(value, tuple) else (value,) for value in values)
    return [pytest.param(*value, marks=pytest.mark.soak) for value in several]


def write_data(folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """A data folder with the base table and other files, which may also replace it."""
    for name, content in ({"tasks.yaml": BASE} | (files or {})).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """The content of every file below a folder, by its path in it."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def load(folder: Path, files: dict[str, str | bytes] | None = None) -> SiteData:
    return load_site_data(write_data(folder, files))


def load_base(folder: Path, *replacements: tuple[str, str]) -> WorkPlan:
    """The plan of the base table after some replacements, each of which must find its text."""
    text = BASE
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return load(folder, {"tasks.yaml": text}).plans[0]


def past_table(year: int) -> str:
    """The base table as that of another year."""
    return BASE.replace("2030", str(year))


def short(problems: Iterable[Problem]) -> list[str]:
    """Problems as the golden files have them: line, column, code."""
    return [f"{found.place.line}:{found.place.column} {found.code}" for found in problems]


@dataclass(frozen=True)
class Outcome:
    """What loading a data folder found."""

    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]

    def messages(self, folder: Path) -> list[str]:
        wording = Wording()
        return [str(wording.message(found, folder)) for found in (*self.problems, *self.notices)]


def try_to_load(folder: Path) -> Outcome:
    try:
        return Outcome((), tuple(load_site_data(folder).notices))
    except PlanError as error:
        return Outcome(error.problems, ())


@dataclass(frozen=True)
class Case:
    """A change to the base table (or a whole file), and what it must lead to.

    In a golden file, `change` gives lines of the base table their new text by number (null removes
    one), `text` the whole text of the file `in` (the table, if not named).
    """

    name: str
    theme: str
    file: str
    content: bytes
    problems: list[str]
    notices: list[str]
    says: list[str] | None

    def write(self, folder: Path) -> Path:
        return write_data(folder, {self.file: self.content})


def problem_cases() -> list[Case]:
    files = sorted((CASES / "problems").glob("*.yaml"))
    return [case for file in files for case in _cases(file)]


def _cases(file: Path) -> Iterator[Case]:
    for entry in read_yaml(file.read_text(encoding="utf-8")):
        text = entry.get("text", _changed(entry.get("change", {})))
        text = text.replace("\n", {"crlf": "\r\n", "cr": "\r"}.get(entry.get("newlines"), "\n"))
        yield Case(
            name=entry["name"],
            theme=file.stem,
            file=entry.get("in", "tasks.yaml"),
            content=text.encode(entry.get("encoding", "utf-8")),
            problems=entry.get("problems", []),
            notices=entry.get("notices", []),
            says=entry.get("says"),
        )


def _changed(change: dict[int, Any]) -> str:
    lines: dict[int, Any] = dict(enumerate(BASE.splitlines(), start=1))
    assert change.keys() <= lines.keys()
    return "".join(f"{line}\n" for line in (lines | change).values() if line is not None)
