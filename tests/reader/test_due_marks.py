"""What a script says on the reader's day: a deadline's state, and whether the plan is in force."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.site_support import PHONE, OpenPage

pytestmark = pytest.mark.browser

# Task 21 is due by the end of October 2031. The office is eight hours ahead of UTC.
DAYS = [
    ("2031-09-30T12:00:00Z", "还有 31 天"),
    ("2031-10-01T12:00:00Z", "本月到期，还有 30 天"),
    ("2031-10-30T15:59:00Z", "本月到期，还有 1 天"),
    ("2031-10-30T16:01:00Z", "今天到期"),
    ("2031-10-31T16:01:00Z", "期限已到，完成情况未公布"),
    ("2032-01-05T12:00:00Z", "期限已到，完成情况未公布"),
    ("2030-12-31T15:59:00Z", None),
    ("2030-12-31T16:01:00Z", "还有 303 天"),
]


def test_state_of_a_deadline(open_page: OpenPage, site_url: str) -> None:
    with open_page(base_url=site_url, timezone_id="America/New_York") as page:
        states = page.locator("#task-21 .wp-due__state")
        for now, said in DAYS:
            page.clock.set_fixed_time(now)
            for address in ("2031/tushu-piaoliu/", "2031/"):
                page.goto(address)
                expect(states, now).to_have_text([said] if said else [])


IN_FORCE = [
    ("2030-12-31T15:59:00Z", False),
    ("2030-12-31T16:01:00Z", True),
    ("2031-12-31T15:59:00Z", True),
    ("2031-12-31T16:01:00Z", False),
]


def test_plan_is_in_force_in_its_own_year_only(open_page: OpenPage, site_url: str) -> None:
    with open_page(base_url=site_url, timezone_id="America/New_York") as page:
        for now, is_in_force in IN_FORCE:
            page.clock.set_fixed_time(now)
            for address in ("", "2031/", "2031/shijian/"):
                page.goto(address)
                count = page.locator(".wp-count")
                expect(count).to_contain_text("2031年度")
                expect(count.get_by_text("现行")).to_be_visible(visible=is_in_force)


def test_nothing_is_said_of_the_day_without_scripts(open_page: OpenPage, site_url: str) -> None:
    with open_page(base_url=site_url, java_script_enabled=False) as page:
        page.goto("2031/")
        expect(page.locator("time.wp-due").first).to_be_visible()
        seen = page.locator("article").inner_text()
        assert "2031年度" in seen and "现行" not in seen and "期限已到" not in seen


def test_state_of_a_deadline_fits_a_phone_in_large_text(open_page: OpenPage, site_url: str) -> None:
    with open_page(base_url=site_url, viewport=PHONE) as page:
        page.clock.set_fixed_time("2032-01-05T12:00:00Z")
        for address in ("", "2031/tushu-piaoliu/", "2031/shijian/", "2031/chushi/yuanyi-ke/"):
            page.goto(address)
            page.evaluate("document.documentElement.classList.add('wp-elder')")
            expect(page.locator(".wp-due__state").first).to_be_visible()
            width = page.evaluate("document.scrollingElement.scrollWidth")
            assert width == PHONE["width"], address
