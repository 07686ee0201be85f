"""What can go wrong besides a wrong plan, and how it is put to a person."""

from __future__ import annotations

import errno

from generator.language.problems import PlanError
from generator.language.wording import Wording


class PublishingError(Exception):
    """Nothing was published; the old site stays."""


class GitError(PublishingError):
    """git failed; the text is what it said."""


class BuildError(PublishingError):
    """The build failed for a reason that is no problem of the plan; the text is what it said."""


class InstallError(PublishingError):
    """An environment could not be made; the text is what the installer said."""


class DiskFullError(PublishingError):
    """There was no room to write."""


class NoWwwError(PublishingError):
    """Nobody said which folder the public is served from."""


class UnknownReleaseError(PublishingError):
    """There is no such release; without a text, none to go back to. The text is its name."""


class ProgramChangedError(PublishingError):
    """The host's program was changed while we waited; ours is the old one."""


class UnknownCommitError(PublishingError):
    """There is no such commit, or not where it must be; the text is its name."""


def raise_if_full(error: OSError) -> None:
    """Tell a full disk from other failures.

    Raises:
        DiskFullError: that is what it is.
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise DiskFullError from error


def raise_if_written_full(output: str) -> None:
    """The same, of a process that is known by its last words only."""
    if any(f"[Errno {code}]" in output for code in (errno.ENOSPC, errno.EDQUOT)):
        raise DiskFullError


def explained(error: PlanError | PublishingError | OSError, wording: Wording) -> str:
    """What went wrong, and what to do, in one or more lines."""
    if isinstance(error, OSError):
        try:
            raise_if_full(error)
        except DiskFullError:
            return wording.say("publish.disk-full")
        return wording.say("publish.system-failed", reason=str(error))
    if isinstance(error, PlanError):
        return wording.problem_list([wording.message(problem) for problem in error.problems])
    reason = str(error)
    if isinstance(error, DiskFullError):
        return wording.say("publish.disk-full")
    if isinstance(error, NoWwwError):
        return wording.say("publish.no-www")
    if isinstance(error, UnknownReleaseError) and not reason:
        return wording.say("publish.no-earlier")
    if isinstance(error, UnknownReleaseError):
        return wording.say("publish.no-release", release=reason)
    if isinstance(error, UnknownCommitError):
        return wording.say("publish.no-commit", commit=reason)
    if isinstance(error, ProgramChangedError):
        return wording.say("publish.program-changed")
    if isinstance(error, InstallError):
        return "\n".join([wording.say("publish.install-failed"), reason])
    if isinstance(error, BuildError):
        return "\n".join([wording.say("publish.build-failed"), reason])
    return "\n".join([wording.say("publish.git-failed"), reason])
