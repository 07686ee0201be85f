"""The entry points that git and other programs run: `python -m generator.publishing.hooks NAME`.

git runs `pre-receive` and `post-receive` in the repository, with lines `OLD NEW REF` to read. A
program about to be replaced runs `switch FOLDER` of the new one.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from generator.building.mkdocs_process import limit_resources
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.publishing.errors import PublishingError, explained
from generator.publishing.host import Host, programs, pusher
from generator.publishing.program import Program
from generator.publishing.publication import Publication
from generator.publishing.repository import Repository


def main(name: str, *arguments: str) -> int:
    """Run in a repository; returns the exit status, which refuses the push if it is not 0."""
    os.umask(0o022)  # the web server must be able to read the files
    limit_resources()
    for stream in (sys.stdin, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    wording = Wording()
    try:
        return _run(name, arguments, wording)
    except (PlanError, PublishingError, OSError) as error:
        _tell(explained(error, wording))
        if name == "pre-receive":
            _tell(wording.say("publish.refused"))
        elif name == "post-receive":
            _tell(wording.say("publish.not-in-place"))
        return 1


def _run(name: str, arguments: Sequence[str], wording: Wording) -> int:
    repository = Repository.at(Path())
    publication = Publication(Host.of(repository), _tell, wording)
    if name == "switch":
        publication.switch_to(Program.installed(programs(repository) / arguments[0]))
    elif name == "pre-receive":
        repository.remove_stale_locks()
        return _pre_receive(publication, sys.stdin)
    elif _published(publication, sys.stdin):
        publication.publish_tip()
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
    with suppress(BrokenPipeError):  # publishing goes on if the editor disconnects
        print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
