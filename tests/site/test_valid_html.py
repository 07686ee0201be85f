"""Test the HTML of every kind of page with the Nu Html Checker, which the W3C uses."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from generator.pages.page import PageKind
from tests.npm import install
from tests.site.test_revisions import URL, build_revised
from tests.site_support import BuiltSite, copy_project, serve
from tests.support import ROOT
from tests.three_years import three_years_project

pytestmark = pytest.mark.soak

FROM_MATERIAL = {
    "Attribute “autocomplete” is only allowed when the input type is": "base.html: the checkboxes "
    "of the drawer and of the search",
    "Bad value “” for attribute “tabindex” on element “label”": "nav-item.html: the title of a "
    "group of pages",
    "The value of the “for” attribute of the “label” element must be the ID": "toc.html: the "
    "title of the headings is for a checkbox that a section's first page does not have",
}
ON_PURPOSE = {
    r"The “role” attribute must not be used on a “t[dhr]” element": "see the next one",
    r"The “\w+” role is unnecessary for element “t": "rows are blocks on a phone, and WebKit then "
    "tells screen readers of no table unless its parts have roles",
    r"Bad value “https://www.example.test/1.html\?a=1&b=<2>\"” for attribute “href”": "a link is "
    "shown as the table has it; browsers encode it",
}
NOT_SO = {
    "Inline script violates Content Security Policy": "data in a script element is no script: "
    "the policy does not count for it",
}
KNOWN = FROM_MATERIAL | ON_PURPOSE | NOT_SO
"""What the checker says of the pages, as patterns, and why it stays."""


def with_past_progress(folder: Path) -> BuiltSite:
    """The made-up office, and a past plan that says what became of its tasks."""
    project = copy_project(folder)
    archive = project.folder / "data" / "archive"
    archive.mkdir()
    shutil.copy(ROOT / "tests/years/2020.yaml", archive)
    return project.build()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[BuiltSite]:
    """Together they have every kind of page: see `test_every_kind_of_page_is_checked`."""
    folder = tmp_path_factory.mktemp("sites")
    return [
        with_past_progress(folder / "office"),
        three_years_project(folder / "years").build(),
        build_revised(folder / "revised", site_url=URL),
    ]


EVERY_KIND = {
    PageKind.HOME: "",
    PageKind.PLAN: "2031/",
    PageKind.TOPICS: "2031/zhuti/",
    PageKind.TOPIC: "2020/huamu/",
    PageKind.DEPARTMENTS: "2031/chushi/",
    PageKind.DEPARTMENT: "2031/chushi/yuanyi-ke/",
    PageKind.DEADLINES: "2031/shijian/",
    PageKind.PICTURES: "2031/tushi/",
    PageKind.PROGRESS: "2020/luoshi/",
    PageKind.REPORT: "2020/huitoukan/",
    PageKind.OPEN_DATA: "data/2031/",
    PageKind.CHANGES: "2033/bianhua/",
    PageKind.YEARS: "niandu/",
    PageKind.MOVED: "2031/shumu/",
}


def test_every_kind_of_page_is_checked(sites: list[BuiltSite]) -> None:
    assert EVERY_KIND.keys() == set(PageKind)
    pages = {address for site in sites for address in site.pages}
    assert pages >= {*EVERY_KIND.values(), "guanyu/", "404.html"}


LOCAL_TOO = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
"""The checker reads no page of its own machine otherwise."""


class Said(NamedTuple):
    """What the checker says of a place on a page."""

    place: str
    text: str


@pytest.fixture(scope="module")
def said(sites: list[BuiltSite], tmp_path_factory: pytest.TempPathFactory) -> list[Said]:
    """All that the checker says of the served sites: errors, warnings and failures to read one."""
    locked = Path(__file__).with_name("vnu")
    checker = install(locked, tmp_path_factory.mktemp("vnu")) / "vnu-jar/build/dist/vnu.jar"
    options = ("--format", "json", "--stdout", "--exit-zero-always")
    with ExitStack() as stack:
        pages = [
            url + quote(address)
            for site in sites
            for url in [stack.enter_context(serve(site))]
            for address in site.pages
        ]
        command = ["java", LOCAL_TOO, "-jar", str(checker), *options, *pages]
        done = subprocess.run(command, capture_output=True, check=True)
    messages = json.loads(done.stdout)["messages"]
    return [Said(f"{one['url']}:{one.get('lastLine')}", one["message"]) for one in messages]


def test_checker_finds_nothing_else(said: list[Said]) -> None:
    known = re.compile("|".join(KNOWN))
    assert [one for one in said if not known.match(one.text)] == []


@pytest.mark.parametrize("pattern", KNOWN)
def test_what_is_known_still_occurs(said: list[Said], pattern: str) -> None:
    assert any(re.match(pattern, one.text) for one in said)
