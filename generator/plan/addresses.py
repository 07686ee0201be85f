"""All addresses of the site. They are printed and subscribed to, so they never change.

An address is relative to the site's root and names a folder (`2022/shijian/`); the root is "".
Only downloads and the search index are files.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache

HOME = ""
TOPICS_FOLDER = "zhuti"
DEPARTMENTS_FOLDER = "chushi"
DEADLINES_FOLDER = "shijian"
PICTURES_FOLDER = "tushi"
CHANGES_FOLDER = "bianhua"
PROGRESS_FOLDER = "luoshi"
REPORT_FOLDER = "huitoukan"
EVIDENCE_FOLDER = "evidence"
DATA_FOLDER = "data"
ATOM, JSON_FEED = "feed.xml", "feed.json"
"""The feeds of what changes, beside the page of the plan and that of each department."""
FEEDS = {"application/atom+xml": ATOM, "application/feed+json": JSON_FEED}
"""Their names by media type."""
YEARS = "niandu/"
"""The page of all years. No page written by hand may be there, also before there are several."""
# A slug "index" would replace the page of its folder.
RESERVED_TOPIC_SLUGS = frozenset(
    (
        TOPICS_FOLDER,
        DEPARTMENTS_FOLDER,
        DEADLINES_FOLDER,
        PICTURES_FOLDER,
        CHANGES_FOLDER,
        PROGRESS_FOLDER,
        REPORT_FOLDER,
        "feed",
        "index",
    )
)
RESERVED_DEPARTMENT_SLUGS = frozenset(("index",))
SEARCH_ENDINGS = {
    "texts": ".json",
    "pages": "-pages.json",
    "readings": "-readings.json",
    "variants": "-variants.json",
}
"""How the names of a search index's files end, by the names of its parts; pages name the first."""


def plan(year: int) -> str:
    """The page of the whole official table."""
    return f"{year}/"


def topics(year: int) -> str:
    """The page of all topics."""
    return f"{year}/{TOPICS_FOLDER}/"


def topic(year: int, slug: str) -> str:
    """A topic's page."""
    return f"{year}/{slug}/"


def departments(year: int) -> str:
    """The page of all departments."""
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


def changes(year: int) -> str:
    """The page of a year's plan beside that of the year before."""
    return f"{year}/{CHANGES_FOLDER}/"


def progress(year: int) -> str:
    """The page of what has become of the tasks."""
    return f"{year}/{PROGRESS_FOLDER}/"


def report(year: int) -> str:
    """The page of the reports on what has become of the tasks."""
    return f"{year}/{REPORT_FOLDER}/"


def feed(folder: str, name: str) -> str:
    """A feed (a file) beside the page of a plan or a department; `name` is that of its form."""
    return f"{folder}{name}"


def evidence(year: int, name: str) -> str:
    """A file that is evidence for a task of a year."""
    return data_file(year, f"{EVIDENCE_FOLDER}/{name}")


def open_data(year: int) -> str:
    """The page of downloads."""
    return f"{DATA_FOLDER}/{year}/"


def data_file(year: int, name: str) -> str:
    """A download of a year (a file)."""
    return f"{open_data(year)}{name}"


def department_calendar(year: int, slug: str) -> str:
    """The calendar of a department's deadlines (a file)."""
    return data_file(year, f"{DEPARTMENTS_FOLDER}/{slug}.ics")


def search_index(year: int) -> dict[str, str]:
    """The files of a plan's search index, by the names of its parts."""
    return {part: f"search/{year}{ending}" for part, ending in SEARCH_ENDINGS.items()}


def task(year: int, number: int) -> str:
    """A task's permanent address, on the page of the whole table."""
    return f"{plan(year)}#{task_anchor(number)}"


def task_anchor(number: int) -> str:
    """A task's anchor, the same on all pages."""
    return f"task-{number}"


def absolute(site_url: str | None, address: str) -> str:
    """An address with the site's URL in front, which ends in a slash; unchanged if it is None.

    >>> absolute("https://www.example.test/plan/", "2022/#task-39")
    'https://www.example.test/plan/2022/#task-39'
    """
    return (site_url or "") + address


_way = lru_cache(maxsize=4096)(posixpath.relpath)  # pages repeat their links


def relative(address: str, page: str) -> str:
    """The relative link from a page to an address of a page or file, with or without an anchor.

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

    Only a page with a section below it in the navigation is an `index.md`. Material for MkDocs
    treats an index as the page of its section and leaves it out of the list of the others.
    """
    parts = address.split("/")[:-1]
    has_section = len(parts) < 2 or parts[-1] in (TOPICS_FOLDER, DEPARTMENTS_FOLDER)
    return f"{address}index.md" if has_section else f"{address.removesuffix('/')}.md"
