"""One stylesheet for all pages: the rules of the theme that a page can use, then our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from generator.frontend.css_rules import css_of, matching, rules_of, without_unused

STYLESHEET = "assets/work-plan.css"
"""The address of the stylesheet, relative to the site's root."""

# Files in the order in which their rules apply.
_THEME = [re.compile(rf"assets/stylesheets/{name}\..*\.css") for name in ("main", "palette")]
_OWN = [re.compile(folder + r"/[^/]*\.css") for folder in ("styles", "assets/search")]
_APART = re.compile(r"assets/(?!stylesheets/|search/)[^/]*/[^/]*\.css")
_THEME_SCRIPTS = re.compile(r"assets/javascripts/[^/]*\.js")

_WORD = re.compile(r"[\w-]+")
# The tags in a page. Our own `<details>` have our look alone: the theme's, a box, would add half a
# KB to every page.
_TAG = re.compile(r'<(?!(?:details|summary) class="wp-)([a-z][\w-]*)')
_NAMING = re.compile(r""" (?:class|id|dir|data-md-color-[a-z]+)=("[^"]*|[^ ">]*)""")
_BLOCK_END = re.compile("__|--")

# Of elements that our pages never have: sortable table heads and the theme's switch of palettes.
_NOT_OURS = frozenset(("[role=columnheader]", "[data-md-color-switching]"))
# If a page has one of these, the theme's scripts add elements that are in no page.
_COMPLETED_BY_SCRIPTS = frozenset(("pre", "tabbed-set", "annotate"))
_FEATURES_IN_TEXT = "content."
_FEATURES_WITHOUT_SCRIPTS = "content.action."
_STATES = frozenset(("js", "js-focus-visible", "focus-visible", "slate"))


def names_in(html: str) -> set[str]:
    """The tags, classes, ids, text directions and colour schemes in a page."""
    names = set(_TAG.findall(html))
    # A pattern that begins with one fixed character is twice as fast as one with a choice.
    for value in set(_NAMING.findall(html.replace("\n", " "))):
        names.update(value.strip('"').split())
    return names


@dataclass(frozen=True)
class Sources:
    """The texts from which the stylesheet is made."""

    theme: str
    own: str
    """Our rules for every page."""
    apart: str
    """The stylesheets of features, which only some pages load."""
    scripts: str
    """The theme's scripts."""

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
    """Whether the one stylesheet replaces a file."""
    is_own = any(pattern.fullmatch(address) for pattern in _OWN)
    return is_own or address.startswith("assets/stylesheets/")


@lru_cache(maxsize=1)
def stylesheet(sources: Sources, names: frozenset[str], features: tuple[str, ...]) -> str:
    """The text of the one stylesheet. A preview mostly asks for that of the build before.

    `names` are those in all pages, see `names_in`; `features` those of the theme in `mkdocs.yml`.
    """
    known = names | _names_from_scripts(sources.scripts, names, features)
    theme = matching(rules_of(sources.theme), known, never=_NOT_OURS)
    rules = without_unused([*theme, *rules_of(sources.own)], others=rules_of(sources.apart))
    return f"{css_of(rules)}\n"


def _names_from_scripts(scripts: str, names: Set[str], features: Sequence[str]) -> set[str]:
    """The names that the theme's scripts can add to those in the pages.

    A script usually changes an element that is there: it adds `md-nav--active` to an `md-nav`.
    Only if a page has an element or a feature that scripts complete, all their words count.
    """
    words = set(_WORD.findall(scripts))
    builds_more = any(
        one.startswith(_FEATURES_IN_TEXT) and not one.startswith(_FEATURES_WITHOUT_SCRIPTS)
        for one in features
    )
    if builds_more or not _COMPLETED_BY_SCRIPTS.isdisjoint(names):
        return words | _STATES
    return {word for word in words if _BLOCK_END.split(word)[0] in names} | _STATES
