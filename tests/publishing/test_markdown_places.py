"""Test where a problem of a built page is shown in the Markdown that the page was written in."""

from pathlib import Path

import pytest

from generator.language.problems import Place, Problem
from generator.publishing.markdown_places import in_markdown


def told(folder: Path, page: str, target: str, files: dict[str, str]) -> str:
    for name, text in files.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    problem = Problem(Place(Path(page), 7, 9), "dead-link", {"target": target})
    [found] = in_markdown([problem], folder)
    place = found.place
    return f"{place.file.as_posix()}:{place.line}:{place.column} {found.details['target']}"


PAGE = """\
no.md

看[a](no.md)[b](x/no.md#y)、![c](<无 图.png>)

[d](./b/c.md#x) [e](index.md#x)
[f]: f.png
"""


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("no.md", "docs/a.md:3:6 no.md"),
        ("x/no.md#y", "docs/a.md:3:16 x/no.md#y"),
        ("无 图.png", "docs/a.md:3:33 无 图.png"),
        ("../b/c/#x", "docs/a.md:5:5 ./b/c.md#x"),
        ("../#x", "docs/a.md:5:21 index.md#x"),
        ("f.png", "docs/a.md:6:6 f.png"),
        ("../other/", "a/index.html:7:9 ../other/"),
        ("no", "a/index.html:7:9 no"),
    ],
)
def test_link_of_a_page(tmp_path: Path, target: str, wanted: str) -> None:
    assert told(tmp_path, "a/index.html", target, {"a.md": PAGE}) == wanted


@pytest.mark.parametrize(
    ("page", "file", "target", "wanted"),
    [
        ("index.html", "index.md", "no/", "docs/index.md:1:5 no/"),
        ("a/b/index.html", "a/b/README.md", "../c/#d", "docs/a/b/README.md:1:5 ../c.md#d"),
        ("a/b/index.html", "a/b.md", "../c/#d", "docs/a/b.md:1:5 c.md#d"),
        ("404.html", "index.md", "no/", "404.html:7:9 no/"),
        ("2030/index.html", "index.md", "no/", "2030/index.html:7:9 no/"),
    ],
)
def test_file_of_a_page(tmp_path: Path, page: str, file: str, target: str, wanted: str) -> None:
    link = wanted.split()[1]
    assert told(tmp_path, page, target, {file: f"[x]({link})"}) == wanted
