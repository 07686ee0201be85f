"""The whole table as a workbench: filtered, sorted, sent on by its address, printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

from tests.reader.accessibility import violations_in
from tests.reader.test_print import plain, printed, stands_in, texts
from tests.site_support import (
    PHONE,
    SCHEMES,
    WIDE,
    OpenPage,
    copy_project,
    open_pages,
    read_table,
    serve,
    settle,
)

pytestmark = pytest.mark.browser

ADDRESS = "2022/"
ROWS = read_table()["任务"]
SLUGS = {unit["名称"]: unit["网址"] for unit in read_table()["处室"]}
HOSTILE = '<img src=x onerror="document.title=1">&amp;{{ 7*7 }}`*_'


@pytest.fixture
def page(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    with open_page(is_kept=True, base_url=site_url, viewport=WIDE) as page:
        page.goto(ADDRESS)
        yield page


@pytest.fixture
def new_page(open_page: OpenPage, site_url: str) -> Iterator[Page]:
    """For tests that change more of a page than the next address puts right."""
    with open_page(base_url=site_url, viewport=WIDE) as page:
        page.goto(ADDRESS)
        yield page


def control(page: Page, label: str) -> Locator:
    return page.get_by_role("form", name="筛选任务").get_by_label(label, exact=True)


def status(page: Page) -> Locator:
    return page.locator(".wp-filter").get_by_role("status")


def shown(page: Page) -> list[int]:
    """The numbers of the rows that a reader sees, from top to bottom."""
    found = page.locator(".wp-plan tbody tr:visible .wp-number").all_text_contents()
    return [int(number) for number in found]


def choices(page: Page, label: str) -> dict[str, str]:
    """Each choice's value and what a reader sees of it, without the first (any)."""
    options = control(page, label).locator("option:not([value=''])").all()
    return {option.get_attribute("value") or "": option.inner_text() for option in options}


def topic(name: str) -> list[int]:
    return [row["序号"] for row in ROWS if row["主题"] == name]


@pytest.mark.parametrize(
    ("label", "choice", "expected"),
    [
        ("主题", "zhengce-jiedu", topic("政策解读")),
        ("责任处室", "yanglao-chu", [r["序号"] for r in ROWS if "养老处" in r["责任处室"]]),
        ("协助处室", "fagui-chu", [r["序号"] for r in ROWS if "法规处" in r.get("协助处室", ())]),
        ("时间节点", "month-6", [r["序号"] for r in ROWS if r.get("时间节点") == "6月底前"]),
        ("时间节点", "all-year", [r["序号"] for r in ROWS if r.get("时间节点") == "全年"]),
        ("时间节点", "not-stated", [r["序号"] for r in ROWS if "时间节点" not in r]),
    ],
)
def test_each_choice_leaves_its_tasks(
    page: Page, label: str, choice: str, expected: list[int]
) -> None:
    promised = choices(page, label)[choice]
    control(page, label).select_option(choice)
    assert shown(page) == expected
    assert promised.endswith(f"（{len(expected)} 项）")
    expect(status(page)).to_have_text(f"共 72 项，当前 {len(expected)} 项")


def test_choices_are_combined_and_each_tells_how_many_tasks_it_would_leave(page: Page) -> None:
    control(page, "主题").select_option("gongwen-gongkai")
    control(page, "责任处室").select_option("bangongshi")
    control(page, "关键词").fill("审查")
    expect(status(page)).to_have_text("共 72 项，当前 1 项")
    for label in ("主题", "责任处室", "协助处室", "时间节点"):
        before = control(page, label).input_value()
        for value, text in choices(page, label).items():
            promised = int(re.findall(r"（(\d+) 项）$", text)[0])
            option = control(page, label).locator(f"option[value={value}]")
            # What would leave nothing cannot be chosen, but is still there to be read.
            assert option.is_enabled() == (promised > 0 or value == before), text
            if promised:
                control(page, label).select_option(value)
                assert len(shown(page)) == promised, text
        control(page, label).select_option(before)
    control(page, "责任处室").select_option("")
    control(page, "主题").select_option("")
    control(page, "时间节点").select_option("month-9")
    for number in shown(page):
        row = ROWS[number - 1]
        assert row["时间节点"] == "9月底前" and "审查" in str(row)


