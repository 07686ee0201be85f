"""Test sites with a past year, a repository or settings, and pages built without our plugin."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.site_support import (
    BuiltSite,
    Project,
    build_site,
    copy_project,
    find,
    find_all,
    read_table,
    text,
    words,
)
from tests.support import MADE_UP_OFFICE, ROOT

PAST_NOTICE = "2030年的工作要点（历史计划）"


def navigation_links(tree: Element) -> Iterator[str]:
    for name in ("md-tabs", "md-nav--primary", "md-path", "md-footer__inner"):
        for nav in find_all(tree, "nav", class_=name):
            yield from (link.get("href", "") for link in find_all(nav, "a"))


def navigation_addresses(site: BuiltSite, address: str) -> set[str]:
    root = "http://site.test/"
    links = navigation_links(site.pages[address])
    return {urljoin(root + address, link).removeprefix(root) for link in links}


def test_navigation_contains_only_its_own_year(two_years: BuiltSite) -> None:
    for address in two_years.pages:
        own, other = ("2030/", "2031/") if "2030/" in address else ("2031/", "2030/")
        addresses = navigation_addresses(two_years, address)
        assert not [found for found in addresses if other in found], address
        parts = (own, f"{own}chushi/", f"{own}shijian/", f"{own}tushi/", f"data/{own}")
        wanted = {"", *parts, "guanyu/"}
        assert wanted <= addresses, address


def test_search_finds_the_overviews_of_its_own_year(two_years: BuiltSite) -> None:
    for year in ("2030", "2031"):
        file = two_years.folder / f"search/{year}-pages.json"
        found = {address for _, address, _ in json.loads(file.read_text(encoding="utf-8"))}
        overviews = {f"{year}/{name}" for name in ("", "zhuti/", "chushi/", "shijian/", "tushi/")}
        changes = {"2031/bianhua/"} if year == "2031" else set()
        assert found == overviews | changes | {f"data/{year}/", "niandu/", "guanyu/"}


def test_past_pages_say_that_they_are_not_in_force(two_years: BuiltSite) -> None:
    past = [address for address in two_years.pages if "2030/" in address]
    assert len(past) == 1 + 1 + 2 + 1 + 3 + 1 + 1 + 1

    for address, tree in two_years.pages.items():
        notices = find_all(tree, "p", class_="wp-past")
        said = [words(find(found, "strong")) for found in notices]
        assert said == [PAST_NOTICE] * (address in past), address


def test_home_leads_to_the_past_year(two_years: BuiltSite) -> None:
    home = two_years.pages[""]
    (link,) = [found for found in find_all(home, "a") if found.get("href") == "2030/"]

    assert text(link) == "2030年"
    assert text(find(home, "h1")).startswith("2031年")


def edit_link(tree: Element) -> str | None:
    links = [found for found in find_all(tree, "a") if found.get("rel") == "edit"]
    return links[0].get("href") if links else None


def test_edit_link_leads_to_the_table_that_the_page_is_made_of(two_years: BuiltSite) -> None:
    folder = "https://github.com/example/plan/edit/master/"
    for address, tree in two_years.pages.items():
        expected: str | None = f"{folder}data/tasks.yaml"
        if "2030/" in address:
            expected = f"{folder}data/archive/2030.yaml"
        elif address == "guanyu/":
            expected = f"{folder}docs/guanyu.md"
        elif address in ("404.html", "niandu/"):
            expected = None
        assert edit_link(tree) == expected, address


def test_edit_link_of_a_repository_on_any_host(project: Project) -> None:
    site = project.build(repo_url="https://git.example.test/plan", edit_uri="_edit/main/docs/")

    assert (
        edit_link(site.pages["2031/"]) == "https://git.example.test/plan/_edit/main/data/tasks.yaml"
    )


def test_no_edit_link_without_a_repository(site: BuiltSite) -> None:
    assert {edit_link(tree) for tree in site.pages.values()} == {None}


SETTINGS = {
    "网站名称": "示例 <b>网站</b>",
    "网站标识码": "0000000000 & 样",
    "ICP备案号": "示例备<i>00000000</i>号",
    "公安备案号": "示例公网安备&lt;0号",
    "主办单位": "示例市\"测试局'",
    "联系方式": "<script>alert(1)</script>",
    "留言地址": "liuyan@example.test",
}
FOOTER = {
    "网站标识码": "网站标识码：{}",
    "ICP备案号": "{}",
    "公安备案号": "{}",
    "主办单位": "主办单位：{}",
    "联系方式": "联系方式：{}",
    "留言地址": "我要留言：{}",
}


@pytest.fixture(scope="module")
def with_settings(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    project = copy_project(tmp_path_factory.mktemp("settings"))
    project.write_data("site.yaml", SETTINGS)
    return project.build()


def footer_lines(tree: Element) -> list[str]:
    return [words(line) for line in find_all(find(tree, "div", class_="wp-footer"), "p")]


def test_settings_are_shown_as_written_on_every_page(with_settings: BuiltSite) -> None:
    for address, tree in with_settings.pages.items():
        lines = footer_lines(tree)
        for setting, line in FOOTER.items():
            assert line.format(SETTINGS[setting]) in lines, (address, setting)


def test_name_from_the_settings_is_the_sites_name_everywhere(with_settings: BuiltSite) -> None:
    name = SETTINGS["网站名称"]
    for address, tree in with_settings.pages.items():
        assert words(find(tree, "title")).endswith(name), address
        named = [*find_all(tree, "div", class_="md-header__topic")[:1], drawer_title(tree)]
        assert [words(found) for found in named] == [name] * 2, address
        logos = find_all(tree, "a", class_="md-logo")
        assert {logo.get("aria-label") for logo in logos} == {name}, address


def drawer_title(tree: Element) -> Element:
    return find_all(find(tree, "nav", class_="md-nav--primary"), "label")[0]


def test_only_the_filing_numbers_lead_to_another_host(with_settings: BuiltSite) -> None:
    for tree in with_settings.pages.values():
        foreign = {link.get("href") for link in find_all(tree, "a") if "//" in link.get("href", "")}
        assert foreign == {"https://beian.miit.gov.cn/"}


def test_settings_that_are_not_set_leave_no_trace(site: BuiltSite) -> None:
    for tree in site.pages.values():
        assert footer_lines(tree) == ["未公布：原文、联系方式、留言、完成情况", "回到顶部"]


HAND_WRITTEN = """
<https://www.example.test/a?b=1&c=2> 写在行首

