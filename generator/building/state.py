"""What the plugin knows while one build runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator.frontend.search_index import PlainDocument
from generator.frontend.stylesheet import Sources
from generator.language.problems import Problem
from generator.language.wording import Message
from generator.pipeline import Site


@dataclass
class Build:
    """The state of one build: a generated site, or the problems that stop it."""

    site: Site | None = None
    problems: Sequence[Problem] = ()
    messages: Sequence[Message] = ()
    """What a person reads of the problems."""
    styles: Sources | None = None
    navigations: dict[int, Navigation] = field(default_factory=dict)
    """The navigation of each year."""
    documents: list[tuple[int | None, PlainDocument]] = field(default_factory=list)
    """The search documents that are not tasks, each with its year; None means every year."""
    names: set[str] = field(default_factory=set)
    """The names in the pages that selectors of a stylesheet can match, such as classes."""

    def year_of(self, page: MkDocsPage) -> int | None:
        """The year of a generated page; None for a hand-written page."""
        return self.site.years_by_path.get(page.file.src_uri) if self.site else None
