"""Selects rules of CSS: those that can match elements, without what nothing refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from copy import copy
from typing import TypeAlias

import tinycss2
from rcssmin import cssmin
from tinycss2.ast import AtRule, LiteralToken, Node, QualifiedRule, SquareBracketsBlock

Rule: TypeAlias = QualifiedRule | AtRule
"""The content of `@media` and `@supports` is a list of rules; that of others, of tokens."""

_GROUPS = ("media", "supports")
_COMMA = LiteralToken(0, 0, ",")


def rules_of(css: str) -> list[Rule]:
    """The rules of a stylesheet, without comments, `@charset` and what browsers reject."""
    return list(_rules_among(tinycss2.parse_stylesheet(cssmin(css))))


def css_of(rules: Iterable[Rule]) -> str:
    """The text of a stylesheet."""
    text: str = tinycss2.serialize(rules)
    return text


def matching(
    rules: Iterable[Rule], names: frozenset[str], never: Set[str] = frozenset()
) -> list[Rule]:
    """Leave out the rules and selectors that cannot match elements with these names.

    `names` are tags, classes, ids, text directions and colour schemes. `never` lists attribute
    selectors, such as `[role=columnheader]`, that match no element.

    >>> rules = rules_of(".a,.b>p{margin:0} @media print{.c{margin:0}} .d:not(.c){margin:0}")
    >>> css_of(matching(rules, frozenset("ad")))
    '.a{margin:0}.d:not(.c){margin:0}'
    """
    kept: list[Rule] = []
    for rule in rules:
        if _is_group(rule):
            if inner := matching(rule.content, names, never):
                kept.append(_changed(rule, content=inner))
        elif isinstance(rule, AtRule):
            kept.append(rule)
        else:
            selectors = _split_at_commas(rule.prelude)
            if fitting := [one for one in selectors if _can_match(one, names, never)]:
                kept.append(_changed(rule, prelude=_joined_by_commas(fitting)))
    return kept


def without_unused(rules: Iterable[Rule], others: Iterable[Rule] = ()) -> list[Rule]:
    """Leave out custom properties and `@keyframes` that nothing refers to, and empty rules.

    `others` are the rules of further stylesheets that a page may load.
    """
    rules = list(rules)
    used: set[str] = set()
    defined: dict[str, set[str]] = {}
    _collect_references([*rules, *others], used, defined)
    new = used & defined.keys()
    while new:  # what is defined may refer to more
        found = set().union(*(defined.pop(name) for name in new))
        used |= found
        new = found & defined.keys()
    return list(_without(defined.keys(), rules))


def _rules_among(nodes: Iterable[Node]) -> Iterator[Rule]:
    for node in nodes:
        if isinstance(node, AtRule) and _is_group(node):
            inner = tinycss2.parse_rule_list(node.content or ())
            yield _changed(node, content=list(_rules_among(inner)))
        elif isinstance(node, QualifiedRule) or (
            isinstance(node, AtRule) and node.lower_at_keyword != "charset"
        ):
            yield node


def _is_group(rule: Rule) -> bool:
    return isinstance(rule, AtRule) and rule.lower_at_keyword in _GROUPS


def _changed(rule: Rule, **parts: list[Node]) -> Rule:
    changed = copy(rule)
    for name, nodes in parts.items():
        setattr(changed, name, nodes)
    return changed


def _split_at_commas(prelude: Iterable[Node]) -> list[list[Node]]:
    selectors: list[list[Node]] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _joined_by_commas(selectors: Iterable[list[Node]]) -> list[Node]:
    first, *others = selectors
    return [*first, *(token for other in others for token in (_COMMA, *other))]


def _can_match(selector: list[Node], names: frozenset[str], never: Set[str]) -> bool:
    """Whether all names in a selector are known; those inside `:not()` and `:is()` do not count."""
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "[] block":
            if token.serialize() in never or not names.issuperset(_names_required(token)):
                return False
        elif token.type in ("ident", "hash") and before != ":" and token.value not in names:
            return False
    return True


def _names_required(block: SquareBracketsBlock) -> list[str]:
    """What `[dir=...]` or `[data-md-color-...=...]` asks for; other attributes do not count."""
    words = [token.value for token in block.content if token.type in ("ident", "string")]
    is_naming = any(word == "dir" or word.startswith("data-md-color-") for word in words[:1])
    return words[1:] if is_naming else []


def _collect_references(
    rules: Iterable[Rule], used: set[str], defined: dict[str, set[str]]
) -> None:
    """Add the identifiers in each custom property and `@keyframes` to `defined`, others to `used`.

    `defined` has them by the name of what they define.
    """
    for rule in rules:
        if _is_group(rule):
            _collect_references(rule.content, used, defined)
        elif name := _keyframes(rule):
            defined.setdefault(name, set()).update(_identifiers(rule.content))
        elif not _defines_properties(rule):
            used.update(_identifiers(rule.content or ()))
        else:
            for part in _parts(rule):
                if _is_property(part):
                    defined.setdefault(part.name, set()).update(_identifiers(part.value))
                else:
                    used.update(_identifiers(_tokens(part)))


def _without(unused: Set[str], rules: Iterable[Rule]) -> Iterator[Rule]:
    for rule in rules:
        if _is_group(rule):
            if inner := list(_without(unused, rule.content)):
                yield _changed(rule, content=inner)
        elif _defines_properties(rule):
            parts = _parts(rule)
            if left := [one for one in parts if not _is_property(one) or one.name not in unused]:
                yield _changed(rule, content=left)
        elif _keyframes(rule) not in unused and rule.content != []:
            yield rule


def _keyframes(rule: Rule) -> str:
    """The name of what `@keyframes` defines; empty for another rule."""
    is_one = isinstance(rule, AtRule) and rule.lower_at_keyword == "keyframes"
    return tinycss2.serialize(rule.prelude).strip() if is_one else ""


def _defines_properties(rule: Rule) -> bool:
    tokens = rule.content or ()
    return any(token.type == "ident" and token.value.startswith("--") for token in tokens)


def _parts(rule: Rule) -> list[Node]:
    """The declarations and nested rules of a rule, without what browsers reject."""
    parts = tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
    return [part for part in parts if part.type != "error"]


def _tokens(part: Node) -> list[Node]:
    return part.value if part.type == "declaration" else part.content or []


def _is_property(part: Node) -> bool:
    return bool(part.type == "declaration" and part.name.startswith("--"))


def _identifiers(tokens: Iterable[Node]) -> Iterator[str]:
    """Every identifier, including those in brackets and functions."""
    for token in tokens:
        if token.type == "ident":
            yield token.value
        elif token.type == "function":
            yield from _identifiers(token.arguments)
        elif token.type.endswith(" block"):
            yield from _identifiers(token.content)