&lt;b&gt;转义&lt;/b&gt;

```
<b>代码</b>
```
"""


def test_hand_written_page_shows_lines_that_begin_with_an_angle_bracket(project: Project) -> None:
    page = project.folder / "docs" / "guanyu.md"
    page.write_text(page.read_text(encoding="utf-8") + HAND_WRITTEN, encoding="utf-8")
    content = find(project.build().pages["guanyu/"], "article", class_="md-content__inner")
    url = "https://www.example.test/a?b=1&c=2"
    assert text(find(content, "a", href=url)) == url
    paragraphs = [text(found) for found in find_all(content, "p")]
    assert paragraphs[-2:] == [f"{url} 写在行首", "<b>转义</b>"]
    assert [text(found) for found in find_all(content, "pre")] == ["<b>代码</b>\n"]
    assert find_all(content, "b") == []


def test_the_navigation_may_lead_elsewhere(project: Project) -> None:
    settings = project.folder / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    link = "  - 别处: https://example.test/\n"
    settings.write_text(written.replace("  - guanyu.md\n", f"  - guanyu.md\n{link}"), "utf-8")
    lost = project.build().pages["404.html"]
    content = find(lost, "article", class_="md-content__inner")
    ways = [text(item) for item in find_all(content, "li")]
    assert ways[0].startswith("回到首页") and "看看关于本站" in ways


PLAIN_SETTINGS = """
site_name: x
theme: {name: material, language: zh, font: false}
markdown_extensions: [attr_list, def_list]
plugins: []
"""


@pytest.mark.soak
def test_written_pages_build_without_our_plugin(site: BuiltSite, tmp_path: Path) -> None:
    folders = ["--data", str(MADE_UP_OFFICE / "data")]
    folders += ["--docs", str(MADE_UP_OFFICE / "docs")]
    CliRunner().invoke(main, ["pages", str(tmp_path / "docs"), *folders], catch_exceptions=False)
    (tmp_path / "mkdocs.yml").write_text(PLAIN_SETTINGS, encoding="utf-8")

    plain = build_site(tmp_path / "mkdocs.yml", tmp_path / "site")

    ours = {address: main_anchors(tree) for address, tree in site.pages.items()}
    del ours["guanyu/"], ours["404.html"]
    theirs = {address: main_anchors(tree) for address, tree in plain.pages.items()}
    del theirs["404.html"]
    tasks = [at for found in theirs.values() for at in found if at.startswith("task-")]
    assert len(tasks) == 2 * len(read_table()["任务"])
    assert theirs == ours


def main_anchors(tree: Element) -> dict[str, str]:
    """Every anchor in the page's own text, and the text that stands there."""
    content = find(tree, "article", class_="md-content__inner")
    return {found.get("id", ""): text(found) for found in content.iter() if found.get("id")}


def test_files_of_an_office_replace_those_of_the_theme(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    own = {
        "styles/10-colour.css": ".wp-ours { top: 1px }",
        "assets/ours/ours.css": ".wp-more { top: var(--md-code-hl-string-color) }",
        "assets/search/words.js": (ROOT / "overrides/assets/search/words.js").read_text("utf-8"),
    }
    for name, content in own.items():
        file = project.folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    site = project.build()
    whole = site.file("assets/work-plan.css").read_text(encoding="utf-8")
    assert ".wp-ours{top:1px}" in whole
    assert "--md-code-hl-string-color:" in whole  # which no other rule refers to
    assert not (site.folder / "styles").exists()
    assert (
        site.file("assets/ours/ours.css").read_text(encoding="utf-8") == own["assets/ours/ours.css"]
    )
    assert "createNormaliser" in site.file("assets/search/words.js").read_text(encoding="utf-8")
