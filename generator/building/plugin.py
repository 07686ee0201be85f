"""The MkDocs plugin `work-plan`: a plain function behind each event, in the order of the events."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from generator.building import preview
from generator.building.context import page_variables, searched_documents, site_variables
from generator.building.files import (
    date_pages,
    generated_files,
    prepare_assets,
    write_search_indexes,
    write_stylesheet,
)
from generator.building.navigation import (
    keep_neighbours_within_section,
    nav_setting,
    year_navigation,
)
from generator.frontend.search_index import PlainDocument
from generator.frontend.stylesheet import STYLESHEET, Sources, names_in
from generator.language.problems import PlanError, Problem
from generator.language.wording import WORDING_FILE, Message, Wording
from generator.pages.html_blocks import HtmlBlocks, anchors_in
from generator.pages.rendering import TEMPLATES
from generator.pipeline import Site, generate_site
from generator.plan import addresses
from generator.table.history import revision_reader

log = get_plugin_logger(__name__)


class WorkPlanConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in `mkdocs.yml`."""

    data_folder = option.Dir(default="data")
    """The folder with `tasks.yaml`, relative to `mkdocs.yml`."""

    preview_polling = option.Type(bool, default=False)
    """Whether a preview looks at every file twice a second, where the system reports no changes."""


@dataclass
class Build:
    """What one build knows. Either a site was generated, or there are messages that say why not."""

    site: Site | None = None
    messages: Sequence[Message] = ()
    styles: Sources | None = None
    navigations: dict[int, Navigation] = field(default_factory=dict)
    """By year."""
    documents: list[tuple[int | None, PlainDocument]] = field(default_factory=list)
    """What the search finds beside the tasks, by year; None for every year."""
    names: set[str] = field(default_factory=set)
    """By which a stylesheet can know elements of the pages."""

    def year_of(self, page: MkDocsPage) -> int | None:
        """The year of a generated page; None for a page written by hand."""
        return self.site.years_by_path.get(page.file.src_uri) if self.site else None


class WorkPlanPlugin(BasePlugin[WorkPlanConfig]):  # type: ignore[no-untyped-call]
    """Adds the generated pages to the site; in a preview, shows what is wrong with the table."""

    def __init__(self) -> None:
        self.problems: Sequence[Problem] = ()
        """Why the last build failed, if it did for the table, the settings or the pages."""
        self._is_preview = False
        self._known_paths: Sequence[str] = (addresses.markdown_path(addresses.HOME),)
        self._build = Build()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Because of this event MkDocs keeps the plugin object between the builds of a preview."""
        gc.freeze()  # no collection walks what was imported: a third of a build of 72 tasks
        self._is_preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Generate before MkDocs empties the site folder, so that a broken table costs nothing."""
        config.theme.static_templates.add("robots.txt")
        extensions: list[Any] = config.markdown_extensions  # MkDocs hands them on as they are
        extensions.append(HtmlBlocks())
        self._build = self._begun(config)
        if site := self._build.site:
            self._known_paths = list(site.pages_by_path)
            generated = nav_setting(site.pages, site.current_year, Wording())
        else:
            generated = list(self._known_paths)
        config.nav = [*generated, *(config.nav or ())]
        return config

    def _begun(self, config: MkDocsConfig) -> Build:
        """A new build with its site, or in a preview with what is wrong.

        Raises:
            PluginError: outside a preview, the list of what is wrong.
        """
        self.problems = ()
        try:
            site_url = preview.site_url_set_in(config) if self._is_preview else config.site_url
            folders = Path(self.config.data_folder), Path(config.docs_dir)
            return Build(site=generate_site(*folders, revision_reader(), site_url or None))
        except PlanError as error:
            self.problems = error.problems
            wording = Wording()
            root = Path(config.config_file_path).parent
            messages = [wording.message(problem, root) for problem in error.problems]
            if not self._is_preview:
                raise PluginError(wording.problem_list(messages)) from None
            log.error(wording.problem_list(messages))
            return Build(messages=messages)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add what was generated; or, where that failed, an empty page at each known address."""
        self._build.styles = prepare_assets(files, config)
        if site := self._build.site:
            added = list(generated_files(site, config))
        else:  # the theme's templates say what is wrong
            added = [File.generated(config, path, content="") for path in self._known_paths]
        for file in added:
            files.append(file)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Make the navigation of each year, and date the pages."""
        if site := self._build.site:
            for plan in site.data.plans:
                self._build.navigations[plan.year] = year_navigation(
                    nav, plan.year, site.current_year, self._build.year_of
                )
        for page in nav.pages:
            keep_neighbours_within_section(page)
        date_pages(files, self._build.site)
        return nav

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> None:
        """Keep what the search finds of a page, and tell MkDocs the anchors in its HTML blocks."""
        if site := self._build.site:
            page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors_in(html)
            self._build.documents.extend(searched_documents(page, html, site))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let Jinja keep compiled templates, which take a sixth of a build of 72 tasks."""
        env.bytecode_cache = FileSystemBytecodeCache()
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give 404.html the current year's navigation, and what is wrong in a preview."""
        return self._with_variables(context, None)

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give a page the navigation of its year, and what it tells machines."""
        if site := self._build.site:
            variables: Any = context
            variables.update(page_variables(page, nav.homepage, site, config.site_name))
        return self._with_variables(context, self._build.year_of(page))

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> None:
        """Keep the names that a stylesheet can know the page by, and not its HTML."""
        self._build.names |= names_in(output)
        page.content = None

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what a reader's browser searches, and how the pages look."""
        if self._build.site:
            write_search_indexes(self._build.site, self._build.documents, config)
        if self._build.styles:
            write_stylesheet(self._build.styles, self._build.names, config)

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch all that pages are made of, and say in the browser why a build failed."""
        preview.refuse_busy_port(server)
        sources = [self.config.data_folder, str(TEMPLATES), str(WORDING_FILE)]
        sources.extend(filter(None, [config.theme.custom_dir]))
        preview.follow_changes(server, sources, polling=self.config.preview_polling)
        preview.show_failures(server, Path(config.config_file_path))
        return server

    def _with_variables(self, context: TemplateContext, year: int | None) -> TemplateContext:
        """Variables for every page; what is of no year gets the navigation of the current one."""
        variables: Any = context  # typed by MkDocs as its own variables only
        variables["problems"] = self._build.messages
        variables["is_preview"] = self._is_preview
        variables["stylesheet"] = STYLESHEET
        if site := self._build.site:
            variables["nav"] = self._build.navigations[year or site.current_year]
            variables.update(site_variables(site, year or site.current_year))
        return context
