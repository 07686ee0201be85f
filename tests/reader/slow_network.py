"""Delay or lose files, to test what a reader sees until they come."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route


@contextmanager
def held_back(page: Page, address: str, *, is_lost: bool = False) -> Iterator[None]:
    """Hold back files that are requested in the block; they come, or are lost, after it."""
    held: list[Route] = []
    is_over = False

    def answer(route: Route) -> None:
        if not is_over:
            held.append(route)
        elif is_lost:
            route.abort()
        else:
            route.continue_()

    page.route(address, answer)
    with page.expect_request(address):
        yield
    is_over = True
    for route in held:
        answer(route)
