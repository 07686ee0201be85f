"""The same look at each kind of page and each feature, in every browser that can be had."""

from __future__ import annotations

import pytest
import zxingcpp

from tests.reader.browsers.window import TEXT, Window
from tests.reader.test_reading import KINDS
from tests.reader.workbench import ALL, NUMBERS, due, of_topic
from tests.site_support import PHONE, SUB_PATH, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.soak]

TOPIC = "2031/tushu-piaoliu/"
PUBLISHED = f"https://www.example.test{SUB_PATH}"
SIZES = {"phone": PHONE, "wide": WIDE}
OTHER_SITES = {
    "years_url": ("niandu/", "2032/bianhua/", "2031/shu/", "2033/"),
    "told_url": ("", "2020/luoshi/", "2020/huitoukan/", "2020/huamu/", "2020/"),
}
PAGES = [("made_up_url", address) for address in KINDS.values()] + [
    (site, address) for site, addresses in OTHER_SITES.items() for address in addresses
]
IS_STYLED = """() => getComputedStyle(document.querySelector('h1')).fontFamily.includes('PingFang')
    && document.scrollingElement.scrollWidth <= document.documentElement.clientWidth"""
BACKGROUND = "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
FONT_SIZE = "() => parseFloat(getComputedStyle(document.querySelector('.wp-content')).fontSize)"
SHOWN = """() => Array.from(document.querySelectorAll('.wp-plan tbody tr'))
    .filter((row) => row.getClientRects().length)
    .map((row) => Number(row.querySelector('.wp-number').textContent))"""
BARS = """() => Array.from(document.querySelectorAll('.wp-bars .wp-picture__bar'))
    .map((bar) => Math.round(bar.getBoundingClientRect().width))"""
ARE_SHOWN = f"(numbers) => String(({SHOWN})()) === String(numbers)"
ADDRESS = "() => location.search"
STATUS = ".wp-search__status"
COUNT = ".wp-filter__count"
HIT = "#wp-hits [role=option]"
DRAWER = ".md-header label[for=__drawer]"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("site", "address"), PAGES)
def test_page_is_whole_and_asks_no_other_host(
    window: Window, request: pytest.FixtureRequest, site: str, address: str, size: str
) -> None:
    url = request.getfixturevalue(site)
    window.resize(**SIZES[size])
    window.open(url + address)
    window.wait_until_seen("h1")
    assert window.run(IS_STYLED), "the page has its style, and does not scroll sideways"
    assert len(window.picture().resize((64, 64)).getcolors(4096) or ()) > 20, "much is drawn"
    assert window.foreign_requests(url) == []
    assert window.complaints() == []


@pytest.mark.parametrize(
    ("typed", "said", "first"),
    [
        ("tushupiaoliu", "找到 5 项任务，按拼音匹配", "图书漂流"),
        ("草案说明", "找到 1 项任务", "探索漂流路线预公布阶段说明"),
        ("路线操案", "近似结果，找到 1 项任务", "探索漂流路线预公布阶段说明"),
    ],
)
def test_search(window: Window, made_up_url: str, typed: str, said: str, first: str) -> None:
    window.open(made_up_url + TOPIC)
    window.press("/")
    window.type(typed)
    window.wait_for_text(STATUS, said)
    assert first in window.text(HIT)
    assert window.text(f"{HIT} mark")
    window.press("Escape")
    window.wait_for(f"() => !document.querySelector('{HIT}')")
    assert window.complaints() == []


def test_search_leads_to_the_task_by_keyboard(window: Window, made_up_url: str) -> None:
    window.open(f"{made_up_url}guanyu/")
    window.press("/")
    window.type("草案说明")
    window.wait_until_seen(HIT)
    window.press("ArrowDown")
    window.press("Enter")
    window.wait_for_address(f"{TOPIC}#task-21")
    window.wait_until_seen("#task-21:target")
    assert window.run("() => document.querySelector('#task-21').getBoundingClientRect().top") > 0


