"""The whole table on a phone, where each row is a card, and its long texts."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.reader.workbench import ADDRESS, ROWS, control, expect_shown
from tests.site_support import PHONE, WIDE, OpenPage, read_table
from tests.support import rarely

pytestmark = pytest.mark.browser

LONG = [row["序号"] for row in ROWS if len(row["任务内容"]) > 48]
TOPICS = [topic["名称"] for topic in read_table()["主题"]]
IS_CUT = "text => text.scrollHeight > text.clientHeight + 1"


@pytest.fixture
def phone(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    with open_page(base_url=site_url, viewport=PHONE) as page:
        page.goto(ADDRESS)
        yield page


def text_of(page: Page, number: int) -> Locator:
    return page.locator(f"#task-{number} .wp-plan__text")


def test_number_and_name_are_the_title_and_facts_share_a_line(phone: Page) -> None:
    tops: Any = phone.eval_on_selector_all(
        ".wp-plan tbody tr",
        """rows => rows.map((row) => Array.from(row.cells, (cell) => cell.offsetTop))""",
    )
    assert all(number == name < content < lead for number, name, content, lead, *_ in tops)
    shared = [lead == due for *_, lead, _, due in tops]
    assert sum(shared) > len(ROWS) / 2


@pytest.mark.parametrize(
    ("viewport", "is_short"), [(PHONE, True), (WIDE, False)], ids=["phone", "wide"]
)
def test_what_is_the_same_for_all_past_deadlines_stands_once_on_a_phone(
    open_page: OpenPage, site_url: str, viewport: ViewportSize, is_short: bool
) -> None:
    with open_page(base_url=site_url, viewport=viewport) as page:
        note = page.get_by_text("期限已到的任务，完成情况未公布。", exact=True)
        state = page.locator("#task-21 .wp-due__state")
        for now, is_past in (("2031-01-05T12:00:00Z", False), ("2032-01-05T12:00:00Z", True)):
            page.clock.set_fixed_time(now)
            page.goto(ADDRESS)
            expect(state).to_be_visible()
            expect(note).to_be_visible(visible=is_past and is_short)
        expect(state).to_have_text("期限已到，完成情况未公布")
        box = state.bounding_box()
        assert box and (box["height"] < 40) is is_short, "one line, not several"
        if is_short:
            due = page.locator("#task-21 time").bounding_box()
            assert due and abs(box["y"] - due["y"]) < 10, "on one line with the deadline"
            note_box, first = note.bounding_box(), page.locator(".wp-plan tbody tr").first
            card = first.bounding_box()
            assert note_box and card and note_box["y"] < card["y"]


def test_long_texts_are_cut_until_the_reader_opens_them(phone: Page) -> None:
    buttons = phone.get_by_role("button", name="展开")
    expect(buttons).to_have_count(len(LONG))
    text, button = text_of(phone, LONG[0]), buttons.first
    assert text.evaluate(IS_CUT)

    button.click()

    assert not text.evaluate(IS_CUT)
    expect(phone.locator(f"#task-{LONG[0]}").get_by_role("button", name="收起")).to_be_visible()


def test_a_note_stands_below_the_text_however_short_it_is(phone: Page) -> None:
    text = text_of(phone, LONG[0])
    text.evaluate("text => text.insertAdjacentHTML('afterend', '<p class=wp-note>短</p>')")
    above, below = text.bounding_box(), phone.locator(".wp-note").first.bounding_box()
    assert above and below and below["y"] >= above["y"] + above["height"]


def test_texts_found_or_linked_are_whole(phone: Page) -> None:
    words = next(row["任务内容"] for row in ROWS if row["序号"] == LONG[0])[-8:]
    control(phone, "关键词").fill(words)
    expect_shown(phone, [LONG[0]])
    assert not text_of(phone, LONG[0]).evaluate(IS_CUT)
    expect(phone.get_by_role("button", name="展开")).to_have_count(0)

    phone.goto(f"{ADDRESS}#task-{LONG[1]}")
    assert not text_of(phone, LONG[1]).evaluate(IS_CUT)


def test_text_opens_when_the_browser_finds_words_in_its_hidden_lines(phone: Page) -> None:
    text = text_of(phone, LONG[0])
    text.evaluate("text => { text.scrollTop = 40; }")  # as "find in page" does
    expect(phone.locator(f"#task-{LONG[0]}").get_by_role("button", name="收起")).to_be_visible()
    assert not text.evaluate(IS_CUT)


@pytest.mark.parametrize("where", ["without scripts", *rarely("on paper", "on a wide screen")])
def test_elsewhere_all_texts_are_whole(open_page: OpenPage, site_url: str, where: str) -> None:
    width = 1280 if where == "on a wide screen" else 360
    viewport = {"width": width, "height": 740}
    with open_page(viewport=viewport, java_script_enabled=where != "without scripts") as page:
        page.goto(site_url + ADDRESS)
        if where == "on paper":
            page.emulate_media(media="print")
        expect(page.locator(".wp-plan__text")).to_have_count(len(LONG))
        assert not any(text.evaluate(IS_CUT) for text in page.locator(".wp-plan__text").all())
        expect(page.locator(".wp-plan__more:visible")).to_have_count(0)


def test_jumps_lead_to_the_first_task_of_each_topic(phone: Page) -> None:
    jumps = phone.get_by_role("navigation", name="跳到主题").get_by_role("link")
    expect(jumps).to_have_text(TOPICS)
    jumps.nth(2).click()
    first = next(row["序号"] for row in ROWS if row["主题"] == TOPICS[2])
    expect(phone.locator(f"#task-{first}")).to_be_in_viewport()
