"""Brings the clerk's folder to a commit, one file after the other, each whole or not at all.

Git's index and branch follow at the end. A run that was stopped has left old and new files; for
the next one both are right, since it starts from the branch.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from generator.language.vocabulary import COPIES_FOLDER
from generator.plan.progress import OFFICE_TIME
from generator.submitting.clone import Clone
from generator.submitting.errors import StoppedError
from generator.submitting.snapshot import Blob, Snapshot, files_between
from generator.table.atomic import write_atomically

_PLAIN = {"100644": 0o644, "100755": 0o755}


def refuse_blocked(clone: Clone, snapshot: Snapshot, tree: str) -> None:
    """Refuse a tree for which a file would be overwritten that is in no snapshot.

    Raises:
        StoppedError: there is such a file.
    """
    found = []
    for path, (old, new) in files_between(clone, snapshot.tree, tree).items():
        is_unknown = old is None or path in snapshot.left_out
        if is_unknown and (clone.top / path).exists():
            there = clone.asked("hash-object", "--", path)
            if new is None or there != new.name:
                found.append(path)
    if found:
        raise StoppedError("blocked", "\n".join(found))


def settle(clone: Clone, snapshot: Snapshot, tree: str, commit: str) -> None:
    """Give the folder the files of a tree, and the branch a commit.

    Raises:
        StoppedError: a file cannot be written, or git is busy; running it again goes on.
    """
    special = []
    for path, (_, new) in files_between(clone, snapshot.tree, tree).items():
        if new and new.mode not in _PLAIN:
            special.append(path)
            continue
        try:
            _put(clone, path, new)
        except OSError as error:
            raise _not_written(path, error) from error
    if special:
        clone.git("checkout", "--quiet", tree, "--", *special)
    clone.git("reset", "--quiet", commit)


def _put(clone: Clone, path: str, blob: Blob | None) -> None:
    file = clone.top / path
    if blob is None:
        file.unlink(missing_ok=True)
        with suppress(OSError):  # it is not empty
            file.parent.rmdir()
        return
    content = clone.git("cat-file", "--filters", f"--path={path}", blob.name)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, content)
    if _PLAIN[blob.mode] != _PLAIN["100644"]:
        file.chmod(_PLAIN[blob.mode])


def keep_copies(clone: Clone, paths: Iterable[str]) -> Path | None:
    """Copy files of the folder to a new one beside them; None if there are none of them.

    Raises:
        StoppedError: a copy cannot be written.
    """
    files = [path for path in paths if (clone.top / path).is_file()]
    if not files:
        return None
    copies = clone.office / COPIES_FOLDER
    now = datetime.now(OFFICE_TIME)
    folder = copies / f"{now:%Y-%m-%d %H%M%S}"
    count = 1
    while folder.exists():
        count += 1
        folder = folder.with_name(f"{now:%Y-%m-%d %H%M%S}-{count}")
    try:
        for path in files:
            copy = folder / path.removeprefix(clone.prefix)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(clone.top / path, copy)
        (copies / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise _not_written(folder.name, error) from error
    return folder.relative_to(clone.office)


def _not_written(file: str, error: OSError) -> StoppedError:
    reason = error.strerror or type(error).__name__
    return StoppedError("not-written", file=file, reason=reason)
