"""Checks that `mkdocs.yml` says only what can be carried over to a generator other than MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any

_PLUGIN = "work-plan"
"""The one plugin whose work is done without MkDocs too."""


def wrong_settings_in(settings: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """The names of settings that cannot be carried over, each with the code of its problem."""
    for name, value in settings.items():
        if name not in _CARRIED:
            yield str(name), "setting-foreign"
        elif value is not None and not _CARRIED[name](value):
            yield name, "setting-form"
    if not settings.get("site_name"):
        yield "site_name", "setting-form"


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_nav(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_nav_item, value))


def _is_nav_item(value: Any) -> bool:
    """A path, or one title with a path or with the items of a section."""
    if isinstance(value, dict) and len(value) == 1:
        (value,) = value.values()
        return _is_text(value) or (_is_nav(value) and len(value) > 0)
    return _is_text(value)


def _is_theme(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, dict) and _is_plain(value))


def _is_plain(value: Any) -> bool:
    """Whether TOML has the value: no dates, and nothing that is empty in a list."""
    if isinstance(value, dict):
        return all(one is None or _is_plain(one) for one in value.values())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))


def _are_extensions(value: Any) -> bool:
    """Names, each with its settings or without; in a list, or all in one mapping."""
    return all(
        _is_text(one)
        or (isinstance(one, dict) and all(map(_are_options, one.values())) and _is_plain(one))
        for one in _items(value)
    )


def _are_options(value: Any) -> bool:
    return value is None or isinstance(value, dict)


def _is_our_plugin(value: Any) -> bool:
    return isinstance(value, list | dict) and all(
        set(one if isinstance(one, dict) else [one]) == {_PLUGIN} for one in _items(value)
    )


def _items(value: Any) -> list[Any]:
    """The items of a list; what is no list is one item."""
    return value if isinstance(value, list) else [value]


def _changes_no_site(value: Any) -> bool:
    return True


_CARRIED: Mapping[Any, Callable[[Any], bool]] = {
    **dict.fromkeys(("site_name", "site_url", "site_description", "site_author"), _is_text),
    **dict.fromkeys(("copyright", "repo_url", "repo_name", "edit_uri"), _is_text),
    "nav": _is_nav,
    "theme": _is_theme,
    "extra": _is_plain,
    "markdown_extensions": _are_extensions,
    "plugins": _is_our_plugin,
    **dict.fromkeys(("dev_addr", "site_dir", "strict", "validation", "watch"), _changes_no_site),
}
"""The settings that are carried over, or mean nothing for a built site, and whether one can be."""
