"""The filter of the whole table, as a reader uses and sees it."""

from collections.abc import Iterable

from playwright.sync_api import Locator, Page, expect

from tests.site_support import read_table

ADDRESS = "2031/"
ROWS = read_table()["任务"]
NUMBERS = [row["序号"] for row in ROWS]
ALL = f"共 {len(ROWS)} 项"
"""What is said where nothing is filtered."""


def control(page: Page, label: str) -> Locator:
    return page.get_by_role("form", name="筛选任务").get_by_label(label, exact=True)


def status(page: Page) -> Locator:
    return page.locator(".wp-filter").get_by_role("status")


def rows(page: Page) -> Locator:
    """The rows that a reader sees."""
    return page.locator(".wp-plan tbody tr:visible")


def shown(page: Page) -> list[int]:
    """The numbers of the rows that a reader sees now, from top to bottom."""
    return [int(number) for number in rows(page).locator(".wp-number").all_text_contents()]


def expect_shown(page: Page, numbers: Iterable[int]) -> None:
    """Wait until the reader sees these rows and no other, from top to bottom."""
    expect(rows(page).locator(".wp-number")).to_have_text([str(number) for number in numbers])


def choices(page: Page, label: str) -> dict[str, str]:
    """Each choice's value and what a reader sees of it, without the first (any)."""
    options = control(page, label).locator("option:not([value=''])").all()
    return {option.get_attribute("value") or "": option.inner_text() for option in options}


def of_topic(name: str) -> list[int]:
    return [row["序号"] for row in ROWS if row["主题"] == name]


def led_by(name: str) -> list[int]:
    return [row["序号"] for row in ROWS if name in row["责任处室"]]


def supported_by(name: str) -> list[int]:
    return [row["序号"] for row in ROWS if name in row.get("协助处室", ())]


def due(*wordings: str | None) -> list[int]:
    return [row["序号"] for row in ROWS if row.get("时间节点") in wordings]
