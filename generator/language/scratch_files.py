"""Files that an editor keeps for itself beside the file being edited: nobody's content.

They are never read, published or taken for a change. Vim, Emacs, VS Code, JetBrains' and Windows'
editors, Microsoft Office and WPS name their swap, lock, backup and temporary files like this.
"""

from __future__ import annotations

import re
from pathlib import PurePath

_SCRATCH = re.compile(
    r"""
      \..*                     # hidden: .tasks.yaml.swp, .#tasks.yaml, ._tasks.yaml
    | ~\$.*                    # an Office document that is open
    | .*~                      # the version before
    | \#.*\#                   # what Emacs saved by itself
    | .*\.(sw[a-z]|tmp|bak)
    | .*___jb_(tmp|old)___
    | 4913                     # Vim's trial whether the folder can be written
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def is_scratch(file: PurePath) -> bool:
    """Whether a file's name is one that editors give to files of their own."""
    return _SCRATCH.fullmatch(file.name) is not None
