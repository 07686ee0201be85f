"""Test that addresses stay the same and relative links lead to their targets."""

import doctest
from importlib import import_module
from itertools import product
from urllib.parse import urljoin

from mkdocs.structure.files import File

from generator.plan import addresses
from tests.support import ROOT

SITE = "https://www.example.test/zwgk/plan/"
PAGES = [
    addresses.HOME,
    addresses.plan(2030),
    addresses.topics(2030),
    addresses.topic(2030, "jia-zhuti"),
    addresses.departments(2030),
    addresses.department(2030, "jia-chushi"),
    addresses.deadlines(2030),
    addresses.pictures(2030),
    addresses.plan(2029),
    addresses.open_data(2030),
    addresses.changes(2030),
    addresses.YEARS,
]
FILES = [
    addresses.data_file(2030, "tasks.csv"),
    addresses.department_calendar(2030, "jia-chushi"),
]
ANCHORS = [page + "#" + addresses.task_anchor(7) for page in PAGES]


def test_addresses_never_change() -> None:
    """People print them and subscribe to them."""
    assert PAGES == [
        "",
        "2030/",
        "2030/zhuti/",
        "2030/jia-zhuti/",
        "2030/chushi/",
        "2030/chushi/jia-chushi/",
        "2030/shijian/",
        "2030/tushi/",
        "2029/",
        "data/2030/",
        "2030/bianhua/",
        "niandu/",
    ]
    assert FILES == ["data/2030/tasks.csv", "data/2030/chushi/jia-chushi.ics"]
    assert addresses.task_anchor(7) == "task-7"


def test_link_leads_to_its_target() -> None:
    for page, target in product(PAGES, [*PAGES, *ANCHORS, *FILES]):
        link = addresses.relative(target, page)
        assert not link.startswith("/"), (page, target)
        assert urljoin(SITE + page, link) == SITE + target, (page, target)


def test_link_within_a_page_keeps_its_query() -> None:
    assert {addresses.relative(f"{page}#task-7", page) for page in PAGES} == {"#task-7"}


def test_reserved_words_are_all_that_stands_beside_topics() -> None:
    own = [
        addresses.topics(2030),
        addresses.departments(2030),
        addresses.deadlines(2030),
        addresses.pictures(2030),
        addresses.changes(2030),
        addresses.progress(2030),
        addresses.report(2030),
    ]
    taken = {address.removeprefix(addresses.plan(2030)).rstrip("/") for address in own}
    assert taken | {"index", "feed"} == addresses.RESERVED_TOPIC_SLUGS


def test_mkdocs_publishes_the_markdown_file_at_its_address() -> None:
    for page in PAGES:
        file = File(addresses.markdown_path(page), None, "site", use_directory_urls=True)
        assert file.url == (page or "./")


MODULES = [
    file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    for file in sorted((ROOT / "generator").rglob("*.py"))
]


def test_examples_in_docstrings() -> None:
    results = {module: doctest.testmod(import_module(module)) for module in MODULES}
    assert [module for module, result in results.items() if result.failed] == []
    assert any(result.attempted for result in results.values())
