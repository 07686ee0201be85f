"""What is answered to git, and to a program about to be upgraded (see `hooks.py`)."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.building.mkdocs_process import MkDocs
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.publishing.errors import PublishingError, explained
from generator.publishing.git import Repository
from generator.publishing.host import Host, programs, pusher
from generator.publishing.program import Program
from generator.publishing.publication import Publication


def answer(name: str, arguments: Sequence[str], mkdocs: MkDocs | None) -> int:
    """Do as `hooks.main` is told; `mkdocs` is one that is ready already."""
    for stream in (sys.stdin, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    wording = Wording()
    try:
        repository = Repository.at(Path())
        publication = Publication(Host.of(repository), _tell, wording, mkdocs)
        if name == "switch":
            publication.switch_to(Program.installed(programs(repository) / arguments[0]))
        elif name == "pre-receive":
            repository.remove_stale_locks()
            return _pre_receive(publication, sys.stdin)
        elif _published(publication, sys.stdin):
            publication.publish_tip()
    except (PlanError, PublishingError, OSError) as error:
        _tell(explained(error, wording))
        if name == "pre-receive":
            _tell(wording.say("publish.refused"))
        elif name == "post-receive":
            _tell(wording.say("publish.not-in-place"))
        return 1
    return 0


def _pre_receive(publication: Publication, updates: Iterable[str]) -> int:
    for old, new in _published(publication, updates):
        if _is_nothing(new):
            branch = publication.host.branch
            _tell(publication.wording.say("publish.no-deletion", branch=branch))
            return 1
        publication.check_push(None if _is_nothing(old) else old, new, pusher())
    return 0


def _published(publication: Publication, updates: Iterable[str]) -> list[tuple[str, str]]:
    """The old and new commit of the published branch, where it is among the updates."""
    parts = (update.rstrip("\n").split(" ", 2) for update in updates)
    branch = f"refs/heads/{publication.host.branch}"
    return [(old, new) for old, new, ref in parts if ref == branch]


def _is_nothing(commit: str) -> bool:
    return set(commit) == {"0"}


def _tell(text: str) -> None:
    # An editor who has gone away keeps nobody from finishing.
    with contextlib.suppress(BrokenPipeError):
        print(text, file=sys.stderr, flush=True)
