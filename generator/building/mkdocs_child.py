"""The process that `mkdocs_process` starts: it builds one site and prints its `Outcome`."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from traceback import format_exception_only

from generator.building.mkdocs_process import BUILDER, OUTCOME, Outcome, limit_resources

if BUILDER == "properdocs":
    import properdocs.replacement  # noqa: F401  # now `mkdocs` is ProperDocs, also for plugins

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.building.plugin import WorkPlanPlugin
from generator.language.problems import Problem


def build_here(source: Path, site: Path) -> Outcome:
    """Build as `mkdocs build` does, without stopping at warnings; they are told instead."""
    complaints = _Complaints()
    for name in {BUILDER, "mkdocs"}:  # plugins use the second name, whichever builds
        logging.getLogger(name).addHandler(complaints)
    problems: list[Problem] = []
    try:
        config = load_config(str(source / "mkdocs.yml"), site_dir=str(site), strict=False)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            problems.extend(_problems(config, source))
    except OSError as error:
        return Outcome(False, system_error=(error.errno or 0, str(error)))
    except Abort:  # MkDocs has logged why
        return Outcome(False, problems, complaints.texts)
    except Exception as error:  # whatever it is, the parent process has to tell it
        complaints.texts.extend(format_exception_only(error))
        return Outcome(False, problems, complaints.texts)
    return Outcome(True, problems, complaints.texts)


class _Complaints(logging.Handler):
    """Collects the messages that a strict build would count."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def _problems(config: MkDocsConfig, source: Path) -> Iterator[Problem]:
    plugin = config.plugins.get("work-plan")
    for problem in plugin.problems if isinstance(plugin, WorkPlanPlugin) else ():
        place = problem.place
        if place.file.is_relative_to(source):
            place = replace(place, file=place.file.relative_to(source))
        yield replace(problem, place=place)


def main(source: str, site: str) -> None:
    """Build, and print nothing else than the outcome."""
    limit_resources()
    with redirect_stdout(sys.stderr):
        outcome = build_here(Path(source), Path(site))
    sys.stdout.buffer.write(OUTCOME.dump_json(outcome))


if __name__ == "__main__":
    main(*sys.argv[1:])
