"""Looks for the hand-written page within the limits that Markdown's parser takes longest to read.

Pages are made of pairs of pieces in several patterns, each as long as the limits allow. A page that
is not read within `PATIENCE` seconds ends the search. The seconds to search may be given; the
default is 60.
"""

from __future__ import annotations

import gc
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from generator.pages.limits import MOST_BYTES, excesses
from generator.pages.markdown_text import read_content

PATIENCE = 20
SHOWN = 10
PIECES = (
    *("[", "![", "[a]", "[a](", "[a][", "[a] [", "[a]: x", "[a]: <", "](x)", "](", "]", "(", ")"),
    *("*", "**", "***", "_", "__", "*a", "a*", "_a", "a_", "*a**", "`", "``", "```\n", "~~~\n"),
    *("<", "<a ", "<b>", "</b>", "</a", "<!--", "<?", "<![CDATA[", "]]>", "<script", '<x y="'),
    *(
        "<http://a",
        "<a@b",
        "&",
        "&#",
        "&amp;",
        "\\",
        "{",
        "}",
        "{ .a",
        "{ #a }",
        "|",
        "|-|",
        "a|b\n-|-",
    ),
    *(
        "- ",
        "1. ",
        "1.\n",
        "> ",
        ">",
        ": ",
        "a\n: ",
        "# a",
        "#",
        "\n=",
        "a\n---",
        "---",
        "'",
        '"',
        "!",
    ),
    *("    ", "  ", "\t", "a", "a b", "文", "\n", "\n\n"),
)
BETWEEN = ("", " ", "\n", "\n\n")

Kind = tuple[str, str, str]
"""What is repeated at the start, what stands in the middle, and what is repeated at the end."""


def kinds(dice: random.Random) -> Iterator[Kind]:
    """Endless kinds of page."""
    while True:
        gap = dice.choice(BETWEEN)
        one, two = dice.choice(PIECES) + gap, dice.choice(PIECES) + gap
        yield one + two, "", ""
        yield one, dice.choice(("", "a", "文 ", "a\n")) * dice.choice((0, 3_000)), two


def page(kind: Kind, times: int) -> str:
    """A page of a kind, from the number of repetitions."""
    start, middle, end = kind
    return start * times + middle + end * times


def longest(kind: Kind) -> str:
    """The page of a kind with the most repetitions that the limits allow, within one in fifty."""
    low, high = 0, 1
    while high < MOST_BYTES and is_allowed(page(kind, high)):
        low, high = high, high * 2
    while high - low > 1 + low // 50:
        middle = (low + high) // 2
        low, high = (middle, high) if is_allowed(page(kind, middle)) else (low, middle)
    return page(kind, low)


def is_allowed(text: str) -> bool:
    """Whether a page is within the limits."""
    return not excesses(Path("a.md"), text.encode())


def seconds(text: str) -> float:
    """The CPU seconds of the parser; the best of two, if the first is long."""
    taken = []
    for _ in range(2):
        gc.collect()
        start = time.process_time()
        read_content(text)
        taken.append(time.process_time() - start)
        if taken[0] < 0.1:
            break
    return min(taken)


def give_up(number: int, frame: FrameType | None) -> None:
    """Stop: there is a page within the limits that holds up a build."""
    raise TimeoutError


def shown(kind: Kind) -> str:
    """A kind in one line."""
    start, middle, end = kind
    return f"{start!r}" + (f", {len(middle)} of {middle[:2]!r}, {end!r}" if end else "")


def main() -> None:
    """Search, and print the slowest pages."""
    most = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    dice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    found: list[tuple[float, int, Kind]] = []
    signal.signal(signal.SIGALRM, give_up)
    end = time.perf_counter() + most
    for kind in kinds(dice):
        if time.perf_counter() > end:
            break
        text = longest(kind)
        signal.alarm(PATIENCE)
        try:
            found.append((seconds(text), len(text), kind))
        except (TimeoutError, RecursionError) as error:
            sys.exit(f"{type(error).__name__}: {len(text)} characters of {shown(kind)}")
        signal.alarm(0)
    print(f"{len(found)} pages; the slowest, in seconds, with their characters:")
    for taken, length, kind in sorted(found, reverse=True)[:SHOWN]:
        print(f"{taken:6.2f} {length:7,} {shown(kind)}")


if __name__ == "__main__":
    main()
