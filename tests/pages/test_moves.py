"""Test the former addresses of hand-written pages, and what is refused as one."""

from pathlib import Path

import pytest

from generator.pages.moves import moves_of_pages, wrong_moves


def write(folder: Path, name: str, former: str, body: str = "# 新的一页\n") -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n曾用网址: [{former}]\n---\n\n{body}", encoding="utf-8")


def found(folder: Path) -> list[tuple[str, str, str]]:
    return [(move.old, move.new, move.name) for move in moves_of_pages(folder)]


def wrong(folder: Path, *generated: str) -> list[str]:
    moves = list(moves_of_pages(folder))
    return [
        f"{one.place.file.name}:{one.place.line}:{one.place.column} {one.code}"
        for one in wrong_moves(moves, folder, generated)
    ]


def test_page_may_have_several(tmp_path: Path) -> None:
    write(tmp_path, "zhinan/index.md", "jiu, 指南/旧_1（试行）, Old")
    write(tmp_path, "zhinan/a.md", "zhinan/b")
    new = "新的一页"
    assert found(tmp_path) == [
        ("zhinan/b/", "zhinan/a/", new),
        ("jiu/", "zhinan/", new),
        ("指南/旧_1（试行）/", "zhinan/", new),
        ("Old/", "zhinan/", new),
    ]
    assert wrong(tmp_path, "2031/", "") == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("# 关于本站 { #about }\n\n文字\n", "关于本站"),
        ("# 关于本站 #\n", "关于本站"),
        ("# 关于**本站**\n", ""),
        ("关于本站\n", ""),
        ("", ""),
    ],
)
def test_page_is_called_by_its_heading_if_that_is_plain(
    body: str, name: str, tmp_path: Path
) -> None:
    write(tmp_path, "a.md", "jiu", body)
    assert found(tmp_path) == [("jiu/", "a/", name)]


def test_page_is_called_by_its_title(tmp_path: Path) -> None:
    text = "---\ntitle: 标题\n曾用网址: [jiu]\n---\n\n# 关于本站\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert found(tmp_path) == [("jiu/", "a/", "标题")]


@pytest.mark.parametrize(
    "former",
    [
        *(
            "/jiu",
            "jiu/",
            "a//b",
            "jiu.md",
            "../a",
            "a/index",
            "README",
            "a b",
            "jiu?",
            "旧\u200b页",
        ),
        *("https://www.example.test/jiu", "a" * 61, "/".join("abcdefghi")),
    ],
)
def test_form(former: str, tmp_path: Path) -> None:
    write(tmp_path, "a.md", f"'{former}'")
    assert wrong(tmp_path) == ["a.md:2:9 former-address-form"]


def test_something_else_is_there(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b, 2031/zhuti, A, wenjian, wenjian/jiu, jiu, c")
    write(tmp_path, "b.md", "Jiu")
    (tmp_path / "wenjian").write_text("没有后缀的文件", encoding="utf-8")
    taken = "former-address-taken"
    assert wrong(tmp_path, "2031/zhuti/") == [
        *(f"a.md:2:{column} {taken}" for column in (8, 11, 23, 26, 35)),
        f"b.md:2:8 {taken}",
    ]
