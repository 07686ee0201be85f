"""Test the page of downloads of a built site: every file is there and is what the page says."""

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser

from generator.publishing.link_check import check_site
from tests.building.preview_support import copy_everything, preview_of
from tests.data_packages import with_tables
from tests.site_support import (
    PHONE,
    SUB_PATH,
    BuiltSite,
    Project,
    copy_project,
    find,
    find_all,
    read_table,
    serve,
    text,
    words,
)

PAGE = "data/2031/"
TASKS = read_table()["任务"]
UNDATED = ("全年", "入冬以前")
ROOT_URL = "http://site.test/"
TYPES = {
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FEED_TYPES = {"feed.xml": "application/atom+xml", "feed.json": "application/feed+json"}


def downloads(site: BuiltSite, address: str = PAGE) -> dict[str, str]:
    """Every link of a page to a file, with its type."""
    links = find_all(find(site.pages[address], "article"), "a")
    return {
        urljoin(ROOT_URL + address, link.get("href", "")).removeprefix(ROOT_URL): link.attrib[
            "type"
        ]
        for link in links
        if "type" in link.attrib
    }


def test_every_file_is_linked_under_its_type(site: BuiltSite) -> None:
    found = downloads(site)
    files = [file for file in (site.folder / PAGE).rglob("*.*") if file.suffix != ".html"]
    files += (site.folder / "2031").rglob("feed.*")
    empty = {file for file in files if b"BEGIN:VTIMEZONE" in file.read_bytes()}
    assert {file.name for file in empty} == {"jia-ke.ics"}
    offered = {file.relative_to(site.folder).as_posix() for file in files if file not in empty}
    assert found.keys() == offered
    assert len(found) > 15
    schema = f"{PAGE}tasks.schema.json"
    assert found.pop(schema) == "application/schema+json"
    for name, kind in found.items():
        file = Path(name)
        assert kind == FEED_TYPES.get(file.name, TYPES.get(file.suffix)), name


def test_sizes_are_true(site: BuiltSite) -> None:
    entries = find_all(find(site.pages[PAGE], "article"), "span", class_="wp-download__form")
    names = find_all(find(site.pages[PAGE], "article"), "a", class_="wp-download__name")
    assert len(entries) == len(names) == 5
    for entry, link in zip(entries, names, strict=True):
        stated = re.search(r"([0-9]+) KB", words(entry))
        size = (site.folder / PAGE / link.attrib["href"]).stat().st_size
        assert stated and int(stated[1]) - 1 < size / 1024 <= int(stated[1])


def test_tables_are_saved_under_the_plans_name(site: BuiltSite) -> None:
    links = find_all(find(site.pages[PAGE], "article"), "a", class_="wp-download__name")
    saved = {link.attrib["href"]: link.get("download") for link in links}
    title = read_table()["标题"]
    assert saved["tasks.xlsx"] == f"{title}.xlsx" and saved["tasks.csv"] == f"{title}.csv"
    assert saved["tasks.ics"] is None  # a phone offers to open it


def test_columns_are_explained(site: BuiltSite) -> None:
    rows = find_all(find(find(site.pages[PAGE], "table"), "tbody"), "tr")
    package = json.loads((site.folder / PAGE / "datapackage.json").read_text(encoding="utf-8"))
    fields = package["resources"][0]["schema"]["fields"]
    assert [text(row[0]) for row in rows] == [field["name"] for field in fields]
    for row, field in zip(rows, fields, strict=True):
        assert field["description"].startswith(f"{text(row[2])} / ")
    tasks = json.loads((site.folder / PAGE / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    task = next(task for task in tasks if task["deadline"] and task["deadline"]["last_day"])
    for row in rows:
        value = task
        for key in text(row[1]).split("."):
            value = value[key]


def test_files_contain_the_plan(site: BuiltSite) -> None:
    report = with_tables(site.folder / PAGE / "datapackage.json").validate()
    assert report.valid, report.flatten(["note"])
    assert [task.stats.get("rows") for task in report.tasks][:2] == [len(TASKS)] * 2
    calendar = Calendar.from_ical((site.folder / PAGE / "tasks.ics").read_bytes())
    assert isinstance(calendar, Calendar)
    dated = [task for task in TASKS if task.get("时间节点", "全年") not in UNDATED]
    assert len(calendar.events) == len(dated) > 10


def test_without_an_address_and_scripts_the_link_is_to_be_copied(site: BuiltSite) -> None:
    page = find(site.pages[PAGE], "article")
    assert "复制链接" in words(page) and "webcal" not in text(page)
    assert not [link for link in find_all(page, "a") if link.get("href", "").startswith("webcal")]


def test_with_an_address_the_calendar_opens_at_a_click(sub_path_site: BuiltSite) -> None:
    host = "www.example.test"
    for address in (PAGE, "2031/shijian/", "2031/chushi/yuanyi-ke/"):
        tree = sub_path_site.pages[address]
        places = find_all(tree, "span", class_="wp-share")
        hrefs = [find(place, "a").get("href") for place in places]
        files = [file for file in downloads(sub_path_site, address) if file.endswith(".ics")]
        assert hrefs == [f"webcal://{host}{SUB_PATH}{file}" for file in files] and files, address
        urls = [place.get("data-wp-calendar") for place in places]
        assert urls == [f"https://{host}{SUB_PATH}{file}" for file in files], address
    calendar = (sub_path_site.folder / PAGE / "tasks.ics").read_text(encoding="utf-8")
    assert f"URL:https://{host}{SUB_PATH}2031/#task-" in calendar
    data = json.loads((sub_path_site.folder / PAGE / "tasks.json").read_text(encoding="utf-8"))
    assert data["tasks"][0]["url"] == f"https://{host}{SUB_PATH}2031/#task-1"
    assert check_site(sub_path_site.folder).problems == []


def test_department_leads_to_its_calendar(site: BuiltSite) -> None:
    own = [name for name in downloads(site) if "/chushi/" in name and name.endswith(".ics")]
    calendars = {name.split("/")[-1] for name in own}
    units = {address for address in site.pages if re.fullmatch("2031/chushi/.+/", address)}
    for address in units:
        found = downloads(site, address)
        slug = address.split("/")[2]
        expected = [f"{PAGE}chushi/{slug}.ics"] if f"{slug}.ics" in calendars else []
        feeds = [f"{address}feed.xml", f"{address}feed.json"]
        with_history = [feed for feed in feeds if site.file(feed).is_file()]
        assert [*found] == expected + with_history, address
    assert 0 < len(calendars) < len(units)


def test_home_and_navigation_lead_to_the_page(site: BuiltSite) -> None:
    home = site.pages[""]
    links = [
        *find_all(find(home, "article"), "a"),
        *find_all(find(home, "nav", class_="md-tabs"), "a"),
    ]
    assert [words(link) for link in links if link.get("href") == PAGE] == ["数据开放"] * 2


@pytest.fixture(scope="module")
def licensed(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The plan without any date, under a made-up licence."""
    project = copy_project(tmp_path_factory.mktemp("licensed"))
    table = read_table()
    for task in table["任务"]:
        task["时间节点"] = "全年"
    project.write_data("tasks.yaml", table)
    licence = {"数据许可": "测试<b>许可", "数据许可网址": "https://www.example.test/xuke?a=1&b=2"}
    project.write_data("site.yaml", licence)
    return project.build()


def test_licence_is_stated_where_there_is_one(site: BuiltSite, licensed: BuiltSite) -> None:
    (link,) = find_all(find(licensed.pages[PAGE], "article"), "a", rel="license noopener")
    assert text(link) == "测试<b>许可"
    assert link.get("href") == "https://www.example.test/xuke?a=1&b=2"
    assert "许可" not in words(find(site.pages[PAGE], "article"))


def test_without_dates_no_calendar_is_offered(licensed: BuiltSite) -> None:
    """The files stay for those who subscribed while there were dates."""
    calendars = list(licensed.folder.rglob("*.ics"))
    assert len(calendars) == 1 + len(read_table()["处室"])
    assert not any(b"BEGIN:VEVENT" in file.read_bytes() for file in calendars)
    for address, tree in licensed.pages.items():
        assert ".ics" not in "".join(link.get("href", "") for link in find_all(tree, "a")), address
    assert "没有日历" in words(find(licensed.pages[PAGE], "article"))
    assert check_site(licensed.folder).problems == []


@pytest.mark.soak
def test_preview_shows_the_same_bytes(tmp_path: Path) -> None:
    """MkDocs uses its own server's address in place of the site's in a preview."""
    project = Project(copy_everything(tmp_path))
    config = project.folder / "mkdocs.yml"
    address = "site_url: https://www.example.test/zwgk/plan\n"
    config.write_text(address + config.read_text(encoding="utf-8"), encoding="utf-8")
    built = project.build().folder / PAGE
    with preview_of(project.folder) as preview:
        for name in ("tasks.json", "tasks.ics", "datapackage.json", "tasks.csv"):
            shown = preview.get(SUB_PATH.removeprefix("/") + PAGE + name)
            assert shown == (built / name).read_bytes().decode(), name


@pytest.mark.browser
def test_download_on_a_phone(browser: Browser, site: BuiltSite) -> None:
    page = browser.new_page(viewport=PHONE)
    with serve(site) as url:
        page.goto(url + PAGE)
        link = page.get_by_role("link", name="Excel 表格")
        box = link.bounding_box()
        assert box and box["height"] >= 44
        with page.expect_download() as started:
            link.click()
        assert started.value.suggested_filename == f"{read_table()['标题']}.xlsx"
        assert started.value.path().read_bytes() == (site.folder / PAGE / "tasks.xlsx").read_bytes()
    page.close()
