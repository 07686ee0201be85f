"""What a published site need not carry: files that no page asks for, comments in its assets.

And what it need not ask for one by one: the modules behind the first result of a search.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_NEVER_REQUESTED = (
    "**/*.map",  # source maps of the theme's bundle
    "assets/images/favicon.png",
)
_JOINED = "assets/search/panel.js"
_IMPORT = re.compile(r"import ?\{[^}]*\} ?from ?'\./([\w-]+\.js)';")
_EXPORT = re.compile(r"\bexport (?=(?:async )?(?:const|function)\b)")
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
    if (panel := site / _JOINED).exists():
        _join(panel)


def _strip(file: Path) -> None:
    from rcssmin import cssmin
    from rjsmin import jsmin

    text = file.read_text(encoding="utf-8")
    stripped = cssmin(text) if file.suffix == ".css" else jsmin(text)
    file.write_text(f"{stripped}\n", encoding="utf-8", newline="\n")


def _join(module: Path) -> None:
    """Put into a stripped module all that it imports from beside it, which must not clash in names.

    A reader waits for one file instead of one after the other, and it is smaller than they are.
    """
    parts: dict[str, str] = {}

    def collect(name: str) -> None:
        text = module.with_name(name).read_text(encoding="utf-8")
        for other in _IMPORT.findall(text):
            if other not in parts:
                collect(other)
        parts[name] = _IMPORT.sub("", text)

    collect(module.name)
    own = parts.pop(module.name)
    inner = (_EXPORT.sub("", text) for text in parts.values())
    module.write_text("".join([*inner, own]), encoding="utf-8", newline="\n")
