"""Test pages that an editor adds: their place in the navigation, and what no page may name."""

from pathlib import Path

import pytest

from generator.pages.hand_written import find_breaches
from tests.site_support import BuiltSite, copy_project, find_all, text

ADDED = {
    "wenti.md": "# 常见问题\n",
    "zhinan/shenqing.md": "---\ntitle: 申请指南\nshow: [published]\n---\n\n## 怎么写 { #write }\n",
}


def build(folder: Path, pages: dict[str, str], nav: str | None = None) -> BuiltSite:
    project = copy_project(folder)
    for name, content in pages.items():
        file = project.folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    settings = project.folder / "mkdocs.yml"
    before = "nav:\n  - guanyu.md\n"
    written = settings.read_text(encoding="utf-8")
    assert before in written
    settings.write_text(written.replace(before, before if nav is None else nav), encoding="utf-8")
    return project.build()


def tabs(site: BuiltSite, address: str = "") -> list[tuple[str, str]]:
    (items,) = find_all(site.pages[address], "ul", class_="md-tabs__list")
    links = find_all(items, "a")
    return [(text(link).strip(), link.get("href", "")) for link in links]


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        (None, ["关于本站", "常见问题", "申请指南"]),
        pytest.param("", ["常见问题", "关于本站", "申请指南"], marks=pytest.mark.soak),
        ("nav:\n  - 指南: ./zhinan//shenqing.md\n", ["指南", "常见问题", "关于本站"]),
        pytest.param(
            "nav:\n  - 其他: [wenti.md, guanyu.md]\n",
            ["其他", "申请指南"],
            marks=pytest.mark.soak,
        ),
    ],
)
def test_pages_that_nav_does_not_name(nav: str | None, expected: list[str], tmp_path: Path) -> None:
    """Test that they are last, by title; the build is strict, so that it has no warning."""
    site = build(tmp_path, ADDED, nav)
    assert [name for name, _ in tabs(site)][-len(expected) :] == expected
    assert {"wenti/", "zhinan/shenqing/"} <= set(site.pages)


def test_many_pages_share_a_tab(tmp_path: Path) -> None:
    pages = {f"w{number}.md": f"# 第 {number} 件事的指南\n" for number in range(5)}
    site = build(tmp_path, pages)
    assert tabs(site)[-2:] == [("关于本站", "guanyu/"), ("更多", "w0/")]
    (menu,) = find_all(site.pages["w3/"], "nav", class_="md-nav--primary")
    names = [text(link).strip() for link in find_all(menu, "a")]
    assert names[-5:] == [f"第 {number} 件事的指南" for number in range(5)]


def test_no_page_can_name_an_element_of_the_site_itself(tmp_path: Path) -> None:
    """Test all ids in a page that are not in what an editor wrote; a heading could be one too."""
    site = build(tmp_path / "project", ADDED)
    own = set()
    for address, written in (("guanyu/", None), ("zhinan/shenqing/", {"write"}), ("wenti/", set())):
        page = site.pages[address]
        (article,) = find_all(page, "article", class_="md-content__inner")
        ids = {name for element in page.iter() if (name := element.get("id"))}
        inside = {name for element in article.iter() if (name := element.get("id"))}
        own |= ids - inside if written is None else ids - written - {"_1"}
    assert {"__config", "__search", "__drawer", "__toc", "wp-query", "published"} <= own
    for name in own:
        (tmp_path / "a.md").write_text(f"# x {{ #{name} }}\n", encoding="utf-8")
        assert [one.code for one in find_breaches(tmp_path)][:1] == ["page-id"], name