def test_sorted_by_deadline_department_and_number(page: Page) -> None:
    control(page, "排列").select_option("deadline")
    by_deadline = shown(page)
    control(page, "排列").select_option("department")
    leads = [SLUGS[ROWS[number - 1]["责任处室"][0]] for number in shown(page)]
    order = list(choices(page, "责任处室"))
    assert leads == sorted(leads, key=order.index)
    assert order.index("bangongshi") < order.index("yanglao-chu") < order.index("ge-chushi")
    control(page, "排列").select_option("")
    assert shown(page) == list(range(1, 73))
    expect(status(page)).to_have_text("共 72 项")

    page.goto("2022/shijian/")
    numbers = page.locator(".wp-brief .wp-number").all_text_contents()
    assert by_deadline == [int(re.sub(r"\D", "", number)) for number in numbers]


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("草案解读", ""),
        ("caoanjiedu", "。关键词按拼音匹配"),
        ("決策草案解讀", ""),
        ("决策操案", "。没有与关键词完全一样的，这是近似结果"),
    ],
)
def test_text_is_found_as_by_the_search(page: Page, query: str, hint: str) -> None:
    page.locator("#wp-query").fill(query)  # at once: what a part of it finds is not asked for
    found = page.locator("#wp-hits .wp-hit[href*='task-']")
    expect(found.first).to_be_visible()
    tasks = [int(found.nth(i).locator(".wp-number").inner_text()) for i in range(found.count())]
    page.keyboard.press("Escape")
    assert "q=" not in page.url  # on this page it is the table's own

    control(page, "关键词").fill(query)
    expect(status(page)).to_have_text(f"共 72 项，当前 {len(tasks)} 项{hint}")
    assert shown(page) == sorted(tasks)
    assert set(marked(page)) and 39 in tasks


def marked(page: Page) -> list[str]:
    """The texts marked in the rows."""
    page.wait_for_function("CSS.highlights.get('wp-found').size > 0")
    found: list[str] = page.evaluate(
        """() => Array.from(CSS.highlights.get('wp-found'), (range) =>
            range.startContainer.data.slice(range.startOffset, range.endOffset))"""
    )
    return found


def test_found_words_are_marked_where_they_stand(page: Page) -> None:
    control(page, "关键词").fill("养老")
    expect(status(page)).to_contain_text("当前")
    assert set(marked(page)) == {"养老"}
    control(page, "关键词").fill("")
    expect(status(page)).to_have_text("共 72 项")
    assert page.evaluate("CSS.highlights.get('wp-found').size") == 0


def test_nothing_found_is_said_and_cleared(page: Page) -> None:
    control(page, "关键词").fill("地铁线路图")
    expect(status(page)).to_have_text("共 72 项，没有符合的，请减少条件")
    assert shown(page) == []
    page.locator(".wp-filter").get_by_role("button", name="清除").click()
    assert shown(page) == list(range(1, 73))
    assert "?" not in page.url
    expect(page.get_by_role("region")).to_be_focused()


def test_only_tasks_are_looked_for(new_page: Page) -> None:
    asked: list[str] = []
    new_page.on("request", lambda request: asked.append(request.url))
    control(new_page, "关键词").fill("海鲜市场")  # nowhere, so all parts of the index are tried
    expect(status(new_page)).to_have_text("共 72 项，没有符合的，请减少条件")
    assert any("-readings.json" in url for url in asked)
    assert not any("-pages.json" in url for url in asked)


def test_a_failed_load_is_said_and_tried_again(new_page: Page) -> None:
    new_page.route("**/search/*.json", lambda route: route.abort())
    control(new_page, "主题").select_option("zhengce-jiedu")
    control(new_page, "关键词").fill("草案")
    expect(status(new_page)).to_contain_text("当前 7 项。关键词没有用上")
    new_page.unroute("**/search/*.json")
    control(new_page, "关键词").fill("草案解读")
    expect(status(new_page)).to_have_text("共 72 项，当前 1 项")


def test_a_late_answer_does_not_undo_a_later_choice(new_page: Page) -> None:
    held: list[Route] = []
    new_page.route("**/search/*.json", lambda route: held.append(route))
    with new_page.expect_request("**/search/*.json"):
        control(new_page, "关键词").fill("草案解读")
    expect(status(new_page)).to_have_text("正在准备搜索……")
    control(new_page, "关键词").fill("")
    expect(status(new_page)).to_have_text("共 72 项")
    held[0].continue_()
    new_page.wait_for_load_state("networkidle")
    assert len(shown(new_page)) == 72


