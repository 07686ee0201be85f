"""One stylesheet for all pages: the theme's rules that a page or script can use, then our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

STYLESHEET = "assets/work-plan.css"
"""Where the pages find it, relative to the site's root."""

_WORD = re.compile(r"[\w-]+")
# What we fold away looks as we say; the theme would draw a box, for half a KB on every page.
_TAG = re.compile(r'<(?!(?:details|summary) class="wp-)([a-z][\w-]*)')
_NAMING = re.compile(r""" (?:class|id|dir|data-md-color-[a-z]+)=("[^"]*|[^ ">]*)""")

_STRING = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'"""
_PIECE = re.compile(rf"""{_STRING}|[{{}}]|[^{{}}"']+""")
_PARENTHESES = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_SELECTOR = re.compile(rf"(?:{_STRING}|{_PARENTHESES}|\[[^\]]*\]|[^,(\[\"'])+")
_NOT_NAMED = re.compile(rf"{_PARENTHESES}|\[(?!(?:dir|data-md-color-[\w-]+)=)[^\]]*\]|::?[\w-]+")
_NAME = re.compile(r"(?<![\[\w-])[a-z_-][\w-]*", re.IGNORECASE)
_PROPERTY = re.compile(rf"(?<=[{{{{;])(--[\w-]+):(?:{_STRING}|[^;{{}}\"'])*;?")
_KEYFRAMES = re.compile(r"@keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*\}")
_EMPTY = re.compile(r"(?:^|(?<=[{}]))[^{};]+\{\}")
_BLOCK_END = re.compile("__|--")
_GROUPS = ("@media", "@supports")

# The theme draws the heads of a table as if they sorted it; the other is its switch of palettes.
_NOT_OURS = ("[role=columnheader]", "[data-md-color-switching]")
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
    apart: str
    """What only some pages load, from a file of its own."""
    scripts: str

    @classmethod
    def among(cls, addresses: Iterable[str], text_of: Callable[[str], str]) -> Sources:
        """Those among addresses; of the theme's stylesheets, the ones that a page asks for."""
        in_order = sorted(addresses)

        def joined(pattern: str) -> str:
            return "".join(text_of(one) for one in in_order if re.fullmatch(pattern, one))

        return cls(
            theme=joined(r"assets/stylesheets/main\..*\.css")
            + joined(r"assets/stylesheets/palette\..*\.css"),
            own=joined(r"styles/[^/]*\.css"),
            apart=joined(r"assets/[^/]*\.css"),
            scripts=joined(r"assets/javascripts/[^/]*\.js"),
        )


def is_replaced(address: str) -> bool:
    """Whether the one stylesheet stands for a file."""
    return address.startswith(("assets/stylesheets/", "styles/"))


def stylesheet(sources: Sources, names: Set[str], features: Sequence[str]) -> str:
    """The one stylesheet.

    `names` are those of all pages; `features` are the theme's, of `mkdocs.yml`.
    """
    from rcssmin import cssmin

    known = names | _names_from_scripts(sources.scripts, names, features)
    whole = lean(cssmin(sources.theme), known) + cssmin(sources.own)
    animations = re.findall(r"animation(?:-name)?:([^;}]*)", whole + sources.apart)
    moving = set(_WORD.findall("".join(animations)))
    whole = _KEYFRAMES.sub(lambda one: one[0] if one[1] in moving else "", whole)
    return f"{_without_unused_properties(whole, sources.apart)}\n"


def lean(css: str, names: Set[str]) -> str:
    """The rules of a minified stylesheet that can match elements of these names.

    >>> lean(".a,.b>p{margin:0}@media print{.c{margin:0}}.d:not(.c){margin:0}", {"a", "d"})
    '.a{margin:0}.d:not(.c){margin:0}'
    """
    kept = []
    for prelude, body in _blocks(css):
        if prelude.startswith(_GROUPS):
            if inner := lean(body, names):
                kept.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@"):
            kept.append(f"{prelude}{{{body}}}")
        elif selectors := [one for one in _SELECTOR.findall(prelude) if _can_match(one, names)]:
            kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """What stands before each outermost pair of braces, and in it."""
    depth = 0
    pieces: list[str] = []
    prelude = ""
    for piece in _PIECE.findall(css):
        depth += (piece == "{") - (piece == "}")
        if piece == "{" and depth == 1:
            prelude = "".join(pieces).rpartition(";")[2].strip()
            pieces = []
        elif piece == "}" and depth == 0:
            yield prelude, "".join(pieces)
            pieces = []
        else:
            pieces.append(piece)


def _can_match(selector: str, names: Set[str]) -> bool:
    if any(part in selector for part in _NOT_OURS):
        return False
    return names >= set(_NAME.findall(_NOT_NAMED.sub(" ", selector)))


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


def _without_unused_properties(css: str, apart: str) -> str:
    """Leave out the custom properties that neither these rules nor those apart refer to.

    And the rules that nothing else is in.
    """
    used = set(re.findall(r"var\((--[\w-]+)", css + apart))
    shorter = _EMPTY.sub("", _PROPERTY.sub(lambda one: one[0] if one[1] in used else "", css))
    # What only one of those just dropped referred to can go as well.
    return css if shorter == css else _without_unused_properties(shorter, apart)
