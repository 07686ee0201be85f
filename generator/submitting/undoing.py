"""Takes back what is not pushed yet: commits always, files only when asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.language.wording import Wording
from generator.submitting.clone import Clone, find_clone
from generator.submitting.errors import StoppedError
from generator.submitting.settling import keep_copies, refuse_blocked, settle
from generator.submitting.snapshot import files_between, take_snapshot
from generator.table.git import remove_stale_locks


def undo(with_files: bool, wording: Wording, tell: Callable[[str], None]) -> None:
    """Take back a git command that waits, and commits; the clerk's files stay as they are.

    With their files, these go back to what was last fetched of the office's; copies of them are
    kept.

    Raises:
        StoppedError: there is no repository to do it in, or a file cannot be written.
    """
    clone = find_clone(Path())
    remove_stale_locks(clone.git_dir)
    waiting = clone.under_way()
    if waiting:
        _keep(clone, "HEAD", wording, tell)
        clone.git(waiting, "--abort")
        tell(wording.say("undo.under-way"))
    branch = clone.branch()
    upstream = clone.upstream(branch)
    theirs, head = clone.commit(upstream.tracking), clone.commit("HEAD")
    if not theirs:
        raise StoppedError("no-upstream", remote=upstream.remote, branch=branch)
    base = clone.common(head, theirs)
    count = int(clone.text("rev-list", "--count", f"{theirs}..{head}"))
    if count:
        clone.git("reset", "--quiet", base)
        tell(wording.say("undo.commits", count=count))
    if with_files:
        _keep(clone, base, wording, tell)
        snapshot, tree = take_snapshot(clone), clone.tree(theirs)
        refuse_blocked(clone, snapshot, tree)
        settle(clone, snapshot, tree, theirs)
        tell(wording.say("undo.files"))
    elif not count and not waiting:
        tell(wording.say("undo.nothing"))


def _keep(clone: Clone, base: str, wording: Wording, tell: Callable[[str], None]) -> None:
    """Copy the files that differ from a commit."""
    changed = files_between(clone, base, take_snapshot(clone).tree)
    copies = keep_copies(clone, changed)
    if copies:
        tell(wording.say("submit.copies", folder=copies.as_posix()))
