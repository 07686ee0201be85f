"""What a published site need not carry: files that no page asks for, comments in its scripts."""

from __future__ import annotations

from pathlib import Path

_NEVER_REQUESTED = (
    "**/*.map",  # source maps of the theme's bundle
    "assets/javascripts/lunr/**/*",  # the theme's own search
    "assets/javascripts/workers/*",
    "assets/images/favicon.png",
)


def slim(site: Path, overrides: Path) -> None:
    """Remove what no page requests from a built site, and strip the scripts of its overrides."""
    for pattern in _NEVER_REQUESTED:
        for file in site.glob(pattern):
            if file.is_file():
                file.unlink()
    for folder in (site / "assets/javascripts/lunr", site / "assets/javascripts/workers"):
        _remove_empty(folder)
    for script in overrides.rglob("*.js"):
        _strip(site / script.relative_to(overrides))


def _remove_empty(folder: Path) -> None:
    for child in sorted(folder.rglob("*"), reverse=True):
        child.rmdir()
    if folder.exists():
        folder.rmdir()


def _strip(script: Path) -> None:
    from rjsmin import jsmin

    text = jsmin(script.read_text(encoding="utf-8"))
    script.write_text(text + "\n", encoding="utf-8", newline="\n")
