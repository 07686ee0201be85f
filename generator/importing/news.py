"""Reports what a document names that the table did not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing.flow import Imported
from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.plan.columns import COLUMNS
from generator.plan.headings import renamed


def own_names(imported: Imported, wording: Wording) -> Iterator[str]:
    """What the document calls the columns, if it is news to the table."""
    before = renamed(imported.table) if imported.table else {}
    after = renamed(imported.plan)
    if after != before:
        names = [
            wording.say(
                "import.own-name",
                key=column.heading,
                name=after.get(column.heading, column.heading),
            )
            for column in COLUMNS
            if before.get(column.heading) != after.get(column.heading)
        ]
        yield wording.say("import.own-names", key=words.COLUMN_NAMES, names=names)


def new_topics(imported: Imported, wording: Wording) -> Iterator[str]:
    """The topics that the document states, each with its proposed address."""
    known = imported.table.topics_by_name if imported.table else {}
    new = [one for one in imported.plan.topics if one.name not in known and not one.summary]
    if new:
        yield wording.say("import.new-topics", count=len(new))
        yield from (wording.say("import.unit", name=one.name, slug=one.slug) for one in new)
