"""Checks tables and pages as `work-plan check` does: those in the folder, and those of a tree."""

from __future__ import annotations

import tempfile
from pathlib import Path

from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.pipeline import generate_site
from generator.submitting.clone import Clone
from generator.submitting.errors import StoppedError

_DATA, _DOCS = "data", "docs"


def check_folder(folder: Path) -> None:
    """Check the files in the office's folder.

    Raises:
        PlanError: with every problem; files are named relative to the current folder.
    """
    generate_site(folder / _DATA, folder / _DOCS)


def check_tree(clone: Clone, tree: str, wording: Wording) -> None:
    """Check a tree that nobody has seen as files yet.

    Raises:
        StoppedError: it has problems.
    """
    folders = (f"{clone.prefix}{_DATA}", f"{clone.prefix}{_DOCS}")
    paths = clone.git("ls-tree", "-r", "-z", "--name-only", "--full-tree", tree, "--", *folders)
    with clone.with_index(tree) as index, tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        prefix = f"--prefix={root.as_posix()}/"
        index.git("checkout-index", prefix, "-z", "--stdin", stdin=paths)
        office = root / clone.prefix
        (office / _DOCS).mkdir(parents=True, exist_ok=True)
        try:
            check_folder(office)
        except PlanError as error:
            messages = [wording.message(problem, office) for problem in error.problems]
            raise StoppedError("merged-wrong", wording.problem_list(messages)) from error
