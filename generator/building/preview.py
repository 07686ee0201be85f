"""What `mkdocs serve` needs besides: it keeps up with an editor's saves, and never gets stuck.

MkDocs leaves every request waiting from a build that fails to the next one that succeeds, and does
not even start where the first one fails. Here a page that cannot be made says why in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils.yaml import yaml_load

from generator.language.problems import Place, Problem
from generator.language.wording import Message, Wording
from generator.pages.rendering import template_environment, template_problem

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

QUIET = 0.01
"""Seconds without a change until a build starts: the steps of one save come closer together."""

Render = Callable[[str, Any], str]
"""What the template of a name makes of a context."""

log = get_plugin_logger(__name__)


def follow_changes(server: LiveReloadServer, sources: Iterable[str], *, polling: bool) -> None:
    """Build at every change of the sources, and of what the server watches already.

    With `polling` the server goes on looking at the files itself; else the system's events tell.
    """
    from watchdog.observers import Observer

    from generator.building.file_events import FileEvents, watched

    so_far = watched(server.observer)
    for path in so_far:
        server.unwatch(path)
    observer = FileEvents(server.observer if polling else Observer())
    server.observer = observer  # type: ignore[assignment]  # it has all that the server calls
    server.build_delay = QUIET
    for source in (*so_far, *sources):
        if Path(source).exists():
            server.watch(source)


def show_failures(server: LiveReloadServer, configuration: Path) -> LiveReloadServer:
    """Let a build that fails as a whole say so at every address, until one succeeds.

    Such as one of a `mkdocs.yml` that cannot be read; a broken template is shown page by page.
    """
    build = server.builder

    def build_or_tell() -> None:
        try:
            build()
        except (MkDocsException, SystemExit) as error:  # both are ways in which MkDocs gives up
            log.error(str(error))
            tell(str(error))
        except Exception as error:
            log.exception("The build failed")
            tell(f"{type(error).__name__}: {error}")

    def tell(reason: str) -> None:
        problem = Problem(Place(configuration), "build-failed", {"reason": reason})
        html = _problem_page(Wording().message(problem, configuration.parent))
        site = Path(server.root)
        for page in {*site.rglob("*.html"), site / "404.html"}:  # which stands for the rest
            page.write_text(html, encoding="utf-8", newline="\n")

    server.builder = build_or_tell
    return server


def site_url_set_in(config: MkDocsConfig) -> str | None:
    """The address that `mkdocs.yml` gives the site, where `mkdocs serve` has put its own."""
    with Path(config.config_file_path).open("rb") as file:
        address = yaml_load(file).get("site_url")
    return f"{address.rstrip('/')}/" if address else None


class PreviewTemplates:
    """Stands for the theme's Jinja environment; where a template is broken, a page says so."""

    def __init__(self, environment: Environment, render: Render, root: Path) -> None:
        self._environment = environment
        self._render = render
        self._root = root
        self._told: set[Message] = set()

    def get_template(self, name: str) -> PreviewTemplate:
        """The template under a name.

        Raises:
            jinja2.TemplateNotFound: there is none.
        """
        with suppress(TemplateSyntaxError, UnicodeDecodeError):  # told when it is rendered
            self._environment.get_template(name)
        return PreviewTemplate(self, name)

    def render(self, name: str, context: Any) -> str:
        """What a template makes of a context, or the page that says why it makes nothing."""
        try:
            return self._render(name, context)
        except Exception as error:  # a template is a program: anything may go wrong in it
            message = Wording().message(template_problem(error), self._root)
        if message not in self._told:
            log.error(str(message))
            self._told.add(message)
        return _problem_page(message)


@dataclass(frozen=True)
class PreviewTemplate:
    """Stands for a template, as far as MkDocs knows one."""

    templates: PreviewTemplates
    name: str

    def render(self, context: Any) -> str:
        """See `PreviewTemplates.render`."""
        return self.templates.render(self.name, context)


def _problem_page(message: Message) -> str:
    """A page apart from the site, whose own frame may be what is broken."""
    return template_environment().get_template("broken.html.jinja").render(problems=[message])
