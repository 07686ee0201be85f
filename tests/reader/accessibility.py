"""What axe finds on open pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.site_support import PHONE, WIDE

LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
PAIRS = (
    pytest.param([{"viewport": WIDE, **LIGHT}, {"viewport": PHONE, **DARK}], id="a"),
    pytest.param(
        [{"viewport": PHONE, **LIGHT}, {"viewport": WIDE, **DARK}], id="b", marks=pytest.mark.soak
    ),
)
"""The windows that look at a page at the same time; the others do in the long run."""

Rules = dict[str, Any]
ALL_RULES: Rules = {"resultTypes": ["violations"]}
COLOURS: Rules = ALL_RULES | {"runOnly": ["color-contrast", "link-in-text-block"]}
HIGH_CONTRAST: Rules = ALL_RULES | {"runOnly": ["color-contrast-enhanced"]}  # 7:1

AXE = Axe().axe_script
# axe blocks its page, so the call that starts it must return first.
BEGIN = """(rules) => {
    window.examined = new Promise((begin) => setTimeout(begin))
        .then(() => axe.run(rules)).then((found) => found.violations);
}"""
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"


def violations_in(pages: Iterable[Page], rules: Rules | None = None) -> list[list[str]]:
    """Each page's violations; the pages are examined at the same time, in their own processes.

    By default all rules are tested, and in the dark scheme those of colours: only they can differ.
    """
    pages = list(pages)
    for page in pages:
        if page.evaluate("!window.axe"):
            page.evaluate(AXE)
        by_scheme = COLOURS if page.evaluate(IS_DARK) else ALL_RULES
        page.evaluate(BEGIN, rules or by_scheme)
    return [described(page.evaluate("window.examined")) for page in pages]


def violations(page: Page, rules: Rules | None = None) -> list[str]:
    return violations_in([page], rules)[0]


def described(found: list[dict[str, Any]]) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
