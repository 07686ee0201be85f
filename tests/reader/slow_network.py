"""Files that come late, so that a test sees what a reader sees while they are on their way."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route


@contextmanager
def held_back(page: Page, address: str) -> Iterator[None]:
    """Files at this address are asked for inside the block, and come after it."""
    held: list[Route] = []
    is_over = False

    def hold(route: Route) -> None:
        if is_over:
            route.continue_()
        else:
            held.append(route)

    page.route(address, hold)
    with page.expect_request(address):
        yield
    is_over = True
    for route in held:
        route.continue_()