def test_the_address_brings_a_colleague_to_the_same_list(page: Page, browser: Browser) -> None:
    control(page, "主题").select_option("gongwen-gongkai")
    control(page, "责任处室").select_option("bangongshi")
    control(page, "排列").select_option("deadline")
    control(page, "关键词").fill("gongkai")
    expect(status(page)).to_contain_text("按拼音匹配")
    tasks, address = shown(page), page.url
    assert address.endswith("?topic=gongwen-gongkai&lead=bangongshi&sort=deadline&q=gongkai")

    with browser.new_context(viewport=WIDE) as colleagues:
        other = colleagues.new_page()
        other.goto(address)
        expect(status(other)).to_contain_text("按拼音匹配")
        assert shown(other) == tasks
        assert control(other, "责任处室").input_value() == "bangongshi"
        assert control(other, "关键词").input_value() == "gongkai"
        expect(other.locator("#wp-hits")).to_be_hidden()  # the site's own search stays shut


@pytest.mark.parametrize("query", ["topic=zhengce-jiedu", "q=草案解读", "topic=no-such"])
def test_a_filtered_link_never_shows_the_whole_list_first(new_page: Page, query: str) -> None:
    answer = {"topic=zhengce-jiedu": 7, "q=草案解读": 1, "topic=no-such": len(ROWS)}[query]
    held: list[Route] = []
    new_page.route("**/filter/filter.js", lambda route: held.append(route))
    with new_page.expect_request("**/filter/filter.js"):
        new_page.goto(f"{ADDRESS}?{query}", wait_until="commit")
    expect(new_page.locator("#task-72")).to_be_attached()
    assert shown(new_page) == []
    new_page.evaluate(
        """() => {
            const body = document.querySelector('.wp-plan tbody');
            window.most = 0;
            const look = () => {
                const isHidden = getComputedStyle(body).visibility === 'hidden';
                const count = isHidden ? 0 : body.querySelectorAll('tr:not([hidden])').length;
                window.most = Math.max(window.most, count);
                requestAnimationFrame(look);
            };
            look();
        }"""
    )
    held[0].continue_()
    expect(new_page.locator(".wp-plan tbody tr:visible")).to_have_count(answer)
    assert new_page.evaluate("window.most") <= answer


@pytest.mark.parametrize("script", ["filter/filter.js", "filter/rows.js"])
def test_a_filtered_link_shows_the_whole_list_where_the_filter_fails(
    new_page: Page, script: str
) -> None:
    new_page.route(f"**/{script}", lambda route: route.abort())
    new_page.goto(f"{ADDRESS}?topic=zhengce-jiedu")
    expect(new_page.locator(".wp-plan tbody tr:visible")).to_have_count(len(ROWS))


def test_a_filtered_link_shows_the_whole_list_where_the_filter_does_not_come(
    new_page: Page,
) -> None:
    new_page.clock.install()
    new_page.route("**/filter/filter.js", lambda route: None)
    with new_page.expect_request("**/filter/filter.js"):
        new_page.goto(f"{ADDRESS}?topic=zhengce-jiedu", wait_until="commit")
    expect(new_page.locator("#task-72")).to_be_attached()
    assert shown(new_page) == []
    new_page.clock.fast_forward(6_000)
    expect(new_page.locator(".wp-plan tbody tr:visible")).to_have_count(len(ROWS))


def test_the_back_button_takes_back_choice_by_choice_and_what_was_typed_at_once(page: Page) -> None:
    control(page, "主题").select_option("zhengce-jiedu")
    control(page, "关键词").press_sequentially("草案解读")
    expect(status(page)).to_contain_text("当前 1 项")
    page.go_back()
    expect(status(page)).to_have_text("共 72 项，当前 7 项")
    assert control(page, "关键词").input_value() == ""
    page.go_back()
    expect(status(page)).to_have_text("共 72 项")
    assert control(page, "主题").input_value() == ""
    page.go_forward()
    expect(status(page)).to_have_text("共 72 项，当前 7 项")


@pytest.mark.parametrize(
    "odd", ["topic=nope", "deadline=%00&sort=%3Cb%3E", "lead=&q=+", "x=%E0%A4"]
)
def test_what_the_address_says_wrongly_is_passed_over(page: Page, odd: str) -> None:
    page.goto(f"{ADDRESS}?{odd}&support=fagui-chu")
    expect(status(page)).to_contain_text("当前")
    assert shown(page) == [r["序号"] for r in ROWS if "法规处" in r.get("协助处室", ())]
    assert control(page, "主题").input_value() == ""
    control(page, "协助处室").select_option("")
    assert len(shown(page)) == 72


