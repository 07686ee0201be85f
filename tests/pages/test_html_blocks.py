"""Test that a generated page becomes the same HTML with the extension as without it."""

from pathlib import Path

from markdown import Markdown

from generator.pages.html_blocks import HtmlBlocks, anchors_in
from generator.pipeline import generate_site
from tests.support import write_data


def switched_on() -> HtmlBlocks:
    extension = HtmlBlocks()
    extension.is_on = True
    return extension


EXTENSIONS = ["attr_list", "def_list", "fenced_code", "tables", "toc"]


def test_every_page_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    site = generate_site(write_data(tmp_path / "data"), tmp_path / "docs")
    for page in site.pages:
        plain = Markdown(extensions=EXTENSIONS)
        quick = Markdown(extensions=[*EXTENSIONS, switched_on()])
        text = page.markdown.partition("\n---\n")[2]
        assert quick.convert(text).strip() == plain.convert(text).strip(), page.address
        assert "<div" in text or "<ul" in text or "<p" in text


def test_hand_written_page_is_parsed_as_usual() -> None:
    text = "```\n<p>a</p>\n```\n\n<https://www.example.test>\n\n<3 `<img src=x onerror=a>`\n"
    quick = Markdown(extensions=[*EXTENSIONS, HtmlBlocks()])
    assert quick.convert(text) == Markdown(extensions=EXTENSIONS).convert(text)


def test_anchors() -> None:
    assert anchors_in('<tr id="task-1"><td data-id="x"><h2 id="甲">') == {"task-1", "甲"}
