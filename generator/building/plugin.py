"""The MkDocs plugin `work-plan`: glue between MkDocs' events and the pipeline."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from generator.building.context import add_page_variables, searched_documents, site_variables
from generator.building.files import (
    addresses_written,
    date_pages,
    generated_files,
    slim,
    write_search_indexes,
    write_stylesheet,
)
from generator.building.kept_site import hide_built, show_built, write_only_changes
from generator.building.mkdocs_navigation import keep_neighbours_within_section, year_navigations
from generator.building.navigation import navigation
from generator.building.preview import follow_changes, show_failures, site_url_set_in
from generator.building.raw_html import set_aside
from generator.building.rebuilding import Rebuilds
from generator.building.theme_files import spare_repetition
from generator.frontend.search_index import PlainDocument
from generator.frontend.stylesheet import STYLESHEET, Sources, names_in
from generator.language.problems import PlanError
from generator.language.wording import WORDING_FILE, Message, Wording
from generator.pages.rendering import TEMPLATES
from generator.pipeline import Site, generate_site
from generator.plan import addresses
from generator.table.history import revision_reader

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger(__name__)


class WorkPlanConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in `mkdocs.yml`."""

    data_folder = option.Dir(default="data")
    """The folder with `tasks.yaml`, relative to `mkdocs.yml`."""

    preview_polling = option.Type(bool, default=False)
    """Whether a preview looks at every file twice a second, where the system tells no changes."""


class WorkPlanPlugin(BasePlugin[WorkPlanConfig]):  # type: ignore[no-untyped-call]
    """Adds the generated pages to the site; in a preview, shows what is wrong with the table."""

    def __init__(self) -> None:
        self._is_preview = False
        self._rebuilds = Rebuilds(keep=False)
        self._site: Site | None = None
        self._messages: Sequence[Message] = ()
        self._known_paths: Sequence[str] = (addresses.markdown_path(addresses.HOME),)
        self._navigations: dict[int, Navigation] = {}
        self._documents: list[tuple[int | None, PlainDocument]] = []
        self._names: set[str] = set()
        self._styles: Sources | None = None
        self._anchors: dict[str, set[str]] = {}

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Having this event also makes MkDocs keep the plugin between the builds of a preview."""
        if not gc.get_freeze_count():
            gc.freeze()  # no collection need walk what was imported: 3 % of a build of 72 tasks
        self._is_preview = command == "serve"
        self._rebuilds = Rebuilds(keep=self._is_preview)
        if self._is_preview:
            write_only_changes()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Generate before MkDocs empties the site folder, so that a broken table costs nothing."""
        spare_repetition(config.theme)
        wording = Wording()
        self._names = set()
        config.theme.static_templates.add("robots.txt")
        try:
            site_url = site_url_set_in(config) if self._is_preview else config.site_url
            folders = Path(self.config.data_folder), Path(config.docs_dir)
            site = generate_site(*folders, revision_reader(), site_url or None)
        except PlanError as error:
            self._site = None
            root = Path(config.config_file_path).parent
            self._messages = [wording.message(problem, root) for problem in error.problems]
            if not self._is_preview:
                raise PluginError(wording.problem_list(self._messages)) from None
            log.error(wording.problem_list(self._messages))
            config.nav = [*self._known_paths, *(config.nav or ())]
            return config
        self._site = site
        self._messages = ()
        self._documents = []
        self._known_paths = [addresses.markdown_path(page.address) for page in site.pages]
        config.nav = [*navigation(site.pages, site.current_year, wording), *(config.nav or ())]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Let a preview overwrite the files that change rather than make all of them anew."""
        if self._is_preview:
            hide_built(Path(config.site_dir))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add what was generated; or, where that failed, the problems in place of each page."""
        self._styles = slim(files, config)
        for file in generated_files(self._site, config) if self._site else ():
            files.append(file)
            if self._is_preview and file.is_documentation_page():
                self._rebuilds.page(file, config)
        for path in () if self._site else self._known_paths:
            files.append(File.generated(config, path, content=""))  # main.html says it all
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep one navigation a year, so that a page's size does not grow with the years."""
        years = [plan.year for plan in self._site.data.plans] if self._site else []
        self._navigations = dict(year_navigations(nav, years)) if years else {}
        for page in nav.pages:
            keep_neighbours_within_section(page)
        date_pages(files, self._site)
        if self._is_preview:
            show_built(Path(config.site_dir), addresses_written(files, self._site))
        return nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Let a preview say what is wrong with the theme's templates, and render what changed."""
        return self._rebuilds.templates(env, config, files) if self._is_preview else env

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Put a page's HTML back; give it its own year's navigation, and what it is about.

        Not before it is written: the pages of 139 years would need 100 MB more. What stands in
        the file's front matter is no HTML, so its blocks are those that were taken from the page.
        """
        if self._is_generated(page):
            aside = self._rebuilds.call(set_aside, page.file.content_string)
            page.content = aside.put_back(page.content or "")
        if self._site:
            add_page_variables(context, page, nav.homepage, self._site, config, self._rebuilds)
        return self._with_context(context, page.file.src_uri)

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Spare the Markdown parser the HTML of the generated pages."""
        if not self._is_generated(page):
            return markdown
        aside = self._rebuilds.call(set_aside, markdown)
        self._anchors[page.file.src_uri] = aside.anchors
        return aside.markdown

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell MkDocs the anchors in that HTML; keep what the search finds of the page."""
        if self._is_generated(page):
            anchors = self._anchors.pop(page.file.src_uri)
            page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
        if self._site:
            self._documents.extend(searched_documents(page, html, self._site))
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what a reader's browser searches, and how the pages look."""
        if self._site:
            write_search_indexes(self._site, self._documents, config, self._rebuilds)
        if self._styles:
            write_stylesheet(self._styles, self._names, config, self._rebuilds)
        if self._site:
            self._rebuilds.forget_unused()

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> None:
        """Keep what a stylesheet can know the page by, and not the page."""
        self._names |= self._rebuilds.call(names_in, output)
        page.content = None

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give 404.html the current year's navigation, and what is wrong in a preview."""
        return self._with_context(context)

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch all that pages are made of."""
        sources = [self.config.data_folder, str(TEMPLATES), str(WORDING_FILE)]
        sources.extend(filter(None, [config.theme.custom_dir]))
        follow_changes(server, sources, polling=self.config.preview_polling)
        return show_failures(server, Path(config.config_file_path))

    def _is_generated(self, page: MkDocsPage) -> bool:
        return self._site is not None and page.file.src_uri in self._site.years_by_path

    def _with_context(self, context: TemplateContext, path: str = "") -> TemplateContext:
        """What is of no year, such as a page written by hand, belongs to the current one."""
        variables: Any = context  # typed by MkDocs as its own variables only
        variables["problems"] = self._messages
        variables["is_preview"] = self._is_preview
        variables["stylesheet"] = STYLESHEET
        if self._site:
            year = self._site.years_by_path.get(path, self._site.current_year)
            variables["nav"] = self._navigations[year]
            variables.update(site_variables(self._site, year))
        return context