def test_a_name_is_dim_only_below_a_visible_row_of_the_same_name(page: Page) -> None:
    def dim() -> list[int]:
        rows = page.locator(".wp-plan tr.wp-plan__same:visible .wp-number").all_text_contents()
        return [int(number) for number in rows]

    def repeated(numbers: list[int]) -> list[int]:
        pairs = pairwise(numbers)
        names = {row["序号"]: row["任务名称"] for row in ROWS}
        return [below for above, below in pairs if names[above] == names[below]]

    assert dim() == repeated(shown(page))
    for label, choice in (("时间节点", "all-year"), ("排列", "department"), ("时间节点", "")):
        control(page, label).select_option(choice)
        assert dim() == repeated(shown(page)) != []


def test_the_anchor_of_a_hidden_task_shows_it(page: Page) -> None:
    page.goto(f"{ADDRESS}?topic=gongwen-gongkai#task-39")
    expect(page.locator("#task-39")).to_be_in_viewport()
    expect(status(page)).to_have_text("为了显示第 39 项，已清除筛选条件")
    assert page.url.endswith("/2022/#task-39")

    control(page, "主题").select_option("zhengce-jiedu")
    assert page.url.endswith("?topic=zhengce-jiedu")
    page.evaluate("location.hash = 'task-40'")  # among those shown: the filter stays
    expect(page.locator("#task-40")).to_be_in_viewport()
    assert len(shown(page)) == 7
    page.evaluate("location.hash = 'task-2'")
    expect(page.locator("#task-2")).to_be_in_viewport()
    assert len(shown(page)) == 72


def test_by_keyboard_alone(page: Page) -> None:
    page.get_by_role("heading", name="全部任务").click()
    page.keyboard.press("Tab")
    expect(control(page, "关键词")).to_be_focused()
    page.keyboard.type("公开")
    expect(status(page)).to_contain_text("当前")
    page.keyboard.press("Enter")
    assert "q=" in page.url
    for label in ("主题", "责任处室", "协助处室", "时间节点", "排列"):
        page.keyboard.press("Tab")
        expect(control(page, label)).to_be_focused()
        outlined = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outlined != "none"
        if label == "主题":
            page.keyboard.press("ArrowDown")
            assert control(page, label).input_value() == "gongwen-gongkai"
            assert "topic=gongwen-gongkai" in page.url
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert len(shown(page)) == 72
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#task-1') !== null")


def test_on_a_phone_the_choices_fold_away(open_page: OpenPage, site_url: str) -> None:
    with open_page(base_url=site_url, viewport=PHONE) as page:
        page.goto(ADDRESS)
        expect(page.locator("#task-1 [data-label=任务名称]")).to_be_in_viewport()
        expect(control(page, "主题")).to_be_hidden()
        toggle = page.get_by_role("button", name="筛选")
        toggle.click()
        expect(toggle).to_have_attribute("aria-expanded", "true")
        control(page, "主题").select_option("zhengce-jiedu")
        expect(toggle).to_have_text("筛选（1）")
        toggle.click()
        expect(page.get_by_text("主题：政策解读", exact=True)).to_be_visible()
        for target in page.locator(".wp-filter :is(input, select, button):visible").all():
            box = target.bounding_box()
            assert box and box["height"] >= 44 and box["width"] >= 44
        first = page.locator("#task-38" if 38 in shown(page) else f"#task-{shown(page)[0]}")
        label = "cell => getComputedStyle(cell, '::before').content"
        assert first.locator("td").first.evaluate(label) == '"任务名称"'


ROOM_FOR_NAME = """(select) => {
    const pen = document.createElement('canvas').getContext('2d');
    const { font, fontSize, paddingLeft } = getComputedStyle(select);
    pen.font = font;
    const name = pen.measureText(select.selectedOptions[0].dataset.name).width;
    // Beside it, the browser draws its arrow and what says that the rest is cut off.
    return select.clientWidth - parseFloat(paddingLeft) - 2 * parseFloat(fontSize) - name;
}"""


@pytest.mark.parametrize("width", [360, 768, 1024, 1280])
def test_the_name_of_a_chosen_topic_is_not_cut_off(new_page: Page, width: int) -> None:
    new_page.set_viewport_size({"width": width, "height": 800})
    new_page.goto(f"{ADDRESS}?topic=zhongdian-lingyu")
    expect(status(new_page)).to_contain_text("当前")
    if width < 700:
        new_page.get_by_role("button", name="筛选").click()
    assert control(new_page, "主题").evaluate(ROOM_FOR_NAME) >= 0


