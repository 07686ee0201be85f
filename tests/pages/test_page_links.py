"""Test the links of hand-written pages: to each other, to generated pages and to files."""

from pathlib import Path

import pytest

from generator.pages.hand_written import find_breaches

GENERATED = {
    "index.md": "# 首页\n\n## 主题 { #topics }\n",
    "2030/index.md": '# 表\n\n<table>\n<tr id="task-39"></tr>\n</table>\n',
}
DOWNLOADS = ["data/2030/tasks.csv"]
FILES = {
    "zhinan/b.md": "# b { #b }\n",
    "zhinan/README.md": "# x\n",
    "zhinan/图 1.png": "",
    ".hidden.png": "",
}


def told(folder: Path, text: str, page: str = "a.md") -> list[str]:
    for name, content in {page: text, **FILES}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return [
        " ".join(filter(None, (f"{place.line}:{place.column}", one.code, meant)))
        for one in find_breaches(folder, GENERATED, DOWNLOADS)
        for place, meant in [(one.place, str(one.details.get("suggestion") or ""))]
    ]


@pytest.mark.parametrize(
    "link",
    [
        *("zhinan/b.md", "zhinan/b.md#b", "./zhinan/../zhinan/b.md", "zhinan/README.md", "#x"),
        *("<zhinan/图 1.png>", "zhinan/图%201.png", "index.md#topics", "index.md?q=x"),
        *("2030/index.md#task-39", "data/2030/tasks.csv", "https://www.example.test/x"),
        *("mailto:a@example.test", "tel:12345", "//www.example.test/"),
    ],
)
def test_right_link(link: str, tmp_path: Path) -> None:
    assert told(tmp_path, f"# x {{ #x }}\n\n[x]({link}) ![x]({link})\n") == []


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("no.md", "dead-link"),
        ("no", "dead-link"),
        (".hidden.png", "dead-link"),
        ("a@example.test", "dead-link"),
        ("http://[", "dead-link"),
        ("zhinan/b/", "dead-link zhinan/b.md"),
        ("../zhinan/b/#b", "dead-link zhinan/b.md#b"),
        ("zhinan/", "dead-link zhinan/README.md"),
        ("2030/index.html", "dead-link 2030/index.md"),
        ("/zhinan/b/", "absolute-link zhinan/b.md"),
        ("/2030/#task-39", "absolute-link 2030/index.md#task-39"),
        ("/", "absolute-link index.md"),
        ("/no/", "absolute-link"),
        ("#no", "dead-anchor"),
        ("zhinan/b.md#no", "dead-anchor"),
        ("2030/index.md#task-40", "dead-anchor"),
        ("javascript:alert(1)", "active-content"),
        ("java&#115;cript:alert(1)", "active-content"),
        ("data:text/html,x", "active-content"),
    ],
)
def test_wrong_link(link: str, wanted: str, tmp_path: Path) -> None:
    assert told(tmp_path, f"# x\n\n看[x]({link})\n") == [f"3:6 {wanted}"]


def test_place_of_a_link(tmp_path: Path) -> None:
    text = "# no.md\n\n[x](no.md) [y](<no.md>)\n\n![z][q]\n\n[q]: no.png\n"
    assert told(tmp_path, text) == ["3:5 dead-link", "3:17 dead-link", "7:6 dead-link"]


def test_link_of_a_page_in_a_folder(tmp_path: Path) -> None:
    text = "[x](../a.md) [x](../zhinan/b.md#b) [x](b/) [x](../../x.png)\n"
    expected = ["1:40 dead-link b.md", "1:48 dead-link"]
    (tmp_path / "a.md").write_text("# a\n", encoding="utf-8")
    assert told(tmp_path, text, "zhinan/c.md") == expected
