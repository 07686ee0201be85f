"""Read a table or settings file: its values, their places, and the problems found in reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.language.problems import Finding, Place, PlanError, Problem, TablePath
from generator.table import syntax
from generator.table.composing import Composer, Marks, Value
from generator.table.syntax import Fault

MAX_BYTES = 20_000_000
MAX_SLIPS = 20
"""How many wrong colons are corrected in reading; each costs another parse of the file."""


@dataclass(frozen=True)
class Source:
    """A file's values, their places, and the problems found in reading them."""

    file: Path
    value: Value
    marks: Marks
    problems: Sequence[Problem]

    def locate(self, finding: Finding) -> Problem:
        """Return the finding as a problem at its line and column.

        A value that is not there is reported at the nearest value around it.
        """
        place = self._place(finding.path, finding.at_key)
        details = finding.details
        if finding.first is not None:
            details = {**details, "first_line": self._place(finding.first).line}
        return Problem(place, finding.code, details, finding.severity)

    def _place(self, path: TablePath, at_key: bool = False) -> Place:
        marks = self.marks
        for index, step in enumerate(path):
            is_last = index == len(path) - 1
            within = marks.keys if at_key and is_last else marks.children
            if step not in within:
                break
            marks = within[step]  # type: ignore[index]  # keys are the text steps of children
        return Place(self.file, marks.line, marks.column)


def read_source(file: Path) -> Source:
    """Read one YAML file.

    Raises:
        PlanError: the file cannot be read, or see `parse_source`.
    """
    return parse_source(file, read_file(file))


def read_file(file: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        PlanError: with one problem: the file cannot be read, or exceeds `MAX_BYTES`.
    """
    try:
        return syntax.read_bytes(file, MAX_BYTES)
    except Fault as fault:
        raise PlanError([_problem(file, fault)]) from None


def parse_source(file: Path, content: bytes) -> Source:
    """Read the content of a YAML file.

    A wrong colon, the commonest mistake, is reported and read as it was meant, so that it hides
    no other problem. Columns after it on its line are those of the corrected line.

    Raises:
        PlanError: the content is not UTF-8 or not YAML; also lists the wrong colons found so far.
    """
    try:
        text = syntax.decode(content)
        syntax.refuse_characters(text)
    except Fault as fault:
        raise _unreadable(file, [fault]) from None
    return _parsed(file, text, ())


def _parsed(file: Path, text: str, slips: tuple[Fault, ...]) -> Source:
    composer = Composer(file, text)
    try:
        value, marks = composer.document()
    except Fault as fault:
        slips = (*slips, fault)
        mended = syntax.mend_colon(text, fault)
        if mended is None or len(slips) > MAX_SLIPS:
            raise _unreadable(file, slips) from None
        return _parsed(file, mended, slips)
    problems = [*(_problem(file, slip) for slip in slips), *composer.problems]
    return Source(file, value, marks, problems)


def _unreadable(file: Path, faults: Sequence[Fault]) -> PlanError:
    """Return the error for these faults, the last of which stops the reading.

    A second fault on a line is left out: the correction of the first may have caused it.
    """
    first_on_line = {fault.line: fault for fault in reversed(faults)}
    *others, last = (fault for fault in faults if first_on_line[fault.line] is fault)
    problems = [_problem(file, fault) for fault in others]
    return PlanError([*problems, _problem(file, last, hides_rest=True)])


def _problem(file: Path, fault: Fault, hides_rest: bool = False) -> Problem:
    place = Place(file, fault.line, fault.column)
    return Problem(place, fault.code, fault.details, hides_rest=hides_rest)