def test_without_scripts_the_table_is_whole_and_has_no_dead_controls(
    open_page: OpenPage, site_url: str
) -> None:
    with open_page(base_url=site_url, java_script_enabled=False) as page:
        page.goto(f"{ADDRESS}?topic=zhengce-jiedu")
        assert len(shown(page)) == 72
        assert page.locator(".wp-filter :visible").count() == 0


def test_the_controls_move_nothing_as_the_page_loads(browser: Browser, site_url: str) -> None:
    for viewport in (PHONE, WIDE):
        with browser.new_context(base_url=site_url, viewport=viewport) as context:
            page = context.new_page()  # nothing comes from the cache
            page.add_init_script(
                """window.shift = 0;
                new PerformanceObserver((list) => {
                    for (const entry of list.getEntries()) window.shift += entry.value;
                }).observe({ type: 'layout-shift', buffered: true });"""
            )
            page.goto(ADDRESS)
            settle(page)
            assert page.evaluate("shift") < 0.01


def test_works_under_a_sub_path(open_page: OpenPage, sub_path_url: str) -> None:
    with open_page(base_url=sub_path_url, viewport=WIDE) as page:
        page.goto(f"{ADDRESS}?q=caoanjiedu&topic=zhengce-jiedu")
        expect(status(page)).to_have_text("共 72 项，当前 1 项。关键词按拼音匹配")
        control(page, "关键词").fill("")
        page.wait_for_url(f"{sub_path_url}{ADDRESS}?topic=zhengce-jiedu")


def test_a_filtered_list_is_printed_with_what_it_is(open_page: OpenPage, site_url: str) -> None:
    filtered = printed(open_page, site_url + ADDRESS + "?topic=zhengce-jiedu&sort=deadline")
    text = "".join(texts(filtered))
    assert plain("主题：政策解读；排列：按时间节点") in text
    assert plain("共 72 项，当前 7 项") in text
    for row in ROWS:
        assert stands_in(row["任务内容"], text) == (row["主题"] == "政策解读"), row["序号"]
    for word in ("不限", "清除"):
        assert word not in text


def test_the_whole_table_is_printed_without_a_word_of_the_filter(new_page: Page) -> None:
    new_page.emulate_media(media="print")
    assert new_page.locator(".wp-filter :visible").count() == 0


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_no_accessibility_violation_while_filtering(
    open_page: OpenPage, site_url: str, viewport: ViewportSize
) -> None:
    windows = ({"viewport": viewport, "color_scheme": scheme} for scheme in (*SCHEMES, SCHEMES[0]))
    url = f"{site_url}{ADDRESS}?topic=gongwen-gongkai&q=公开"
    with open_pages(open_page, url, windows) as pages:
        for page in pages:
            expect(status(page)).to_contain_text("当前")
            if viewport is PHONE:
                page.get_by_role("button", name="筛选").click()
            if page is pages[-1]:
                page.get_by_role("button", name="长辈版").click()
            settle(page)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= viewport["width"]
        assert violations_in(pages) == [[]] * len(pages)


def test_hostile_text_stays_text(open_page: OpenPage, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    table = read_table()
    for topic in table["主题"]:
        if topic["名称"] == "政策解读":
            topic["名称"] = HOSTILE
    for row in table["任务"]:
        if row["主题"] == "政策解读":
            row["主题"] = HOSTILE
    table["任务"][38]["任务名称"] = f"特别{HOSTILE}"
    project.write_data("tasks.yaml", table)
    with serve(project.build()) as url, open_page(viewport=WIDE) as page:
        page.goto(f"{url}{ADDRESS}?q=特别&topic=zhengce-jiedu")
        expect(status(page)).to_have_text("共 72 项，当前 1 项")
        chosen = control(page, "主题").locator("option:checked")
        assert chosen.inner_text() == f"{HOSTILE}（1 项）"
        assert page.locator(".wp-filter__terms").text_content() == (
            f"关键词：特别；主题：{HOSTILE}"
        )
        assert page.locator("#task-39 [data-label=任务名称]").text_content() == f"特别{HOSTILE}"
        assert page.locator(".md-content img").count() == 0
        assert page.title() != "1"
