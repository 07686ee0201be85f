"""What one build of a preview keeps for the next: pages that come out the same.

The key of a page holds everything that can change it, so a preview shows what a clean build makes.
Pages that a build did not ask for are forgotten. Without this, an edit of a plan of 1,000 tasks
shows after two seconds and more.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.building.defaults import own_folders

_Made = TypeVar("_Made")

_NOT_PRINTED = ("nav", "pages", "config", "page", "build_date_utc")
"""What a page's template is given and its key holds in another form; no page shows the clock."""


class Rebuilds:
    """What was made in the builds so far. Only a preview keeps it: one build has no use for it."""

    def __init__(self, *, keep: bool) -> None:
        self._keep = keep
        self._kept: dict[Hashable, Any] = {}
        self._asked: dict[Hashable, Any] = {}
        self._files: Files | None = None
        self._surroundings = ""

    def call(self, function: Callable[..., _Made], *arguments: Hashable) -> _Made:
        """What a function makes of its arguments, on which alone it depends."""
        return self.recall((function, arguments), lambda: function(*arguments))

    def recall(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """What was made under a key; made now, if it is new."""
        if not self._keep:
            return make()
        made: _Made = self._kept[key] if key in self._kept else make()
        self._kept[key] = self._asked[key] = made
        return made

    def forget_unused(self) -> None:
        """Keep only what was asked for since the last time."""
        self._kept, self._asked = self._asked, {}

    def page(self, file: File, config: MkDocsConfig) -> None:
        """Give a generated file a page whose Markdown is converted only when it has changed."""
        _KeptPage(self, file, config)

    def surroundings(self, config: MkDocsConfig, files: Files) -> str:
        """What a page's HTML depends on beside its Markdown: what extends it, where links lead.

        The same for all pages of a build.
        """
        if files is not self._files:
            addresses = [(file.src_uri, file.dest_uri, file.inclusion) for file in files]
            extensions = (config.markdown_extensions, config.mdx_configs, config.validation)
            self._files, self._surroundings = files, _digest(addresses, extensions)
        return self._surroundings

    def templates(
        self, environment: Environment, config: MkDocsConfig, files: Files
    ) -> KeptTemplates:
        """The theme's templates; each page is rendered anew only if something in it changed."""
        frame = _frame(config, files)

        def render(name: str, context: Any) -> str:
            def make() -> str:
                return environment.get_template(name).render(context)

            return self.recall(_key(frame, name, context), make)

        return KeptTemplates(render)


@dataclass(frozen=True)
class KeptTemplates:
    """Has the methods of a Jinja environment, and of a template, that MkDocs calls."""

    render_by_name: Callable[[str, Any], str]

    def get_template(self, name: str) -> KeptTemplate:
        """The template under a name."""
        return KeptTemplate(self, name)


@dataclass(frozen=True)
class KeptTemplate:
    """A template, of which MkDocs calls one method."""

    templates: KeptTemplates
    name: str

    def render(self, context: Any) -> str:
        """What the template makes of a context."""
        return self.templates.render_by_name(self.name, context)


def _frame(config: MkDocsConfig, files: Files) -> str:
    """All on which every page depends: templates, settings, and the pages that it can name."""
    settings = [(name, value) for name, value in config.items() if name != "plugins"]
    plugins = [(name, dict(plugin.config)) for name, plugin in config.plugins.items()]
    pages = [file.page for file in files.documentation_pages() if file.page]
    named = [(page.url, page.title, page.update_date, _shown_elsewhere(page)) for page in pages]
    return _digest(settings, plugins, named, list(_sources(config)))


def _key(frame: str, template: str, context: Any) -> Hashable:
    """All that can change what a template makes of a context, for a page or for the whole site.

    The navigation is that of the page's year, and so a matter of the frame.
    """
    page: Page | None = context["page"]
    variables = [(name, value) for name, value in context.items() if name not in _NOT_PRINTED]
    if page is None:
        return (frame, template, repr(variables))
    facts = repr((page.url, page.canonical_url, page.edit_url, page.meta, variables))
    return (frame, template, page.file.src_uri, page.content, facts)


def _digest(*facts: object) -> str:
    return sha256(repr(facts).encode()).hexdigest()


class _KeptPage(Page):
    """One that takes its HTML from an earlier build, if it may; its front matter has its title."""

    def __init__(self, rebuilds: Rebuilds, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self._rebuilds = rebuilds

    def render(self, config: MkDocsConfig, files: Files) -> None:
        key = (self.file.src_uri, self.markdown, self._rebuilds.surroundings(config, files))
        made = self._rebuilds.recall(key, lambda: self._rendered(config, files))
        self.content, self.toc, self.present_anchor_ids, links = made
        found = {files.get_file_from_path(name): anchors for name, anchors in links.items()}
        self.links_to_anchors = {file: anchors for file, anchors in found.items() if file}

    def _rendered(self, config: MkDocsConfig, files: Files) -> tuple[Any, ...]:
        super().render(config, files)
        links = self.links_to_anchors or {}
        by_name = {file.src_uri: anchors for file, anchors in links.items()}
        return self.content, self.toc, self.present_anchor_ids, by_name


def _shown_elsewhere(page: Page) -> str:
    """What of a page's front matter can show on other pages, such as an icon in the navigation."""
    return repr({name: value for name, value in page.meta.items() if name != "description"})


def _sources(config: MkDocsConfig) -> Iterator[Hashable]:
    """Every file of our theme with its content; those of Material with their times.

    Hidden folders of Material are left out: 14,000 icons.
    """
    own = {str(folder) for folder in own_folders(config.theme)}
    for folder in config.theme.dirs:
        for root, folders, names in os.walk(folder):
            if folder not in own:
                folders[:] = [name for name in folders if not name.startswith(".")]
            for file in (Path(root, name) for name in names):
                if folder in own:
                    yield str(file), file.read_bytes()
                else:
                    facts = file.stat()
                    yield str(file), facts.st_mtime_ns, facts.st_size