def test_filter(window: Window, made_up_url: str) -> None:
    window.open(f"{made_up_url}2031/")
    tops = window.run("() => Array.from(document.querySelectorAll('select'), (it) => it.offsetTop)")
    assert len(set(tops)) == 1, "the choices stand in a row"
    window.choose("#wp-filter-topic", "tushu-piaoliu")
    window.wait_for(ARE_SHOWN, of_topic("图书漂流"))
    assert window.text(COUNT) == f"{ALL}，当前 {len(of_topic('图书漂流'))} 项"
    window.click(".wp-filter__clear")
    window.wait_for(ARE_SHOWN, NUMBERS)
    window.choose("#wp-filter-deadline", "all-year")
    window.wait_for(ARE_SHOWN, due("全年"))
    window.choose("#wp-filter-deadline", "")
    window.choose("#wp-filter-sort", "deadline")
    window.wait_for("(sort) => location.search === sort", "?sort=deadline")
    assert sorted(window.run(SHOWN)) == NUMBERS != window.run(SHOWN)
    window.choose("#wp-filter-sort", "")
    window.click("#wp-filter-q")
    window.type("caoanshuoming")
    window.wait_for(ARE_SHOWN, [21])
    assert window.text(COUNT).endswith("。关键词按拼音匹配")
    assert window.run("() => !CSS.highlights || CSS.highlights.get('wp-found').size > 0")
    assert window.run(ADDRESS) == "?q=caoanshuoming"
    assert window.complaints() == []


def test_filter_by_address(window: Window, made_up_url: str) -> None:
    window.open(f"{made_up_url}2031/?topic=tushu-piaoliu&q=草案说明")
    window.wait_for(ARE_SHOWN, [21])
    assert window.text(COUNT) == f"{ALL}，当前 1 项"


def test_link_to_a_filtered_list_is_copied(window: Window, made_up_url: str) -> None:
    address = f"{made_up_url}2031/?topic=tushu-piaoliu"
    window.open(address)
    window.click(".wp-filter__share")
    window.wait_for_text(".wp-share__status", "链接已复制")
    window.press("/")
    window.press("v", control=True)
    window.wait_for("(address) => document.querySelector('#wp-query').value === address", address)


def test_filter_and_cards_on_a_phone(window: Window, made_up_url: str) -> None:
    window.resize(**PHONE)
    window.open(f"{made_up_url}2031/")
    assert not window.sees("#wp-filter-topic")
    window.click(".wp-filter__toggle")
    window.wait_until_seen("#wp-filter-topic")
    is_cut = "() => (({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)"
    is_cut += "(document.querySelector('.wp-plan__text'))"
    assert window.text(".wp-plan__more") == "展开" and window.run(is_cut)
    window.click(".wp-plan__more")
    window.wait_for_text(".wp-plan__more", "收起")
    assert not window.run(is_cut)


def test_dark_mode_is_kept(window: Window, made_up_url: str) -> None:
    window.open(made_up_url + TOPIC)
    assert min(window.run(BACKGROUND)) > 200
    window.click("[data-wp-mode=dark]")
    window.wait_for(f"() => Math.max(...({BACKGROUND})()) < 60")
    window.open(f"{made_up_url}2031/")
    assert max(window.run(BACKGROUND)) < 60
    picture = window.picture()
    corner = picture.getpixel((4, picture.height - 10))
    assert isinstance(corner, tuple) and max(corner) < 60


def test_larger_mode_is_kept(window: Window, made_up_url: str) -> None:
    window.resize(**PHONE)
    window.open(made_up_url + TOPIC)
    before = window.run(FONT_SIZE)
    window.click("[data-wp-mode=elder]")
    window.wait_for("() => document.documentElement.classList.contains('wp-elder')")
    assert window.run(FONT_SIZE) >= before * 1.2
    window.open(made_up_url + TOPIC)
    assert window.run(FONT_SIZE) >= before * 1.2
    assert window.run(IS_STYLED)


def test_drawer_on_a_phone(window: Window, made_up_url: str) -> None:
    window.resize(**PHONE)
    window.open(f"{made_up_url}guanyu/")
    window.click(DRAWER)
    left = "Math.round(document.querySelector('.md-sidebar--primary').getBoundingClientRect().left)"
    window.wait_for(f"() => {left} === 0")
    window.press("Escape")
    window.wait_for(f"() => {left} < 0")
    window.click(DRAWER)
    window.click(".md-nav--primary a[href$='2031/shijian/']")
    window.wait_for_address("2031/shijian/")
    assert window.complaints() == []


