"""The whole submit, from top to bottom; up to the push, no file and no branch changes.

So a run that was stopped has nothing to take back. If it was stopped after the push, the next one
finds the change on the server, and brings the folder to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.language.wording import Wording
from generator.submitting.asking import Decisions, ask_who
from generator.submitting.checking import check_folder, check_tree
from generator.submitting.clone import Clone, Upstream, find_clone
from generator.submitting.combining import Clash, combine
from generator.submitting.errors import StoppedError
from generator.submitting.server import Pushed, fetch, push
from generator.submitting.settling import keep_copies, refuse_blocked, settle
from generator.submitting.snapshot import Snapshot, take_snapshot
from generator.submitting.telling import changes_told, left_out_told
from generator.table.git import remove_stale_locks
from generator.table.merging import Side

_TRIES = 5
"""How often a push is tried while colleagues push."""


@dataclass(frozen=True)
class Combined:
    """A clerk's changes on top of those of colleagues."""

    snapshot: Snapshot
    head: str
    base: str
    """The last commit that both have."""
    theirs: str
    """The last commit on the server."""
    tree: str
    """What both together give."""
    clashes: frozenset[Clash]


@dataclass(frozen=True)
class Submission:
    """One run of the command."""

    clone: Clone
    branch: str
    upstream: Upstream
    message: str
    decisions: Decisions
    wording: Wording
    tell: Callable[[str], None]

    def run(self) -> None:
        """Send the changes, or say that there are none.

        Raises:
            StoppedError: nothing was sent; or what was sent could not be written here.
        """
        for _ in range(_TRIES):
            self.tell(self.wording.say("submit.fetching"))
            fetch(self.clone, self.upstream)
            both = self._combined()
            if both.tree == self.clone.tree(both.theirs):
                self._settle(both, both.theirs)
                self._show_left_out(both)
                self.tell(self.wording.say("submit.nothing-to-send"))
                return
            self._show(both)
            if not self.message:
                if both.head == both.base:  # else commits would lose their messages
                    self._settle(both, both.theirs)
                self.tell(self.wording.say("submit.no-message"))
                return
            ask_who(self.clone, self.wording)
            if self._is_sent(both):
                return
            self.tell(self.wording.say("submit.overtaken"))
        raise StoppedError("overtaken")

    def _combined(self) -> Combined:
        clone = self.clone
        snapshot = take_snapshot(clone)
        head, theirs = clone.commit("HEAD"), clone.commit(self.upstream.tracking)
        base = clone.common(head, theirs)
        clashes: list[Clash] = []

        def note(clash: Clash) -> Side:
            clashes.append(clash)
            return Side.MINE

        tree = combine(clone, base, snapshot.tree, theirs, note)
        if clashes:
            self.decisions.decide(clashes)
            chosen = self.decisions.chosen
            tree = combine(clone, base, snapshot.tree, theirs, chosen.__getitem__)
        refuse_blocked(clone, snapshot, tree)
        if tree not in (snapshot.tree, clone.tree(theirs)):
            check_tree(clone, tree, self.wording)
        return Combined(snapshot, head, base, theirs, tree, frozenset(clashes))

    def _show(self, both: Combined) -> None:
        self.tell(self.wording.say("submit.changes"))
        for line in changes_told(self.clone, both.theirs, both.tree, self.wording):
            self.tell(line)
        self._show_left_out(both)

    def _show_left_out(self, both: Combined) -> None:
        for line in left_out_told(both.snapshot.left_out, self.wording):
            self.tell(line)

    def _is_sent(self, both: Combined) -> bool:
        """Push a commit; false if a colleague has pushed before.

        Raises:
            StoppedError: the server does not take it.
        """
        commit = self._commit(both)
        self.tell(self.wording.say("submit.sending"))
        pushed = push(self.clone, self.upstream, commit, self.tell)
        if not pushed.is_accepted:
            said = "\n".join(pushed.git)
            fetch(self.clone, self.upstream)
            tip = self.clone.commit(self.upstream.tracking)
            if self.clone.asked("merge-base", commit, tip) != commit:  # or the answer was lost
                if tip != both.theirs:
                    return False
                raise StoppedError("refused" if pushed.server else "push-failed", said)
        try:
            self._settle(both, commit)
        finally:  # it is on the server, even if a file here cannot be written
            self.tell(self._outcome(pushed))
        return True

    def _commit(self, both: Combined) -> str:
        """The commit that is sent; commits that were not pushed become part of it."""
        names = ("log", "--no-merges", "--format=- %s", f"{both.theirs}..{both.head}")
        earlier = self.clone.text(*names)
        message = f"{self.message}\n\n{earlier}\n" if earlier else f"{self.message}\n"
        arguments = ("commit-tree", both.tree, "-p", both.theirs, "-F", "-")
        return self.clone.git(*arguments, stdin=message.encode(errors="replace")).decode().strip()

    def _settle(self, both: Combined, commit: str) -> None:
        """Bring the folder to what both together give, unless somebody has just saved a file."""
        if take_snapshot(self.clone).tree != both.snapshot.tree:
            self.tell(self.wording.say("submit.saved-meanwhile"))
            return
        names = {f"{self.clone.prefix}{clash.path}" for clash in both.clashes}
        copies = keep_copies(self.clone, sorted(names))
        if copies:
            self.tell(self.wording.say("submit.copies", folder=copies.as_posix()))
        settle(self.clone, both.snapshot, both.tree, commit)

    def _outcome(self, pushed: Pushed) -> str:
        wording = self.wording
        live = wording.say("publish.live", release="\0")
        already = wording.say("publish.already", release="\0")
        beginnings = (live.partition("\0")[0], already.partition("\0")[0])
        if any(line.startswith(beginnings) for line in pushed.server):
            return wording.say("submit.live")
        return wording.say("submit.not-live") if pushed.server else wording.say("submit.sent")


def submit(message: str, take: Side | None, wording: Wording, tell: Callable[[str], None]) -> None:
    """Send the clerk's changes in the current folder to the office's repository.

    Raises:
        PlanError: the tables or pages have problems; nothing was done.
        StoppedError: as for `Submission.run`.
    """
    clone = find_clone(Path())
    remove_stale_locks(clone.git_dir)
    if clone.under_way():
        raise StoppedError("under-way")
    branch = clone.branch()
    upstream = clone.upstream(branch)
    check_folder(Path())
    decisions = Decisions(take, wording)
    Submission(clone, branch, upstream, message, decisions, wording, tell).run()
