"""With the extension, a generated page becomes the same HTML as without it."""

from pathlib import Path

from markdown import Markdown

from generator.pages.html_blocks import HtmlBlocks, anchors_in
from generator.pipeline import generate_site
from tests.support import write_data

EXTENSIONS = ["attr_list", "def_list", "fenced_code", "tables", "toc"]


def test_every_page_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    site = generate_site(write_data(tmp_path / "data"), tmp_path / "docs")
    for page in site.pages:
        plain = Markdown(extensions=EXTENSIONS)
        quick = Markdown(extensions=[*EXTENSIONS, HtmlBlocks()])
        text = page.markdown.partition("\n---\n")[2]
        assert quick.convert(text).strip() == plain.convert(text).strip(), page.address
        assert "<div" in text or "<ul" in text or "<p" in text


def test_code_written_by_hand_stays_code() -> None:
    text = "```\n<p>a</p>\n```\n\n    <p>b</p>\n"
    quick = Markdown(extensions=[*EXTENSIONS, HtmlBlocks()])
    assert quick.convert(text) == Markdown(extensions=EXTENSIONS).convert(text)


def test_anchors() -> None:
    assert anchors_in('<tr id="task-1"><td data-id="x"><h2 id="甲">') == {"task-1", "甲"}
