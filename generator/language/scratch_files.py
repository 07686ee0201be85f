"""Recognises the swap, lock, backup and temporary files of editors and office programs.

They are never read or published, and a change to them is ignored. The patterns cover Vim, Emacs,
VS Code, JetBrains, editors on Windows, Microsoft Office and WPS.
"""

from __future__ import annotations

import re
from pathlib import PurePath

_SCRATCH = re.compile(
    r"""
      \..*                     # hidden files: .tasks.yaml.swp, .#tasks.yaml, ._tasks.yaml
    | ~\$.*                    # an open Office document
    | .*~                      # the previous version
    | \#.*\#                   # Emacs' automatic save
    | .*\.(sw[a-z]|tmp|bak)
    | .*___jb_(tmp|old)___
    | 4913                     # Vim's test that the folder is writable
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def is_scratch(file: PurePath) -> bool:
    """Whether a file is an editor's own file, by its name."""
    return _SCRATCH.fullmatch(file.name) is not None
