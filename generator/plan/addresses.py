"""The addresses of the site. They are printed and subscribed to, so they never change.

An address is relative to the site's root and names a folder (`2022/shijian/`); the root is "".
Only downloads are files.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache

HOME = ""
DEPARTMENTS_FOLDER = "chushi"
DEADLINES_FOLDER = "shijian"
PICTURES_FOLDER = "tushi"
DATA_FOLDER = "data"
# A slug "index" would take the place of the page of its folder.
RESERVED_TOPIC_SLUGS = frozenset((DEPARTMENTS_FOLDER, DEADLINES_FOLDER, PICTURES_FOLDER, "index"))
RESERVED_DEPARTMENT_SLUGS = frozenset(("index",))


def plan(year: int) -> str:
    """The page with the whole official table."""
    return f"{year}/"


def topic(year: int, slug: str) -> str:
    """A topic's page."""
    return f"{year}/{slug}/"


def departments(year: int) -> str:
    """The index of departments."""
    return f"{year}/{DEPARTMENTS_FOLDER}/"


def department(year: int, slug: str) -> str:
    """A department's page."""
    return f"{year}/{DEPARTMENTS_FOLDER}/{slug}/"


def deadlines(year: int) -> str:
    """The page of deadlines."""
    return f"{year}/{DEADLINES_FOLDER}/"


def pictures(year: int) -> str:
    """The page of pictures."""
    return f"{year}/{PICTURES_FOLDER}/"


def open_data(year: int) -> str:
    """The page of downloads."""
    return f"{DATA_FOLDER}/{year}/"


def data_file(year: int, name: str) -> str:
    """One of a year's downloads, a file."""
    return f"{open_data(year)}{name}"


def department_calendar(year: int, slug: str) -> str:
    """The calendar of a department's deadlines, a file."""
    return data_file(year, f"{DEPARTMENTS_FOLDER}/{slug}.ics")


def search_index(year: int) -> dict[str, str]:
    """The files from which a plan is searched, by the names of the parts of the index."""
    return {
        "texts": f"search/{year}.json",
        "pages": f"search/{year}-pages.json",
        "readings": f"search/{year}-readings.json",
        "variants": f"search/{year}-variants.json",
    }


def task(year: int, number: int) -> str:
    """A task's permanent address, on the page of the whole plan."""
    return f"{plan(year)}#{task_anchor(number)}"


def task_anchor(number: int) -> str:
    """A task's anchor; on the page of the whole plan it is the task's permanent address."""
    return f"task-{number}"


def absolute(site_url: str | None, address: str) -> str:
    """An address from the site's own URL on, which ends in a slash; as it is where that is unknown.

    >>> absolute("https://www.example.test/plan/", "2022/#task-39")
    'https://www.example.test/plan/2022/#task-39'
    """
    return (site_url or "") + address


_way = lru_cache(maxsize=4096)(posixpath.relpath)  # a page has each of its links many times


def relative(address: str, page: str) -> str:
    """The link from one page to an address, which may be a file's and may end in an anchor.

    >>> relative("2022/#task-39", "2022/juece-gongkai/")
    '../#task-39'
    """
    path, hash_sign, anchor = address.partition("#")
    if path == page and anchor:
        return f"#{anchor}"
    link = _way("/" + path, "/" + page)
    is_file = path and not path.endswith("/")
    return f"{link}{'' if is_file else '/'}{hash_sign}{anchor}"


def markdown_path(address: str) -> str:
    """The Markdown file that MkDocs publishes at an address.

    Only a page with others below it is an `index.md`: Material for MkDocs takes an index for the
    page of its section, and would leave the first topic out of the list of topics.
    """
    parts = address.split("/")[:-1]
    has_pages_below = len(parts) < 2 or parts[-1] == DEPARTMENTS_FOLDER
    return f"{address}index.md" if has_pages_below else f"{address.removesuffix('/')}.md"
