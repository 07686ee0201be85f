"""Test the pages of a topic for which nobody has written a summary yet."""

from pathlib import Path

from generator.language.wording import Wording
from generator.pages.page import Page, PageKind
from generator.pages.pages import PageRenderer
from generator.pages.rendering import template_environment
from generator.plan.neighbours import neighbours
from tests.support import load_base

LABELS = ('class="wp-summary"', "wp-topic__summary", "wp-card__summary")


def pages(folder: Path, *replacements: tuple[str, str]) -> dict[str, Page]:
    plan = load_base(folder, *replacements)
    renderer = PageRenderer(template_environment(), plan, 2030, neighbours=neighbours([plan])[2030])
    return {page.address: page for page in [renderer.home([plan]), *renderer.plan_pages(Wording())]}


def test_nothing_is_shown_for_a_summary_that_is_empty(tmp_path: Path) -> None:
    stated = pages(tmp_path)
    found = pages(tmp_path, (", 简介: 第二类事情。", ", 简介: "))
    topic = found["2030/yi-zhuti/"]
    assert topic.lead == ""
    assert topic.description == "2030年示例市测试局任务分解表：乙主题，1 项任务。"
    assert stated["2030/yi-zhuti/"].description == "第二类事情。"
    for address, kind in (("2030/yi-zhuti/", PageKind.TOPIC), ("2030/zhuti/", PageKind.TOPICS)):
        assert found[address].kind is kind
        assert "None" not in found[address].markdown
    counts = [
        sum(one[address].markdown.count(label) for address in one for label in LABELS)
        for one in (stated, found)
    ]
    assert counts[0] - counts[1] == 3
