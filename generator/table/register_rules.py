"""Rules on the registers of topics and departments: their names, slugs and aliases."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from generator.language import vocabulary as words
from generator.language.problems import Finding, TablePath
from generator.plan.addresses import RESERVED_DEPARTMENT_SLUGS, RESERVED_TOPIC_SLUGS
from generator.plan.model import Department, Topic
from generator.table.validation import Draft

Rule = Callable[[Draft], Iterator[Finding]]
Register = tuple[str, Mapping[int, Topic] | Mapping[int, Department]]
"""A key of the table, and the valid rows registered under it by index."""


def registers(draft: Draft) -> tuple[Register, Register]:
    """The topics and the departments."""
    return (words.TOPICS, draft.topics), (words.DEPARTMENTS, draft.departments)


def repeated_names_and_slugs(draft: Draft) -> Iterator[Finding]:
    """Check each register on its own: departments have a folder of their own on the site."""
    for key, rows in registers(draft):
        names = (((key, index, words.NAME), row.name) for index, row in rows.items())
        yield from repeated(names, "name-repeated")
        yield from repeated(_slugs((key, rows)), "slug-repeated")


def _slugs(register: Register) -> Iterator[tuple[TablePath, str]]:
    """The slugs with their places, then the former ones, which have pages too."""
    key, rows = register
    for index, row in rows.items():
        yield (key, index, words.SLUG), row.slug
    for index, row in rows.items():
        for nth, slug in enumerate(row.former_slugs):
            yield (key, index, words.FORMER_SLUGS, nth), slug


def repeated(cells: Iterable[tuple[TablePath, Hashable]], code: str) -> Iterator[Finding]:
    """A finding for each value that occurred before; it names the first place."""
    places: dict[Hashable, TablePath] = {}
    for path, value in cells:
        first = places.setdefault(value, path)
        if first != path:
            yield Finding(path, code, {"value": value}, first=first)


def ambiguous_aliases(draft: Draft) -> Iterator[Finding]:
    """Require that an alias means one topic or department, and is no name of any."""
    cells = [
        ((key, index, words.ALIASES, nth), alias)
        for key, rows in registers(draft)
        for index, row in rows.items()
        for nth, alias in enumerate(row.aliases)
    ]
    names = {*draft.topic_names, *draft.department_names}
    yield from _ambiguous(cells, names, "alias-repeated", "alias-is-name")


def ambiguous_former_names(draft: Draft) -> Iterator[Finding]:
    """Require that a former name leads to one row of its register, and is no name there."""
    for key, rows in registers(draft):
        cells = [(path, name) for of, path, name in former_names(draft) if of == key]
        names = {row.name for row in rows.values()}
        yield from _ambiguous(cells, names, "former-name-repeated", "former-name-is-name")


def former_names(draft: Draft) -> Iterator[tuple[str, TablePath, str]]:
    """The key of its register, the place and the text of each former name."""
    for key, rows in registers(draft):
        for index, row in rows.items():
            for nth, name in enumerate(row.former_names):
                yield key, (key, index, words.FORMER_NAMES, nth), name


def _ambiguous(
    cells: Sequence[tuple[TablePath, str]], names: set[str], code: str, code_of_name: str
) -> Iterator[Finding]:
    yield from repeated(cells, code)
    for path, value in cells:
        if value in names:
            yield Finding(path, code_of_name, {"value": value})


def reserved_slugs(draft: Draft) -> Iterator[Finding]:
    checks: tuple[tuple[Register, frozenset[str]], ...] = (
        ((words.TOPICS, draft.topics), RESERVED_TOPIC_SLUGS),
        ((words.DEPARTMENTS, draft.departments), RESERVED_DEPARTMENT_SLUGS),
    )
    for register, reserved in checks:
        for path, slug in _slugs(register):
            if slug in reserved:
                yield Finding(path, "slug-reserved", {"value": slug})


REGISTER_RULES: tuple[Rule, ...] = (
    repeated_names_and_slugs,
    ambiguous_aliases,
    ambiguous_former_names,
    reserved_slugs,
)