def test_calendar_is_copied_and_subscribed_to(window: Window, made_up_url: str) -> None:
    window.open(f"{made_up_url}2031/shijian/")
    calendar = f"{PUBLISHED}data/2031/tasks.ics"
    webcal = window.run("() => document.querySelector('.wp-share a').href")
    assert webcal == calendar.replace("https:", "webcal:")
    window.click(".wp-share button")
    window.wait_for_text(".wp-share [role=status]", "网址已复制")
    window.press("/")
    window.press("v", control=True)
    window.wait_for("(address) => document.querySelector('#wp-query').value === address", calendar)


@pytest.mark.parametrize("size", SIZES)
def test_qr_code_is_the_pages_address(window: Window, made_up_url: str, size: str) -> None:
    window.resize(**SIZES[size])
    window.open(f"{made_up_url}{TOPIC}")
    window.wait_until_seen(".wp-phone svg")
    window.run("() => document.querySelector('.wp-phone').scrollIntoView({ block: 'center' })")
    codes = window.wait(lambda: zxingcpp.read_barcodes(window.picture()), "a code in the window")
    assert [found.text for found in codes] == [PUBLISHED + TOPIC]


def test_folds(window: Window, made_up_url: str) -> None:
    window.open(f"{made_up_url}2031/shijian/")
    assert not window.sees(".wp-fold .wp-brief")
    window.click(".wp-fold summary")
    window.wait_until_seen(".wp-fold .wp-brief")
    window.open(f"{made_up_url}2031/shijian/#all-year")
    window.wait_until_seen(".wp-fold .wp-brief")


def test_a_link_to_a_task_arrives_there(window: Window, made_up_url: str) -> None:
    for address in (TOPIC, "2031/"):
        window.open(f"{made_up_url}{address}#task-21")
        window.wait_for(
            """() => {
                const { top } = document.querySelector('#task-21:target').getBoundingClientRect();
                return top > 0 && top < innerHeight / 2;
            }"""
        )


def test_pictures_are_drawn_and_lead_on(window: Window, made_up_url: str) -> None:
    window.open(f"{made_up_url}2031/tushi/")
    assert len(set(window.run(BARS))) > 1, "the bars are as long as what they count"
    window.click(".wp-matrix td a")
    window.wait_for("() => location.pathname.endsWith('/2031/') && location.search")
    window.wait_for(f"(all) => ({TEXT})('{COUNT}').startsWith(`${{all}}，当前 `)", ALL)


def test_progress_is_told_filtered_and_found(window: Window, told_url: str) -> None:
    window.open(f"{told_url}2020/luoshi/")
    window.wait_for("() => document.body.textContent.includes('已逾期，完成情况未公布')")
    window.open(f"{told_url}2020/")
    window.choose("#wp-filter-status", "done")
    window.wait_for(ARE_SHOWN, [1])
    window.open(f"{told_url}2020/huamu/")
    assert not window.sees("#task-1 details li, #task-1 details p")
    window.click("#task-1 summary")
    window.wait_for("() => document.querySelector('#task-1 details').open")
    window.press("/")
    window.type("种树的报道")
    window.wait_for_text(STATUS, "找到 1 项任务")
    assert window.complaints() == []


def test_search_goes_on_in_the_other_years(window: Window, years_url: str) -> None:
    window.open(f"{years_url}2033/lvdi/")
    window.press("/")
    window.type("每月割草")
    window.wait_for_text(STATUS, "没有找到“每月割草”，其他年份有 1 项")
    window.wait_for(f"() => ({TEXT})('#wp-hits').includes('2031年 第3项 割草')")
    assert window.complaints() == []


def test_another_year_keeps_the_choices(window: Window, years_url: str) -> None:
    window.open(f"{years_url}2032/?topic=caodi&lead=cao-ke")
    window.wait_for_text(COUNT, "共 5 项，当前 2 项")
    window.choose("#wp-filter-year", "../2031/")
    window.wait_for_address("/2031/?topic=caodi&lead=cao-ke")
    window.wait_for(ARE_SHOWN, [3, 4])


def test_what_goes_wrong_is_noticed(window: Window, made_up_url: str) -> None:
    """Test that the checks above would find something."""
    window.open(made_up_url)
    window.run(
        """() => {
            setTimeout(() => { throw new Error('thrown'); });
            console.error('said');
            const picture = new Image();
            picture.src = 'https://www.example.test/picture.png';
            document.body.append(picture);
        }"""
    )
    window.wait_for("() => complaints.length >= 3")
    said = " ".join(window.complaints())
    assert "said" in said and "img-src" in said
    assert "thrown" in said or "Script error" in said, "old ones do not say whose error it is"
