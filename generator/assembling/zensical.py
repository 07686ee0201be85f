"""Makes the folder that Zensical builds the site from.

Zensical knows no plugins. So the pages are files, the values of the templates are in their front
matter and in `zensical.toml`, and the theme is a folder, whose templates its engine, MiniJinja,
renders. `work-plan finish` completes the site that it builds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from generator.assembling.configuration import theme_settings
from generator.assembling.navigation import items_shown, wrong_settings
from generator.assembling.notation import as_json, toml_table
from generator.assembling.office_site import OfficeSite
from generator.assembling.values import site_values
from generator.frontend.assets import is_minified, minified
from generator.frontend.stylesheet import STYLESHEET
from generator.language.problems import Place, PlanError, Problem
from generator.language.scratch_files import is_scratch
from generator.pages.hand_written import read_page, split_page

MANIFEST = "work-plan.json"
"""Lists the pages and other files that the site must have; it is in it until it is finished."""

_OWN_THEME = Path(__file__).with_name("zensical_theme")
_STYLES = "assets/stylesheets"
"""Of Material for MkDocs, for Zensical's own have no rules for a search box in the page."""
_NOT_COPIED = ("mkdocs_theme.yml", "sitemap.xml", "robots.txt")
_RENDERED = {"sitemap.xml": "theme", "robots.txt": "docs"}
"""The theme's templates that no page needs, and the folders that Zensical takes them from."""
_KEPT = ("site_name", "site_description", "site_author", "copyright", "repo_url")
"""The settings of MkDocs that Zensical has too."""
_LINK = re.compile(r'(\s(?:href|src)=")([^"]+)(?=")')
_PREFIX = "../"
_ENDING = ".md"
"""Of the files that are pages for Zensical."""


def zensical_files(office: OfficeSite) -> dict[str, bytes]:
    """All files of the folder by their paths in it.

    Raises:
        PlanError: `mkdocs.yml` names another theme, or a page that is not there; or Zensical does
            not read a hand-written page.
    """
    configuration, generated = office.configuration, office.site.pages_by_path
    theme, nav = configuration.theme.get("name"), configuration.settings.get("nav")
    wrong = list(wrong_settings(configuration.file, theme, nav, office.docs_folder, generated))
    if wrong := [*wrong, *_unread_pages(office)]:
        raise PlanError(wrong)
    docs = {**dict(_static_files(office)), **dict(_pages(office))}
    docs |= {one.address: one.content for one in office.site.files}
    docs |= {address: text.encode() for address, text in office.search_files()}
    found = {f"docs/{path}": content for path, content in docs.items()}
    found |= {f"theme/{path}": content for path, content in _theme(office)}
    for name, folder in _RENDERED.items():
        found[f"{folder}/{name}"] = office.rendered(name).encode()
    settings = _theme_settings(office)
    manifest = {
        "pages": sorted(_published_pages(office)),
        "files": sorted((*(path for path in docs if not path.endswith(_ENDING)), *_RENDERED)),
        "features": settings["features"],
    }
    found[f"theme/{MANIFEST}"] = json.dumps(manifest).encode()
    found["zensical.toml"] = _toml(office, settings).encode()
    return found


def _unread_pages(office: OfficeSite) -> Iterator[Problem]:
    """The hand-written pages with an ending that only MkDocs knows."""
    for one in office.by_hand:
        if one.file.suffix != _ENDING:
            name = one.file.with_suffix(_ENDING).name
            yield Problem(Place(one.file), "page-ending", {"name": name})


def _pages(office: OfficeSite) -> Iterator[tuple[str, bytes]]:
    """The pages with the values of their templates, by the paths of their files."""
    for one in office.by_hand:
        settings, body = read_page(one.file)
        yield one.path, _page(settings, body, office.values_of(one.path))
    for path, page in office.site.pages_by_path.items():
        settings, body = split_page(page.markdown)
        yield path, _page(settings, _for_prefixed_links(body, path), office.values_of(path))


