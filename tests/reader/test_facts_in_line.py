"""Facts joined by dots: where the line wraps, no line begins or ends with a dot."""

import pytest

from tests.reader.test_reading import KINDS
from tests.site_support import OpenPage
from tests.support import rarely

pytestmark = pytest.mark.browser

# The lines as a reader sees them: characters by their place, without those that are cut off.
LINES = """() => Array.from(document.querySelectorAll('.wp-count'), (facts) => {
    const isCut = getComputedStyle(facts).overflowX !== 'visible';
    const edge = isCut ? facts.getBoundingClientRect().left : 0;
    const lines = new Map();
    const texts = document.createTreeWalker(facts, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode;
        for (let at = 0; at < node.length; at += 1) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const [box] = range.getClientRects();
            if (!box || !box.width || box.right <= edge) continue;
            const line = [...lines.keys()].find((y) => Math.abs(y - box.bottom) < 8) ?? box.bottom;
            lines.set(line, (lines.get(line) || '') + node.data[at]);
        }
    }
    return [...lines.values()].map((line) => line.trim());
}).flat()"""


@pytest.mark.parametrize("width", [360, *rarely(320, 1280)])
def test_no_line_begins_or_ends_with_a_dot(open_page: OpenPage, site_url: str, width: int) -> None:
    lines: dict[str, list[str]] = {}
    with open_page(is_kept=True, viewport={"width": width, "height": 740}) as page:
        for kind, address in KINDS.items():
            page.goto(site_url + address)
            lines[kind] = page.evaluate(LINES)
    shown = [line for found in lines.values() for line in found]
    assert [line for line in shown if line.strip("·") != line] == []
    assert any("·" in line for line in shown)
    assert any(len(found) > 1 for found in lines.values()) is (width < 1280), lines
