"""The state of a deadline on the reader's day, shown by a script and only in the plan's year."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.site_support import OpenPage

pytestmark = pytest.mark.browser

# Task 21 is due by the end of October 2031. The office is eight hours ahead of UTC.
DAYS = [
    ("2031-09-30T12:00:00Z", "还有 31 天"),
    ("2031-10-01T12:00:00Z", "本月到期，还有 30 天"),
    ("2031-10-30T15:59:00Z", "本月到期，还有 1 天"),
    ("2031-10-30T16:01:00Z", "今天到期"),
    ("2031-10-31T16:01:00Z", "已过"),
    ("2032-01-05T12:00:00Z", None),
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
