"""What the configuration of every office has, so that `mkdocs.yml` needs only its own facts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme
from mkdocs.utils import get_theme_dir

from generator.pages.markdown_text import OF_OURS, TOC

_PARENT = "material"


def complete(config: MkDocsConfig) -> None:
    """Add the Markdown extensions that the pages need, and let each dead link be a warning.

    What `mkdocs.yml` sets itself stays, but a level of `validation` that is `info`, as by default.
    """
    names: list[Any] = config.markdown_extensions  # MkDocs accepts objects too
    names.extend(name for name in OF_OURS if name not in names)
    config.mdx_configs["toc"] = TOC | config.mdx_configs.get("toc", {})
    for levels in (config.validation.nav, config.validation.links):
        for name, level in levels.items():
            if level == logging.INFO:
                levels[name] = logging.WARNING


def own_folders(theme: Theme) -> Iterator[Path]:
    """The folders of our theme: what an office adds to it, then `overrides/`, without Material."""
    parent = get_theme_dir(_PARENT)
    return map(Path, takewhile(lambda folder: folder != parent, theme.dirs))
