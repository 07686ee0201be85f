"""Test three years of an office: every address of each year's site answers or leads on."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.publishing.office import SITE_URL, Office

HEAD = """\
标题: {year}年示例市测试局任务分解表
年份: {year}
发布机构: 示例市测试局
"""
FIRST = """\
主题:
  - {名称: 花圃, 网址: huapu, 简介: 花圃的事。}
  - {名称: 树木, 网址: shumu, 简介: 树木的事。}
  - {名称: 草地, 网址: caodi, 简介: 草地的事。}
处室:
  - {名称: 花科, 网址: hua-ke}
  - {名称: 树科, 网址: shu-ke}
  - {名称: 草科, 网址: cao-ke}
任务:
  - {序号: 1, 主题: 花圃, 任务名称: 浇花, 任务内容: 每天浇花, 责任处室: [花科], 时间节点: 3月底前}
  - {序号: 2, 主题: 树木, 任务名称: 种树, 任务内容: 种一百棵树, 责任处室: [树科], 时间节点: 9月底前}
  - {序号: 3, 主题: 草地, 任务名称: 割草, 任务内容: 每月割草, 责任处室: [草科], 时间节点: 全年}
"""
CORRECTED = FIRST.replace("网址: shumu", "网址: shu, 曾用网址: [shumu]").replace(
    "任务内容: 每月割草", "任务内容: 每月割草, 撤销: 示例通知"
)
"""A slug is changed and a task is withdrawn, after the first year was published."""
SECOND = """\
主题:
  - {名称: 花木, 网址: huamu, 曾用名: [花圃, 树木], 简介: 花圃和树木的事。}
  - {名称: 草地, 网址: caodi, 简介: 草地的事。}
处室:
  - {名称: 园艺科, 网址: yuanyi-ke, 曾用名: [花科, 树科]}
  - {名称: 草科, 网址: cao-ke}
任务:
  - {序号: 1, 主题: 花木, 任务名称: 种树, 任务内容: 种二百棵树, 责任处室: [园艺科], 上年序号: 2}
  - {序号: 2, 主题: 花木, 任务名称: 浇花, 任务内容: 每天浇花, 责任处室: [园艺科], 上年序号: 1}
  - {序号: 3, 主题: 草地, 任务名称: 播种, 任务内容: 春天播种, 责任处室: [草科], 时间节点: 3月底前}
"""
THIRD = """\
主题:
  - {名称: 绿地, 网址: lvdi, 曾用名: [花木, 草地], 简介: 绿地的事。}
处室:
  - {名称: 园艺科, 网址: yuanyi, 曾用名: [草科], 简介: 园艺的事。}
任务:
  - {序号: 1, 主题: 绿地, 任务名称: 播种, 任务内容: 春天播种, 责任处室: [园艺科], 上年序号: 3}
""".replace(", 简介: 园艺的事。}", "}")


def publish(office: Office, **tables: str) -> None:
    for name, table in tables.items():
        path = "data/tasks.yaml" if name == "now" else f"data/archive/{name[1:]}.yaml"
        office.write(path, table)
    office.commit()
    pushed = office.push()
    assert pushed.accepted, pushed.output


def table(year: int, rows: str) -> str:
    return HEAD.format(year=year) + rows


def addresses(site: Path) -> set[str]:
    """Every page with each of its anchors of tasks, and every download."""
    found = set()
    for page in site.rglob("*.html"):
        address = page.relative_to(site).as_posix().removesuffix("index.html")
        text = page.read_text(encoding="utf-8")
        anchors = re.findall(r' id="(task-\d+)"', text)
        found |= {address, *(f"{address}#{anchor}" for anchor in anchors)}
    files = ((site / "data").rglob("*"), (site / "search").rglob("*"))
    for group in files:
        found |= {file.relative_to(site).as_posix() for file in group if file.suffix in KINDS}
    return found


KINDS = {".csv", ".xlsx", ".json", ".ics"}


def links_of_small_pages(site: Path) -> dict[str, list[str]]:
    """Where each page at a former address leads, within the site."""
    found = {}
    for page in site.rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        if "网址已经更改" in text.split("</h1>")[0]:
            address = page.parent.relative_to(site).as_posix() + "/"
            main = text.split("<article")[1].split("</article>")[0]
            hrefs = re.findall(r'<a href="([^"]+)"', main)
            found[address] = [urljoin(SITE_URL + address, href) for href in hrefs]
    return found


@pytest.mark.soak
def test_every_address_of_every_year_answers(new_office: Office, tmp_path: Path) -> None:
    office = new_office.copy_to(tmp_path / "office")
    publish(office, now=table(2031, FIRST))
    seen = addresses(office.www / "current")
    publish(office, now=table(2031, CORRECTED))
    seen |= addresses(office.www / "current")
    publish(office, now=table(2032, SECOND), y2031=table(2031, CORRECTED))
    seen |= addresses(office.www / "current")
    publish(office, now=table(2033, THIRD), y2032=table(2032, SECOND))
    site = office.www / "current"
    assert seen - addresses(site) == set()
    assert len(seen) > 60
    small = links_of_small_pages(site)
    assert set(small) == {"2031/shumu/"}
    for target in (one for targets in small.values() for one in targets):
        parts = urlsplit(target)
        page = site / unquote(parts.path).lstrip("/") / "index.html"
        assert not parts.fragment or f'id="{parts.fragment}"' in page.read_text(encoding="utf-8")
