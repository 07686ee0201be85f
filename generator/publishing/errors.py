"""The errors of publishing, other than a wrong plan, and their messages."""

from __future__ import annotations

import errno
from typing import ClassVar

from generator.language.problems import PlanError
from generator.language.wording import Wording

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class PublishingError(Exception):
    """Nothing was published; the old site stays.

    `details` fill the sentence under `code` in the section `failures` of `wording.yaml`. `said` is
    the output of another program about it, in one or more lines.
    """

    code: ClassVar[str]

    def __init__(self, said: str = "", **details: object) -> None:
        super().__init__(said or str(details))
        self.said = said
        self.details = details


class GitError(PublishingError):
    """git failed."""

    code = "git-failed"


class NoRepositoryError(PublishingError):
    """The `folder` is in no repository."""

    code = "no-repository"


class NotUnderGitError(PublishingError):
    """The `folder` from which a server is to be made is not under git."""

    code = "not-under-git"


class NothingCommittedError(PublishingError):
    """The repository of the `folder` has no commit yet."""

    code = "nothing-committed"


class BuildError(PublishingError):
    """The build failed for a reason other than a problem with a place in a file."""

    code = "build-failed"


class InstallError(PublishingError):
    """An environment could not be made."""

    code = "install-failed"


class NoWwwError(PublishingError):
    """The folder of the public site is not set."""

    code = "no-www"


class UnknownReleaseError(PublishingError):
    """There is no such `release`."""

    code = "no-release"


class NoEarlierReleaseError(PublishingError):
    """There is no release to go back to."""

    code = "no-earlier"


class UnknownCommitError(PublishingError):
    """There is no such `commit`, or it is not on the published branch."""

    code = "no-commit"


class ProgramChangedError(PublishingError):
    """The host's program was changed while this push waited for another push."""

    code = "program-changed"


class NotCommitError(PublishingError):
    """What was pushed as the published `branch` is no commit."""

    code = "not-a-commit"


class OtherRefError(PublishingError):
    """Something else than the published `branch` was pushed: `ref`."""

    code = "other-ref"


class DeletionError(PublishingError):
    """The published `branch` was to be deleted."""

    code = "no-deletion"


class MovedError(PublishingError):
    """The published `branch` was moved by somebody else after this push began."""

    code = "moved"


class BranchLockedError(PublishingError):
    """git has a lock on the published `branch`."""

    code = "branch-locked"


class TooSlowError(PublishingError):
    """The work took longer than it may."""

    code = "too-slow"


class StillBusyError(PublishingError):
    """Another publication held the lock for too long."""

    code = "still-busy"


def is_plain(error: Exception) -> bool:
    """Whether an error has nothing but our own words: none of a program's or of the system's."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    return isinstance(error, PlanError) or (isinstance(error, PublishingError) and not error.said)


def explained(error: PlanError | PublishingError | OSError, wording: Wording) -> str:
    """The error, and what to do, in one or more lines."""
    if isinstance(error, PlanError):
        return wording.problem_list([wording.message(problem) for problem in error.problems])
    if isinstance(error, FileNotFoundError) and error.filename == "git":
        return wording.explain("stops", "no-git", {})
    if isinstance(error, OSError):
        code = "disk-full" if error.errno in _NO_ROOM else "system-failed"
        return wording.explain("failures", code, {"reason": error})
    sentence = wording.explain("failures", error.code, error.details)
    return "\n".join(filter(None, (sentence, error.said)))
