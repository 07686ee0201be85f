"""The MkDocs plugin `work-plan`; its methods are in the order of MkDocs' events."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from generator.assembling.navigation import items_shown, nav_setting, with_plain_paths
from generator.assembling.search import search_files
from generator.assembling.values import page_values, searched_documents, site_values
from generator.building.context import site_page
from generator.building.defaults import complete, own_folders
from generator.building.files import (
    complete_pages,
    generated_files,
    leave_icons_unlisted,
    prepare_assets,
    write_stylesheet,
    write_texts,
)
from generator.building.navigation import (
    keep_neighbours_within_section,
    part_of,
    unnamed_pages,
)
from generator.building.rebuilding import Rebuilds
from generator.building.state import Build, begin
from generator.frontend.stylesheet import STYLESHEET, names_in
from generator.language.problems import Problem
from generator.language.wording import WORDING_FILE, Wording
from generator.pages.html_blocks import HtmlBlocks, anchors_in
from generator.pages.rendering import TEMPLATES, TemplateCache
from generator.plan import addresses

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger(__name__)


class WorkPlanConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in `mkdocs.yml`."""

    data_folder = option.Dir(default="data")
    """The folder with `tasks.yaml`, relative to `mkdocs.yml`."""

    preview_polling = option.Type(bool, default=False)
    """Whether a preview checks all files twice a second, for systems that report no changes."""


class WorkPlanPlugin(BasePlugin[WorkPlanConfig]):  # type: ignore[no-untyped-call]
    """Adds the generated pages to the site; in a preview, shows the problems of the table."""

    def __init__(self) -> None:
        self._is_preview = False
        self._rebuilds = Rebuilds(keep=False)
        self._known_paths: Sequence[str] = (addresses.markdown_path(addresses.HOME),)
        self._build = Build()
        self._html_blocks = HtmlBlocks()

    @property
    def problems(self) -> Sequence[Problem]:
        """The problems of the table, the settings and the pages in the last build."""
        return self._build.problems

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note the command; with this event, MkDocs keeps the plugin object in a preview."""
        gc.freeze()  # saves a third of a build of 72 tasks: collections skip what was imported
        self._is_preview = command == "serve"
        self._rebuilds = Rebuilds(keep=self._is_preview)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Generate the site before MkDocs empties the site folder, so errors leave it intact.

        Raises:
            PluginError: there are problems, and this is not a preview.
        """
        complete(config)
        leave_icons_unlisted(config.theme)
        extensions: list[Any] = config.markdown_extensions  # MkDocs accepts objects too
        extensions.append(self._html_blocks)
        self._build = begin(config, Path(self.config.data_folder), is_preview=self._is_preview)
        if self._build.messages:
            report = Wording().problem_list(self._build.messages)
            if not self._is_preview:
                raise PluginError(report)
            log.error(report)
        if site := self._build.site:
            self._known_paths = list(site.pages_by_path)
            generated = nav_setting(site.pages, site.current_year, site.wording)
        else:
            generated = list(self._known_paths)
        config.nav = [*generated, *with_plain_paths(config.nav or [])]
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Remove unneeded files and add the generated ones, with problems empty ones; end `nav`."""
        self._build.styles = prepare_assets(files, config)
        if site := self._build.site:
            added = list(generated_files(site, config))
        else:  # the theme's templates show the messages
            added = [File.generated(config, path, content="") for path in self._known_paths]
        for file in added:
            files.append(file)
            if self._is_preview and self._build.site and file.is_documentation_page():
                self._rebuilds.page(file, config)
        wording = self._build.site.wording if self._build.site else None
        config.nav = [*(config.nav or ()), *unnamed_pages(files, config, wording)]
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Make the navigation and the variables of each year, and set the dates of the pages."""
        if site := self._build.site:
            for plan in site.data.plans:
                shown = items_shown(config.nav or (), site, plan.year)
                self._build.navigations[plan.year] = part_of(nav, shown)
                self._build.variables[plan.year] = site_values(site, plan.year)
        for page in nav.pages:
            keep_neighbours_within_section(page)
        complete_pages(files, self._build.site, config)
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Let only generated pages pass with their HTML; read no page while there are problems.

        The templates show the problems, and a page beyond the limits would take long to read.
        """
        site = self._build.site
        self._html_blocks.is_on = bool(site and page.file.src_uri in site.pages_by_path)
        return None if site else ""

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> None:
        """Collect the search documents of a page, and give MkDocs the ids in its HTML blocks."""
        if site := self._build.site:
            page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors_in(html)
            self._build.documents.extend(searched_documents(site_page(page), html, site))
        page.markdown = ""  # its HTML is made; at 10,000 tasks the Markdown takes memory

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Any:
        """Cache compiled templates; compiling takes a sixth of a build of 72 tasks.

        MiniJinja has the filter `lines` too.
        """
        env.bytecode_cache = TemplateCache()
        env.filters["lines"] = str.splitlines
        return self._rebuilds.templates(env, config, files) if self._is_preview else env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Add the variables of 404.html, with the navigation of the current year."""
        return self._with_variables(context, None)

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Add the variables of a page, with the navigation of its year and its metadata."""
        variables: Any = self._with_variables(context, self._build.year_of(page))
        if site := self._build.site:
            found = site_page(page, nav.homepage)
            variables.update(page_values(found, site, config.site_name))
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> None:
        """Collect the names in a page for the stylesheet, and free the memory of its HTML."""
        self._build.names |= self._rebuilds.call(names_in, output)
        page.content = None

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search indexes and the stylesheet."""
        if self._build.site:
            write_texts(search_files(self._build.site, self._build.documents), config)
            self._rebuilds.forget_unused()
        if self._build.styles:
            write_stylesheet(self._build.styles, self._build.names, config)

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch all sources of the pages, and show in the browser why a build failed."""
        from generator.building import preview  # a build does without a server and its imports

        preview.refuse_busy_port(server)
        sources = [self.config.data_folder, str(TEMPLATES), str(WORDING_FILE)]
        sources.extend(map(str, own_folders(config.theme)))
        preview.follow_changes(server, sources, polling=self.config.preview_polling)
        preview.show_failures(server, Path(config.config_file_path))
        return server

    def _with_variables(self, context: TemplateContext, year: int | None) -> TemplateContext:
        """Add the variables of all pages; without a year, those of the current year."""
        variables: Any = context  # MkDocs' type has its own variables only
        variables["problems"] = self._build.messages
        variables["is_preview"] = self._is_preview
        variables["stylesheet"] = STYLESHEET
        if site := self._build.site:
            variables["nav"] = self._build.navigations[year or site.current_year]
            variables.update(self._build.variables[year or site.current_year])
        return context
