"""The choice of another year above the whole table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.reader.accessibility import PAIRS, violations_in
from tests.reader.workbench import ADDRESS, control, expect_shown, status
from tests.site_support import WIDE, BuiltSite, OpenPage, open_pages, serve, settle
from tests.three_years import build_three_years

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def years_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(build_three_years(tmp_path_factory.mktemp("three-years"))) as url:
        yield url


@pytest.fixture
def of_years(open_page: OpenPage, years_url: str) -> Iterator[Page]:
    """A page of a site with the plans of 2031, 2032 and 2033."""
    with open_page(base_url=years_url, viewport=WIDE) as page:
        yield page


def test_another_year_keeps_the_choices_that_it_has(of_years: Page) -> None:
    of_years.goto("2032/?topic=caodi&lead=cao-ke&sort=deadline")
    control(of_years, "关键词").fill("caodi")
    expect(status(of_years)).to_contain_text("共 5 项，当前 2 项")
    control(of_years, "年份").select_option("2031年")
    of_years.wait_for_url("**/2031/?topic=caodi&lead=cao-ke&sort=deadline&q=caodi")
    expect_shown(of_years, [4, 3])
    expect(control(of_years, "主题")).to_have_value("caodi")
    expect(control(of_years, "年份").locator("option:checked")).to_have_text("2031年")
    expect(status(of_years)).not_to_contain_text("没有所选的")

    of_years.go_back()
    expect(control(of_years, "年份").locator("option:checked")).to_have_text("2032年")
    expect_shown(of_years, [4, 5])


def test_choices_that_the_other_year_does_not_have_are_dropped_and_said(of_years: Page) -> None:
    of_years.goto("2032/?topic=caodi&lead=cao-ke&deadline=month-3")
    control(of_years, "年份").select_option("2033年")
    of_years.wait_for_url("**/2033/?topic=caodi&lead=cao-ke&deadline=month-3")
    expect(status(of_years)).to_have_text("共 3 项，当前 1 项。2033年没有所选的主题，已去掉")
    expect_shown(of_years, [3])
    expect(control(of_years, "责任处室").locator("option:checked")).to_contain_text("园艺科")
    control(of_years, "责任处室").select_option("")
    control(of_years, "时间节点").select_option("")
    expect(status(of_years)).to_have_text("共 3 项")
    expect(of_years).to_have_url(f"{of_years.url.split('?')[0]}")


def test_choices_follow_topics_and_departments_to_their_names_of_that_year(
    of_years: Page,
) -> None:
    of_years.goto("2033/?topic=lvdi")
    expect(status(of_years)).to_contain_text("当前")
    control(of_years, "年份").select_option("2032年")
    of_years.wait_for_url("**/2032/?topic=lvdi")
    expect(control(of_years, "主题").locator("option:checked")).to_contain_text("花木")
    expect(status(of_years)).to_contain_text("当前")
    expect(status(of_years)).not_to_contain_text("没有所选的")

    # In 2031 there were two of them, so none is meant more than the other.
    control(of_years, "年份").select_option("2031年")
    of_years.wait_for_url("**/2031/?topic=huamu")
    expect(status(of_years)).to_contain_text("2031年没有所选的主题，已去掉")


def test_a_year_chosen_by_arrow_keys_opens_with_enter(of_years: Page) -> None:
    of_years.goto("2033/?deadline=month-3")
    expect(status(of_years)).to_have_text("共 3 项，当前 1 项")
    control(of_years, "年份").focus()
    of_years.keyboard.press("ArrowDown")
    expect(status(of_years)).to_have_text("按回车键，看2032年的全部任务")
    of_years.keyboard.press("Tab")  # left as it was
    expect(status(of_years)).to_have_text("共 3 项，当前 1 项")
    expect(control(of_years, "年份").locator("option:checked")).to_have_text("2033年")
    of_years.keyboard.press("Shift+Tab")
    of_years.keyboard.press("ArrowDown")
    of_years.keyboard.press("ArrowDown")
    of_years.keyboard.press("Enter")
    of_years.wait_for_url("**/2031/?deadline=month-3")


def test_no_page_has_the_tasks_of_another_year(of_years: Page) -> None:
    of_years.goto("2033/")
    expect_shown(of_years, [1, 2, 3])
    assert "每月割草" not in of_years.content()


def test_a_site_of_one_year_has_no_such_choice(page: Page, site: BuiltSite) -> None:
    page.goto(f"{ADDRESS}?topic=nope")
    expect(status(page)).not_to_contain_text("没有所选的")
    expect(control(page, "年份")).to_have_count(0)
    assert "wp-filter__year" not in site.file(f"{ADDRESS}index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("windows", PAIRS)
def test_no_accessibility_violation(
    open_page: OpenPage, years_url: str, windows: list[dict[str, Any]]
) -> None:
    with open_pages(open_page, f"{years_url}2033/?topic=caodi", windows) as pages:
        for page in pages:
            expect(status(page)).to_contain_text("没有所选的主题")
            settle(page)
        assert violations_in(pages) == [[]] * len(pages)
