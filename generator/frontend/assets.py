"""The published files in `assets/`: which of the theme's are needed, and ours without comments."""

from __future__ import annotations

import re

from rcssmin import cssmin
from rjsmin import jsmin

_NEVER_REQUESTED = re.compile(
    r"assets/(?:"
    r".*\.map|"  # source maps of the theme's bundle
    r"javascripts/(?:lunr|workers)/.*|"  # the theme's search
    r"javascripts/LICENSE"
    r")"
)
_MINIFIED = re.compile(r"assets/.*\.(?:js|css)")


def is_requested(address: str) -> bool:
    """Whether a page can request this file of the theme."""
    return not _NEVER_REQUESTED.fullmatch(address)


def is_minified(address: str) -> bool:
    """Whether a file of the overrides is published without comments: a script or a stylesheet."""
    return bool(_MINIFIED.fullmatch(address))


def minified(address: str, text: str) -> str:
    """A script or stylesheet without comments and unneeded spaces: half the bytes of the search."""
    return f"{cssmin(text) if address.endswith('.css') else jsmin(text)}\n"
