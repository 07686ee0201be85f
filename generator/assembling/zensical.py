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
from generator.assembling.notation import as_yaml, toml_table
from generator.assembling.office_site import OfficeSite
from generator.assembling.values import site_values
from generator.frontend.assets import is_minified, minified
from generator.frontend.stylesheet import STYLESHEET
from generator.language.problems import Place, PlanError, Problem
from generator.language.scratch_files import is_scratch

MANIFEST = "work-plan.json"
"""Lists the files that the built site must have; it is published with it, until it is finished."""

_OWN_THEME = Path(__file__).with_name("zensical_theme")
_STYLES = "assets/stylesheets"
"""Of Material for MkDocs, for Zensical's own have no rules for a search box in the page."""
_NOT_COPIED = ("mkdocs_theme.yml", "sitemap.xml", "robots.txt")
_RENDERED = {"sitemap.xml": "theme", "robots.txt": "docs"}
"""The theme's templates that no page needs, and the folders that Zensical takes them from."""
_KEPT = ("site_name", "site_url", "site_description", "site_author", "copyright", "repo_url")
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
    told, generated = office.configuration, office.site.pages_by_path
    theme, nav = told.theme.get("name"), told.settings.get("nav")
    wrong = list(wrong_settings(told.file, theme, nav, office.docs_folder, generated))
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
    manifest = {"files": sorted(_published(office, docs)), "features": settings["features"]}
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
        text = one.file.read_text(encoding="utf-8-sig")
        yield one.path, _with_front_matter(text, office.values_of(one.path))
    for path, page in office.site.pages_by_path.items():
        text = _for_prefixed_links(page.markdown, path)
        yield path, _with_front_matter(text, office.values_of(path))


def _static_files(office: OfficeSite) -> Iterator[tuple[str, bytes]]:
    """The files beside the hand-written pages, such as pictures."""
    pages = {one.file for one in office.by_hand}
    for path, file in _files_below(office.docs_folder):
        if file not in pages:
            yield path, file.read_bytes()


def _theme(office: OfficeSite) -> Iterator[tuple[str, bytes]]:
    """The theme, whose `main.html` is under another name below the one for Zensical."""
    found: dict[str, Path] = {}
    for folder in office.theme_folders:
        found |= dict(_files_below(folder))
    for path, file in found.items():
        if is_minified(path):
            yield path, minified(path, file.read_text(encoding="utf-8")).encode()
        elif path not in _NOT_COPIED:
            yield "work-plan.html" if path == "main.html" else path, file.read_bytes()
    for path, file in _files_below(_OWN_THEME):
        yield path, file.read_bytes()
    for file in Path(str(files("material")), "templates", _STYLES).glob("*.css"):
        yield f"{_STYLES}/{file.name}", file.read_bytes()


def _theme_settings(office: OfficeSite) -> dict[str, Any]:
    return theme_settings(office.theme_folders[0]) | dict(office.configuration.theme)


def _published(office: OfficeSite, docs: Mapping[str, bytes]) -> Iterator[str]:
    """The paths in the site of the pages, and of all files that are not pages."""
    for page in office.pages.values():
        yield f"{page.address}index.html"
    yield from (path for path in docs if not path.endswith(_ENDING))
    yield from ("404.html", *_RENDERED)


def _toml(office: OfficeSite, theme: Mapping[str, Any]) -> str:
    """The text of `zensical.toml`, with the values of all pages of a year."""
    site, told = office.site, office.configuration
    years = {
        str(plan.year): site_values(site, plan.year)
        | {"shown": list(map(list, items_shown(office.nav, site, plan.year)))}
        for plan in site.data.plans
    }
    own = {"current_year": str(site.current_year), "stylesheet": STYLESHEET, "years": years}
    project = {name: told.settings.get(name) for name in _KEPT}
    project |= {"repo_name": told.repo_name, "nav": office.nav}
    of_zensical = {"name": None, "custom_dir": "theme", "variant": "classic"}
    extra = {**(told.settings.get("extra") or {}), "work_plan": own}
    return "\n".join(
        (
            toml_table("project", project),
            toml_table("project.theme", {**theme, **of_zensical}),
            toml_table("project.markdown_extensions", told.extensions),
            toml_table("project.extra", extra),
        )
    )


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files that are published, by their paths: not hidden ones and no scratch files."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if (
            file.is_file()
            and not is_scratch(file)
            and not any(part.startswith((".", "__")) for part in path.parts)
        ):
            yield path.as_posix(), file


def _with_front_matter(text: str, values: Mapping[str, Any]) -> bytes:
    """A page with values added to its front matter."""
    line = f"work_plan: {as_yaml(values)}\n"
    head, body = ("---\n", text[4:]) if text.startswith("---\n") else ("---\n", f"---\n\n{text}")
    return f"{head}{line}{body}".encode()


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
