"""What a first visit to a topic's page loads, compressed as a server sends it."""

import gzip
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.site_support import PHONE, BuiltSite, copy_project, read_table, serve
from tests.table.test_history import git

pytestmark = pytest.mark.browser

URL = "https://www.example.test/zwgk/plan/"
EVERY_SETTING = {
    "网站名称": "示例市示例局政务公开工作要点",
    "域名": "www.example.test",
    "网站标识码": "示例0000000000",
    "ICP备案号": "示例ICP备00000000号",
    "公安备案号": "示例公网安备00000000000000号",
    "主办单位": "示例市示例局",
    "联系方式": "示例路1号，000-00000000",
    "原文网址": "https://www.example.test/zwgk/2031/yuanwen.html",
    "原文名称": "示例市示例局关于印发2031年政务公开工作要点的通知",
    "留言地址": "liuyan@example.test",
    "找错地址": "https://www.example.test/jiucuo?no={序号}&title={任务名称}&from={网址}",
    "栏目类型": "政策文件",
    "数据许可": "示例许可",
}
YEAR = 2021
"""A past one, so that it can have entries of what became of its tasks."""
ENTRIES = [
    {"日期": f"{YEAR}-02-01", "状态": "未启动"},
    {"日期": f"{YEAR}-05-10", "状态": "推进中", "说明": "做了一半，另一半在下半年做"},
    {
        "日期": f"{YEAR}-09-20",
        "状态": "已完成",
        "依据": [{"名称": "示例报道", "链接": "https://www.example.test/zwgk/1.html"}],
    },
]
MOST = 58_000
MOST_UNTIL_READABLE = 30_000
BLOCKING = """() => Array.from(
    document.querySelectorAll('link[rel=stylesheet], script[src]:not([type=module], [defer])'),
    (element) => element.href || element.src,
)"""


@pytest.fixture(scope="module")
def heavy_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The plan with all that an office may set; each task has entries and was reworded once."""
    folder = tmp_path_factory.mktemp("heavy")
    project = copy_project(folder)
    project.write_data("site.yaml", EVERY_SETTING)
    table = read_table()
    tasks = [task | {"落实情况": ENTRIES} for task in table["任务"]]
    before = [task | {"任务内容": f"{task['任务内容'][:-2]}等工作"} for task in tasks]
    git(folder, "init", "--quiet")
    for day, rows in enumerate((before, tasks), start=1):
        project.write_data("tasks.yaml", table | {"年份": YEAR, "任务": rows})
        git(folder, "add", "data")
        git(
            folder,
            "commit",
            "--quiet",
            "--message",
            "改",
            date=f"{YEAR}-03-{day:02}T08:00:00+08:00",
        )
    return project.build(site_url=URL)


@pytest.fixture(scope="module")
def visit(browser: Browser, heavy_site: BuiltSite) -> Iterator[tuple[dict[str, int], list[str]]]:
    """Bytes of each file that the heaviest page asks for; those without which nothing is drawn."""
    with serve(heavy_site) as url, browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url + heaviest_topic(heavy_site))  # until all that it asks for has come
        blocking = [str(page.url), *page.evaluate(BLOCKING)]
    root = urlsplit(url).path
    addresses = {url: urlsplit(url).path.removeprefix(root) for url in asked}
    yield {url: packed(heavy_site, address) for url, address in addresses.items()}, blocking


def heaviest_topic(site: BuiltSite) -> str:
    topics = [f"{YEAR}/{topic['网址']}/" for topic in read_table()["主题"]]
    return max(topics, key=lambda address: packed(site, address))


def test_each_task_has_a_revision(heavy_site: BuiltSite) -> None:
    page = heavy_site.file(heaviest_topic(heavy_site)).read_text(encoding="utf-8")
    assert page.count("修订记录 1 条") == page.count('id="task-') > 5


def packed(site: BuiltSite, address: str) -> int:
    return len(gzip.compress(site.file(address).read_bytes(), 9))


def test_first_visit_is_light(visit: tuple[dict[str, int], list[str]]) -> None:
    sizes, _ = visit
    assert len(sizes) > 5
    assert sum(sizes.values()) <= MOST, sizes


def test_page_can_be_read_early(visit: tuple[dict[str, int], list[str]]) -> None:
    sizes, blocking = visit
    assert len(blocking) >= 3
    assert sum(sizes[url] for url in blocking) <= MOST_UNTIL_READABLE, (sizes, blocking)
