"""What others run on the office's server: `python -m generator.publishing.hooks NAME`.

git runs `pre-receive` and `post-receive` in the repository, a program about to be upgraded runs
`switch FOLDER` of the new one. An editor waits, so MkDocs gets ready before anything else.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from generator.building.mkdocs_process import MkDocs, limit_resources


def main(name: str, *rest: str) -> int:
    """Run in a repository, with git's lines `OLD NEW REF` to read. Other than 0 is a refusal."""
    os.umask(0o022)  # the web server must be able to read what we write
    limit_resources()
    mkdocs = None
    if name == "pre-receive":
        with suppress(OSError):  # the build will try again, and say why it cannot
            mkdocs = MkDocs(sys.executable)
    try:
        from generator.publishing.receiving import answer

        return answer(name, rest, mkdocs)
    finally:
        if mkdocs:
            mkdocs.end()


if __name__ == "__main__":
    status = main(*sys.argv[1:])
    with suppress(BrokenPipeError):  # nobody listens any more
        sys.stderr.flush()
    os._exit(status)  # to take down all that was imported takes longer than to start Python
