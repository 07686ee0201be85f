"""The entry points that git and other programs run: `python -m generator.publishing.hooks NAME`.

git runs `pre-receive` and `post-receive` in the repository, with lines `OLD NEW REF` to read. A
program about to be replaced runs `switch FOLDER [ADDRESS...]` of the new one, with the addresses
to withdraw.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.building.mkdocs_process import limit_resources
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.publishing.accepted import Push
from generator.publishing.errors import (
    DeletionError,
    OtherRefError,
    PublishingError,
    explained,
    is_plain,
)
from generator.publishing.failures import log_failure
from generator.publishing.host import Host, programs, pusher
from generator.publishing.program import Program
from generator.publishing.publication import Publication
from generator.publishing.repository import Repository

_WITHDRAW = "withdraw="


class Update(NamedTuple):
    """What a push does to one reference; a commit is None where there is none."""

    old: str | None
    new: str | None
    ref: str


def main(name: str, *arguments: str) -> int:
    """Run in a repository; returns the exit status, which refuses the push if it is not 0."""
    os.umask(0o022)  # the web server must be able to read the files
    limit_resources()
    for stream in (sys.stdin, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    wording = Wording()
    try:
        _run(name, arguments, wording)
    except Exception as error:  # whatever it is, an editor reads a sentence and no traceback
        _tell(_sentence(error, name, wording))
        if name == "pre-receive":
            _tell(wording.say("publish.refused"))
        elif name == "post-receive":
            _tell(wording.say("publish.not-in-place"))
        return 1
    return 0


def _run(name: str, arguments: Sequence[str], wording: Wording) -> None:
    repository = Repository.at(Path())
    publication = Publication(Host.of(repository), _tell, wording)
    if name == "switch":
        folder, *withdrawn = arguments
        publication.switch_to(Program.installed(programs(repository) / folder), withdrawn)
    elif name == "pre-receive":
        repository.remove_stale_locks()
        _check(publication, [_update(line) for line in sys.stdin])
    elif any(_update(line).ref == publication.host.ref for line in sys.stdin):
        publication.publish_tip()


def _check(publication: Publication, updates: Sequence[Update]) -> None:
    """Check a push; only maintainers may push anything beside the published branch.

    Raises:
        DeletionError, OtherRefError: the push is refused.
        Exception: as for `Publication.check_push`.
    """
    host = publication.host
    is_maintainer = host.is_maintainer(pusher())
    for update in updates:
        if update.ref == host.ref and update.new is None:
            raise DeletionError(branch=host.branch)
        if update.ref != host.ref and not is_maintainer:
            raise OtherRefError(branch=host.branch, ref=update.ref)
    withdrawn = _withdrawn() if is_maintainer else ()
    for old, new, ref in updates:
        if ref == host.ref and new:
            publication.check_push(Push(old, new, is_maintainer, withdrawn))


def _update(line: str) -> Update:
    old, new, ref = line.rstrip("\n").split(" ", 2)
    return Update(None if _is_nothing(old) else old, None if _is_nothing(new) else new, ref)


def _is_nothing(commit: str) -> bool:
    return set(commit) == {"0"}


def _withdrawn() -> Sequence[str]:
    """The addresses in the options of the push, `-o withdraw=ADDRESS`."""
    count = int(os.environ.get("GIT_PUSH_OPTION_COUNT", 0))
    options = [os.environ[f"GIT_PUSH_OPTION_{number}"] for number in range(count)]
    return [one.removeprefix(_WITHDRAW) for one in options if one.startswith(_WITHDRAW)]


def _sentence(error: Exception, name: str, wording: Wording) -> str:
    """The error in the words of an editor; what has none goes to the server's log.

    Who replaces the program is at the server, and may read what the system says.
    """
    is_told = name == "switch" or is_plain(error)
    if isinstance(error, (PlanError, PublishingError, OSError)) and is_told:
        return explained(error, wording)
    try:
        number = log_failure(Path(), error)
    except OSError:
        return wording.say("publish.not-logged")
    return wording.say("publish.logged", number=number)


def _tell(text: str) -> None:
    with suppress(BrokenPipeError):  # publishing goes on if the editor disconnects
        print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
