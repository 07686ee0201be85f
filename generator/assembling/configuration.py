"""Reads `mkdocs.yml` for a generator other than MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from markdown import Markdown

from generator.assembling.settings import wrong_settings_in
from generator.language.problems import Place, PlanError, Problem
from generator.language.yaml_loader import YAML_LOADER
from generator.pages.markdown_text import OF_MKDOCS, OF_OURS, TOC

EXTENSIONS: Mapping[str, Mapping[str, Any]] = {
    **{name: {} for name in (*OF_MKDOCS, *OF_OURS)},
    "toc": TOC,
}
"""The extensions of Markdown that MkDocs has, and those of our theme, with their settings."""

_HOSTS = {
    "github.com": ("GitHub", "edit/master/docs/"),
    "gitlab.com": ("GitLab", "edit/master/docs/"),
    "bitbucket.org": ("Bitbucket", "src/default/docs/"),
}
"""What MkDocs calls a repository, and where it finds the pages to edit there, by its host."""


@dataclass(frozen=True)
class Configuration:
    """The settings of an office's `mkdocs.yml`."""

    file: Path
    settings: Mapping[str, Any]

    @property
    def site_url(self) -> str | None:
        """The URL of the site, with a slash at the end; None if it is not set."""
        url = self.settings.get("site_url")
        return f"{str(url).rstrip('/')}/" if url else None

    @property
    def theme(self) -> Mapping[str, Any]:
        """The settings of the theme."""
        theme = self.settings.get("theme")
        return theme if isinstance(theme, dict) else {"name": theme}

    @property
    def extensions(self) -> dict[str, Any]:
        """The extensions of Markdown by name, each with its settings."""
        found: dict[str, Any] = {name: dict(one) for name, one in EXTENSIONS.items()}
        written = self.settings.get("markdown_extensions") or ()
        for one in written if not isinstance(written, dict) else [written]:
            for name, settings in one.items() if isinstance(one, dict) else [(one, None)]:
                found[name] = found.get(name, {}) | (settings or {})
        return found

    @property
    def repo_name(self) -> str | None:
        """What the repository is called; None if neither that nor its host is known."""
        written = self.settings.get("repo_name")
        return str(written) if written else self._host[0]

    @property
    def _host(self) -> tuple[str | None, str | None]:
        host = urlsplit(str(self.settings.get("repo_url") or "")).netloc.lower()
        return _HOSTS.get(host, (None, None))

    def edit_url(self, source: str) -> str | None:
        """Where a file can be edited, given by its path in `docs/`; None if that is not known."""
        repository = str(self.settings.get("repo_url") or "")
        written = self.settings.get("edit_uri")
        folder = self._host[1] if written is None else written
        if not folder:
            return None
        edited = f"{folder.rstrip('/')}/{source}"
        is_query = folder.startswith(("?", "#"))
        base = repository if is_query else f"{repository.rstrip('/')}/" if repository else ""
        return urljoin(base, edited)


def read_configuration(file: Path) -> Configuration:
    """Read `mkdocs.yml`.

    Raises:
        PlanError: it cannot be read, or holds something that only MkDocs knows.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
        settings = yaml.load(text, Loader=YAML_LOADER) or {}
    except UnicodeDecodeError:
        raise PlanError([Problem(Place(file), "encoding")]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise PlanError([Problem(place, "syntax")]) from None
    except (yaml.YAMLError, ValueError, AttributeError, RecursionError):
        raise PlanError([Problem(Place(file), "syntax")]) from None
    if not isinstance(settings, dict):
        raise PlanError([Problem(Place(file), "syntax")])
    found = Configuration(file, settings)
    wrong = list(wrong_settings_in(settings)) or list(_unknown_extensions(found))
    if wrong:
        raise PlanError([_problem(file, text, name, code) for name, code in wrong])
    return found


def _unknown_extensions(found: Configuration) -> Iterator[tuple[str, str]]:
    """The setting of extensions, if one of them is not installed or does not take its settings."""
    try:
        Markdown(extensions=list(found.extensions), extension_configs=found.extensions)
    except (ImportError, AttributeError, KeyError, TypeError, ValueError):
        yield "markdown_extensions", "setting-form"


def _problem(file: Path, text: str, name: str, code: str) -> Problem:
    at = re.search(rf"^{re.escape(name)}\b", text, re.MULTILINE)
    return Problem(Place.at_offset(file, text, at.start() if at else 0), code, {"name": name})


def theme_settings(folder: Path) -> dict[str, Any]:
    """The settings that a theme's own file gives, without the name of the theme it extends."""
    text = (folder / "mkdocs_theme.yml").read_text(encoding="utf-8")
    settings: dict[str, Any] = yaml.load(text, Loader=YAML_LOADER)
    return {name: one for name, one in settings.items() if name != "extends"}
