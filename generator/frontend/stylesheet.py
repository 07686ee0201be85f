"""One stylesheet for all pages: the theme's rules that a page or script can use, then our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass

from generator.frontend.css_rules import css_of, matching, rules_of, without_unused

STYLESHEET = "assets/work-plan.css"
"""Where the pages find it, relative to the site's root."""

# In the order of their rules.
_THEME = [re.compile(rf"assets/stylesheets/{name}\..*\.css") for name in ("main", "palette")]
_OWN = [re.compile(folder + r"/[^/]*\.css") for folder in ("styles", "assets/search")]
_APART = re.compile(r"assets/(?!stylesheets/|search/)[^/]*/[^/]*\.css")
_THEME_SCRIPTS = re.compile(r"assets/javascripts/[^/]*\.js")

_WORD = re.compile(r"[\w-]+")
# What we fold away looks as we say; the theme would draw a box, for half a KB on every page.
_TAG = re.compile(r'<(?!(?:details|summary) class="wp-)([a-z][\w-]*)')
_NAMING = re.compile(r""" (?:class|id|dir|data-md-color-[a-z]+)=("[^"]*|[^ ">]*)""")
_BLOCK_END = re.compile("__|--")

# The theme draws the heads of a table as if they sorted it; the other is its switch of palettes.
_NOT_OURS = frozenset(("[role=columnheader]", "[data-md-color-switching]"))
# Where a page has these, the theme's scripts add elements of which no page tells.
_COMPLETED_BY_SCRIPTS = frozenset(("pre", "tabbed-set", "annotate"))
_FEATURES_IN_TEXT = "content."
_FEATURES_WITHOUT_SCRIPTS = "content.action."
_STATES = frozenset(("js", "js-focus-visible", "focus-visible", "slate"))


def names_in(html: str) -> set[str]:
    """The tags, classes, ids and palettes by which a stylesheet can know a page's elements."""
    names = set(_TAG.findall(html))
    # A pattern that begins with one certain sign is found twice as fast as one with a choice.
    for value in set(_NAMING.findall(html.replace("\n", " "))):
        names.update(value.strip('"').split())
    return names


@dataclass(frozen=True)
class Sources:
    """What the stylesheet is made of: texts of stylesheets, and of the theme's scripts."""

    theme: str
    own: str
    """What every page loads."""
    apart: str
    """What only some pages load, each from the file of its feature."""
    scripts: str

    @classmethod
    def among(cls, addresses: Iterable[str], text_of: Callable[[str], str]) -> Sources:
        """The sources among these addresses, without the theme's stylesheets that no page loads."""
        in_order = sorted(addresses)

        def joined(*patterns: re.Pattern[str]) -> str:
            return "".join(
                text_of(one) for pattern in patterns for one in in_order if pattern.fullmatch(one)
            )

        return cls(
            theme=joined(*_THEME),
            own=joined(*_OWN),
            apart=joined(_APART),
            scripts=joined(_THEME_SCRIPTS),
        )


def is_replaced(address: str) -> bool:
    """Whether the one stylesheet stands for a file."""
    is_own = any(pattern.fullmatch(address) for pattern in _OWN)
    return is_own or address.startswith("assets/stylesheets/")


def stylesheet(sources: Sources, names: Set[str], features: Sequence[str]) -> str:
    """The one stylesheet.

    `names` are those of all pages; `features` are the theme's, of `mkdocs.yml`.
    """
    known = frozenset(names) | _names_from_scripts(sources.scripts, names, features)
    theme = matching(rules_of(sources.theme), known, never=_NOT_OURS)
    rules = without_unused([*theme, *rules_of(sources.own)], others=rules_of(sources.apart))
    return f"{css_of(rules)}\n"


def _names_from_scripts(scripts: str, names: Set[str], features: Sequence[str]) -> set[str]:
    """The names that the theme's scripts can give to elements beside those in the pages.

    A script changes what is there (`md-nav--active` where there is `md-nav`), unless a page's text
    holds what it builds more upon.
    """
    words = set(_WORD.findall(scripts))
    builds_more = any(
        one.startswith(_FEATURES_IN_TEXT) and not one.startswith(_FEATURES_WITHOUT_SCRIPTS)
        for one in features
    )
    if builds_more or not _COMPLETED_BY_SCRIPTS.isdisjoint(names):
        return words | _STATES
    return {word for word in words if _BLOCK_END.split(word)[0] in names} | _STATES
