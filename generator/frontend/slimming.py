"""What a published site need not carry: files that no page asks for, comments in its assets.

And what it need not ask for one by one: the modules behind the first result of a search.
"""

from __future__ import annotations

import re
from collections.abc import Callable

JOINED = "assets/search/panel.js"
"""The module that carries all that it imports from beside it."""

_NEVER_REQUESTED = re.compile(
    r"assets/(?:"
    r".*\.map|"  # source maps of the theme's bundle
    r"images/favicon\.png|"
    r"javascripts/(?:lunr|workers)/.*"  # the theme's search
    r")"
)
_STRIPPED = re.compile(r"assets/.*\.(?:js|css)")
_IMPORT = re.compile(r"import ?\{[^}]*\} ?from ?'\./([\w-]+\.js)';")
_EXPORT = re.compile(r"\bexport (?=(?:async )?(?:const|function)\b)")


def is_requested(address: str) -> bool:
    """Whether a page can ask for a file of the theme."""
    return not _NEVER_REQUESTED.fullmatch(address)


def is_commented(address: str) -> bool:
    """Whether a file of the overrides is one that can have comments."""
    return bool(_STRIPPED.fullmatch(address))


def stripped(address: str, text: str) -> str:
    """A script or stylesheet without its comments and blanks."""
    from rcssmin import cssmin
    from rjsmin import jsmin

    return f"{cssmin(text) if address.endswith('.css') else jsmin(text)}\n"


def joined(address: str, text_of: Callable[[str], str]) -> str:
    """A stripped module with all that it imports from beside it, which must not clash in names.

    `text_of` tells what is at an address. A reader waits for one file instead of one after the
    other, and it is smaller than they are.
    """
    folder = address.rpartition("/")[0]
    parts: dict[str, str] = {}

    def collect(module: str) -> None:
        text = text_of(module)
        for other in _IMPORT.findall(text):
            if f"{folder}/{other}" not in parts:
                collect(f"{folder}/{other}")
        parts[module] = _IMPORT.sub("", text)

    collect(address)
    own = parts.pop(address)
    inner = (_EXPORT.sub("", text) for text in parts.values())
    return "".join([*inner, own])