def _static_files(office: OfficeSite) -> Iterator[tuple[str, bytes]]:
    """The files beside the hand-written pages, such as pictures."""
    pages = {one.file for one in office.by_hand}
    for path, file in _files_below(office.docs_folder):
        is_hidden = any(part.startswith(".") for part in path.split("/"))
        if file not in pages and not is_hidden:
            yield path, file.read_bytes()


def _theme(office: OfficeSite) -> Iterator[tuple[str, bytes]]:
    """The theme, whose `main.html` is under another name below the one for Zensical."""
    ours, *of_office = office.theme_folders
    found: dict[str, Path] = {}
    for folder in (ours, _OWN_THEME, *of_office):
        for path, file in _files_below(folder):
            is_below = path == "main.html" and folder != _OWN_THEME
            found["work-plan.html" if is_below else path] = file
    for path, file in found.items():
        if is_minified(path):
            yield path, minified(path, file.read_text(encoding="utf-8")).encode()
        elif path not in _NOT_COPIED:
            yield path, file.read_bytes()
    for file in Path(str(files("material")), "templates", _STYLES).glob("*.css"):
        yield f"{_STYLES}/{file.name}", file.read_bytes()


def _theme_settings(office: OfficeSite) -> dict[str, Any]:
    return theme_settings(office.theme_folders[0]) | dict(office.configuration.theme)


def _published_pages(office: OfficeSite) -> Iterator[str]:
    """The paths of the pages in the site."""
    yield from (f"{page.address}index.html" for page in office.pages.values())
    yield "404.html"


def _toml(office: OfficeSite, theme: Mapping[str, Any]) -> str:
    """The text of `zensical.toml`, with the values of all pages of a year."""
    site, configuration = office.site, office.configuration
    years = {
        str(plan.year): site_values(site, plan.year)
        | {"shown": list(map(list, items_shown(office.nav, site, plan.year)))}
        for plan in site.data.plans
    }
    own = {"current_year": str(site.current_year), "stylesheet": STYLESHEET, "years": years}
    project = {name: configuration.settings.get(name) for name in _KEPT}
    project |= {"site_url": configuration.site_url, "repo_name": configuration.repo_name}
    project |= {"nav": office.nav}
    of_zensical = {"name": None, "custom_dir": "theme", "variant": "classic"}
    extra = {**(configuration.settings.get("extra") or {}), "work_plan": own}
    return "\n".join(
        (
            toml_table("project", project),
            toml_table("project.theme", {**theme, **of_zensical}),
            toml_table("project.markdown_extensions", configuration.extensions),
            toml_table("project.extra", extra),
        )
    )


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files by their paths, but scratch files and those of Python; `.icons` is the theme's."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if (
            file.is_file()
            and not is_scratch(file)
            and not any(part.startswith("__") for part in path.parts)
        ):
            yield path.as_posix(), file


def _page(settings: Mapping[str, Any], body: str, values: Mapping[str, Any]) -> bytes:
    """A page with its settings and the values of its templates as front matter."""
    stated = {**settings, "work_plan": values}
    lines = "".join(f"{key}: {as_json(value)}\n" for key, value in stated.items())
    return f"---\n{lines}---\n\n{body}".encode()


def _for_prefixed_links(markdown: str, path: str) -> str:
    """A page whose links in HTML lead to the same place once Zensical has put `../` before them.

    It does so on each page that is no `index.md`, as if the links were those of Markdown.
    """
    name = PurePosixPath(path).stem
    if name == "index":
        return markdown

    def without_prefix(found: re.Match[str]) -> str:
        start, link = found.groups()
        if link.startswith(("#", "?", "/")) or urlsplit(link).scheme:
            return found[0]
        inner = link.removeprefix(_PREFIX) if link.startswith(_PREFIX) else f"{name}/{link}"
        return f"{start}{'./' if inner[:1] in ('', '#', '?') else ''}{inner}"

    return _LINK.sub(without_prefix, markdown)
