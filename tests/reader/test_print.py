"""Pages on paper, as the browser would send them to a printer."""

import pytest
from pypdf import PdfReader

from tests.reader.paper import A4, printed, sizes, stands_in, texts
from tests.site_support import SCHEMES, OpenPage, read_table
from tests.support import rarely

pytestmark = pytest.mark.browser

HEADER = "序号任务名称任务内容责任处室协助处室时间节点"
MOST_PAGES = 5
TABLE = read_table()


@pytest.fixture(scope="module")
def whole_table(open_page: OpenPage, site_url: str) -> PdfReader:
    return printed(open_page, site_url + "2031/")


def test_whole_table_is_a4_landscape_on_few_pages(whole_table: PdfReader) -> None:
    assert sizes(whole_table) == {(A4[1], A4[0])}
    assert 1 < len(whole_table.pages) <= MOST_PAGES


def test_every_page_of_the_table_has_its_header_and_its_number(whole_table: PdfReader) -> None:
    for number, text in enumerate(texts(whole_table), start=1):
        assert text.startswith(str(number)) and text.count(HEADER) == 1, number


@pytest.mark.parametrize(
    "scale", [1.5, *rarely(1)]
)  # a larger print has many more places to cut at
def test_every_row_stands_whole_on_one_page(
    open_page: OpenPage, site_url: str, scale: float
) -> None:
    pages = texts(printed(open_page, site_url + "2031/", scale=scale))
    for row in TABLE["任务"]:
        note = f"备注{row['备注']}" if "备注" in row else ""
        expected = (
            f"{row['序号']}{row['任务名称']}{row['任务内容']}{note}{'、'.join(row['责任处室'])}"
            f"{'、'.join(row.get('协助处室', ()))}{row.get('时间节点', '原表未列明')}"
        )
        assert [stands_in(expected, page) for page in pages].count(True) == 1, row["序号"]


def test_table_printed_from_the_dark_scheme_is_the_same(
    open_page: OpenPage, site_url: str, whole_table: PdfReader
) -> None:
    assert texts(printed(open_page, site_url + "2031/", color_scheme="dark")) == texts(whole_table)


COLOURS = """() => [...document.querySelectorAll('.md-content *')].map((element) => {
    const style = getComputedStyle(element);
    return [style.color, style.backgroundColor, style.borderTopColor].join(' ');
})"""


@pytest.mark.parametrize("mode", ["", "wp-elder"])
def test_every_scheme_is_printed_in_the_light_ones_colours(
    open_page: OpenPage, site_url: str, mode: str
) -> None:
    """A printer leaves out dark backgrounds, and light text would be invisible."""
    found = []
    for scheme in SCHEMES:
        with open_page(color_scheme=scheme, reduced_motion="reduce") as page:
            page.goto(site_url + "2031/tushu-piaoliu/")
            if mode:
                page.evaluate("(name) => document.documentElement.classList.add(name)", mode)
            on_screen = page.evaluate(COLOURS)
            page.emulate_media(media="print")
            found.append((on_screen, page.evaluate(COLOURS)))
    (light, light_printed), (dark, dark_printed) = found
    assert dark_printed == light_printed and dark != light


def test_short_topic_page_is_one_sheet(open_page: OpenPage, sub_path_url: str) -> None:
    document = printed(open_page, sub_path_url + "2031/shimin-laixin/")
    assert sizes(document) == {A4} and len(document.pages) == 1
    url = "https://www.example.test/zwgk/plan/2031/shimin-laixin/"
    assert stands_in(f"本页网址：{url}", texts(document)[0])


def test_topic_page_is_printed_without_menus(open_page: OpenPage, site_url: str) -> None:
    document = printed(open_page, site_url + "2031/tushu-piaoliu/")
    text = "".join(texts(document))

    assert sizes(document) == {A4}
    for row in TABLE["任务"]:
        assert stands_in(row["任务内容"], text) == (row["主题"] == "图书漂流"), row["序号"]
    for menu in ("关于本站", "下一页", "回到顶部", "目录"):
        assert menu not in text


def test_pictures_are_printed_without_their_tables(open_page: OpenPage, site_url: str) -> None:
    document = printed(open_page, site_url + "2031/tushi/")
    first, second = texts(document)

    assert sizes(document) == {A4}
    for month in range(1, 13):
        assert stands_in(f"{month}月", first)
    for topic in TABLE["主题"]:
        count = sum(row["主题"] == topic["名称"] for row in TABLE["任务"])
        assert stands_in(f"{topic['名称']}{count}项", first)
    for text in ("谁负责什么", "牵头（实心圆）", *(unit["名称"] for unit in TABLE["处室"])):
        assert stands_in(text, second), text
    assert "看表格" not in first + second
