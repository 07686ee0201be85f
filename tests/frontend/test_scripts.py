"""The scripts stay within what the browsers of the stated baseline can read."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, normpath

import pytest

from tests.support import ROOT

SCRIPTS = sorted((ROOT / "overrides").rglob("*.js"))

# What Chromium 87 or the WebKit of Safari 16 may not know: they are in phones several years old.
TOO_NEW = {
    "Array.prototype.at": r"\.at\(",
    "findLast": r"\.findLast(?:Index)?\(",
    "copying array methods": r"\.(?:toSorted|toReversed|toSpliced|with)\(",
    "Object.hasOwn": r"Object\.hasOwn\b",
    "grouping": r"\b(?:Object|Map)\.groupBy\b",
    "structuredClone": r"\bstructuredClone\b",
    "look-behind": r"\(\?<[=!]",
    "regular expression flags d and v": r"/[gimsuy]*[dv][gimsuy]*[.,;)]",
    "class static block": r"\bstatic\s*\{",
    "private member": r"\bthis\.#",
    "await outside a function": r"^await\b",
    "Intl.Segmenter": r"Intl\.Segmenter",
    "Promise.withResolvers": r"Promise\.withResolvers",
    "AbortSignal.timeout": r"AbortSignal\.(?:timeout|any)",
    "import attributes": r"\bimport\b[^;]*\bwith\s*\{",
}


def code(script: Path) -> str:
    """The script without its comments, in which words may be as new as they like."""
    text = script.read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: str(script.name))
def test_a_script_is_as_old_as_the_baseline_and_says_nothing_itself(script: Path) -> None:
    found = [name for name, sign in TOO_NEW.items() if re.search(sign, code(script), re.MULTILINE)]
    assert found == []
    # Every sentence for a reader stands in the templates.
    assert not re.search("[\u3400-\u9fff\uff00-\uff0f]", script.read_text(encoding="utf-8"))


def test_the_signs_are_recognised() -> None:
    newer = "x.at(1); await y; /(?<=a)b/; static { }; structuredClone(z)"
    found = {name for name, sign in TOO_NEW.items() if re.search(sign, newer, re.MULTILINE)}
    assert {"Array.prototype.at", "look-behind", "class static block", "structuredClone"} <= found


def test_the_baseline_is_stated() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "Chromium 87" in readme
    assert "Safari 16" in readme


@pytest.mark.parametrize(
    ("folder", "entry", "lister", "listing"),
    [
        ("search/", "panel", "assets/search/box.js", r"const MODULES = \[(.*)\]"),
        ("", "filter/filter", "main.html", r"for name in \((.*)\) %}\s*<link rel=\"modulepreload"),
    ],
)
def test_all_modules_of_a_feature_are_asked_for_at_once(
    folder: str, entry: str, lister: str, listing: str
) -> None:
    """A module that is not listed is loaded too, but only when the one that imports it has come."""
    todo, needed = [entry], set()
    while todo:
        needed.add(name := todo.pop())
        script = ROOT / "overrides/assets" / f"{folder}{name}.js"
        imported = re.findall(r"^import .* from '(.*)\.js';$", code(script), re.M)
        todo += {normpath(f"{dirname(name)}/{other}".lstrip("/")) for other in imported} - needed
    listed = re.search(listing, (ROOT / "overrides" / lister).read_text(encoding="utf-8"))
    assert listed and len(needed) > 3
    assert {entry, *re.findall(r"[\w/]+", listed[1])} == needed
