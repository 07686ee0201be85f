"""What a finger presses on a phone is at least 44 px wide and high, on every kind of page."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.reader.test_reading import KINDS, PAST_TOPIC
from tests.site_support import PHONE, BuiltSite, OpenPage, serve, settle
from tests.support import rarely

pytestmark = pytest.mark.browser

# Walks from the middle of each target in four directions as long as a press there meets it: what a
# neighbour covers does not count. Left out: links in a sentence, and what no press meets.
TOO_SMALL = r"""(within) => {
    const LEAST = 44;
    const pressed = 'a[href], button, summary, input, select, label';
    const isInSentence = (link) => {
        const block = link.closest('p, li, dd, td');
        if (link.localName !== 'a' || !block) return false;
        if (getComputedStyle(link).display !== 'inline') return false;
        const copy = block.cloneNode(true);
        copy.querySelectorAll('a').forEach((other) => other.remove());
        return /\p{L}{2}/u.test(copy.textContent.trim().replace(/^[^：]{1,6}：/, ''));
    };
    const largest = (target) => Array.from(target.getClientRects())
        .sort((one, other) => other.width * other.height - one.width * one.height)[0];
    const extent = (target) => {
        const { left, right, top, bottom } = largest(target);
        const x = (left + right) / 2, y = (top + bottom) / 2;
        const meets = (dx, dy) => {
            const met = document.elementFromPoint(x + dx, y + dy);
            return met && (target.contains(met) || met.closest('label')?.control === target);
        };
        if (!meets(0, 0)) return null;
        const reach = (dx, dy) => {
            let steps = 0;
            while (steps < LEAST && meets(dx * (steps + 0.5), dy * (steps + 0.5))) steps += 0.5;
            return steps;
        };
        return [reach(-1, 0) + reach(1, 0), reach(0, -1) + reach(0, 1)];
    };
    const found = { measured: 0, small: [] };
    for (const target of document.querySelector(within).querySelectorAll(pressed)) {
        if (isInSentence(target) || target.control?.offsetHeight >= LEAST) continue;
        if (target.closest('.md-sidebar') || !largest(target)) continue;
        target.scrollIntoView({ block: 'center', behavior: 'instant' });
        const size = extent(target);
        if (!size) continue;
        found.measured += 1;
        const name = target.outerHTML.slice(0, 90);
        if (Math.min(...size) < LEAST - 1) found.small.push([name, ...size]);
    }
    return found;
}"""


def too_small(page: Page, within: str = "body") -> tuple[int, list[Any]]:
    settle(page)
    found = page.evaluate(TOO_SMALL, within)
    return found["measured"], found["small"]


LONG = ("deadlines", "pictures")


@pytest.mark.parametrize("kind", [*(kind for kind in KINDS if kind not in LONG), *rarely(*LONG)])
def test_targets_are_large_enough(open_page: OpenPage, site_url: str, kind: str) -> None:
    with open_page(is_kept=True, viewport=PHONE, reduced_motion="reduce") as page:
        page.goto(site_url + KINDS[kind])
        page.evaluate("document.querySelectorAll('summary').forEach((fold) => fold.click())")
        measured, small = too_small(page)
        assert small == []
        assert measured >= (4 if kind == "not found" else 6)


def test_targets_of_a_past_year_are_large_enough(open_page: OpenPage, two_years: BuiltSite) -> None:
    """Also the link to the source of a page, in a repository."""
    with serve(two_years) as url, open_page(viewport=PHONE, reduced_motion="reduce") as page:
        for address in (PAST_TOPIC, KINDS["hand-written"]):
            page.goto(url + address)
            assert too_small(page)[1] == []


def test_targets_of_the_search_are_large_enough(open_page: OpenPage, site_url: str) -> None:
    with open_page(viewport=PHONE, reduced_motion="reduce") as page:
        page.goto(site_url)
        page.click(".md-header label[for=__search]")
        page.get_by_role("combobox").fill("园艺")
        page.get_by_role("option").first.wait_for()
        measured, small = too_small(page, ".md-search")
        assert small == [] and measured > 3
