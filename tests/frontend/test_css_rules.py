"""CSS: rules are read as browsers read them, and left out only where nothing can use them."""

import pytest

from generator.frontend.css_rules import css_of, matching, rules_of, without_unused

NAMES = frozenset(("html", "body", "a", "ltr", "slate", "top", "x", "y"))
NEVER = frozenset(("[role=columnheader]",))


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".x{margin:0}.z{margin:0}", ".x{margin:0}"),
        (".x,.z,a>.y{margin:0}", ".x,a>.y{margin:0}"),
        (".x .z{margin:0}", ""),
        ("#top:hover{margin:0}#low{margin:0}", "#top:hover{margin:0}"),
        ("a:not(.z):is(.z,.y),a::before{margin:0}", "a:not(.z):is(.z,.y),a::before{margin:0}"),
        ("details{margin:0}a{margin:0}", "a{margin:0}"),
        ("[dir=rtl] a{margin:0}[dir=ltr] a{margin:0}", "[dir=ltr] a{margin:0}"),
        (
            "[data-md-color-scheme=slate]{top:0}[data-md-color-primary=red]{top:0}",
            "[data-md-color-scheme=slate]{top:0}",
        ),
        ('a[href=".z"],a[hidden]{margin:0}', 'a[href=".z"],a[hidden]{margin:0}'),
        ('a:after{content:"}.z{"}.x{margin:0}', 'a:after{content:"}.z{"}.x{margin:0}'),
        ("@media print{.z{margin:0}.x{margin:0}}", "@media print{.x{margin:0}}"),
        ("@media print{.z{margin:0}}", ""),
        ("@supports (x:y){@media print{.x{margin:0}}}",) * 2,
        ("@layer k;@page{margin:0}@keyframes k{0%{top:0}}:root>*{top:0}*{top:0}",) * 2,
        ('@charset "UTF-8";/* .x */.x{margin:0}', ".x{margin:0}"),
        (".x a[role=columnheader]:hover:after,.x{margin:0}", ".x{margin:0}"),
        (".x{margin:0}.y", ".x{margin:0}"),
    ],
)
def test_rules_that_match_nothing_are_left_out(css: str, kept: str) -> None:
    assert css_of(matching(rules_of(css), NAMES, NEVER)) == kept


ICON = """--b:url("data:image/svg+xml;charset=utf-8,<svg d='a{b}'/>");"""


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (":root{--a:1;--b:2}.x{top:var(--a)}", ":root{--a:1;}.x{top:var(--a)}"),
        (
            ":root{--a:var(--b);" + ICON + "--c:1;--d:var(--c)}.x{top:calc(1px + var(--a))}",
            ":root{--a:var(--b);" + ICON + "}.x{top:calc(1px + var(--a))}",
        ),
        (":root{--a:1}.x{--a:2;top:var(--a)}", ":root{--a:1;}.x{--a:2;top:var(--a);}"),
        (".x{--a:1;.y{top:var(--a)}}", ".x{--a:1;.y{top:var(--a)}}"),
        (".x{--a:1;top}.y{--b:1;left;top:var(--a)}", ".x{--a:1;}.y{top:var(--a);}"),
        (".x{--a:1}@media print{:root{--b:1}}.y{}.z{top:0}", ".z{top:0}"),
        (
            "@keyframes k{0%{top:0}to{top:1px}}@keyframes l{0%{top:0}}.x{animation:l 1s}",
            "@keyframes l{0%{top:0}}.x{animation:l 1s}",
        ),
        (
            ":root{--a:1;--b:2}@keyframes k{0%{top:var(--a)}}@keyframes l{0%{top:var(--b)}}"
            ".x{animation-name:k}",
            ":root{--a:1;}@keyframes k{0%{top:var(--a)}}.x{animation-name:k}",
        ),
    ],
)
def test_what_nothing_refers_to_is_left_out(css: str, kept: str) -> None:
    assert css_of(without_unused(rules_of(css))) == kept


def test_what_another_stylesheet_refers_to_is_kept() -> None:
    rules = rules_of(":root{--c:1;--d:2}@keyframes k{0%{top:0}}")
    others = rules_of(".z{top:var(--c);animation:k 1s}")
    assert css_of(without_unused(rules, others)) == ":root{--c:1;}@keyframes k{0%{top:0}}"
