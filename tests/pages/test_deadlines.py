"""Test what the pages show of deadlines as offices write them."""

import html
import re
from pathlib import Path

from generator.pipeline import generate_site
from tests.support import write_data

TABLE = """\
标题: 2030年示例市测试局任务分解表
年份: 2030
发布机构: 示例市测试局
主题: [{名称: 甲, 网址: jia, 简介: 一类。}]
处室: [{名称: 甲处, 网址: jia-chu}]
任务:
"""
TASK = "  - {{序号: {}, 主题: 甲, 任务名称: 事, 任务内容: 文, 责任处室: [甲处], 时间节点: {}}}\n"
# In the order of the page: the key of the group, its heading and the wording.
GROUPS = [
    ("year-2029", "2029年", "2029年底前"),
    ("month-9", "9月", "第三季度"),
    ("month-10", "10月", "１０ 月底前完成"),
    ("year-2031", "2031年", "2031年3月底前"),
    ("all-year", "全年", "每季度"),
    ("relative", "按时长计算", "信息形成后20个工作日内"),
    ("as-written", "其他", "适时"),
]


def test_deadlines_are_shown_as_written_and_lead_to_their_groups(tmp_path: Path) -> None:
    rows = [TASK.format(number, text) for number, (*_, text) in enumerate(GROUPS, start=1)]
    write_data(tmp_path / "data", {"tasks.yaml": TABLE + "".join(rows)})
    (tmp_path / "docs").mkdir()
    site = generate_site(tmp_path / "data", tmp_path / "docs")
    pages = {page.address: html.unescape(page.markdown) for page in site.pages}

    headings = re.findall(r"^## (\S+)（1 项） \{ #(\S+) \}$", pages["2030/shijian/"], re.MULTILINE)
    assert headings == [(title, key) for key, title, _ in GROUPS]
    table = pages["2030/"]
    links = re.findall(r'<a href="shijian/#(\S+)">(?:<time[^>]+>)?([^<]+)<', table)
    assert links == [(key, text) for key, _, text in GROUPS]
    choices = re.findall(r'<option value="([a-z-]+[0-9]*)" data-name="(\S+)">', table)
    assert [choice for choice in choices if choice[0] not in ("jia", "jia-chu")] == [
        (key, title) for key, title, _ in GROUPS
    ]
    for text in ("2031年 1 项", "按时长计算 1 项"):
        assert f">{text}</text>" in pages["2030/tushi/"]
