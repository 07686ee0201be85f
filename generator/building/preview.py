"""Makes `mkdocs serve` rebuild at once after a save, and show why a build failed.

After a failed build, MkDocs does not answer requests until a build succeeds. With this module,
every page shows the reason instead.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from watchdog.observers import Observer

from generator.building.file_events import FileEvents, watched
from generator.language.problems import Place, Problem
from generator.language.wording import Wording
from generator.pages.rendering import template_environment, template_problem

QUIET = 0.02
"""Seconds without a change before a build starts; the events of one save are closer together."""

log = get_plugin_logger(__name__)


def refuse_busy_port(server: LiveReloadServer) -> None:
    """Stop with a message if another program, such as another preview, uses the server's port.

    Raises:
        Abort: the port is busy. MkDocs itself would show a traceback.
    """
    host, port = server.server_address[:2]
    with socket.socket(server.address_family) as probe:
        if probe.connect_ex((host, port)) == 0:
            raise Abort(Wording().say("preview.busy-port", port=port, other=int(port) + 1))


def follow_changes(server: LiveReloadServer, sources: Iterable[str], *, polling: bool) -> None:
    """Rebuild when one of the sources changes, or one of the paths that the server watches already.

    With `polling`, the server checks the files itself; without, the operating system reports
    changes.
    """
    so_far = watched(server.observer)
    for path in so_far:
        server.unwatch(path)
    observer = FileEvents(server.observer if polling else Observer())
    server.observer = observer  # type: ignore[assignment]  # it has all methods that the server calls
    server.build_delay = QUIET
    for source in (*so_far, *sources):
        if Path(source).exists():
            server.watch(source)


def show_failures(server: LiveReloadServer, configuration: Path) -> None:
    """Show on every page why the last build failed, such as an error in a template."""
    build = server.builder

    def build_or_show_why_not() -> None:
        try:
            build()
        except TemplateError as error:
            _show(server, template_problem(error), configuration.parent)
        except (Exception, SystemExit) as error:  # a strict build with warnings: SystemExit
            if not isinstance(error, (MkDocsException, SystemExit)):
                log.exception("The build failed")
            problem = Problem(Place(configuration), "build-failed", {"reason": str(error)})
            _show(server, problem, configuration.parent)

    server.builder = build_or_show_why_not


def _show(server: LiveReloadServer, problem: Problem, root: Path) -> None:
    """Replace every page by the problem, without the site's frame, which may be broken."""
    message = Wording().message(problem, root)
    log.error(str(message))
    html = template_environment().get_template("broken.html.jinja").render(problems=[message])
    site = Path(server.root)
    for page in {*site.rglob("*.html"), site / "404.html"}:  # 404.html serves unknown addresses
        page.write_text(html, encoding="utf-8", newline="\n")
