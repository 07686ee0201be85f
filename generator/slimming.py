"""What a published site need not carry: files that no page asks for, comments in its scripts."""

from __future__ import annotations

import shutil
from pathlib import Path

_NEVER_REQUESTED = (
    "**/*.map",  # source maps of the theme's bundle
    "assets/images/favicon.png",
)
_UNUSED_FOLDERS = ("assets/javascripts/lunr", "assets/javascripts/workers")  # the theme's search


def slim(site: Path, overrides: Path) -> None:
    """Remove what no page requests from a built site, and strip the scripts of its overrides."""
    for folder in _UNUSED_FOLDERS:
        if (site / folder).exists():
            shutil.rmtree(site / folder)
    for pattern in _NEVER_REQUESTED:
        for file in list(site.glob(pattern)):
            file.unlink()
    for script in overrides.rglob("*.js"):
        _strip(site / script.relative_to(overrides))


def _strip(script: Path) -> None:
    from rjsmin import jsmin

    text = jsmin(script.read_text(encoding="utf-8"))
    script.write_text(text + "\n", encoding="utf-8", newline="\n")
