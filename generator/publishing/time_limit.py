"""Ends a piece of work that takes too long, whatever it does."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from generator.publishing.errors import PublishingError, TooSlowError


@contextmanager
def time_limit(seconds: float, error: type[PublishingError] = TooSlowError) -> Iterator[None]:
    """Raise an error in the main thread once this many seconds have passed; 0 means never.

    A process that `subprocess.run` waits for is killed by it.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        raise error

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Budget:
    """Seconds for a piece of work that is done in parts; waiting between them costs nothing."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    def extend(self, seconds: float) -> None:
        """Give the work more time."""
        self._left += seconds

    @contextmanager
    def spent(self) -> Iterator[None]:
        """Do a part of the work; it raises a `TooSlowError` once the time is over."""
        start = time.monotonic()
        try:
            with time_limit(max(self._left, 0.001)):
                yield
        finally:
            self._left -= time.monotonic() - start
