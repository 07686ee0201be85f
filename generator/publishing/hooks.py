"""What others run on the office's server: `python -m generator.publishing.hooks NAME`.

git runs `pre-receive` and `post-receive` in the repository, a program about to be upgraded runs
`switch FOLDER` of the new one. Nothing heavy is imported before it is needed: an editor waits.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from generator.problems import PlanError
from generator.publishing.errors import PublishingError, explained
from generator.publishing.git import Repository
from generator.publishing.host import Host, programs, pusher
from generator.publishing.program import Program, limit_resources
from generator.publishing.publication import Publication
from generator.wording import Wording


def main(arguments: list[str], updates: Iterable[str]) -> int:
    """Run in a repository: `updates` are git's lines `OLD NEW REF`. Other than 0 is a refusal."""
    os.umask(0o022)  # the web server must be able to read what we write
    limit_resources()
    wording = Wording()
    name, *rest = arguments
    try:
        repository = Repository.at(Path())
        publication = Publication(Host.of(repository), _tell, wording)
        if name == "switch":
            publication.switch_to(Program.installed(programs(repository) / rest[0]))
        elif name == "pre-receive":
            return _pre_receive(publication, updates)
        elif _published(publication, updates):
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


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:], sys.stdin))
