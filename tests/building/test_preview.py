"""`mkdocs serve`, as an editor uses it: save a file, look at the browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.building.preview_support import PATIENCE, Preview, copy_everything, preview_of, problems
from tests.site_support import find_all, parse, text

KNOWN = ("", "2031/", "2031/tushu-piaoliu/", "2031/chushi/", "2031/chushi/zhangcheng-ke/")
UNKNOWN = "2031/no/such/page/"

CONTENT = "年内要至少选择1条漂流路线开展路线草案说明"
LEAD = "    责任处室: [综合科, 章程科]\n"
MISSPELT = "    责任处室: [综合科, 章程料]\n"
SAYS = "没有登记过处室“章程料”。"
REMEDY = "是不是“章程科”？新处室请先登记在文件开头的“处室”里。"


def test_edited_table(preview: Preview) -> None:
    edited = "改过的一句话 <b>照写</b>"
    preview.replace("data/tasks.yaml", CONTENT, edited)

    preview.wait("2031/tushu-piaoliu/", lambda page: edited in text_of_task(page, "article"))
    assert edited in text_of_task(preview.get("2031/"), "tr")


def text_of_task(html: str, tag: str) -> str:
    tasks = find_all(parse(html), tag, id="task-21")
    return text(tasks[0]) if tasks else ""


EDITS = {
    "template": ("generator/pages/templates/home.md.jinja", "## 换个方式看", "## 换一个办法看", ""),
    "wording": (
        "generator/language/wording.yaml",
        "  topics: 主题\n",
        "  topics: 各个主题\n",
        "2031/",
    ),
    "hand-written page": ("docs/guanyu.md", "# 关于本站", "# 关于这个网站", "guanyu/"),
    "frame": ("overrides/partials/footer.html", ">回到顶部<", ">回到最上面<", UNKNOWN),
    "configuration": (
        "mkdocs.yml",
        "site_name: 示例市样板局工作",
        "site_name: 改名后的工作",
        "2031/",
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_edited(preview: Preview, what: str) -> None:
    file, old, new, address = EDITS[what]
    preview.replace(file, old, new)

    preview.wait_for(address, new.strip(" #>\n<").split(": ")[-1])


def place_of(folder: Path, part: str) -> str:
    lines = (folder / "data" / "tasks.yaml").read_text(encoding="utf-8").splitlines()
    number, line = next((n, line) for n, line in enumerate(lines, start=1) if part in line)
    return f"data/tasks.yaml:{number}:{line.index(part) + 1}"


def assert_shows_the_problem(preview: Preview, address: str) -> None:
    place = place_of(preview.folder, "章程料")
    assert problems(preview.get(address)) == [[place, SAYS, f"{SAYS} {REMEDY}"]], address


def test_broken_table_is_reported_on_every_page_until_it_is_corrected(preview: Preview) -> None:
    with preview.broken("data/tasks.yaml", LEAD, MISSPELT):
        preview.wait_for("", "wp-problems")
        for address in (*KNOWN, "guanyu/", UNKNOWN):
            assert_shows_the_problem(preview, address)

    preview.wait_for("", "wp-cards")
    for address in (*KNOWN, "guanyu/", UNKNOWN):
        assert problems(preview.get(address)) == [], address


def test_preview_that_starts_on_a_broken_table(tmp_path: Path) -> None:
    table = copy_everything(tmp_path) / "data" / "tasks.yaml"
    good = table.read_text(encoding="utf-8")
    table.write_text(good.replace(LEAD, MISSPELT), encoding="utf-8", newline="\n")

    with preview_of(tmp_path) as preview:
        for address in ("", "2031/", "guanyu/", UNKNOWN):
            assert_shows_the_problem(preview, address)

        table.write_text(good, encoding="utf-8", newline="\n")
        preview.wait_for("", "wp-cards")
        for address in KNOWN:
            assert problems(preview.get(address)) == [], address


@pytest.mark.browser
def test_open_pages_follow_by_themselves(preview: Preview, browser: Browser) -> None:
    with browser.new_context() as context:
        home, lost = context.new_page(), context.new_page()
        home.goto(preview.url)
        with preview.broken("data/tasks.yaml", LEAD, MISSPELT):
            expect(home.locator(".wp-problems")).to_contain_text("章程料", timeout=PATIENCE * 1000)
            lost.goto(preview.url + UNKNOWN)
            expect(lost.locator(".wp-problems")).to_contain_text("章程料")

        expect(home.locator(".wp-cards")).to_be_visible(timeout=PATIENCE * 1000)
        expect(lost.locator("h1")).to_have_text("没有找到这个页面", timeout=PATIENCE * 1000)
