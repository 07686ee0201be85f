"""HTML set aside from the Markdown parser comes back as the parser itself would have left it."""

import re
from pathlib import Path

import markdown
import pytest

from generator.building.raw_html import set_aside
from generator.pipeline import generate_site
from tests.site.test_hostile import hostile_table
from tests.site_support import Project
from tests.support import ROOT

EXTENSIONS = ["attr_list", "def_list", "toc", "tables", "fenced_code"]
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def test_blocks_are_marked_and_come_back() -> None:
    aside = set_aside('# T\n\n<p id="a">x</p>\n<p>y</p>\n\ntext <b>z</b>\n\n<hr>\n')
    assert aside.markdown == "# T\n\n<!--0-->\n\ntext <b>z</b>\n\n<!--1-->"
    assert aside.anchors == {"a"}
    assert aside.put_back("<!--1-->|<!--0-->") == '<hr>\n|<p id="a">x</p>\n<p>y</p>'


def same_with_and_without(folder: Path) -> int:
    pages = generate_site(folder / "data", folder / "docs").pages
    for page in pages:
        text = FRONT_MATTER.sub("", page.markdown)
        aside = set_aside(text)
        assert len(aside.markdown) < len(text) / 2
        shorter = markdown.markdown(aside.markdown, extensions=EXTENSIONS)
        assert aside.put_back(shorter) == markdown.markdown(text, extensions=EXTENSIONS)
    return len(pages)


def test_pages_of_the_plan_are_the_same() -> None:
    assert same_with_and_without(ROOT) > 30


def test_pages_of_hostile_text_are_the_same(project: Project) -> None:
    project.write_data("tasks.yaml", hostile_table())
    (project.folder / "data" / "site.yaml").unlink()
    assert same_with_and_without(project.folder) > 5


@pytest.mark.parametrize("anchor", ["task-39", "item-39"])
def test_a_hand_written_page_may_link_to_a_task(project: Project, anchor: str) -> None:
    page = project.folder / "docs" / "guanyu.md"
    page.write_text(f"# 关于\n\n[看](2022/zhengce-jiedu.md#{anchor})\n", encoding="utf-8")
    project.build()


def test_a_link_to_no_task_is_told(project: Project) -> None:
    page = project.folder / "docs" / "guanyu.md"
    page.write_text("# 关于\n\n[看](2022/zhengce-jiedu.md#task-99)\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        project.build()
