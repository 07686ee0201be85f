"""Takes out of an office's `mkdocs.yml` what comes with the program since version 0.2."""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.language.yaml_loader import YAML_LOADER

_THEME = "theme:\n  name: work-plan\n\n"
_OLD_THEME = {
    "name": "material",
    "language": "zh",
    "custom_dir": "overrides",
    "font": False,
    "favicon": "assets/favicon.svg",
    "icon": {"logo": "material/file-table-outline"},
}
_OLD_FEATURES = (
    *(f"navigation.{name}" for name in ("indexes", "path", "prune", "tabs", "footer")),
    "content.action.edit",
)
_DROPPED: dict[str, Any] = {
    "markdown_extensions": [
        "attr_list",
        "def_list",
        {"toc": {"toc_depth": 2, "permalink": False}},
    ],
    "validation": dict.fromkeys(
        ("omitted_files", "absolute_links", "unrecognized_links", "anchors"), "warn"
    ),
}


class OwnThemeError(Exception):
    """The theme in `mkdocs.yml` has settings of the office's own, at this line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def without_the_programs_part(text: str) -> str:
    """The text of `mkdocs.yml` for the packaged theme; all else in it stays as it is.

    Raises:
        OwnThemeError: the theme is Material with settings that this program did not write.
    """
    result = []
    for block in re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE):
        key = block.split(":")[0]
        value = _value(block, key)
        if key == "theme" and isinstance(value, dict) and value.get("name") == "material":
            features = value.pop("features", None) or ()
            own = [name for name, one in value.items() if _OLD_THEME.get(name) != one]
            if own or any(one not in _OLD_FEATURES for one in features):
                raise OwnThemeError(text[: text.index(block)].count("\n") + 1)
            result.append(_THEME + _comments_below(block))
        elif key in _DROPPED and value == _DROPPED[key]:
            result.append(_comments_below(block))
        else:
            result.append(block)
    return "".join(result)


def _value(block: str, key: str) -> Any:
    """The value of a key; None if it cannot be read, for then it is none that is known."""
    try:
        return yaml.load(block, YAML_LOADER)[key]
    except (yaml.YAMLError, ValueError, TypeError, KeyError):
        return None


def _comments_below(block: str) -> str:
    """The comments at the end of a block, which are about the next."""
    below = re.search(r"(?:^#.*\n|^\n)*\Z", block, re.MULTILINE)
    return below[0].lstrip("\n") if below else ""
