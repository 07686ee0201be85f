"""What a published site need not carry: files that no page asks for, comments in its assets."""

from __future__ import annotations

import shutil
from pathlib import Path

_NEVER_REQUESTED = (
    "**/*.map",  # source maps of the theme's bundle
    "assets/images/favicon.png",
)
_UNUSED_FOLDERS = ("assets/javascripts/lunr", "assets/javascripts/workers")  # the theme's search


def slim(site: Path, overrides: Path) -> None:
    """Remove what no page requests from a built site, and strip the overrides of comments."""
    for folder in _UNUSED_FOLDERS:
        if (site / folder).exists():
            shutil.rmtree(site / folder)
    for pattern in _NEVER_REQUESTED:
        for file in list(site.glob(pattern)):
            file.unlink()
    for file in (overrides / "assets").rglob("*.[jc]s*"):
        _strip(site / file.relative_to(overrides))


def _strip(file: Path) -> None:
    from rcssmin import cssmin
    from rjsmin import jsmin

    text = file.read_text(encoding="utf-8")
    stripped = cssmin(text) if file.suffix == ".css" else jsmin(text)
    file.write_text(f"{stripped}\n", encoding="utf-8", newline="\n")
