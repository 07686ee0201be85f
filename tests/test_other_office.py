"""Another office replaces data, pages and mkdocs.yml: its site has no word of ours in it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support import ROOT, past_table, write_data

SETTINGS = """
网站名称: 示例市测试局政务公开
网站标识码: 0012345678
主办单位: 示例市测试局
搜索示例: [测试, 9月底前]
"""
OURS = re.compile("上海|民政|2022|[Ss]hanghai(?<!Asia/Shanghai)|大数据中心|juece-gongkai")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The other office's site, built by the command an office uses."""
    folder = tmp_path_factory.mktemp("office")
    files: dict[str, str | bytes] = {
        "site.yaml": SETTINGS,
        "archive/2029.yaml": past_table(2029),
    }
    write_data(folder / "data", files)
    (folder / "docs").mkdir()
    (folder / "docs/shuoming.md").write_text("# 说明\n\n只为测试。\n", encoding="utf-8")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    settings |= {
        "site_name": "示例市测试局工作要点",
        "site_description": "只为测试",
        "nav": ["shuoming.md"],
    }
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_every_page_is_there(site: Path) -> None:
    pages = {file.parent.relative_to(site).as_posix() for file in site.rglob("index.html")}
    years = {
        f"{year}{below}"
        for year in (2030, 2029)
        for below in (
            "",
            "/jia-zhuti",
            "/yi-zhuti",
            "/chushi",
            "/chushi/jia-chushi",
            "/chushi/yi-chushi",
            "/chushi/ge-chushi",
            "/shijian",
            "/tushi",
        )
    }
    years |= {f"data/{year}" for year in (2030, 2029)}
    assert pages == {".", "shuoming"} | years


def test_it_is_their_site(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    for text in ("2030年示例市测试局任务分解表", "示例市测试局政务公开", "0012345678", "甲主题"):
        assert text in home
    assert "开展第一次测试" in (site / "search/2030.json").read_text(encoding="utf-8")


def test_no_word_of_ours_is_in_it(site: Path) -> None:
    found = {}
    for file in site.rglob("*"):
        if file.suffix in {".html", ".json", ".xml", ".txt"} and file.is_file():
            words = OURS.findall(file.read_text(encoding="utf-8"))
            if words:
                found[file.relative_to(site).as_posix()] = words
    assert found == {}
